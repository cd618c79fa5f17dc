import type { Telemetry } from '../../ports/telemetry.js';
import { type Wake, type Wakes, wakeKey } from '../../ports/wakes.js';

/**
 * Wakes within one process: at most one running and one waiting per key, so that a wake that comes while its
 * conversation is worked on is not lost. A dropped one would be made good by the sweep.
 */
export class MemoryWakes implements Wakes {
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Map<string, Wake>();
  private work: ((wake: Wake) => Promise<void>) | null = null;

  constructor(private readonly telemetry: Telemetry) {}

  async wake(wake: Wake): Promise<void> {
    const work = this.work;
    if (work === null) return;
    const key = `${wake.kind}-${wakeKey(wake)}`;
    if (this.running.has(key)) {
      this.again.set(key, wake);
      return;
    }
    this.running.set(key, this.run(key, wake, work));
  }

  async start(work: (wake: Wake) => Promise<void>): Promise<void> {
    this.work = work;
  }

  async stop(): Promise<void> {
    this.work = null;
    this.again.clear();
    await Promise.all(this.running.values());
  }

  private async run(key: string, first: Wake, work: (wake: Wake) => Promise<void>): Promise<void> {
    let wake: Wake | undefined = first;
    while (wake !== undefined) {
      try {
        await work(wake);
      } catch (error) {
        this.telemetry.error('wake.failed', error, { conversation: wake.conversationId });
      }
      wake = this.again.get(key);
      this.again.delete(key);
    }
    this.running.delete(key);
  }
}
