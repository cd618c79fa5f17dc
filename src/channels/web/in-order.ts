import { GatewayError } from '../../core/domain/errors.js';

/** Requests of one connection that may wait for the one before; a client that sends faster is refused. */
const WAITING_MAX = 50;

/** What a refused client is asked to wait: about the time the waiting ones take. */
const RETRY_AFTER_MS = 500;

/**
 * Runs the requests of one connection one after the other. Side by side, two quick messages could be recorded in the
 * other order than they were written in.
 */
export class InOrder {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.waiting >= WAITING_MAX)
      throw new GatewayError('rate.limited', { retryAfterMs: RETRY_AFTER_MS });
    this.waiting += 1;
    const mine = this.last.then(work);
    // The next one waits for this one's end, not for its success.
    this.last = mine.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await mine;
    } finally {
      this.waiting -= 1;
    }
  }
}
