import type { Clock } from '../../core/ports/clock.js';
import type { Limiter } from '../../core/ports/limiter.js';
import { TEAMS_PACE } from './teams-limits.js';
import type { TeamsAddress } from './teams-shapes.js';

type Line = Pick<TeamsAddress, 'bot' | 'conversationId'>;

/** Keeps our calls within what Teams allows in one conversation, on all processes together. */
export class TeamsPacer {
  constructor(private readonly parts: { readonly limiter: Limiter; readonly clock: Clock }) {}

  /** True when it is one's turn, false when the signal ended the wait. */
  async turn(line: Line, signal: AbortSignal): Promise<boolean> {
    const { limiter, clock } = this.parts;
    for (;;) {
      if (signal.aborted) return false;
      const waitMs = await limiter.spend(keyOf(line), TEAMS_PACE);
      if (waitMs === null) return true;
      await clock.wait(Math.max(1, waitMs), signal);
    }
  }

  /** Whether there is room for something that need not be sent. */
  async isFree(line: Line): Promise<boolean> {
    return (await this.parts.limiter.spend(keyOf(line), TEAMS_PACE)) === null;
  }

  /** Teams wants us to wait there: all processes do. */
  pause(line: Line, forMs: number): Promise<void> {
    return this.parts.limiter.pause(keyOf(line), TEAMS_PACE, forMs);
  }
}

/** Teams counts by chat or channel; threads of one channel share what it gives. */
function keyOf({ bot, conversationId }: Line): string {
  const [room = ''] = conversationId.split(';');
  return `teams:${bot}:${room}`;
}
