import { GatewayError } from '../domain/errors.js';
import type { FileProblem } from '../domain/message.js';

/** What ends the taking in of a file for good. */
export function refused(
  problem: FileProblem,
  details: Readonly<Record<string, number>> = {},
): GatewayError {
  return new GatewayError('file.refused', { problem, ...details });
}

/** Why a file was refused for good; null: it failed for another reason, and may be tried again. */
export function problemOf(error: unknown): FileProblem | null {
  const isRefusal = error instanceof GatewayError && error.code === 'file.refused';
  return isRefusal ? (error.details['problem'] as FileProblem) : null;
}

/** Failures of whoever has the content. All others are ours to mend, and the content comes once they are. */
const NOT_GIVEN: ReadonlySet<string> = new Set([
  'file.incomplete',
  'slack.unavailable',
  'teams.unavailable',
]);

export function isNotGiven(error: unknown): boolean {
  return error instanceof GatewayError && NOT_GIVEN.has(error.code);
}
