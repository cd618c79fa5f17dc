import fc from 'fast-check';
import { EMPTY_CONVERSATION } from '../../../src/core/domain/conversation.js';
import { laneItem } from '../../../src/core/domain/lane.js';
import type { Message } from '../../../src/core/domain/message.js';
import { estimateTokens } from '../../../src/core/domain/token-estimate.js';
import { lineTokens } from '../../../src/core/memory/line-tokens.js';
import {
  type RecalledTalk,
  Recaller,
  type RecallRequest,
} from '../../../src/core/memory/recaller.js';
import { request, textsOf, twoDays } from './recall-request.js';
import { DAY_MS, HOUR_MS, MORNING_MS, Script } from './said.js';
import { TalkArchive } from './talk-archive.js';

let archive: TalkArchive;
let recaller: Recaller;
beforeEach(() => {
  archive = new TalkArchive();
  recaller = new Recaller(archive);
});

describe('Of this conversation', () => {
  test('what is about the new lines is recalled, dated by when its talk began', async () => {
    const { messages } = twoDays();
    const found = await recaller.recalled(request(archive.put('c1', messages), 'the sofa?'));
    expect(found.recalled).toEqual([
      {
        atMs: messages[0]?.atMs,
        lines: messages.slice(0, 4).map(({ author, text, atMs }) => ({ author, text, atMs })),
      },
    ]);
  });

  test('a talk is dated once, and anew on another day', async () => {
    const script = new Script('c1');
    for (let at = 0; at < 60; at++) {
      script.talk(`Is the grey sofa ${at} there?`, `Sofa ${at} is there.`).later(HOUR_MS);
    }
    const conversation = archive.put('c1', script.messages);
    const found = await recaller.recalled(
      request(conversation, 'the grey sofa', { budgetTokens: 100_000 }),
    );
    const dates = found.recalled.map(({ atMs }) => atMs);
    expect(new Set(dates).size).toBe(dates.length);
    expect(found.recalled.flatMap(({ lines }) => lines)).toHaveLength(120);
    // 60 hours without a pause.
    expect(dates.length).toBeGreaterThan(1);
    expect(dates.length).toBeLessThan(5);
  });

  test('what is shown anyway is not told again, and hides nothing older', async () => {
    const script = twoDays().later(DAY_MS).talk('When does the sofa come? The sofa!', 'Soon.');
    const { messages } = script;
    const shown = new Set(messages.slice(4).map(({ id }) => id));
    const found = await recaller.recalled(
      request(archive.put('c1', messages), 'And the sofa?', { shown }),
    );
    expect(textsOf(found)).toContain('Not before 10:30');
    expect(textsOf(found)).not.toContain('Soon.');
  });

  test('a question that leans on what was said before is looked for with it', async () => {
    const conversation = archive.put('c1', twoDays().messages);
    const line = 'And at what time?';
    expect((await recaller.recalled(request(conversation, line))).recalled).toEqual([]);
    const before = ['I have a question on the sofa'];
    const found = await recaller.recalled(request(conversation, line, { before }));
    expect(textsOf(found)).toContain('Not before 10:30');
    expect(textsOf(found)).not.toContain('My floor lamp flickers');
  });

  test('what was set aside by starting over is not recalled', async () => {
    const memory = { ...EMPTY_CONVERSATION.memory, startSeq: 4 };
    const conversation = archive.put('c1', twoDays().messages, { memory });
    expect((await recaller.recalled(request(conversation, 'the sofa'))).recalled).toEqual([]);
    expect(textsOf(await recaller.recalled(request(conversation, 'the lamp')))).not.toEqual([]);
  });

  test('notes, notices, changes of owner and feedback are not recalled', async () => {
    const script = new Script('c1').talk('The boiler drips', 'An engineer looks at the boiler.');
    for (const kind of ['note', 'owner', 'feedback', 'empty'] as const) {
      script.says('agent', `boiler: ${kind}`, { kind });
    }
    script.says('system', 'The boiler talk goes on with a colleague.');
    const found = await recaller.recalled(
      request(archive.put('c1', script.messages), 'the boiler'),
    );
    expect(textsOf(found)).toEqual(['The boiler drips', 'An engineer looks at the boiler.']);
  });

  test('nothing is read for nothing: no budget, or no word to look for', async () => {
    const conversation = archive.put('c1', twoDays().messages);
    await recaller.recalled(request(conversation, 'the sofa', { budgetTokens: 0 }));
    await recaller.recalled(request(conversation, 'What was that again?'));
    expect([archive.read(), archive.lookups]).toEqual([[], 0]);
  });

  test('what waits in a lane is recalled as it is there, withdrawn words are not', async () => {
    const { messages } = new Script('c1').talk('The sofa has a stain', 'Use soap on the sofa.');
    const [asked, answered] = messages as [Message, Message];
    const items = [
      { ...laneItem('deliver', answered.id, { message: answered }), state: 'withdrawn' as const },
    ];
    const lanes = {
      ...EMPTY_CONVERSATION.lanes,
      customer: { ...EMPTY_CONVERSATION.lanes.customer, items },
    };
    const conversation = archive.put('c1', [asked, answered], { lanes });
    expect(textsOf(await recaller.recalled(request(conversation, 'the sofa')))).toEqual([
      'The sofa has a stain',
    ]);
  });
});

describe("Of the customer's other conversations", () => {
  test('earlier ones are recalled along with this one, oldest first', async () => {
    archive.put('old', twoDays('old').messages);
    const own = new Script('new', MORNING_MS + 9 * DAY_MS).talk('The sofa has a stain', 'Oh dear.');
    const found = await recaller.recalled(
      request(archive.put('new', own.messages), 'the sofa', { budgetTokens: 1_000 }),
    );
    expect(textsOf(found)).toEqual([
      ...twoDays()
        .messages.slice(0, 4)
        .map(({ text }) => text),
      'The sofa has a stain',
      'Oh dear.',
    ]);
  });

  test.each([
    ['another customer', { customer: { id: 'dave', name: 'Dave' } }],
    ['another tenant', { tenant: 'rival' }],
    ['another channel', { channel: 'demo-slack' }],
  ])('nothing of %s is recalled', async (_who, more) => {
    archive.put('old', twoDays('old').messages, more);
    const conversation = archive.put('new', []);
    expect((await recaller.recalled(request(conversation, 'the sofa'))).recalled).toEqual([]);
  });

  test('of more than ten the newest ten are looked at', async () => {
    for (let at = 0; at < 12; at++) archive.put(`old${at}`, twoDays(`old${at}`).messages);
    await recaller.recalled(request(archive.put('new', []), 'the sofa'));
    expect(archive.read().sort()).toEqual(
      Array.from({ length: 10 }, (_, at) => `old${at + 2}`).sort(),
    );
  });

  test('what was said alone is not told where others take part', async () => {
    archive.put('alone', twoDays('alone').messages);
    const dave = { kind: 'customer', id: 'dave', name: 'Dave' } as const;
    const script = new Script('room').talk('Hello all', 'Hello!');
    const joined = script.says('customer', 'Dave here', { author: dave });
    const conversation = archive.put('room', joined.messages);
    expect((await recaller.recalled(request(conversation, 'the sofa'))).recalled).toEqual([]);

    const [first, second, third] = joined.messages as [Message, Message, Message];
    const waiting = archive.put('room', [first, second], { inbox: [third], lastSeq: 3 });
    const fresh = new Recaller(archive);
    expect((await fresh.recalled(request(waiting, 'the sofa'))).recalled).toEqual([]);
  });

  test.each([
    ['others can read along', { isPrivate: false }],
    // As conversations from before places were told apart.
    ['nobody knows whether others can', {}],
  ])('what was said alone is not told where %s, before anybody spoke', async (_where, place) => {
    archive.put('alone', twoDays('alone').messages);
    const script = new Script('room').talk('The sofa has a stain', 'Use soap.');
    const { isPrivate: _, ...room } = archive.put('room', script.messages);
    const found = await recaller.recalled(request({ ...room, ...place }, 'the sofa'));
    expect(textsOf(found)).toEqual(['The sofa has a stain', 'Use soap.']);
  });

  test('what they said where others can read along is told alone', async () => {
    archive.put('room', twoDays('room').messages, { isPrivate: false });
    const found = await recaller.recalled(request(archive.put('alone', []), 'the sofa'));
    expect(textsOf(found)).toContain('Not before 10:30');
  });

  test('what they set aside there is not recalled here', async () => {
    const memory = { ...EMPTY_CONVERSATION.memory, startSeq: 4 };
    archive.put('old', twoDays('old').messages, { memory });
    const conversation = archive.put('new', []);
    expect((await recaller.recalled(request(conversation, 'the sofa'))).recalled).toEqual([]);
  });
});

describe('What was said is recalled as it reads now', () => {
  /** Asks once, so that it is kept, then revises the first text and asks again. */
  async function revised(text: string | null, isWaiting: boolean, id = 'c1'): Promise<string[]> {
    const script = twoDays(id);
    const asked = id === 'c1' ? archive.put('c1', script.messages) : archive.put('here', []);
    if (id !== 'c1') archive.put(id, script.messages);
    expect(textsOf(await recaller.recalled(request(asked, 'the sofa')))).toContain(
      'I would like the sofa delivered',
    );
    const { messages } = script.revises(1, text);
    const [last] = messages.slice(-1) as [Message];
    const after = isWaiting
      ? archive.put(id, messages.slice(0, -1), { inbox: [last], lastSeq: last.seq })
      : archive.put(id, messages);
    const now = id === 'c1' ? after : archive.put('here', []);
    return textsOf(await recaller.recalled(request(now, 'the sofa or the wardrobe')));
  }

  test.each([
    ['on record', false, 'c1'],
    ['still waiting for its turn', true, 'c1'],
    ['in another conversation', false, 'old'],
  ])('an edit %s counts', async (_where, isWaiting, id) => {
    const texts = await revised('I would like the wardrobe delivered', isWaiting, id);
    expect(texts).toContain('I would like the wardrobe delivered');
    expect(texts).not.toContain('I would like the sofa delivered');
  });

  test.each([
    ['on record', false, 'c1'],
    ['still waiting for its turn', true, 'c1'],
    ['in another conversation', false, 'old'],
  ])('a deletion %s counts', async (_where, isWaiting, id) => {
    const texts = await revised(null, isWaiting, id);
    expect(texts).not.toContain('I would like the sofa delivered');
  });
});

const WORDS = ['sofa', 'lamp', 'Thursday', 'invoice', '10:30', 'thanks', 'blue?', 'yes', 'Oslo'];
const anyWords = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));
const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ says: fc.constantFrom('customer', 'bot', 'agent'), text: anyWords }),
  },
  { weight: 1, arbitrary: fc.record({ revises: fc.nat({ max: 60 }), text: fc.option(anyWords) }) },
  { weight: 1, arbitrary: fc.record({ hours: fc.integer({ min: 1, max: 40 }) }) },
);

test('however talk grows, what is kept recalls what reading it all would, within the budget, nothing twice, in order and nothing that was taken back', async () => {
  const turns = fc.array(
    fc.record({
      steps: fc.array(anyStep, { minLength: 1, maxLength: 30 }),
      question: fc.constantFrom('When does the sofa come?', 'lamp invoice', 'Oslo on Thursday'),
      budgetTokens: fc.integer({ min: 0, max: 600 }),
      shownCount: fc.nat({ max: 12 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(turns, async (all) => {
      const record = new TalkArchive();
      const warm = new Recaller(record);
      const script = new Script('c1');
      for (const { steps, question, budgetTokens, shownCount } of all) {
        for (const step of steps) {
          if ('says' in step) script.says(step.says as 'customer', step.text);
          else if ('hours' in step) script.later(step.hours * HOUR_MS);
          else if (script.messages[step.revises]?.kind === 'text') {
            script.revises(step.revises + 1, step.text);
          }
        }
        const conversation = record.put('c1', script.messages);
        const shown = new Set(script.messages.slice(-shownCount - 1).map(({ id }) => id));
        const ask = request(conversation, question, { budgetTokens, shown });
        const found = await warm.recalled(ask);
        expect(found).toEqual(await new Recaller(record).recalled(ask));
        holds(found, ask, script.messages);
      }
    }),
    { seed: 9, numRuns: 150 },
  );
});

function holds(found: RecalledTalk, ask: RecallRequest, messages: readonly Message[]): void {
  const lines = found.recalled.flatMap((one) => one.lines);
  const counted = lines.reduce((sum, line) => sum + lineTokens(line, estimateTokens), 0);
  expect(counted).toBeLessThanOrEqual(found.tokens);
  expect(found.tokens).toBeLessThanOrEqual(ask.budgetTokens);
  const times = lines.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(new Set(times).size).toBe(times.length);
  const gone = new Set(
    messages.flatMap((one) => (one.kind === 'delete' ? (one.revises?.id ?? []) : [])),
  );
  for (const { atMs, text } of lines) {
    const source = messages.find((one) => one.atMs === atMs);
    expect(ask.shown.has(source?.id ?? '')).toBe(false);
    expect(gone.has(source?.id ?? '')).toBe(false);
    const edit = messages.findLast((one) => one.revises?.id === source?.id);
    expect(text).toBe(edit?.text ?? source?.text);
  }
}
