import { Lexer, type Token } from 'marked';
import { markdownOf } from '../../../src/channels/slack/slack-markdown.js';

test.each([
  ['bold', '*now*', '**now**'],
  ['italics', '_now_', '_now_'],
  ['struck words', 'not ~now~ then', 'not ~~now~~ then'],
  ['marks within marks', '*very _much_ so*', '**very _much_ so**'],
  ['bold beside signs', '(*now*), *then*!', '(**now**), **then**!'],
  ['code', 'press `*x*`', 'press `*x*`'],
  ['a block of code', 'so:```a *b*\n# c```done', 'so:\n\n```\na *b*\n# c\n```\n\ndone'],
  ['an address', 'https://x.example/a_b_c*d', 'https://x.example/a_b_c*d'],
  ['a link with words', 'our shop (https://x.example/_a_)', 'our shop (https://x.example/_a_)'],
  ['a quotation', '> you said *it*\nYes', '> you said **it**\n\nYes'],
  ['a long quotation', '>>> one\ntwo', '> one\n> two'],
  ['a number sign', '# 5', '\\# 5'],
  ['a number sign in a word', '#5 and # 6', '#5 and # 6'],
  ['a plus', '+ 5', '\\+ 5'],
  ['a rule', 'Total\n---', 'Total\n\\---'],
  ['lonely marks', '2 * 3 * 4 and a ~ b', '2 \\* 3 \\* 4 and a \\~ b'],
  ['marks within words', 'snake_case_name a*b*c', 'snake_case_name a\\*b\\*c'],
  ['Markdown of another kind', '**x** and [a](b) <b>', '\\*\\*x\\*\\* and \\[a](b) \\<b>'],
  ['entities', '&amp; & co', '\\&amp; & co'],
  ['a backslash', 'C:\\temp', 'C:\\\\temp'],
  ['a list', '- one\n- two', '- one\n- two'],
  ['indented words', 'x\n    four', 'x\n\u00a0\u00a0\u00a0\u00a0four'],
  ['plain words', 'Hi Carol, it is on its way! (50%)', 'Hi Carol, it is on its way! (50%)'],
])('%s in Slack is the same in Markdown', (_what, slack, markdown) => {
  expect(markdownOf(slack)).toBe(markdown);
});

/** The words that a reader of Markdown sees, and whether anything in them is more than words. */
function seen(markdown: string): { words: string; kinds: Set<string> } {
  const kinds = new Set<string>();
  const words = (tokens: readonly Token[]): string =>
    tokens
      .map((token) => {
        if ('tokens' in token && token.tokens !== undefined) {
          if (token.type !== 'text') kinds.add(token.type);
          return words(token.tokens);
        }
        if (token.type !== 'text' && token.type !== 'escape') kinds.add(token.type);
        return 'text' in token ? String(token.text) : token.raw;
      })
      .join('');
  return { words: words(new Lexer({ gfm: true, breaks: true }).lex(markdown)), kinds };
}

test.each([
  '# 5',
  '## x',
  '+ x',
  '**x**',
  '__x__',
  '[a](b)',
  '<b>x</b>',
  'a * b * c',
  '~~x~~',
  '====',
  '\\*x',
  '![a](b)',
])('what means nothing in Slack arrives as it was typed: %s', (typed) => {
  const { words, kinds } = seen(markdownOf(typed));
  expect(words).toBe(typed);
  expect([...kinds]).toEqual(['paragraph']);
});
