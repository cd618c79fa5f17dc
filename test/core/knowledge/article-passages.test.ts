import { readArticle } from '../../../src/core/knowledge/article.js';
import {
  articlePassages,
  PASSAGE_CHARS_MAX,
  type UnscoredPassage,
} from '../../../src/core/knowledge/article-passages.js';

function passagesOf(source: string): UnscoredPassage[] {
  const reading = readArticle(source);
  if (reading.kind === 'broken') throw new Error(reading.problem);
  return articlePassages('returns', reading.article);
}

const RETURNS = `---
title: "Returns"
url: https://shop.example/returns
---

# Returns

Most items can be returned.

## How long do I have?

You have **30 days**. See [the form](https://shop.example/form) or [above](#returns).

- First \`case\`
- Second case
`;

test('an article becomes one passage for each heading, named after both', () => {
  expect(passagesOf(RETURNS)).toEqual([
    {
      key: 'returns#returns',
      title: 'Returns',
      heading: 'Returns',
      text: 'Most items can be returned.',
      url: 'https://shop.example/returns',
    },
    {
      key: 'returns#how-long-do-i-have',
      title: 'Returns',
      heading: 'How long do I have?',
      text: 'You have 30 days. See the form (https://shop.example/form) or above.\n\n- First case\n- Second case',
      url: 'https://shop.example/returns',
    },
  ]);
});

test('an edit of the text leaves the keys as they were', () => {
  const edited = RETURNS.replace('30 days', '60 days');
  expect(passagesOf(edited).map(({ key }) => key)).toEqual(
    passagesOf(RETURNS).map(({ key }) => key),
  );
});

test('two sections of one name have two keys', () => {
  const keys = passagesOf('# A\n\n## Fees\n\nOne.\n\n## Fees\n\nTwo.').map(({ key }) => key);
  expect(keys).toEqual(['returns#fees', 'returns#fees-2']);
});

test('a long section is cut between paragraphs', () => {
  const paragraph = `${'Long words fill this paragraph. '.repeat(20)}End.`;
  const passages = passagesOf(`# Terms\n\n${[paragraph, paragraph, paragraph].join('\n\n')}`);
  expect(passages.map(({ key }) => key)).toEqual([
    'returns#terms',
    'returns#terms/2',
    'returns#terms/3',
  ]);
  for (const { text } of passages) expect(text.endsWith('End.')).toBe(true);
});

test('a paragraph without any break is still cut, and nothing of it is lost', () => {
  const passages = passagesOf(`# Terms\n\n${'x'.repeat(5_000)}`);
  for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(PASSAGE_CHARS_MAX);
  expect(passages.map(({ text }) => text).join('')).toBe('x'.repeat(5_000));
});

test('scripts, styles, comments and tags never reach a passage, their neighbours do', () => {
  const source = [
    '# Help',
    'Call <b>us</b> &amp; ask.<script>alert("stolen")</script> Always.',
    '<!-- internal: margin is 40 % -->',
    '<style>p { color: red }</style><img src=x onerror=alert(1)>',
    '## Hours <em>today</em>',
    'Open if 3 < 5.',
  ].join('\n\n');
  expect(passagesOf(source).map(({ heading, text }) => [heading, text])).toEqual([
    ['Help', 'Call us & ask. Always.'],
    ['Hours today', 'Open if 3 < 5.'],
  ]);
});

test('a heading inside a comment or a code block begins no section', () => {
  const source = '# Help\n\nOne.\n\n<!--\n## Secret\n-->\n\n```\n# not a heading\n```\n\nTwo.';
  const passages = passagesOf(source);
  expect(passages).toHaveLength(1);
  expect(passages[0]?.text).toContain('# not a heading');
});

test('a script that never closes takes the rest with it rather than being shown', () => {
  expect(passagesOf('# Help\n\nFine.\n\n<script>steal(').map(({ text }) => text)).toEqual([
    'Fine.',
  ]);
});

test('only a web address becomes the link of an article', () => {
  const [passage] = passagesOf('---\ntitle: A\nurl: "javascript:alert(1)"\n---\n\nText.');
  expect(passage).not.toHaveProperty('url');
});

test.each([
  ['front matter that never ends', '---\ntitle: A\n\n# A\n\nText.', 'front-matter-not-closed'],
  ['front matter that is no YAML', '---\ntitle: "A\n  b: [\n---\nText.', 'front-matter-not-yaml'],
  ['front matter that is a list', '---\n- a\n---\nText.', 'front-matter-not-yaml'],
  ['no title and no heading', 'Text.', 'no-title'],
  ['headings without text', '# A\n\n## B\n', 'no-text'],
  ['bytes that are no text', '# A\n\n\u0000\u0001', 'not-text'],
])('an article with %s is reported as broken', (_name, source, problem) => {
  expect(readArticle(source)).toEqual({ kind: 'broken', problem });
});

test.each([
  ['open links', '[a]('.repeat(60_000)],
  ['a link that never closes', `[a](${'x'.repeat(250_000)}`],
  ['open tags', '<a'.repeat(120_000)],
  ['open comments', '<!--'.repeat(60_000)],
  ['open scripts', '<script '.repeat(30_000)],
  ['a rule that is none', `${'-'.repeat(250_000)}x`],
  ['emphasis', '*a '.repeat(80_000)],
])('the largest article full of %s is read in little time', (_name, text) => {
  const startedAtMs = performance.now();
  readArticle(`# A\n\n${text}`);
  expect(performance.now() - startedAtMs).toBeLessThan(2_000);
});

test('the questions an article lists belong to its first passage; what is no question is passed over', () => {
  const front = 'title: Late\nquestions:\n  - " Why is it late? "\n  - 7\n  - ""\n  - Where is it?';
  const passages = passagesOf(`---\n${front}\n---\n\nWait.\n\n## And then\n\nAsk.`);
  expect(passages.map(({ asked }) => asked)).toEqual([
    ['Why is it late?', 'Where is it?'],
    undefined,
  ]);
});

test('an article that lists more questions than fit keeps the first ones', () => {
  const many = Array.from({ length: 120 }, (_, at) => `  - Question ${at} ${'x'.repeat(400)}`);
  const [first] = passagesOf(`---\ntitle: Many\nquestions:\n${many.join('\n')}\n---\n\nText.`);
  expect(first?.asked).toHaveLength(100);
  expect(first?.asked?.[99]).toMatch(/^Question 99 x+$/);
  expect(first?.asked?.[99]).toHaveLength(300);
});
