import { RecentRungs } from '../../../src/core/metrics/recent-rungs.js';
import { HeardTelemetry } from '../../support/model/claude-bench.js';
import { HandClock } from '../../support/model/hand-clock.js';

test('rungs are counted for a quarter of an hour, the mildest first, and each is a line of the log', () => {
  const clock = new HandClock();
  const telemetry = new HeardTelemetry();
  const rungs = new RecentRungs({ clock, telemetry });
  expect(rungs.recent()).toEqual([]);
  rungs.note('handed-off', { tenant: 'shop', turnId: 't1' });
  clock.pass(600_000);
  rungs.note('held', { tenant: 'shop', turnId: 't2' });
  rungs.note('held', { tenant: 'shop', turnId: 't3' });
  const lastAt = new Date(clock.nowMs()).toISOString();
  expect(rungs.recent()).toMatchObject([
    { rung: 'held', count: 2, lastAt },
    { rung: 'handed-off', count: 1 },
  ]);
  clock.pass(300_000);
  expect(rungs.recent()).toEqual([{ rung: 'held', count: 2, lastAt }]);
  expect(telemetry.named('ladder.rung')[0]).toEqual({
    rung: 'handed-off',
    tenant: 'shop',
    turn: 't1',
  });
});
