import type { Handoff } from '../../src/core/domain/handoff.js';
import type { ThreadLine } from './desk-contract.js';

/** The question is asked in the same write that closes the case; clocks of two processes may differ by this. */
const CLOCKS_MS = 2_000;

/**
 * What the customer said when asked how it was: the answer pressed on the first rating card after the case was closed.
 * Null if none was given.
 */
export function ratingOf(
  { closedAtMs }: Handoff,
  messages: readonly ThreadLine[],
): { stars: number; label: string } | null {
  if (closedAtMs === null) return null;
  const since = closedAtMs - CLOCKS_MS;
  const asked = messages.find((line) => Date.parse(line.at) >= since && labelsOf(line).length > 0);
  if (!asked) return null;
  const labels = labelsOf(asked);
  const answer = messages.find(
    ({ seq, choice }) => seq > asked.seq && choice !== undefined && labels.includes(choice),
  );
  const label = answer?.choice;
  return label === undefined ? null : { stars: labels.indexOf(label) + 1, label };
}

function labelsOf({ card }: ThreadLine): string[] {
  const block = card?.blocks.find((one) => one.kind === 'choices' && one.look === 'rating');
  return block?.kind === 'choices' ? block.choices.map(({ label }) => label) : [];
}
