import { GatewayError } from '../domain/errors.js';
import { say } from '../domain/texts.js';
import type { Route } from '../domain/turn.js';
import type { Turn, TurnResult } from './turn.js';
import { escalated, nothingShown } from './turn-results.js';

/** The outcome of a turn whose mind failed: a person answers. */
export function unanswered(turn: Turn, route: Route, error: unknown): TurnResult {
  const isUnpaid = error instanceof GatewayError && error.code === 'model.budget';
  const result = escalated(turn, route, nothingShown(turn), [], {
    reason: isUnpaid ? 'budget_exhausted' : 'model_unavailable',
    lastReasoning: isUnpaid ? say('brief.budget', turn.settings.wording) : reasonOf(error, turn),
  });
  return { ...result, failure: mayPass(error) ? 'passing' : 'lasting' };
}

/** Whether the model may answer the same question a while later, without anybody doing anything. */
function mayPass(error: unknown): boolean {
  return error instanceof GatewayError && error.code.startsWith('model.') && error.retryable;
}

/** What the card says of a failure. Our own errors are worded for people; others may quote anything. */
function reasonOf(error: unknown, { settings }: Turn): string {
  if (error instanceof GatewayError) return error.message;
  const problem = error instanceof Error ? error.name : typeof error;
  return say('brief.no-answer', settings.wording, { mind: settings.mind.name, problem });
}
