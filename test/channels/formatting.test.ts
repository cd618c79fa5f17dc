import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SLACK_SECTION_CHARS_MAX } from '../../src/channels/slack/slack-limits.js';
import { renderMrkdwn } from '../../src/channels/slack/slack-render.js';
import { splitForSlack } from '../../src/channels/slack/slack-split.js';
import { TEAMS_TEXT_CHARS_MAX } from '../../src/channels/teams/teams-limits.js';
import { renderTeams } from '../../src/channels/teams/teams-render.js';
import { splitForTeams } from '../../src/channels/teams/teams-split.js';
import { installBareDocument } from '../support/bare-document.js';

/**
 * What one text of our Markdown becomes on each platform: beside each input `*.md` stands what is expected of it,
 * `*.web.txt`, `*.slack.txt` and `*.teams.txt`. Whoever changes a renderer sees here what that does to people.
 */
const FOLDER = join(__dirname, '../fixtures/formatting');
const HOSTS: ReadonlySet<string> = new Set(['shop.example']);
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length));

const web = () => {
  installBareDocument();
  // Its types are those of a browser, which tests do not have.
  return jest.requireActual<{
    renderMarkdown: (text: string, hosts: ReadonlySet<string>) => { readonly html: string };
  }>('../../web/shared/markdown.js');
};

const RENDERERS: readonly (readonly [string, (text: string) => string])[] = [
  // A block a line, so that a difference can be seen.
  ['web.txt', (text) => web().renderMarkdown(text, HOSTS).html.replace(BLOCK_END, '$&\n')],
  ['slack.txt', (text) => renderMrkdwn(text, HOSTS)],
  ['teams.txt', (text) => renderTeams(text, HOSTS)],
];
const BLOCK_END = /<\/(?:p|h\d|ul|ol|li|blockquote|pre|tr|table|thead|tbody)>|<hr>|<br>/g;

test('there is something to look at', () => {
  expect(NAMES.length).toBeGreaterThan(8);
});

describe.each(NAMES)('%s', (name) => {
  const input = readFileSync(join(FOLDER, `${name}.md`), 'utf8');

  test.each(RENDERERS)('in %s', (kind, render) => {
    const expected = readFileSync(join(FOLDER, `${name}.${kind}`), 'utf8');
    expect(`${render(input).trimEnd()}\n`).toBe(expected);
  });
});

test('a very long text arrives whole, in parts that each platform takes', () => {
  const words = Array.from({ length: 2_500 }, (_, at) => `word${at}`);
  const text = words.map((word, at) => (at % 9 === 0 ? `\n\n- **${word}**` : word)).join(' ');
  const slack = splitForSlack(renderMrkdwn(text, HOSTS), SLACK_SECTION_CHARS_MAX);
  const teams = splitForTeams(renderTeams(text, HOSTS), TEAMS_TEXT_CHARS_MAX);
  expect(slack.length).toBeGreaterThan(2);
  expect(teams.length).toBeGreaterThan(1);
  expect(Math.max(...slack.map(({ length }) => length))).toBeLessThanOrEqual(3_000);
  expect(Math.max(...teams.map(({ length }) => length))).toBeLessThanOrEqual(12_000);
  for (const shown of [
    slack.join('\n'),
    teams.join('\n'),
    web().renderMarkdown(text, HOSTS).html,
  ]) {
    expect(shown.match(/word\d+/g)).toEqual(words);
  }
});
