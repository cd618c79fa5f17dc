import { SlackHolds } from '../../../src/channels/slack/slack-holds.js';
import { LimitedSlackPacer, type SlackDeed } from '../../../src/channels/slack/slack-pacer.js';
import { HandClock } from '../../support/model/hand-clock.js';

/** A pacer in one workspace, and what it counted. */
function aPacer() {
  const clock = new HandClock();
  const spent: string[] = [];
  const paused: string[] = [];
  const limiter = {
    spend: async (key: string, { points, windowMs }: { points: number; windowMs: number }) => {
      spent.push(`${key} ${(points * 60_000) / windowMs} a minute`);
      return null;
    },
    pause: async (key: string) => void paused.push(key),
  };
  const holds = new SlackHolds(clock);
  const pacer = new LimitedSlackPacer({ name: 'main:T1', limiter, holds, clock });
  return { pacer, spent, paused };
}

// https://docs.slack.dev/apis/web-api/rate-limits : tier 3 is 50 a minute, tier 4 is 100.
test.each<[SlackDeed, string[]]>([
  ['file-info', ['slack:main:T1:files.info 100 a minute']],
  ['upload', ['slack:main:T1:files.getUploadURLExternal 100 a minute']],
  [
    'share',
    [
      'slack:main:T1:files.completeUploadExternal:C1 60 a minute',
      'slack:main:T1:files.completeUploadExternal 100 a minute',
    ],
  ],
  ['file-delete', ['slack:main:T1:files.delete 50 a minute']],
])('%s is counted as Slack counts it, by all processes', async (deed, keys) => {
  const { pacer, spent } = aPacer();
  expect(await pacer.turn(deed, 'C1')).toBe(true);
  expect(spent).toEqual(keys);
});

test('what Slack wants us to wait with in a room, all processes wait with there', async () => {
  const { pacer, paused } = aPacer();
  await pacer.pause('files.completeUploadExternal', 'C1', 2_000);
  await pacer.pause('files.info', '', 2_000);
  expect(paused).toEqual([
    'slack:main:T1:files.completeUploadExternal:C1',
    'slack:main:T1:files.info',
  ]);
});
