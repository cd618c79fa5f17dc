import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { TeamsAddress } from './teams-shapes.js';

/** How long it is shown that somebody wrote whom no channel serves. */
const SHOWN_MS = 60 * 60_000;

/** Of these so many are remembered; the rest is in the log. */
const SHOWN_MAX = 20;

/** Whoever speaks to a bot though no channel is for them: an attempt, or something that was forgotten in the config. */
export class TeamsStrangers {
  private readonly seenAtMs = new Map<string, number>();

  constructor(private readonly parts: { readonly clock: Clock; readonly telemetry: Telemetry }) {}

  seen({ bot, organization }: TeamsAddress): void {
    const problem = `teams ${bot}: organization ${organization || 'unknown'} writes to it, and no channel is for it`;
    if (!this.isNew(problem)) return;
    this.parts.telemetry.warn('teams.other-organization', { bot, organization });
  }

  /** A bot that is spoken to, and that no channel of the config names. */
  unserved({ bot }: TeamsAddress): void {
    if (!this.isNew(`teams ${bot}: somebody writes to it, and it is no channel's bot`)) return;
    this.parts.telemetry.warn('teams.no-channel', { bot });
  }

  private isNew(problem: string): boolean {
    const nowMs = this.parts.clock.nowMs();
    const knownMs = this.seenAtMs.get(problem) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - knownMs < SHOWN_MS) return false;
    this.seenAtMs.set(problem, nowMs);
    for (const oldest of this.seenAtMs.keys()) {
      if (this.seenAtMs.size <= SHOWN_MAX) break;
      this.seenAtMs.delete(oldest);
    }
    return true;
  }

  problems(): readonly string[] {
    const sinceMs = this.parts.clock.nowMs() - SHOWN_MS;
    return [...this.seenAtMs].flatMap(([problem, atMs]) => (atMs > sinceMs ? [problem] : []));
  }
}
