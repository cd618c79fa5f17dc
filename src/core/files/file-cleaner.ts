import type { Blobs } from '../ports/blobs.js';
import type { Clock } from '../ports/clock.js';
import type { Telemetry } from '../ports/telemetry.js';

interface FileCleanerParts {
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;

/** What was uploaded and not sent for so long will not be sent any more. */
const STRAY_AFTER_MS = 86_400_000;

/** Contents thrown away in one step. */
const STRAYS_MAX = 100;

/** Steps of one pass; the next pass goes on. */
const STEPS_MAX = 100;

/** Throws away uploads that never became part of a message. Any number of processes may do so at once. */
export class FileCleaner {
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly parts: FileCleanerParts) {}

  start(): void {
    this.loop = this.cleanForEver();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** One pass. It never rejects: what it could not do is left to the next one. */
  async pass(): Promise<void> {
    const { blobs, clock, telemetry } = this.parts;
    const beforeMs = clock.nowMs() - STRAY_AFTER_MS;
    try {
      for (let step = 0; step < STEPS_MAX && !this.stopping.signal.aborted; step++) {
        const removed = await blobs.removeStrays(beforeMs, STRAYS_MAX);
        if (removed > 0) telemetry.info('files.strays-removed', { count: removed });
        if (removed < STRAYS_MAX) return;
      }
    } catch (error) {
      telemetry.error('files.not-cleaned', error);
    }
  }

  private async cleanForEver(): Promise<void> {
    const { clock } = this.parts;
    const { signal } = this.stopping;
    await clock.wait(FIRST_AFTER_MS, signal);
    while (!signal.aborted) {
      await this.pass();
      await clock.wait(EVERY_MS, signal);
    }
  }
}
