import { TextWatch } from '../../../src/core/files/text-watch.js';

const CHARS = 4_000_000;
const TAKES_MS_MAX = 2_000;

test.each([
  ['links', `src=${' '.repeat(20)}`],
  ['links without spaces', 'src='],
  ['halves of links', `src${' '.repeat(20)}`],
  ['signs that open', '<'],
  ['words', 'on '],
])('markup full of %s is looked at in one go', (_what, part) => {
  const watch = new TextWatch('a.svg');
  const chunk = Buffer.from(`<svg ${part.repeat(65_536 / part.length)}`);
  const startedMs = performance.now();
  for (let seen = 0; seen < CHARS; seen += chunk.length) watch.see(chunk);
  expect(performance.now() - startedMs).toBeLessThan(TAKES_MS_MAX);
});
