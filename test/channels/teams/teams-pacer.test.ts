import { addressOf } from '../../../src/channels/teams/teams-address.js';
import { TEAMS_PACE } from '../../../src/channels/teams/teams-limits.js';
import { TeamsPacer } from '../../../src/channels/teams/teams-pacer.js';
import { formatPosted, parsePosted } from '../../../src/channels/teams/teams-posted.js';
import type { Allowance, Limiter } from '../../../src/core/ports/limiter.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { TeamsThrottle } from '../../support/teams/teams-throttle.js';

/** Counts in windows that begin with the first point spent, as the house's limiter does. */
class WindowLimiter implements Limiter {
  private readonly windows = new Map<string, { untilMs: number; left: number }>();

  constructor(private readonly clock: HandClock) {}

  async spend(key: string, { points, windowMs }: Allowance): Promise<number | null> {
    const nowMs = this.clock.nowMs();
    const known = this.windows.get(key);
    const window =
      known && known.untilMs > nowMs ? known : { untilMs: nowMs + windowMs, left: points };
    this.windows.set(key, window);
    if (window.left === 0) return window.untilMs - nowMs;
    window.left -= 1;
    return null;
  }

  async pause(key: string, _allowance: Allowance, forMs: number): Promise<void> {
    this.windows.set(key, { untilMs: this.clock.nowMs() + forMs, left: 0 });
  }
}

const NEVER = new AbortController().signal;
const bench = () => {
  const clock = new HandClock();
  return { clock, pacer: new TeamsPacer({ limiter: new WindowLimiter(clock), clock }) };
};
const line = { bot: 'support', conversationId: '19:shop@thread.tacv2;messageid=1' };

test('Teams never has to refuse us for being too fast', async () => {
  const { clock, pacer } = bench();
  const throttle = new TeamsThrottle(() => clock.nowMs());
  for (let at = 0; at < 300; at += 1) {
    expect(await pacer.turn(line, NEVER)).toBe(true);
    expect(throttle.refusal('room')).toBeNull();
    clock.pass(at % 7);
  }
});

test('threads of one channel share its pace, other bots and chats have their own', async () => {
  const { pacer } = bench();
  for (let at = 0; at < TEAMS_PACE.points; at += 1) expect(await pacer.isFree(line)).toBe(true);
  const other = '19:shop@thread.tacv2;messageid=2';
  expect(await pacer.isFree({ ...line, conversationId: other })).toBe(false);
  expect(await pacer.isFree({ ...line, bot: 'sales' })).toBe(true);
  expect(await pacer.isFree({ ...line, conversationId: 'a:1chat' })).toBe(true);
});

test('a pause that Teams asked for holds for everybody, and a signal ends the wait', async () => {
  const { clock, pacer } = bench();
  await pacer.pause(line, 30_000);
  const begun = clock.nowMs();
  expect(await pacer.turn(line, NEVER)).toBe(true);
  expect(clock.nowMs() - begun).toBe(30_000);
  expect(await pacer.turn(line, AbortSignal.abort())).toBe(false);
});

test('where a message stands is read as it was written, and nothing else is', () => {
  const posted = new Map([
    ['t0', '1:ab c=d'],
    ['c', '17'],
  ]);
  expect(parsePosted(formatPosted(posted))).toEqual(posted);
  for (const text of ['', 't0', 't0=', 'T1:C1:1.2', 't0=1=2', 'z=1']) {
    expect(parsePosted(text).size).toBe(0);
  }
});

test('an address is read only if it is whole', () => {
  for (const text of ['', 'null', '{}', '{"bot":"b"}', 'nonsense']) {
    expect(addressOf(text)).toBeNull();
  }
});
