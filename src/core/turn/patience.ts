import type { Conversation } from '../domain/conversation.js';

/** The first wait before a failed turn is tried again where answers may come later; each further one is twice as long. */
const TRY_AGAIN_MS = 5_000;
const TRY_AGAIN_MS_MAX = 60_000;

/** How long a customer may wait for the model in one place. */
export interface Patience {
  /** Without a word for so long, they are told that it takes longer. */
  readonly holdAfterMs: number;
  /** So long a failing model is tried again before a person is asked; null where an answer is expected at once. */
  readonly retryForMs: number | null;
}

/** A turn that is to be tried again. */
export class Later {
  constructor(
    readonly conversation: Conversation,
    readonly atMs: number,
  ) {}
}

/**
 * When a turn is tried again whose model failed; null: not any more. The waits follow from how long the oldest message
 * has been waiting, so they double on whatever process the tries are made.
 */
export function nextTryMs(
  { inbox }: Pick<Conversation, 'inbox'>,
  { retryForMs }: Patience,
  nowMs: number,
): number | null {
  const [oldest] = inbox;
  if (retryForMs === null || oldest === undefined) return null;
  const waitedMs = Math.max(0, nowMs - oldest.atMs);
  if (waitedMs >= retryForMs) return null;
  const waitMs = Math.min(Math.max(waitedMs, TRY_AGAIN_MS), TRY_AGAIN_MS_MAX);
  // The last try is when the time is up.
  return Math.min(nowMs + waitMs, nowMs + retryForMs - waitedMs);
}
