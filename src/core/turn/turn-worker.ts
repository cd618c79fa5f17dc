import type { Conversation } from '../domain/conversation.js';
import type { CommitCommand } from '../domain/conversation-writes.js';
import { GatewayError } from '../domain/errors.js';
import type { Handoff } from '../domain/handoff.js';
import type { TakeRequest } from '../domain/lane.js';
import type { Message } from '../domain/message.js';
import type { Window } from '../memory/window.js';
import type { Clock } from '../ports/clock.js';
import type { Conversations } from '../ports/conversations.js';
import type { IdSource } from '../ports/ids.js';
import type { Interims } from '../ports/interims.js';
import type { Context, Mind } from '../ports/mind.js';
import type { Rungs } from '../ports/rungs.js';
import type { Signals } from '../ports/signals.js';
import type { Telemetry } from '../ports/telemetry.js';
import { LeaseKeeper } from './lease-keeper.js';
import { Later, nextTryMs } from './patience.js';
import {
  isPoisoned,
  Superseded,
  type Turn,
  type TurnResult,
  type TurnSettings,
  takenOf,
} from './turn.js';
import { escalationOf, ignored, memoryAfter, recordOf, replyOf, textsOf } from './turn-drafts.js';
import type { TurnEngine } from './turn-engine.js';
import { TurnHold } from './turn-hold.js';
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
  readonly interims: Interims;
  readonly rungs: Rungs;
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

/** What is given back unworked. `untilMs`: when it is to be worked on again; null: as a turn that failed. */
interface Left {
  readonly conversation: Conversation;
  readonly untilMs: number | null;
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
    let left: Left | null = null;
    try {
      left = await this.turns(leased, keeper.signal);
    } catch (error) {
      this.parts.telemetry.error('turn.failed', error, { conversation: leased.id });
      left = { conversation: leased, untilMs: null };
    } finally {
      this.keepers.delete(keeper);
      await keeper.stop();
    }
    // Only now, for a renewal under way would take back what is given.
    if (left) await this.giveBack(left);
  }

  /** Turn after turn while messages wait. Returns what is to be given back unworked, if anything. */
  private async turns(leased: Conversation, lost: AbortSignal): Promise<Left | null> {
    let next: Conversation | Later | null = leased;
    while (next !== null && !(next instanceof Later) && !this.closed)
      next = await this.turn(next, lost);
    if (next instanceof Later) return { conversation: next.conversation, untilMs: next.atMs };
    if (next !== null) return { conversation: next, untilMs: 0 };
    return this.abandoned ? { conversation: leased, untilMs: 0 } : null;
  }

  /** One turn. Returns the conversation if more waits in it, null if it is no longer this worker's. */
  private async turn(
    leased: Conversation,
    lost: AbortSignal,
  ): Promise<Conversation | Later | null> {
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
    const hold = this.holdOf(turn, stream);
    const result = await this.run(turn, lost, stream, hold).finally(() => hold.end());
    const meanwhile = await hold.end();
    if (result === null) {
      stream.retract();
      return null;
    }
    const laterMs = this.laterMs(turn, result);
    if (laterMs !== null) {
      stream.retract();
      await hold.tell('ladder.later');
      this.parts.rungs.note('later', { tenant: conversation.tenant, turnId: turn.id });
      return new Later(conversation, laterMs);
    }
    if (result.outcome === 'escalated') stream.retract();
    try {
      return await this.commit(turn, droppedIds, result, startedAtMs, stream, meanwhile);
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
  private async run(
    turn: Turn,
    lost: AbortSignal,
    stream: TurnStream,
    hold: TurnHold,
  ): Promise<TurnResult | null> {
    if (turn.messages.length === 0) return ignored(turn);
    if (isPoisoned(turn.conversation)) return this.parts.engine.giveUp(turn);
    const isSilent = turn.heard.lines.length === 0 && !this.parts.engine.hasToSettle(turn);
    if (isSilent) return this.parts.engine.acknowledge(turn);
    const timeout = new AbortController();
    const cancel = this.parts.clock.alarm(this.parts.workerSettings().timeoutMs, () =>
      timeout.abort(tooLong(this.parts.workerSettings().timeoutMs)),
    );
    stream.open();
    hold.start();
    try {
      const signal = AbortSignal.any([lost, timeout.signal]);
      const result = await this.parts.engine.run(turn, signal, (text) => stream.grow(text));
      return lost.aborted ? null : result;
    } catch (error) {
      if (error instanceof Superseded) return null;
      throw error;
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
    meanwhile: readonly Message[],
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
    if (result.failure !== undefined) {
      const rung = result.escalation?.reason === 'budget_exhausted' ? 'no-budget' : 'handed-off';
      this.parts.rungs.note(rung, { tenant: after.tenant, turnId: turn.id });
    }
    if (result.escalation && handoff) {
      this.parts.onEscalated(handoff, result.escalation.briefFrom, turn.settings.mind);
    }
    await this.parts.window.advance(turn.session, after, textsOf(command, turn, after, meanwhile));
    this.parts.telemetry.info('turn.committed', {
      turn: turn.id,
      outcome: result.outcome,
      type: result.route.type,
      reason: result.escalation?.reason,
      ms: this.parts.clock.nowMs() - startedAtMs,
    });
    return after.owner === 'bot' && after.inbox.length > 0 ? after : null;
  }

  private holdOf(turn: Turn, stream: TurnStream): TurnHold {
    const { laneTtlMs } = this.parts.workerSettings();
    return new TurnHold(turn, { laneTtlMs, grownAtMs: () => stream.grownAtMs }, this.parts);
  }

  /** When the turn is tried again instead of ending as it did; null: it ends. */
  private laterMs({ conversation, settings }: Turn, { failure }: TurnResult): number | null {
    if (failure !== 'passing') return null;
    return nextTryMs(conversation, settings.patience, this.parts.clock.nowMs());
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
    const took = takenOf(conversation);
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
      acting: result.acting,
      nowMs,
      leaseUntilMs: nowMs + leaseTtlMs,
      take: { holder: this.parts.ids.unique(), nowMs, untilMs: nowMs + laneTtlMs },
    };
  }

  private async giveBack({ conversation, untilMs }: Left): Promise<void> {
    const { conversations, clock, telemetry } = this.parts;
    const counted = untilMs === null;
    const waitMs = RETRY_AFTER_MS * 2 ** Math.min(conversation.attempts - 1, RETRY_DOUBLINGS_MAX);
    const againMs = untilMs ?? clock.nowMs() + waitMs;
    try {
      await conversations.giveBack(conversation.id, conversation.fence, againMs, counted);
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
