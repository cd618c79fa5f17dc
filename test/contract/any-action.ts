import {
  type Acting,
  type ActionOutcome,
  type ActionStage,
  type ActionState,
  actingAfter,
} from '../../src/core/domain/action.js';
import type { ActCommand, HoldCommand } from '../../src/core/domain/action-writes.js';
import type { Conversation } from '../../src/core/domain/conversation.js';
import { draft } from '../support/builders.js';
import type { Step } from './any-write.js';

/** Null: it is over. */
const NEXT: readonly (ActionStage | null)[] = [
  'collecting',
  'confirming',
  'approving',
  'running',
  'done',
  'unknown',
  null,
];

const OUTCOMES: Partial<Record<ActionStage, ActionOutcome>> = {
  done: { kind: 'done', text: '$done' },
  unknown: { kind: 'unknown', trouble: 'timeout', detail: '$$ROOT' },
};

/** A moment that no other write sets, so that a look at the action can be told from all others. */
export const HURRIED_MS = 7;

/** What might have become of an action, by whatever decided it. */
function actingOf(now: Conversation, { a, b }: Step, nowMs: number, by: string): Acting {
  const id = `$action${b % 3}`;
  const stage = NEXT[a % NEXT.length] ?? null;
  const past = {
    id,
    name: 'refund',
    title: by,
    end: 'done',
    text: '$result',
    atMs: nowMs,
  } as const;
  if (stage === null) return actingAfter(now.acting, null, past);
  const current: ActionState = {
    id,
    name: 'refund',
    title: by,
    stage,
    values: { order: '$order', amount: b / 2, isGift: b % 2 === 0 },
    askedFor: b % 2 === 0 ? 'order' : null,
    misses: b,
    version: a,
    byId: '$visit',
    startedAtMs: nowMs,
    throughSeq: now.lastSeq,
    handoffId: now.handoff?.id ?? null,
    dueAtMs: b % 3 === 0 ? null : nowMs + 10 * b,
    outcome: OUTCOMES[stage] ?? null,
  };
  return actingAfter(now.acting, current, stage === 'unknown' ? { ...past, end: 'unknown' } : null);
}

/** What a turn has to do with an action, if anything; sometimes what is not known to it has become of that meanwhile. */
export function actingAfterTurn(now: Conversation, step: Step, nowMs: number) {
  const { a, b } = step;
  if (a % 4 === 0) return null;
  const revision = now.acting.revision - (b === 10 ? 1 : 0);
  const known = { ...now, acting: { ...now.acting, revision } };
  return actingOf(known, step, nowMs, 'as a commit had it');
}

/** A step of an action: by a turn, or with no lease; sometimes for a case that is not there, or too late. */
export function actOf(now: Conversation, step: Step, nowMs: number): Omit<ActCommand, 'take'> {
  const { a, b } = step;
  const note = (name: string) => ({
    ...draft(name, '$line', nowMs, 'system'),
    kind: 'note' as const,
  });
  // Mostly where there is a lease: without one a turn's step is always refused.
  const byTurn = now.leaseUntilMs === 0 ? b % 4 === 0 : b % 4 !== 3;
  const { fence, ownership } = now;
  const changes = {
    intent: byTurn ? '$acted' : 'late $outcome',
    actions: [{ name: '$refund', result: '$done' }],
  };
  return {
    conversationId: now.id,
    revision: now.acting.revision - (b === 11 ? 1 : 0),
    lease: byTurn ? { fence: fence - (a === 11 ? 1 : 0), ownership } : null,
    acting: actingOf(now, step, nowMs, byTurn ? 'as a turn had it' : 'as its run had it'),
    handoff: b % 3 === 0 ? { id: now.handoff?.id ?? `${now.id}-1`, changes } : null,
    deskLines: [note(`d${nowMs}-0`), note(`d${nowMs}-1`)].slice(0, a % 3),
    notice: b % 4 === 1 ? draft(`y${nowMs}`, '$told', nowMs, 'system') : null,
  };
}

/** Words that it takes longer, for one of the newest messages; by who has the lease, or had it. */
export function holdOf(now: Conversation, step: Step, nowMs: number): Omit<HoldCommand, 'take'> {
  return {
    conversationId: now.id,
    fence: now.fence - (step.b === 11 ? 1 : 0),
    ownership: now.ownership,
    seq: now.lastSeq - (step.a % 3),
    notice: draft(`w${nowMs}`, '$moment', nowMs, 'system'),
  };
}
