import { type ActionAttempt, type ActionState, actingAfter } from '../../src/core/domain/action.js';
import type { ActCommand, HoldCommand } from '../../src/core/domain/action-writes.js';
import type { Conversation } from '../../src/core/domain/conversation.js';
import type {
  CommitCommand,
  RecordCommand,
  RecordResult,
} from '../../src/core/domain/conversation-writes.js';
import type { Agent } from '../../src/core/domain/handoff.js';
import type { LaneName, Settlement } from '../../src/core/domain/lane.js';
import type {
  OwnCommand,
  OwnResult,
  SayCommand,
  SayResult,
} from '../../src/core/domain/ownership-writes.js';
import type { AttendCommand } from '../../src/core/domain/watch-writes.js';
import type { SettleCommand } from '../../src/core/ports/outbox.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import {
  ANA,
  commitOf,
  draft,
  newHandoff,
  ownOf,
  recordOf,
  sayOf,
  take,
} from '../support/builders.js';
import type { StoreKind, StoreWishes } from '../support/stores.js';

/** Texts that a database could take for something else, or could cut. */
export const ODD_TEXTS: readonly string[] = [
  '$owner',
  '$$ROOT',
  '$inbox.text',
  '{"$set":{"owner":"agent"}}',
  '',
  '   ',
  'null char \u0000 inside',
  '👍🏽 family: 👨‍👩‍👧‍👦',
  'مرحبا \u202e abc \u202c שלום',
  `line\nbreak\ttab "quotes" 'single' \\ back`,
  "'; DROP TABLE messages; --",
  'x'.repeat(50_000),
];

/** Stores for all tests of one suite: opened before the first, closed after the last. */
export function storesOf(kind: StoreKind, wishes?: StoreWishes): () => Stores {
  let stores: Stores;
  beforeAll(async () => {
    stores = await kind.open(wishes);
  });
  afterAll(() => stores.close());
  return () => stores;
}

let talks = 0;

/** The words of a conversation, by what a test wants changed. */
type Rest<Command> = Partial<Command>;

/** One conversation, moved along by the writes that customers, workers, couriers and agents make. */
export class Talk {
  nowMs = 1_000;

  constructor(
    readonly stores: Stores,
    readonly id = `talk${++talks}`,
  ) {}

  async now(): Promise<Conversation> {
    return existing(await this.stores.conversations.load(this.id));
  }

  writes(id: string, text = 'hello', rest: Rest<RecordCommand> = {}): Promise<RecordResult> {
    return this.stores.inbox.record({ ...recordOf(this.id, id, text, this.nowMs), ...rest });
  }

  lease(ttlMs = 1_000) {
    const request = { nowMs: this.nowMs, untilMs: this.nowMs + ttlMs };
    return this.stores.conversations.lease(this.id, request);
  }

  async leased(): Promise<Conversation> {
    const leased = await this.lease();
    if (leased.kind !== 'leased') throw new Error(`No lease: ${leased.kind}`);
    return leased.conversation;
  }

  /** A whole turn over what waits. */
  async answers(rest: Parameters<typeof commitOf>[2] = {}): Promise<Conversation> {
    return existing(await this.commit(await this.leased(), rest));
  }

  commit(
    leased: Conversation,
    rest: Parameters<typeof commitOf>[2] & Rest<CommitCommand> = {},
  ): Promise<Conversation | null> {
    return this.stores.conversations.commit(commitOf(leased, this.nowMs, rest));
  }

  /** A customer who asks for a person and is promised one. */
  async escalates(): Promise<Conversation> {
    await this.writes(`${this.id}-ask${this.nowMs}`, 'a person please');
    return this.answers({ escalates: true });
  }

  async owns(
    kind: 'claim' | 'release' | 'return' | 'resolve',
    agent: Agent = ANA,
    rest: Rest<OwnCommand> = {},
  ): Promise<OwnResult> {
    const command = ownOf(kind, await this.now(), agent, this.nowMs);
    return this.stores.conversations.own({ ...command, ...rest } as OwnCommand);
  }

  /** An agent steps in unasked. */
  async takesOver(agent: Agent = ANA): Promise<OwnResult> {
    const now = await this.now();
    const { agent: by, nowMs, take: request, notice } = ownOf('claim', now, agent, this.nowMs);
    return this.stores.conversations.own({
      kind: 'take-over',
      conversationId: this.id,
      agent: by,
      nowMs,
      take: request,
      notice,
      handoff: newHandoff(now, nowMs),
    });
  }

  async says(
    agent: Agent,
    id: string,
    text = 'I am here',
    rest: Rest<SayCommand> = {},
  ): Promise<SayResult> {
    return this.stores.outbox.say(sayOf(await this.now(), agent, id, text, this.nowMs, rest));
  }

  /** A note among agents. */
  async notes(agent: Agent, id: string, text = 'careful'): Promise<SayResult> {
    const command = sayOf(await this.now(), agent, id, text, this.nowMs, { claiming: false });
    return this.stores.outbox.say({ ...command, draft: { ...command.draft, kind: 'note' } });
  }

  /** Looks at the timers: as things are, and with nothing to do but what a test wants. */
  async attends(rest: Rest<AttendCommand> = {}): Promise<Conversation | null> {
    const now = await this.now();
    return this.stores.watches.attend({
      conversationId: this.id,
      expects: now,
      handoffId: now.handoff?.id ?? null,
      watchAtMs: null,
      alarms: [],
      isCardChanged: false,
      deskLines: [],
      notice: null,
      waitingIds: [],
      take: take(this.nowMs),
      ...rest,
    });
  }

  /** A step of an action, or of none; as things are, and with nothing to say but what a test wants. */
  async acts(
    current: ActionState | null,
    rest: Rest<ActCommand> & { readonly ended?: ActionAttempt } = {},
  ): Promise<Conversation | null> {
    const { acting } = await this.now();
    const { ended, ...given } = rest;
    return this.stores.interims.act({
      conversationId: this.id,
      revision: acting.revision,
      lease: null,
      acting: actingAfter(acting, current, ended),
      handoff: null,
      deskLines: [],
      notice: null,
      take: take(this.nowMs),
      ...given,
    });
  }

  /** Says that the answer to the newest message takes longer, as whoever has the lease. */
  async holds(rest: Rest<HoldCommand> = {}): Promise<Conversation | null> {
    const { fence, ownership, lastSeq: seq } = await this.now();
    return this.stores.interims.hold({
      conversationId: this.id,
      fence,
      ownership,
      seq,
      notice: draft(`${this.id}-h${seq}`, 'one moment', this.nowMs, 'bot'),
      take: take(this.nowMs),
      ...rest,
    });
  }

  takes(lane: LaneName, max = 32, ttlMs = 1_000): Promise<Conversation | null> {
    return this.stores.outbox.take(this.id, lane, take(this.nowMs, ttlMs), max);
  }

  /** Settles as whoever has the lane now. */
  async settles(
    lane: LaneName,
    settlements: readonly Settlement[],
    rest: Rest<SettleCommand> = {},
  ): Promise<Conversation | null> {
    const { fence } = (await this.now()).lanes[lane];
    return this.stores.outbox.settle({
      conversationId: this.id,
      lane,
      fence,
      settlements,
      emptiedIds: [],
      release: true,
      ...rest,
    });
  }

  /** Everything a lane owes is done, whoever had it. */
  async clears(lane: LaneName): Promise<Conversation> {
    const ids = (await this.now()).lanes[lane].items.map((item) => item.id);
    const settlements = ids.map((id) => ({ id, kind: 'done' as const }));
    return existing(await this.settles(lane, settlements, { emptiedIds: ids }));
  }
}

export function existing<Found>(found: Found | null | undefined): Found {
  if (found === null || found === undefined) throw new Error('It should be there.');
  return found;
}

/** What a lane owes, as a courier reads it. */
export function owed(conversation: Conversation, lane: LaneName): string[] {
  return conversation.lanes[lane].items.map(
    (item) => `${item.kind} ${item.message?.text ?? item.id} ${item.state}`,
  );
}

/** Both ends of a wait that a test ends itself. */
export class Gate {
  private resolve: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.resolve = resolve;
  });

  open(): void {
    this.resolve();
  }
}
