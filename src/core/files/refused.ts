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
