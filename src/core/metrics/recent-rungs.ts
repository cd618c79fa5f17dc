import type { Clock } from '../ports/clock.js';
import { RUNGS, type Rung, type RungCount, type Rungs } from '../ports/rungs.js';
import type { Telemetry } from '../ports/telemetry.js';

/** How long a rung is counted: as long as somebody who looks would ask about. */
const RECENT_MS = 900_000;

/** Times kept of each rung; a count that reaches it means "at least". */
const TIMES_MAX = 1_000;

/** Which rungs this process came down to in the last quarter of an hour. Each one is a log line as well. */
export class RecentRungs implements Rungs {
  private readonly times = new Map<Rung, number[]>();

  constructor(private readonly parts: { readonly clock: Clock; readonly telemetry: Telemetry }) {}

  note(rung: Rung, { tenant, turnId }: Parameters<Rungs['note']>[1]): void {
    const { clock, telemetry } = this.parts;
    const times = this.times.get(rung) ?? [];
    this.times.set(rung, [...times, clock.nowMs()].slice(-TIMES_MAX));
    telemetry.warn('ladder.rung', { rung, tenant, turn: turnId });
  }

  /** From the mildest to the hardest; none that was not needed. */
  recent(): readonly RungCount[] {
    const sinceMs = this.parts.clock.nowMs() - RECENT_MS;
    return RUNGS.flatMap((rung) => {
      const times = (this.times.get(rung) ?? []).filter((time) => time > sinceMs);
      const last = times.at(-1);
      if (last === undefined) return [];
      return [{ rung, count: times.length, lastAt: new Date(last).toISOString() }];
    });
  }
}
