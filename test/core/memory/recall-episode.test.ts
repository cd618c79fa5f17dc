import { pastEpisodes } from '../../../src/core/memory/recall-episode.js';
import { growthOf, LONG_RUNS } from '../../support/growth.js';
import { Script } from './said.js';

test('of an exchange thanks are left out, and its values are known', () => {
  const { messages } = new Script('c').talk('I paid €89', 'Noted, it was €89.', 'Thanks!');
  const [exchange] = pastEpisodes(messages)[0]?.exchanges ?? [];
  expect(exchange?.messages.map(({ text }) => text)).toEqual(['I paid €89', 'Noted, it was €89.']);
  expect(exchange?.values).toContain('amount');
});

test.each(LONG_RUNS)(
  'a long run of "%s" takes as long as it is long, not as its square',
  (part) => {
    const work = (text: string) => pastEpisodes(new Script('c').says('customer', text).messages);
    expect(growthOf(work, part)).toBeLessThan(100);
  },
);
