import fc from 'fast-check';
import { renderMrkdwn } from '../../../src/channels/slack/slack-render.js';
import { anyMarkdown, HOSTILE, seen, strayMarkup } from './slack-samples.js';

/** Fixed, so that a rare sequence cannot make one run fail; another seed is a wider search. */
fc.configureGlobal({ seed: Number(process.env['SLACK_SEED'] ?? 20_261_121) });

const HOSTS = new Set(['shop.example', 'docs.shop.example']);
const render = (text: string) => renderMrkdwn(text, HOSTS);
/** What a person sees apart from characters without width. */
const visible = (text: string) => seen(render(text));

const GOLDEN: readonly (readonly [what: string, markdown: string, slack: string])[] = [
  ['words', 'Hello there', 'Hello there'],
  ['bold', 'a **bold** word', 'a *bold* word'],
  ['emphasis', 'an *emphasised* word', 'an _emphasised_ word'],
  ['strike', 'a ~~wrong~~ word', 'a ~wrong~ word'],
  ['bold and emphasis', '***both***', '_*both*_'],
  ['bold over two lines', '**one\ntwo**', '*one*\n*two*'],
  ['code in a line', 'run `a < b && c`', 'run `a &lt; b &amp;&amp; c`'],
  ['a backtick in code', '`` a`b ``', '`aˋb`'],
  ['a code block', '```ts\nif (a < b) {}\n```', '```\nif (a &lt; b) {}\n```'],
  ['a fence in code', '````\n```\n````', '```\n```\n```'],
  ['a quotation', '> one\n> two', '> one\n> two'],
  ['a list', '- one\n- two', '• one\n• two'],
  ['a numbered list', '3. three\n4. four', '3. three\n4. four'],
  [
    'lists in lists',
    '- one\n  - two\n    - three\n      1. four',
    '• one\n    ◦ two\n        ▪ three\n            1. four',
  ],
  ['a list with a second line', '- one\n  more\n- two', '• one\n    more\n• two'],
  ['tasks', '- [x] done\n- [ ] open', '• ☑ done\n• ☐ open'],
  ['code in a list', '- do\n\n  ```\n  a\n  b\n  ```', '• do\n```\na\nb\n```'],
  ['a heading', '# Title\n\nText', '*Title*\nText'],
  ['a bold heading', '## **Title**', '*Title*'],
  ['paragraphs', 'one\n\ntwo', 'one\n\ntwo'],
  ['a rule', 'one\n\n---\n\ntwo', 'one\n\n———\n\ntwo'],
  ['a link', '[Lamps](https://shop.example/lamps)', '<https://shop.example/lamps|Lamps>'],
  ['a bare link', 'https://shop.example/a?b=1&c=2', '<https://shop.example/a?b=1&amp;c=2>'],
  ['a link elsewhere', '[Lamps](https://evil.example/)', 'Lamps (https://evil.example/)'],
  ['a bare link elsewhere', 'see https://evil.example/x', 'see https://evil.example/x'],
  ['mail', '[Write](mailto:help@shop.example)', '<mailto:help@shop.example|Write>'],
  ['mail elsewhere', '[Write](mailto:a@evil.example)', 'Write (mailto:a@evil.example)'],
  ['a picture', '![A lamp](https://shop.example/l.png)', '<https://shop.example/l.png|A lamp>'],
  [
    'a picture elsewhere',
    '![A lamp](https://evil.example/l.png)',
    'A lamp (https://evil.example/l.png)',
  ],
  ['HTML', '<b>bold</b>', '&lt;b&gt;bold&lt;/b&gt;'],
  [
    'a block of HTML',
    '<div onclick="x()">\nhi\n</div>',
    '&lt;div onclick="x()"&gt;\nhi\n&lt;/div&gt;',
  ],
  ['an entity', 'a &amp;lt; b &lt; c', 'a &amp;lt; b &lt; c'],
  ['signs', 'a < b > c & d', 'a &lt; b &gt; c &amp; d'],
  ['a narrow table', '| a | b |\n|---|--:|\n| 1 | 22 |', '```\na   b\n-  --\n1  22\n```'],
  [
    'a table with a link',
    '| Name | Where |\n|---|---|\n| Lamp | [here](https://shop.example/l) |',
    '*Name*: Lamp\n*Where*: <https://shop.example/l|here>',
  ],
  ['emphasis within a word', 'un*frigging*believable', 'un_frigging_believable'],
  ['an escaped sign', '\\*not bold\\*', '*not bold*'],
  ['snake case', 'set snake_case_name', 'set snake_case_name'],
  ['an emoji', ':wave: hi 👋', ':wave: hi 👋'],
];

test.each(GOLDEN)('%s', (_, markdown, slack) => {
  expect(visible(markdown)).toBe(slack);
});

test('a wide table becomes a line for each value', () => {
  const wide = 'x'.repeat(70);
  expect(visible(`| Name | Says |\n|---|---|\n| Ana | ${wide} |\n| Ben | no |`)).toBe(
    `*Name*: Ana\n*Says*: ${wide}\n\n*Name*: Ben\n*Says*: no`,
  );
});

test('letters as wide as two stand under each other', () => {
  expect(visible('| 名前 | b |\n|---|---|\n| x | 1 |')).toBe('```\n名前  b\n----  -\nx     1\n```');
});

test('a sign that was escaped does not begin anything in Slack', () => {
  expect(render('\\*not bold\\*')).toBe('*\u200bnot bold\u200b*\u200b');
  expect(render('un*frigging*believable')).toBe('un\u200b_frigging_\u200bbelievable');
});

test('a link whose words name another place shows where it leads', () => {
  expect(visible('[bank.example](https://shop.example/)')).toBe(
    'bank.example (<https://shop.example/>)',
  );
});

test.each([
  ['a name before the host', '[x](https://shop.example@evil.example/)'],
  ['a password', '[x](https://a:b@shop.example/)'],
  ['another port', '[x](https://shop.example:8443/)'],
  ['a script', '[x](javascript:alert(1))'],
  ['a file in the text', '[x](data:text/html,hi)'],
  ['a subdomain nobody allowed', '[x](https://a.shop.example/)'],
  ['a host in other letters', '[x](https://shоp.example/)'],
  ['a very long address', `[x](https://shop.example/${'a'.repeat(3_000)})`],
])('a link with %s is no link', (_, markdown) => {
  expect(render(markdown)).not.toMatch(/<https?:|<javascript:|<data:/);
});

test('what cannot be seen is taken out of the words on a link', () => {
  expect(render('[a\u202eb\u200bc\u2066|d\u00ad](https://shop.example/)')).toBe(
    '<https://shop.example/|abc¦d>',
  );
});

test.each(HOSTILE)('nothing is forged by %j', (text) => {
  expect(strayMarkup(render(text), HOSTS)).toEqual([]);
});

test('whatever is written, no markup is in it but ours', () => {
  fc.assert(
    fc.property(anyMarkdown, (text) => {
      expect(strayMarkup(render(text), HOSTS)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('words without Markdown come through whole', () => {
  const words = fc.array(fc.stringMatching(/^[a-zäß]{1,9}$/), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(words, (all) => expect(render(all.join(' '))).toBe(all.join(' '))));
});

test('what is nested without end is told in words', () => {
  const started = performance.now();
  expect(render(`${'> '.repeat(5_000)}deep`)).toContain('deep');
  expect(render(`${'- '.repeat(200)}deep`)).toContain('deep');
  expect(render('*a **b '.repeat(2_000))).toContain('a');
  expect(render('['.repeat(10_000))).toContain('[');
  expect(performance.now() - started).toBeLessThan(10_000);
});
