import { TextWatch } from '../../../src/core/files/text-watch.js';

const CHUNK = 65_536;
/** Of what ordinary words take in the same run. They differ by less than two; a text that is gone through again, by sixty. */
const TIMES_MAX = 15;

/** What the processor spends, in microseconds: the least of several runs, so that a busy machine does not count. */
function cost(part: string): number {
  const chunk = Buffer.from(`<svg ${part.repeat(CHUNK / part.length)}`);
  const runs = Array.from({ length: 5 }, () => {
    const watch = new TextWatch('a.svg');
    const from = process.cpuUsage();
    for (let seen = 0; seen < 10; seen++) watch.see(chunk);
    return process.cpuUsage(from).user;
  });
  return Math.min(...runs);
}

test.each([
  ['links', `src=${' '.repeat(20)}`],
  ['links without spaces', 'src='],
  ['halves of links', `src${' '.repeat(20)}`],
  ['signs that open', '<'],
  ['words', 'on '],
])('markup full of %s is looked at in one go', (_what, part) => {
  expect(cost(part) / cost('lorem ipsum ')).toBeLessThan(TIMES_MAX);
});
