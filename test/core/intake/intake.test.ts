import type { RecordCommand } from '../../../src/core/domain/conversation-writes.js';
import { GatewayError } from '../../../src/core/domain/errors.js';
import { Intake } from '../../../src/core/intake/intake.js';
import type { Arrival } from '../../../src/core/ports/channel.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { SILENT } from '../../support/stores.js';

const WORDS: Arrival = {
  place: { tenant: 'demo', channel: 'demo-web', thread: 'visit-1' },
  customer: { id: 'visit-1', name: 'Visitor' },
  wireId: 'a',
  text: 'Hello',
  charsMax: 10,
};

/** An intake whose record keeps what it is told, and is full. */
function anIntake() {
  const recorded: RecordCommand[] = [];
  const intake = new Intake({
    inbox: {
      record: async (command) => {
        recorded.push(command);
        return { kind: 'duplicate', seq: 1 };
      },
    },
    archive: {
      file: async () => undefined,
      known: async () => [],
      page: async () => [],
      turn: async () => null,
      turns: async () => [],
      talksOf: async () => [],
    },
    clock: new HandClock(),
    telemetry: SILENT,
    ids: new CryptoIds(),
    laneTtlMs: () => 1_000,
    onRecorded: () => undefined,
  });
  return { intake, recorded };
}

async function refusalOf(arrival: Arrival): Promise<[string, number]> {
  const { intake, recorded } = anIntake();
  const error: unknown = await intake.accept(arrival).catch((reason: unknown) => reason);
  return [error instanceof GatewayError ? error.code : 'accepted', recorded.length];
}

const EDIT = { kind: 'edit', wireId: 'b' } as const;
const DELETION = { kind: 'delete', wireId: 'b' } as const;
const FILES = [{ name: 'lamp.jpg' }];

describe('What is taken from a channel', () => {
  test.each<[string, Partial<Arrival>, string]>([
    ['words', {}, 'accepted'],
    ['no words', { text: '' }, 'message.empty'],
    ['blanks', { text: ' \n ' }, 'message.empty'],
    ['too many words', { text: 'x'.repeat(11) }, 'message.too-long'],
    ['no id', { wireId: '' }, 'message.invalid'],
    ['an endless id', { wireId: 'x'.repeat(129) }, 'message.invalid'],
    ['files without words', { text: '', files: FILES }, 'accepted'],
    ['an empty list of files without words', { text: '', files: [] }, 'message.empty'],
    ['files with too many words', { text: 'x'.repeat(11), files: FILES }, 'message.too-long'],
    ['new words', { revises: EDIT }, 'accepted'],
    ['new words that are none', { text: '', revises: EDIT }, 'message.empty'],
    ['too many new words', { text: 'x'.repeat(11), revises: EDIT }, 'message.too-long'],
    ['a deletion', { text: '', revises: DELETION }, 'accepted'],
  ])('%s', async (_what, change, code) => {
    const [refusal, recorded] = await refusalOf({ ...WORDS, ...change });
    expect(refusal).toBe(code);
    expect(recorded).toBe(code === 'accepted' ? 1 : 0);
  });

  test('an edit names the text it is about as that text was recorded', async () => {
    const { intake, recorded } = anIntake();
    await intake.accept({ ...WORDS, wireId: 'b' });
    await intake.accept({ ...WORDS, wireId: 'c', text: 'Hi', revises: EDIT });
    const [words, edit] = recorded.map(({ draft }) => draft);
    expect(edit).toMatchObject({ kind: 'edit', text: 'Hi', wireId: 'c' });
    expect(edit?.revises).toEqual({ id: words?.id, wireId: 'b' });
    expect(edit?.id).not.toBe(words?.id);
  });

  test("an edit by somebody else never names this customer's text", async () => {
    const { intake, recorded } = anIntake();
    await intake.accept({ ...WORDS, wireId: 'b' });
    const place = { ...WORDS.place, thread: 'visit-2' };
    await intake.accept({ ...WORDS, place, wireId: 'c', revises: EDIT });
    const [words, edit] = recorded.map(({ draft }) => draft);
    expect(edit?.revises?.id).not.toBe(words?.id);
  });

  test('of a deletion no words are kept, whatever the channel brings', async () => {
    const { intake, recorded } = anIntake();
    await intake.accept({ ...WORDS, text: 'My secret', revises: DELETION });
    expect(recorded[0]?.draft).toMatchObject({ kind: 'delete', text: '' });
  });

  test('names of people and files are cut to what is kept', async () => {
    const { intake, recorded } = anIntake();
    const customer = { id: 'visit-1', name: 'x'.repeat(500) };
    const files = Array.from({ length: 30 }, () => ({ name: ` ${'y'.repeat(500)}` }));
    await intake.accept({ ...WORDS, customer, files });
    expect(recorded[0]?.customer.name).toHaveLength(80);
    expect(recorded[0]?.draft.files).toHaveLength(20);
    expect(recorded[0]?.draft.files?.[0]?.name).toBe('y'.repeat(200));
  });

  test('nothing any more once it stops', async () => {
    const { intake, recorded } = anIntake();
    await intake.stop();
    await expect(intake.accept(WORDS)).rejects.toMatchObject({ code: 'stopping', retryable: true });
    expect(recorded).toEqual([]);
  });
});
