import type { ActionAttempt, ActionState } from '../../src/core/domain/action.js';

/** An action that is being talked about. */
export function anAction(given: Partial<ActionState> = {}): ActionState {
  return {
    id: 'action1',
    name: 'order_status',
    title: 'order status',
    stage: 'collecting',
    values: {},
    askedFor: null,
    misses: 0,
    version: 0,
    byId: 'visit-1',
    startedAtMs: 1_000,
    throughSeq: 0,
    handoffId: null,
    dueAtMs: null,
    outcome: null,
    ...given,
  };
}

/** What is remembered of the same one. */
export function anAttempt(given: Partial<ActionAttempt> = {}): ActionAttempt {
  return {
    id: 'action1',
    name: 'order_status',
    title: 'order status',
    end: 'done',
    text: 'It is on its way.',
    atMs: 2_000,
    ...given,
  };
}
