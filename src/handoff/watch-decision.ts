import type { Conversation } from '../core/domain/conversation.js';
import type { Handoff } from '../core/domain/handoff.js';
import { WAITING_TOLD_MS } from '../core/domain/limits.js';
import type { Alarm } from '../core/domain/message.js';
import { addOpenMs, closesAtMs, type OpeningHours } from './hours.js';

/** How long things may rest, in milliseconds; 0: for ever. */
export interface Timers {
  /** Unclaimed, until the desk is reminded. */
  readonly remindAfterMs: number;
  /** Unclaimed, until further people are called. */
  readonly escalateAfterMs: number;
  /** Unclaimed, until the customer is told. */
  readonly nobodyAfterMs: number;
  /** The customer waits for the agent who has it. */
  readonly agentSilentAfterMs: number;
  /** The agent waits for the customer. */
  readonly customerSilentAfterMs: number;
}

/** What runs out. `closed`: customers are told that nobody is at the desk now. */
export type TimerKind = Alarm | 'closed';

export interface Fired {
  readonly kind: TimerKind;
  /** Since when that has been waited for. */
  readonly sinceMs: number;
}

/** What is to be done about a conversation now, and when to look again. */
export interface Decision {
  /** Names to be kept with the handoff. */
  readonly alarms: readonly string[];
  /** What somebody is told, in this order. */
  readonly fired: readonly Fired[];
  /** The customer has said nothing for so long that the handoff is closed. */
  readonly expires: boolean;
  /** Replies of which the desk is told that the customer has yet to see them. */
  readonly waitingIds: readonly string[];
  /** Null: there is nothing left to look for. */
  readonly nextAtMs: number | null;
}

interface Timer extends Fired {
  /** Each stretch of waiting has a name of its own, so that each fires once. */
  readonly name: string;
  /** Null: never, as far as we look ahead. */
  readonly dueAtMs: number | null;
}

/**
 * Which timers have run out. All but the customer's silence rest outside the opening hours: they measure what people at
 * the desk leave undone, and nobody is there then; a customer is not bound to the hours of a desk.
 *
 * | the handoff | what runs |
 * |---|---|
 * | open | reminder, escalation, nobody answers; and where it is closed or closes, that the customer is told so |
 * | claimed, the customer spoke last | the agent's silence |
 * | claimed, the agent spoke last | the customer's silence |
 *
 * Beside these, replies that the customer has not seen for a while are told to the desk, with or without a handoff.
 */
export function watchDecision(
  conversation: Conversation,
  timers: Timers,
  hours: OpeningHours | null,
  nowMs: number,
): Decision {
  const waiting = waitingReplies(conversation, nowMs);
  const { handoff } = conversation;
  const expiresAtMs = handoff && customerSilentAtMs(conversation, handoff, timers);
  if (expiresAtMs !== null && expiresAtMs <= nowMs) {
    return { ...NOTHING, expires: true, nextAtMs: nowMs };
  }
  const running =
    handoff === null ? [] : runningTimers(conversation, handoff, timers, hours, nowMs);
  const due = running.filter(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= nowMs);
  const { now, later } = oneNotice(due);
  const times = [
    ...waiting.laterAtMs,
    expiresAtMs,
    ...running.filter((one) => !due.includes(one)).map(({ dueAtMs }) => dueAtMs),
    // At once, but in a write of its own.
    ...later.map(() => nowMs + 1),
  ].filter((time) => time !== null);
  return {
    alarms: [...now.map(({ name }) => name), ...stretchMark(conversation, handoff)],
    fired: worthSaying(now),
    expires: false,
    waitingIds: waiting.ids,
    nextAtMs: times.length === 0 ? null : Math.min(...times),
  };
}

const NOTHING: Decision = {
  alarms: [],
  fired: [],
  expires: false,
  waitingIds: [],
  nextAtMs: null,
};

/** The timers of the handoff as it stands that have not fired yet. */
function runningTimers(
  conversation: Conversation,
  handoff: Handoff,
  timers: Timers,
  hours: OpeningHours | null,
  nowMs: number,
): Timer[] {
  const timer = (kind: Alarm, sinceMs: number, afterMs: number): Timer[] =>
    afterMs === 0
      ? []
      : [
          {
            kind,
            sinceMs,
            name: `${kind}@${sinceMs}`,
            dueAtMs: addOpenMs(hours, sinceMs, afterMs),
          },
        ];
  const hasFired = ({ name }: Timer) => handoff.alarms.includes(name);
  if (handoff.state === 'open') {
    const sinceMs = beganAtMs(handoff, 'open');
    const closed = { kind: 'closed', sinceMs, name: 'closed' } as const;
    return [
      ...timer('remind', sinceMs, timers.remindAfterMs),
      ...timer('escalate', sinceMs, timers.escalateAfterMs),
      ...timer('nobody', sinceMs, timers.nobodyAfterMs),
      { ...closed, dueAtMs: closesAtMs(hours, nowMs) },
    ].filter((one) => !hasFired(one));
  }
  const sinceMs = unansweredSinceMs(conversation, handoff);
  if (handoff.state !== 'claimed' || sinceMs === null) return [];
  return timer('agent-silent', sinceMs, timers.agentSilentAfterMs).filter((one) => !hasFired(one));
}

/** One write has room for one notice to the customer; a second one follows at once. */
function oneNotice(due: readonly Timer[]): { now: readonly Timer[]; later: readonly Timer[] } {
  const isClosed = due.some(({ kind }) => kind === 'closed');
  const waits = ({ kind }: Timer) => isClosed && kind === 'nobody';
  return { now: due.filter((one) => !waits(one)), later: due.filter(waits) };
}

/** After a long stop of ours several run out at once: then the reminder says nothing that the others do not. */
function worthSaying(fired: readonly Timer[]): readonly Fired[] {
  const says = (kind: TimerKind) => fired.some((one) => one.kind === kind);
  const isMore = says('escalate') || says('nobody');
  return fired
    .filter(({ kind }) => kind !== 'remind' || !isMore)
    .map(({ kind, sinceMs }) => ({ kind, sinceMs }));
}

/** When the handoff came into its present state: the last time, if it has been passed around. */
function beganAtMs(handoff: Handoff, state: 'open' | 'claimed'): number {
  return handoff.history.findLast((step) => step.state === state)?.atMs ?? handoff.openedAtMs;
}

/**
 * Since when the customer has waited for an agent who has the handoff; null: they do not. The aggregate knows when the
 * customer spoke last. A customer who asks again and again must not thereby put the alarm off, so the first look after
 * their first words notes these among the alarms.
 */
function unansweredSinceMs(conversation: Conversation, handoff: Handoff): number | null {
  const { customerAtMs, agentAtMs } = conversation;
  if (customerAtMs <= agentAtMs) return null;
  const firstMs = stretchBeganAtMs(handoff, agentAtMs) ?? customerAtMs;
  return Math.max(firstMs, beganAtMs(handoff, 'claimed'));
}

const STRETCH = 'unanswered@';

function stretchBeganAtMs(handoff: Handoff, agentAtMs: number): number | null {
  const marks = handoff.alarms
    .filter((name) => name.startsWith(STRETCH))
    .map((name) => Number(name.slice(STRETCH.length)))
    .filter((atMs) => atMs > agentAtMs);
  return marks.length === 0 ? null : Math.min(...marks);
}

/** The note that a customer has begun to wait for the agent, if there is none yet. */
function stretchMark(conversation: Conversation, handoff: Handoff | null): string[] {
  const { customerAtMs, agentAtMs } = conversation;
  if (handoff?.state !== 'claimed' || customerAtMs <= agentAtMs) return [];
  return stretchBeganAtMs(handoff, agentAtMs) === null ? [`${STRETCH}${customerAtMs}`] : [];
}

/**
 * When the customer will have been silent for too long; null: they are not, or may be for ever. Words that have not
 * reached them yet count as said: who stays away for so long finds both, the words and the notice, on coming back.
 */
function customerSilentAtMs(
  { customerAtMs, agentAtMs }: Conversation,
  handoff: Handoff,
  { customerSilentAfterMs }: Timers,
): number | null {
  const isSilent = handoff.state === 'claimed' && agentAtMs > 0 && agentAtMs >= customerAtMs;
  if (!isSilent || customerSilentAfterMs === 0) return null;
  return Math.max(agentAtMs, beganAtMs(handoff, 'claimed')) + customerSilentAfterMs;
}

function waitingReplies({ unmarked }: Conversation, nowMs: number) {
  const untold = unmarked.filter((one) => !one.isWaitingTold);
  const times = untold.map((one) => ({ ...one, dueAtMs: one.saidAtMs + WAITING_TOLD_MS }));
  return {
    ids: times.filter(({ dueAtMs }) => dueAtMs <= nowMs).map(({ messageId }) => messageId),
    laterAtMs: times.filter(({ dueAtMs }) => dueAtMs > nowMs).map(({ dueAtMs }) => dueAtMs),
  };
}
