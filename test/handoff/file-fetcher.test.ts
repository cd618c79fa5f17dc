import { setImmediate as tick } from 'node:timers/promises';
import type { Conversation } from '../../src/core/domain/conversation.js';
import type { Message, SentFile } from '../../src/core/domain/message.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import type { DeskSettings } from '../../src/handoff/desk-parts.js';
import { FileFetcher } from '../../src/handoff/file-fetcher.js';
import { FileNotices } from '../../src/handoff/file-notices.js';
import { storesOf, Talk } from '../contract/talk.js';
import { ANA, draft, recordOf, sayOf } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { FakeFiles } from '../support/fake-files.js';
import { describeStores, SILENT } from '../support/stores.js';

const SETTINGS: DeskSettings = {
  tenantName: 'Maple & Finch',
  botName: 'Finch',
  wording: { language: 'en', overrides: {} },
  asksRating: false,
  deskShows: 'wire',
  fileBounds: { bytesMax: 25_000_000, perMessageMax: 10 },
};

const REFUSED = 'setup.exe could not be received: files of this kind are not taken here.';
const TO_ANA =
  'Ana Alvarez, your file setup.exe could not be passed on to the customer: files of this kind are not taken here.';
const TO_CUSTOMER =
  'setup.exe from Ana Alvarez could not be passed on to you: files of this kind are not taken here.';
const AT_DESK =
  'setup.exe from customer could not be received: files of this kind are not taken here.';

/** One process that looks after the files of a talk. Its waits pass at once, and time with them. */
class Process {
  readonly fetcher: FileFetcher;
  readonly waits: number[] = [];
  onWait: () => void = () => undefined;
  /** Files of which nothing is left to be said. */
  told = 0;

  constructor(
    talk: Talk,
    readonly files: FakeFiles,
    { showsRecord = true, deskShows = 'wire' as DeskSettings['deskShows'] } = {},
  ) {
    const { stores } = talk;
    const clock = {
      nowMs: () => talk.nowMs,
      wait: async (ms: number) => {
        this.waits.push(ms);
        talk.nowMs += ms;
        this.onWait();
        await tick();
      },
      alarm: () => () => undefined,
    };
    const notices = new FileNotices({
      ...stores,
      clock,
      ids: new CryptoIds(),
      telemetry: SILENT,
      laneTtlMs: () => 1_000,
      settings: () => ({ ...SETTINGS, deskShows }),
      onChanged: () => undefined,
      showsRecord: () => showsRecord,
    });
    const tell: FileNotices['tell'] = async (...about) => {
      await notices.tell(...about);
      this.told += 1;
    };
    this.fetcher = new FileFetcher({ files, notices: { tell }, clock, telemetry: SILENT });
  }
}

function systemTexts(conversation: Conversation, lane: 'customer' | 'desk'): string[] {
  return conversation.lanes[lane].items.flatMap(({ message }) =>
    message?.author.kind === 'system' && message.kind !== 'owner' ? [message.text] : [],
  );
}

const exe = (id: string): SentFile => ({ id, name: 'setup.exe', source: 'elsewhere 1' });

describeStores('Files that are on another platform yet', (kind) => {
  const stores = storesOf(kind);
  let files: FakeFiles;
  let talk: Talk;
  beforeEach(() => {
    files = new FakeFiles();
    talk = new Talk(stores());
  });

  async function said(...sent: SentFile[]): Promise<Conversation> {
    const { draft: words, ...command } = recordOf(talk.id, `${talk.id}-f`, '', talk.nowMs);
    const result = await talk.stores.inbox.record({ ...command, draft: { ...words, files: sent } });
    if (result.kind !== 'recorded') throw new Error(`It is ${result.kind}.`);
    return result.conversation;
  }

  /** Ana has the case. */
  async function claimed(): Promise<void> {
    await talk.escalates();
    await talk.owns('claim');
    await talk.clears('customer');
    await talk.clears('desk');
  }

  async function anaSays(...sent: SentFile[]): Promise<Conversation> {
    const command = sayOf(await talk.now(), ANA, `${talk.id}-r`, '', talk.nowMs);
    await talk.stores.outbox.say({ ...command, draft: { ...command.draft, files: sent } });
    return talk.now();
  }

  test('are fetched once they are on record, each once', async () => {
    const recorded = await said(
      { id: 'a', name: 'a.png', source: 'elsewhere 1' },
      { id: 'b', name: 'b.png' },
    );
    const { fetcher } = new Process(talk, files);
    fetcher.recorded(recorded);
    fetcher.recorded(recorded);
    await eventually(() => expect(files.fetched).toEqual(['a.png']));
    fetcher.recorded(await talk.now());
    await fetcher.stop();
    expect(files.fetched).toEqual(['a.png']);
    expect((await talk.now()).lastSeq).toBe(1);
  });

  test('and cannot be had for now: are asked for again, ever later, and count as gone at last', async () => {
    await claimed();
    files.fates.set('setup.exe', 'later');
    const { fetcher, waits } = new Process(talk, files);
    fetcher.recorded(await said(exe(`${talk.id}-x`)));
    await eventually(async () =>
      expect(systemTexts(await talk.now(), 'customer')).toEqual([
        'setup.exe could not be received: it is not there any more, or may not be fetched.',
      ]),
    );
    const hours = waits.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(6);
    expect(hours).toBeLessThan(8);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(files.fetched).toHaveLength(waits.length);
    await fetcher.stop();
  });

  test('and come after an outage of an hour: nobody is told anything', async () => {
    await claimed();
    files.fates.set('setup.exe', 'later');
    const one = new Process(talk, files);
    const since = talk.nowMs;
    one.onWait = () => {
      if (talk.nowMs - since > 3_600_000) files.fates.set('setup.exe', 'here');
    };
    one.fetcher.recorded(await said(exe(`${talk.id}-x`)));
    await eventually(() => expect([...files.here]).toEqual(['setup.exe']));
    await one.fetcher.stop();
    expect(systemTexts(await talk.now(), 'customer')).toEqual([]);
  });

  test('and cannot be had by a fault of ours: nobody is told, and they are asked for again', async () => {
    await claimed();
    files.fates.set('setup.exe', 'ours');
    const one = new Process(talk, files);
    const recorded = await said(exe(`${talk.id}-x`));
    one.fetcher.recorded(recorded);
    await eventually(() => expect(files.givenUp).toEqual(['setup.exe']));
    const asked = files.fetched.length;
    await eventually(() => {
      one.fetcher.recorded(recorded);
      expect(files.fetched.length).toBeGreaterThan(asked);
    });
    await one.fetcher.stop();
    expect(systemTexts(await talk.now(), 'customer')).toEqual([]);
  });

  test('a process that stops does not wait for them', async () => {
    files.hold();
    const { fetcher } = new Process(talk, files);
    fetcher.recorded(await said(exe(`${talk.id}-x`)));
    await eventually(() => expect(files.fetched).toEqual(['setup.exe']));
    await fetcher.stop();
    fetcher.recorded(await talk.now());
    expect(files.fetched).toEqual(['setup.exe']);
  });

  describe('and are refused', () => {
    beforeEach(() => {
      files.fates.set('setup.exe', 'kind');
    });

    test("a customer's, while a person has the case: the customer is told once, by all processes together", async () => {
      await claimed();
      const recorded = await said(exe(`${talk.id}-x`));
      const processes = Array.from({ length: 6 }, () => new Process(talk, files));
      for (const { fetcher } of processes) fetcher.recorded(recorded);
      await eventually(() => expect(processes.map(({ told }) => told)).toEqual([1, 1, 1, 1, 1, 1]));
      await Promise.all(processes.map(({ fetcher }) => fetcher.stop()));
      // The desk sees it with the message itself.
      expect(systemTexts(await talk.now(), 'customer')).toEqual([REFUSED]);
      expect(systemTexts(await talk.now(), 'desk')).toEqual([]);
    });

    test("a customer's from before the case: a desk on a platform is told, too", async () => {
      const recorded = await said(exe(`${talk.id}-x`));
      await talk.answers({ escalates: true });
      const now = await talk.now();
      await talk.stores.outbox.amend({
        conversationId: talk.id,
        handoffId: now.handoff?.id ?? '',
        changes: { messages: recorded.inbox.map(quoteOf) },
        take: { holder: 'test', nowMs: talk.nowMs, untilMs: talk.nowMs },
      });
      const { fetcher } = new Process(talk, files);
      fetcher.recorded(recorded);
      await eventually(async () => {
        expect(systemTexts(await talk.now(), 'customer')).toEqual([REFUSED]);
        expect(systemTexts(await talk.now(), 'desk')).toEqual([AT_DESK]);
      });
      await fetcher.stop();
    });

    test("a customer's, before the bot's turn: that turn says it, and nobody else", async () => {
      const recorded = await said(exe(`${talk.id}-x`));
      const one = new Process(talk, files);
      one.fetcher.recorded(recorded);
      await eventually(() => expect(one.waits.length).toBeGreaterThan(3));
      expect(systemTexts(await talk.now(), 'customer')).toEqual([]);
      await talk.answers({ says: [`Kept.\n${REFUSED}`] });
      await eventually(() => expect(one.told).toBe(1));
      await one.fetcher.stop();
      expect(systemTexts(await talk.now(), 'customer')).toEqual([]);
    });

    test("a customer's, after a turn that did not know: the customer is told", async () => {
      const recorded = await said(exe(`${talk.id}-x`));
      await talk.answers({ says: ['Kept.'] });
      const { fetcher } = new Process(talk, files);
      fetcher.recorded(recorded);
      await eventually(async () =>
        expect(systemTexts(await talk.now(), 'customer')).toEqual([REFUSED]),
      );
      // Another process, later, finds it said.
      const other = new Process(talk, files);
      other.fetcher.recorded(recorded);
      await eventually(() => expect(other.told).toBe(1));
      await Promise.all([fetcher.stop(), other.fetcher.stop()]);
      expect(systemTexts(await talk.now(), 'customer')).toEqual([REFUSED]);
    });

    test("an agent's: the agent is told at the desk, and the customer where our pages show it", async () => {
      await claimed();
      const { fetcher } = new Process(talk, files);
      fetcher.recorded(await anaSays(exe(`${talk.id}-x`)));
      await eventually(async () => {
        expect(systemTexts(await talk.now(), 'desk')).toEqual([TO_ANA]);
        expect(systemTexts(await talk.now(), 'customer')).toEqual([TO_CUSTOMER]);
      });
      await fetcher.stop();
    });

    test("an agent's, to a platform: whatever hands the message over there says so with it", async () => {
      await claimed();
      const { fetcher } = new Process(talk, files, { showsRecord: false });
      fetcher.recorded(await anaSays(exe(`${talk.id}-x`)));
      await eventually(async () => expect(systemTexts(await talk.now(), 'desk')).toEqual([TO_ANA]));
      await fetcher.stop();
      expect(systemTexts(await talk.now(), 'customer')).toEqual([]);
    });

    test('with a message that was taken back since: nobody is told anything', async () => {
      await claimed();
      const recorded = await said(exe(`${talk.id}-x`));
      const back = draft(`${talk.id}-d`, '', talk.nowMs, 'customer');
      const { draft: _, ...command } = recordOf(talk.id, '', '', talk.nowMs);
      const revises = { id: `${talk.id}-f` };
      await talk.stores.inbox.record({ ...command, draft: { ...back, kind: 'delete', revises } });
      const one = new Process(talk, files);
      one.fetcher.recorded(recorded);
      await eventually(() => expect(one.told).toBe(1));
      await one.fetcher.stop();
      expect(systemTexts(await talk.now(), 'customer')).toEqual([]);
    });

    test('already known to be when they were recorded: said without asking anybody', async () => {
      await claimed();
      const { fetcher } = new Process(talk, files);
      fetcher.recorded(await said({ name: 'setup.exe', problem: 'kind' }));
      await eventually(async () =>
        expect(systemTexts(await talk.now(), 'customer')).toEqual([REFUSED]),
      );
      await fetcher.stop();
      expect(files.fetched).toEqual([]);
    });
  });
});

function quoteOf({ seq, author, text, atMs }: Message) {
  return { seq, author: { kind: author.kind, name: author.name }, text, atMs };
}
