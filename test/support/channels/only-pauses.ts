import type { Allowance, Limiter } from '../../../src/core/ports/limiter.js';

/** Gives out as much as anybody wants, but for the pauses that platforms ask for: pacers have tests of their own. */
export class OnlyPauses implements Limiter {
  private readonly untilMs = new Map<string, number>();

  async spend(key: string, allowance: Allowance): Promise<number | null> {
    const waitMs = (this.untilMs.get(nameOf(key, allowance)) ?? 0) - Date.now();
    return waitMs > 0 ? waitMs : null;
  }

  async pause(key: string, allowance: Allowance, forMs: number): Promise<void> {
    this.untilMs.set(nameOf(key, allowance), Date.now() + forMs);
  }
}

function nameOf(key: string, { points, windowMs }: Allowance): string {
  return `${key} ${points} ${windowMs}`;
}
