import type { Conversation } from '../../src/core/domain/conversation.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { Watch, type WatchSettings } from '../../src/handoff/watch.js';
import { storesOf, Talk } from '../contract/talk.js';
import { ANA, draft } from '../support/builders.js';
import { describeStores, SILENT } from '../support/stores.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A Monday at ten in Berlin. */
const TEN = Date.parse('2026-11-23T10:00:00+01:00');

const SETTINGS: WatchSettings = {
  tenantName: 'Maple & Finch',
  botName: 'Finch',
  wording: { language: 'en', overrides: {} },
  timers: {
    remindAfterMs: 5 * MINUTE,
    escalateAfterMs: 15 * MINUTE,
    nobodyAfterMs: 20 * MINUTE,
    agentSilentAfterMs: 10 * MINUTE,
    customerSilentAfterMs: 24 * HOUR,
  },
  hours: null,
};

/** What one process sees of time, and whom it wakes. */
class Desk {
  readonly woken: Conversation[] = [];
  readonly watch: Watch;

  constructor(
    readonly talk: Talk,
    settings: Partial<WatchSettings> = {},
    stores: Pick<Stores, 'conversations' | 'watches' | 'signals'> = talk.stores,
  ) {
    this.watch = new Watch({
      conversations: stores.conversations,
      watches: stores.watches,
      signals: stores.signals,
      clock: {
        nowMs: () => talk.nowMs,
        wait: async () => undefined,
        alarm: () => () => undefined,
      },
      ids: new CryptoIds(),
      telemetry: SILENT,
      laneTtlMs: () => 1_000,
      settings: () => ({ ...SETTINGS, ...settings }),
      onChanged: (conversation) => this.woken.push(conversation),
    });
  }

  async looks(): Promise<void> {
    await this.watch.due(await this.talk.now());
  }
}

function texts(conversation: Conversation, lane: 'customer' | 'desk'): string[] {
  return conversation.lanes[lane].items.flatMap(({ message }) =>
    message?.author.kind === 'system' && message.kind !== 'owner' ? [message.text] : [],
  );
}

function alarms(conversation: Conversation): string[] {
  return conversation.lanes.desk.items.flatMap(({ message }) => message?.alarm ?? []);
}

describeStores('The watch over handoffs', (kind) => {
  const stores = storesOf(kind);

  /** A customer who waits for a person since ten. */
  async function waiting(): Promise<Talk> {
    const talk = new Talk(stores());
    talk.nowMs = TEN;
    await talk.escalates();
    await talk.clears('customer');
    await talk.clears('desk');
    return talk;
  }

  /** One whom Ana has answered at ten. */
  async function answered(): Promise<Talk> {
    const talk = await waiting();
    await talk.owns('claim');
    await talk.says(ANA, `${talk.id}-r`);
    await talk.clears('customer');
    await talk.clears('desk');
    return talk;
  }

  test('does each thing once, however many processes look at once', async () => {
    const talk = await waiting();
    const desks = Array.from({ length: 8 }, () => new Desk(talk));
    const allLook = async (minutes: number) => {
      talk.nowMs = TEN + minutes * MINUTE;
      await Promise.all(desks.map((desk) => desk.looks()));
      return talk.now();
    };
    for (let minutes = 0; minutes <= 60; minutes += 2.5) await allLook(minutes);
    const after = await talk.now();
    expect(alarms(after)).toEqual(['remind', 'escalate', 'nobody']);
    expect(texts(after, 'desk')).toEqual([
      'Nobody has claimed this yet. The customer has been waiting for 5 minutes.',
      'Nobody has claimed this for 15 minutes, so further people are called.',
      'Nobody has claimed this for 20 minutes. The customer was told that all colleagues are busy.',
    ]);
    expect(texts(after, 'customer')).toEqual([
      'All colleagues are still busy. Your message stays with us, and the next one who is free will answer you right here.',
    ]);
    expect(after.watchAtMs).toBeNull();
    expect(after.owner).toBe('waiting');
    expect(after.handoff?.state).toBe('open');
    // Each was carried by whoever did it, and by nobody else.
    expect(desks.flatMap(({ woken }) => woken)).toHaveLength(3);
  });

  test('says nothing before its time, and looks again when it is due', async () => {
    const talk = await waiting();
    const desk = new Desk(talk);
    await desk.looks();
    expect(desk.woken).toEqual([]);
    const { watchAtMs, dueAtMs } = await talk.now();
    expect([watchAtMs, dueAtMs]).toEqual([TEN + 5 * MINUTE, TEN + 5 * MINUTE]);
    talk.nowMs = TEN + 5 * MINUTE - 1;
    await desk.looks();
    expect(alarms(await talk.now())).toEqual([]);
  });

  test('tells the desk in a note that never goes the customer’s way', async () => {
    const talk = await waiting();
    talk.nowMs = TEN + 5 * MINUTE;
    await new Desk(talk).looks();
    const after = await talk.now();
    expect(after.lanes.customer.items).toEqual([]);
    expect(after.lanes.desk.items.map(({ kind: of, message }) => [of, message])).toEqual([
      [
        'deliver',
        {
          id: expect.any(String),
          seq: after.lastSeq,
          kind: 'note',
          author: { kind: 'system', id: 'frontdesk', name: 'Frontdesk' },
          text: expect.any(String),
          atMs: talk.nowMs,
          alarm: 'remind',
        },
      ],
    ]);
  });

  test('names the agent whose answer the customer waits for', async () => {
    const talk = await answered();
    const desks = [new Desk(talk), new Desk(talk)];
    talk.nowMs = TEN + HOUR;
    await talk.writes(`${talk.id}-q`, 'Are you there?');
    await Promise.all(desks.map((desk) => desk.looks()));
    talk.nowMs = TEN + HOUR + 10 * MINUTE;
    await Promise.all(desks.map((desk) => desk.looks()));
    const after = await talk.now();
    expect(alarms(after)).toEqual(['agent-silent']);
    expect(texts(after, 'desk')).toEqual([
      'Ana Alvarez, the customer has been waiting for your answer for 10 minutes.',
    ]);
    expect(texts(after, 'customer')).toEqual([]);
  });

  test('closes a case whose customer says nothing more, once, and says so', async () => {
    const talk = await answered();
    const desks = Array.from({ length: 4 }, () => new Desk(talk));
    talk.nowMs = TEN + 24 * HOUR;
    await Promise.all(desks.map((desk) => desk.looks()));
    const after = await talk.now();
    expect(after).toMatchObject({ owner: 'bot', handoff: null });
    expect(after.stretches.at(-1)).toMatchObject({ outcome: 'expired', agent: ANA });
    expect(texts(after, 'customer')).toEqual([
      'As nothing more was heard, this is closed for now. If there is anything else, just write again; Finch will answer.',
    ]);
    const closed = after.lanes.desk.items.find((item) => item.kind === 'card')?.handoff;
    expect(closed).toMatchObject({ state: 'expired', claimedBy: ANA, closedAtMs: talk.nowMs });
  });

  test.each<[string, (talk: Talk) => Promise<unknown>]>([
    ['the customer', (talk) => talk.writes(`${talk.id}-late`, 'Sorry, I was away')],
    ['the agent', (talk) => talk.says(ANA, `${talk.id}-late`, 'Are you there?')],
  ])('closes nothing if %s speaks at that very moment', async (_who, speaks) => {
    const talk = await answered();
    talk.nowMs = TEN + 24 * HOUR;
    const stale = await talk.now();
    await speaks(talk);
    const desk = new Desk(talk);
    await desk.watch.due(stale);
    await desk.looks();
    expect(await talk.now()).toMatchObject({ owner: 'agent', handoff: { state: 'claimed' } });
    expect(desk.woken).toEqual([]);
  });

  test('does nothing about what has changed since it was read, and looks again', async () => {
    const talk = await waiting();
    talk.nowMs = TEN + 5 * MINUTE;
    const stale = await talk.now();
    await talk.owns('claim');
    const before = await talk.now();
    const desk = new Desk(talk);
    await desk.watch.due(stale);
    expect(await talk.now()).toEqual(before);
    expect(before.watchAtMs).toBe(talk.nowMs);
    await desk.looks();
    expect(alarms(await talk.now())).toEqual([]);
    expect((await talk.now()).watchAtMs).toBe(TEN + 15 * MINUTE);
  });

  test('tells a customer who comes at night when people are back, once', async () => {
    const talk = new Talk(stores());
    talk.nowMs = TEN + 12 * HOUR;
    await talk.escalates();
    await talk.clears('customer');
    await talk.clears('desk');
    const hours = {
      timeZone: 'Europe/Berlin',
      week: { mon: ['09:00-18:00'], wed: ['09:00-18:00'] },
      closed: [],
    };
    const desks = [new Desk(talk, { hours }), new Desk(talk, { hours })];
    for (let count = 0; count < 4; count++) {
      await Promise.all(desks.map((desk) => desk.looks()));
      talk.nowMs += HOUR;
    }
    const after = await talk.now();
    expect(texts(after, 'customer')).toEqual([
      'Nobody is at the desk just now. Your message stays with us, and a colleague will answer you right here from Wednesday, November 25 at 9:00 AM GMT+1.',
    ]);
    expect(texts(after, 'desk')).toEqual([]);
    expect(after.watchAtMs).toBe(Date.parse('2026-11-25T09:05:00+01:00'));
  });

  test('tells a customer nothing of a time if nobody knows any', async () => {
    const talk = await waiting();
    const hours = { timeZone: 'Europe/Berlin', week: {}, closed: [] };
    await new Desk(talk, { hours }).looks();
    expect(texts(await talk.now(), 'customer')).toEqual([
      'Nobody is at the desk just now. Your message stays with us, and a colleague will answer you right here.',
    ]);
  });

  test('tells a desk on a platform of replies that nobody has seen, once each', async () => {
    const talk = await waiting();
    await talk.owns('claim');
    await talk.clears('desk');
    const says = (id: string, wireId: string) =>
      talk.says(ANA, id, 'hello', {
        deskShows: 'wire',
        draft: {
          ...draft(id, 'hello', talk.nowMs, 'agent'),
          author: { kind: 'agent', ...ANA },
          wireId,
        },
      });
    await says(`${talk.id}-a`, 'w1');
    const desks = [new Desk(talk), new Desk(talk)];
    const allLook = () => Promise.all(desks.map((desk) => desk.looks()));
    await allLook();
    talk.nowMs += 4_999;
    await allLook();
    expect((await talk.now()).lanes.desk.items).toEqual([]);
    talk.nowMs += 1;
    await allLook();
    talk.nowMs += HOUR;
    await allLook();
    const marks = (await talk.now()).lanes.desk.items.flatMap(({ mark }) => mark ?? []);
    expect(marks).toEqual([
      { messageId: `${talk.id}-a`, seq: expect.any(Number), state: 'waiting', wireId: 'w1' },
    ]);
    expect(desks.flatMap(({ woken }) => woken)).toHaveLength(1);
  });

  test('tells the customer once that the desk cannot be reached', async () => {
    const talk = await waiting();
    const desks = Array.from({ length: 6 }, () => new Desk(talk));
    const conversation = await talk.now();
    await Promise.all(desks.map((desk) => desk.watch.deskAway(conversation, 'archived')));
    await desks[0]?.watch.deskAway(conversation, 'archived');
    const after = await talk.now();
    expect(texts(after, 'customer')).toEqual([
      'It takes a little longer than usual to reach our colleagues. Your message stays with us, and one of them will answer you right here.',
    ]);
    // The other timers go on.
    await desks[0]?.looks();
    expect((await talk.now()).watchAtMs).toBe(TEN + 5 * MINUTE);
  });

  test('tells nobody of a desk that cannot be reached once the case is closed', async () => {
    const talk = await answered();
    const open = await talk.now();
    await talk.owns('resolve');
    await talk.clears('customer');
    const before = await talk.now();
    await new Desk(talk).watch.deskAway(open, 'archived');
    expect(await talk.now()).toEqual(before);
  });

  test('looks in vain at what is not due, and at what is the bot’s', async () => {
    const talk = new Talk(stores());
    await talk.writes(`${talk.id}-q`);
    const before = await talk.now();
    await new Desk(talk).looks();
    expect(await talk.now()).toEqual(before);
  });

  test('says nothing twice when its answer is lost on the way', async () => {
    const talk = await waiting();
    talk.nowMs = TEN + 5 * MINUTE;
    const stale = await talk.now();
    const forgetful = {
      ...stores(),
      watches: {
        attend: async (command: Parameters<Stores['watches']['attend']>[0]) => {
          await stores().watches.attend(command);
          throw new Error('The connection broke.');
        },
      },
    };
    const first = new Desk(talk, {}, forgetful).watch.due(stale);
    await expect(first).rejects.toThrow('The connection broke.');
    await new Desk(talk).watch.due(stale);
    await new Desk(talk).looks();
    expect(alarms(await talk.now())).toEqual(['remind']);
  });
});
