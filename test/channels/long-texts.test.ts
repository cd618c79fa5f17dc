import { renderMrkdwn } from '../../src/channels/slack/slack-render.js';
import { renderTeams } from '../../src/channels/teams/teams-render.js';
import { splitForTeams } from '../../src/channels/teams/teams-split.js';

const NO_HOSTS: ReadonlySet<string> = new Set();
const CHARS = 36_000;

/**
 * Looking through such a text once for each of its signs takes five seconds on any machine, once for all some hundredths
 * of one.
 */
const SLOW_MS = 2_000;

describe('A text that somebody made to keep us busy', () => {
  test.each([
    ['Slack', renderMrkdwn],
    ['Teams', renderTeams],
  ])('is read in %s with a stretch of space cut short', (_, render) => {
    const [first = '', ...rest] = render(`a${' '.repeat(CHARS)}b`, NO_HOSTS).split(/ +/);
    expect([first, ...rest]).toEqual(['a', 'b']);
    expect(render(`a${' '.repeat(CHARS)}b`, NO_HOSTS).length).toBeLessThan(200);
  });

  test.each([
    ['openings of links', '['.repeat(CHARS)],
    ['openings of addresses', '[a]('.repeat(CHARS / 4)],
  ])('of %s is cut into messages at once', (_, text) => {
    const sinceMs = performance.now();
    expect(splitForTeams(text, 20_000).join('')).toBe(text);
    expect(performance.now() - sinceMs).toBeLessThan(SLOW_MS);
  });
});
