import { GatewayError } from '../core/domain/errors.js';

/** Things that may wait in one thread. The platform is asked to send the next ones again. */
const WAITING_MAX = 50;

/** Does what concerns one thread one after the other, and threads side by side. */
export class ThreadTurns {
  private readonly threads = new Map<string, { last: Promise<unknown>; waiting: number }>();

  async run<Result>(thread: string, work: () => Promise<Result>): Promise<Result> {
    const queue = this.threads.get(thread) ?? { last: Promise.resolve(), waiting: 0 };
    if (queue.waiting >= WAITING_MAX) throw new GatewayError('rate.limited');
    queue.waiting += 1;
    this.threads.set(thread, queue);
    const mine = queue.last.then(work);
    // The next one waits for this one's end, not for its success.
    queue.last = mine.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await mine;
    } finally {
      queue.waiting -= 1;
      if (queue.waiting === 0) this.threads.delete(thread);
    }
  }
}
