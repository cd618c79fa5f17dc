import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { TeamsAddress } from './teams-shapes.js';

/** How long it is shown that an organization wrote that no channel serves. */
const SHOWN_MS = 60 * 60_000;

/** Organizations that are remembered; the rest is in the log. */
const SHOWN_MAX = 20;

/** Organizations that speak to a bot though no channel is for them: an attempt, or one that was forgotten in the config. */
export class TeamsStrangers {
  private readonly seenAtMs = new Map<string, number>();

  constructor(private readonly parts: { readonly clock: Clock; readonly telemetry: Telemetry }) {}

  seen({ bot, organization }: TeamsAddress): void {
    const { clock, telemetry } = this.parts;
    const known = this.seenAtMs.get(`${bot} ${organization}`) ?? Number.NEGATIVE_INFINITY;
    const nowMs = clock.nowMs();
    if (nowMs - known < SHOWN_MS) return;
    telemetry.warn('teams.other-organization', { bot, organization });
    this.seenAtMs.set(`${bot} ${organization}`, nowMs);
    for (const oldest of this.seenAtMs.keys()) {
      if (this.seenAtMs.size <= SHOWN_MAX) return;
      this.seenAtMs.delete(oldest);
    }
  }

  problems(): readonly string[] {
    const sinceMs = this.parts.clock.nowMs() - SHOWN_MS;
    return [...this.seenAtMs]
      .filter(([, atMs]) => atMs > sinceMs)
      .map(([who]) => {
        const [bot = '', organization = ''] = who.split(' ');
        return `teams ${bot}: organization ${organization || 'unknown'} writes to it, and no channel is for it`;
      });
  }
}
