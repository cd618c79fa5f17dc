import type { Conversation } from '../domain/conversation.js';
import type { CommitCommand } from '../domain/conversation-writes.js';
import { GatewayError } from '../domain/errors.js';
import type { Handoff } from '../domain/handoff.js';
import type { TakeRequest } from '../domain/lane.js';
import { TURN_MESSAGES_MAX } from '../domain/limits.js';
import type { Window } from '../memory/window.js';
import type { Clock } from '../ports/clock.js';
import type { Conversations } from '../ports/conversations.js';
import type { IdSource } from '../ports/ids.js';
import type { Context, Mind } from '../ports/mind.js';
import type { Signals } from '../ports/signals.js';
import type { Telemetry } from '../ports/telemetry.js';
import { LeaseKeeper } from './lease-keeper.js';
import { isPoisoned, type Turn, type TurnResult, type TurnSettings } from './turn.js';
import { escalationOf, ignored, memoryAfter, recordOf, replyOf, textsOf } from './turn-drafts.js';
import type { TurnEngine } from './turn-engine.js';
import type { TurnPreparation } from './turn-preparation.js';
import { TurnStream } from './turn-stream.js';

/** How long a failed turn waits before it is tried again, doubled with each further attempt. The attempt counts. */
const RETRY_AFTER_MS = 1_000;
const RETRY_DOUBLINGS_MAX = 6;

export interface WorkerSettings {
  readonly collectMs: number;
  readonly leaseTtlMs: number;
  readonly timeoutMs: number;
  readonly laneTtlMs: number;
}

interface WorkerParts {
  readonly conversations: Conversations;
  readonly window: Window;
  readonly preparation: TurnPreparation;
  readonly engine: TurnEngine;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** Read once per turn. */
  readonly workerSettings: () => WorkerSettings;
  readonly turnSettings: (conversation: Conversation) => TurnSettings;
  /** Told after each commit; must return at once. Lanes whose holder is the request's are the caller's to work on. */
  readonly onCommitted: (conversation: Conversation, take: TakeRequest) => void;
  /** Told after a commit that opened a handoff, with what a brief can be written from. Must return at once. */
  readonly onEscalated: (handoff: Handoff, briefFrom: Context | null, mind: Mind) => void;
}

/** Works on one conversation: lease, collect, engine, commit, and again while messages wait. */
export class TurnWorker {
  private readonly keepers = new Set<LeaseKeeper>();
  private closed = false;
  private abandoned = false;

  constructor(private readonly parts: WorkerParts) {}

  /**
   * Works until the inbox is empty or the conversation is somebody else's. Returns when to ask again if somebody else
   * has the lease, null otherwise. Never rejects.
   */
  async work(conversationId: string): Promise<number | null> {
    const { conversations, clock, telemetry } = this.parts;
    if (this.closed) return null;
    const { leaseTtlMs } = this.parts.workerSettings();
    const nowMs = clock.nowMs();
    const request = { nowMs, untilMs: nowMs + leaseTtlMs };
    try {
      const lease = await conversations.lease(conversationId, request);
      if (lease.kind === 'leased') await this.drain(lease.conversation);
      return lease.kind === 'busy' ? lease.untilMs : null;
    } catch (error) {
      telemetry.error('turn.failed', error, { conversation: conversationId });
      return null;
    }
  }

  /** Lets no further turn begin; running ones end. */
  close(): void {
    this.closed = true;
  }

  /** Gives running turns back; they count as not tried. */
  abandon(): void {
    this.abandoned = true;
    for (const keeper of this.keepers) keeper.abandon('stopping');
  }

  private async drain(leased: Conversation): Promise<void> {
    const { leaseTtlMs } = this.parts.workerSettings();
    const keeper = LeaseKeeper.start(
      { conversationId: leased.id, fence: leased.fence, ownership: leased.ownership },
      { ...this.parts, ttlMs: leaseTtlMs },
    );
    this.keepers.add(keeper);
    let left: { conversation: Conversation; counted: boolean } | null = null;
    try {
      left = await this.turns(leased, keeper.signal);
    } catch (error) {
      this.parts.telemetry.error('turn.failed', error, { conversation: leased.id });
      left = { conversation: leased, counted: true };
    } finally {
      this.keepers.delete(keeper);
      await keeper.stop();
    }
    // Only now, for a renewal under way would take back what is given.
    if (left) await this.giveBack(left.conversation, left.counted);
  }

  /** Turn after turn while messages wait. Returns what is to be given back unworked, if anything. */
  private async turns(
    leased: Conversation,
    lost: AbortSignal,
  ): Promise<{ conversation: Conversation; counted: boolean } | null> {
    let conversation: Conversation | null = leased;
    while (conversation !== null && !this.closed)
      conversation = await this.turn(conversation, lost);
    if (conversation !== null) return { conversation, counted: false };
    return this.abandoned ? { conversation: leased, counted: false } : null;
  }

  /** One turn. Returns the conversation if more waits in it, null if it is no longer this worker's. */
  private async turn(leased: Conversation, lost: AbortSignal): Promise<Conversation | null> {
    const { clock } = this.parts;
    const startedAtMs = clock.nowMs();
    const conversation = await this.collect(leased, lost);
    if (conversation === null) return null;
    const settings = this.parts.turnSettings(conversation);
    const { turn, droppedIds } = await this.parts.preparation.prepare(
      conversation,
      settings,
      clock.nowMs(),
    );
    const stream = new TurnStream(turn, this.parts.signals, this.parts.clock);
    const result = await this.run(turn, lost, stream);
    if (result === null) {
      stream.retract();
      return null;
    }
    if (result.outcome === 'escalated') stream.retract();
    try {
      return await this.commit(turn, droppedIds, result, startedAtMs, stream);
    } catch (error) {
      stream.retract();
      throw error;
    }
  }

  /** Lets quick messages gather, then reads what has come in. Null: no longer ours. */
  private async collect(leased: Conversation, lost: AbortSignal): Promise<Conversation | null> {
    const { clock, conversations } = this.parts;
    const { collectMs } = this.parts.workerSettings();
    const since = leased.inbox[0]?.atMs ?? 0;
    // At most the whole time: the message may be stamped by a clock that is ahead.
    const waitMs = Math.min(collectMs, since + collectMs - clock.nowMs());
    if (waitMs <= 0) return leased;
    await clock.wait(waitMs, lost);
    const now = await conversations.load(leased.id);
    const isOurs = now?.fence === leased.fence && now.ownership === leased.ownership;
    return isOurs && !lost.aborted ? now : null;
  }

  /** Null: the work was for nothing, because the lease or the owner is gone, or this process stops. */
  private async run(turn: Turn, lost: AbortSignal, stream: TurnStream): Promise<TurnResult | null> {
    if (turn.messages.length === 0) return ignored(turn);
    if (isPoisoned(turn.conversation)) return this.parts.engine.giveUp(turn);
    if (turn.heard.lines.length === 0) return this.parts.engine.acknowledge(turn);
    const timeout = new AbortController();
    const cancel = this.parts.clock.alarm(this.parts.workerSettings().timeoutMs, () =>
      timeout.abort(tooLong(this.parts.workerSettings().timeoutMs)),
    );
    stream.open();
    try {
      const signal = AbortSignal.any([lost, timeout.signal]);
      const result = await this.parts.engine.run(turn, signal, (text) => stream.grow(text));
      return lost.aborted ? null : result;
    } finally {
      cancel();
      stream.close();
    }
  }

  private async commit(
    turn: Turn,
    droppedIds: readonly string[],
    result: TurnResult,
    startedAtMs: number,
    stream: TurnStream,
  ): Promise<Conversation | null> {
    const command = this.commandOf(turn, droppedIds, result, startedAtMs);
    const after = await this.parts.conversations.commit(command);
    if (after === null) {
      stream.retract();
      this.parts.telemetry.info('turn.superseded', { turn: turn.id });
      return null;
    }
    this.parts.onCommitted(after, command.take);
    const { handoff } = after;
    if (result.escalation && handoff) {
      this.parts.onEscalated(handoff, result.escalation.briefFrom, turn.settings.mind);
    }
    await this.parts.window.advance(turn.session, after, textsOf(command, turn, after));
    this.parts.telemetry.info('turn.committed', {
      turn: turn.id,
      outcome: result.outcome,
      type: result.route.type,
      reason: result.escalation?.reason,
      ms: this.parts.clock.nowMs() - startedAtMs,
    });
    return after.owner === 'bot' && after.inbox.length > 0 ? after : null;
  }

  private commandOf(
    turn: Turn,
    droppedIds: readonly string[],
    result: TurnResult,
    startedAtMs: number,
  ): CommitCommand {
    const { conversation } = turn;
    const { leaseTtlMs, laneTtlMs } = this.parts.workerSettings();
    const nowMs = this.parts.clock.nowMs();
    const took = conversation.inbox.slice(0, TURN_MESSAGES_MAX);
    return {
      conversationId: conversation.id,
      fence: conversation.fence,
      ownership: conversation.ownership,
      takenIds: took.map((message) => message.id),
      droppedIds,
      replies: result.replies.map((_, index) => replyOf(turn, result, index, nowMs)),
      turn: recordOf(turn, result, startedAtMs, nowMs),
      escalation: escalationOf(turn, result, nowMs),
      episode: result.episode,
      memory: memoryAfter(turn, result, nowMs),
      facts: result.remembered.facts,
      stretches: result.stretches,
      nowMs,
      leaseUntilMs: nowMs + leaseTtlMs,
      take: { holder: this.parts.ids.unique(), nowMs, untilMs: nowMs + laneTtlMs },
    };
  }

  private async giveBack(conversation: Conversation, counted: boolean): Promise<void> {
    const { conversations, clock, telemetry } = this.parts;
    const waitMs = RETRY_AFTER_MS * 2 ** Math.min(conversation.attempts - 1, RETRY_DOUBLINGS_MAX);
    const untilMs = counted ? clock.nowMs() + waitMs : 0;
    try {
      await conversations.giveBack(conversation.id, conversation.fence, untilMs, counted);
    } catch (error) {
      // The lease runs out by itself; the sweep finds the conversation then.
      telemetry.error('turn.give-back-failed', error, { conversation: conversation.id });
    }
  }
}

/** What the card says when the mind is still at it after all the time a turn has. */
function tooLong(timeoutMs: number): GatewayError {
  const seconds = timeoutMs / 1_000;
  const message = `The answer took longer than ${seconds} s.`;
  return new GatewayError('model.timeout', { seconds }, { message });
}
