import fc from 'fast-check';
import { cardBlocks, cardPost } from '../../../src/channels/slack/slack-blocks.js';
import {
  answerPosts,
  deskPosts,
  failedPost,
  truthLine,
  truthReaction,
} from '../../../src/channels/slack/slack-lines.js';
import type { SlackPost } from '../../../src/channels/slack/slack-post.js';
import { parsePress } from '../../../src/channels/slack/slack-press.js';
import { type Card, choicesCard } from '../../../src/core/domain/card.js';
import type { Message } from '../../../src/core/domain/message.js';
import { SYSTEM } from '../../../src/core/domain/message.js';
import { brokenLimits, buttonsIn, textsIn } from './slack-rules.js';
import { anyMarkdown, HOSTILE, seen, strayMarkup } from './slack-samples.js';

/** Fixed, so that a rare sequence cannot make one run fail; another seed is a wider search. */
fc.configureGlobal({ seed: Number(process.env['SLACK_SEED'] ?? 20_261_121) });

const WORDING = { language: 'en', overrides: {} } as const;
const PARTS = { wording: WORDING, linkHosts: ['shop.example'] };
const HOSTS = new Set(PARTS.linkHosts);
const DEED = { ...PARTS, about: { handoff: 'c1-1' } };
const ASKED = { ...PARTS, about: { message: 'm1' } };
const BUTTONS: Card['blocks'][number] = {
  kind: 'buttons',
  buttons: [
    { id: 'claim', label: 'Claim', style: 'main' },
    { id: 'send-draft', label: 'Send draft', style: 'plain' },
    { id: 'reject', label: 'Reject', style: 'danger' },
  ],
};
const CARD: Card = {
  title: 'The bot found no answer',
  blocks: [
    { kind: 'quote', author: 'Rosa', text: 'My *lamp*\n<!channel>' },
    { kind: 'section', title: 'So far', text: 'She **asked** twice.' },
    { kind: 'facts', title: 'Account', facts: [{ name: 'Plan', value: 'Gold & more' }] },
    { kind: 'quote', author: 'Lamps', text: 'Off.', url: 'https://shop.example/l' },
    BUTTONS,
  ],
};
const said = (more: Partial<Message>): Message => ({
  id: 'm1',
  seq: 1,
  kind: 'text',
  author: { kind: 'customer', id: 'u1', name: 'Rosa' },
  text: 'Hello',
  atMs: 0,
  ...more,
});
const bot = { kind: 'bot', id: 'bot', name: 'Lumi' } as const;
const words = (post: SlackPost | undefined) => textsIn(post?.blocks ?? []).map(seen);

test('a card keeps its order, from its title to its buttons', () => {
  const post = cardPost(CARD, DEED);
  expect(words(post)).toEqual([
    'The bot found no answer',
    '*Rosa*\n> My *lamp*\n> &lt;!channel&gt;',
    '*So far*\nShe *asked* twice.',
    '*Account*',
    '*Plan*\nGold &amp; more',
    '<https://shop.example/l|Lamps>\n> Off.',
    'Claim',
    'Send draft',
    'Reject',
    'Are you sure?',
    'Reject',
    'Reject',
    'Cancel',
  ]);
  expect(post).toMatchObject({
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  });
  expect(seen(post.text)).toContain('So far: She **asked** twice.');
});

test('a time is told by the reader\u2019s own clock, and in its words where none is asked', () => {
  const atMs = Date.UTC(2026, 10, 21, 12, 15, 59);
  const value = 'Nov 21, 2026, 12:15 PM UTC';
  const facts = [
    { name: 'Since', value, atMs },
    { name: 'Until', value: '', atMs },
    { name: 'Long ago', value: 'in *1969*', atMs: -1 },
    { name: 'Who knows', value: 'never', atMs: Number.NaN },
  ];
  const post = cardPost({ title: '', blocks: [{ kind: 'facts', title: '', facts }] }, DEED);
  const date = `<!date^${Math.floor(atMs / 1_000)}^{date_short_pretty} {time}|`;
  expect(words(post)).toEqual([
    `*Since*\n${date}${value}>`,
    `*Until*\n${date}2026-11-21 12:15 UTC>`,
    '*Long ago*\nin *1969*',
    '*Who knows*\nnever',
  ]);
  expect(seen(post.text)).toContain(`Since: ${value}`);
});

test('the words of a time end nothing, call nobody and stay short', () => {
  for (const value of [...HOSTILE, 'a>b|<!here>', 'x'.repeat(5_000)]) {
    const facts = [{ name: 'At', value, atMs: 1_000 }];
    const [block] = cardBlocks({ title: '', blocks: [{ kind: 'facts', title: '', facts }] }, DEED);
    const [shown = ''] = textsIn(block ? [block] : []);
    expect(shown).toMatch(/^\*At\*\n<!date\^1\^\{date_short_pretty\} \{time\}\|[^<>|\n]{1,100}>$/);
  }
});

test('a button carries the handoff and the deed', () => {
  const [claim, draft, reject] = buttonsIn(cardBlocks(CARD, DEED));
  expect(parsePress(claim?.value ?? '')).toEqual({ kind: 'deed', handoff: 'c1-1', deed: 'claim' });
  expect([claim?.style, draft?.style, reject?.style]).toEqual(['primary', undefined, 'danger']);
  expect([claim?.confirm, reject?.confirm?.deny.text]).toEqual([undefined, 'Cancel']);
});

test('a rating is stars that are read out, and numbered lines in the text', () => {
  const card = choicesCard('rating', 'rating', [
    { id: '1', label: 'Bad' },
    { id: '2', label: 'Good' },
  ]);
  const buttons = buttonsIn(cardBlocks(card, ASKED));
  expect(buttons.map((one) => [one.text.text, one.accessibility_label])).toEqual([
    ['★', 'Bad'],
    ['★★', 'Good'],
  ]);
  expect(parsePress(buttons[1]?.value ?? '')).toEqual({
    kind: 'choice',
    message: 'm1',
    choice: '2',
  });
  expect(seen(cardPost(card, ASKED).text)).toBe('1. Bad\n2. Good');
});

test('of a card that is too long the buttons stay, and a line says where the rest is', () => {
  const long: Card = {
    title: 'x'.repeat(500),
    blocks: [
      ...Array.from({ length: 80 }, (_, at) => ({
        kind: 'section' as const,
        title: `Part ${at}`,
        text: 'word '.repeat(1_000),
      })),
      BUTTONS,
    ],
  };
  const blocks = cardBlocks(long, DEED);
  expect(brokenLimits({ ...cardPost(long, DEED) })).toEqual([]);
  expect(buttonsIn(blocks)).toHaveLength(3);
  expect(textsIn(blocks)).toContain('Shortened. The whole of it is in the transcript.');
  expect(textsIn(blocks)[1]).toMatch(/^\*Part 0\*[\s\S]*…$/);
});

test('an answer has its sources as links and its choices as buttons', () => {
  const citations = [
    { title: 'Lamps', url: 'https://docs.example/l', quote: 'Off.' },
    { title: 'By <heart>', quote: '' },
    { title: 'Lamps', url: 'https://docs.example/l', quote: 'On.' },
  ];
  const card = choicesCard('s', 'buttons', [{ id: 'a', label: 'Yes & no' }]);
  const text = 'See [here](https://docs.example/l)';
  const [post, ...more] = answerPosts(said({ author: bot, text, citations, card }), PARTS);
  expect(more).toEqual([]);
  expect(words(post)).toEqual([
    'See <https://docs.example/l|here>',
    'Sources:',
    '1. <https://docs.example/l|Lamps>',
    '2. By &lt;heart&gt;',
    'Yes &amp; no',
  ]);
  expect(seen(post?.text ?? '')).toBe('See <https://docs.example/l|here>\n1. Yes &amp; no');
});

test('a long answer is told whole, in order', () => {
  const text = Array.from({ length: 3_000 }, (_, at) => `w${at}`).join(' ');
  const posts = answerPosts(said({ author: bot, text }), PARTS);
  expect(posts.flatMap(words).join(' ')).toBe(text);
  expect(posts.flatMap(brokenLimits)).toEqual([]);
});

test.each([
  ['a text', said({ text: '*Hi* <@U1>' }), ['*Rosa*', '*Hi* &lt;@U1&gt;']],
  ['an answer', said({ author: bot, text: '**Hi**' }), ['*Lumi*', '*Hi*']],
  ['a notice', said({ author: SYSTEM, text: 'Hi' }), ['*Frontdesk*', 'Hi']],
  ['an edit', said({ kind: 'edit', text: 'a\nb' }), ['Rosa edited a message', '> a\n> b']],
  ['a deletion', said({ kind: 'delete', text: '' }), ['Rosa took a message back']],
  [
    'a note',
    said({ kind: 'note', author: { kind: 'agent', id: 'a', name: 'Ana' } }),
    ['*Ana* · Note – not sent to the customer', 'Hello'],
  ],
  [
    'a pressed answer',
    said({ chosen: { messageId: 'm0', choiceId: 'a' }, text: 'Yes' }),
    ['*Rosa* · Pressed:', 'Yes'],
  ],
])('the desk reads %s', (_, message, lines) => {
  expect(deskPosts(message, PARTS).flatMap(words)).toEqual(lines);
});

test('an agent reads what became of a reply', () => {
  const line = (truth: Parameters<typeof truthLine>[0]) => [
    truthReaction(truth),
    truthLine(truth, WORDING),
  ];
  expect(line({ state: 'delivered' })).toEqual(['white_check_mark', null]);
  expect(line({ state: 'waiting', reason: 'sending' })).toEqual([null, null]);
  expect(line({ state: 'waiting', reason: 'retrying' })).toEqual([
    'hourglass_flowing_sand',
    'Waiting: trying again…',
  ]);
  expect(line({ state: 'waiting', reason: 'customer offline' })[1]).toBe(
    'Waiting: customer offline',
  );
  expect(line({ state: 'withdrawn' })).toEqual(['no_entry_sign', 'Withdrawn, not sent']);
  const failed = failedPost(
    { state: 'failed', reason: 'gone <!here>' },
    { handoff: 'c1-1', deed: 'retry-7' },
    WORDING,
  );
  expect(words(failed)).toEqual(['Not delivered: gone &lt;!here&gt;', 'Retry']);
});

const text = fc.oneof(anyMarkdown, fc.constantFrom(...HOSTILE), fc.lorem({ maxCount: 400 }));
const label = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(...HOSTILE),
);
const moment = fc.oneof(
  fc.integer({ min: 0, max: 4_000_000_000_000 }),
  fc.constantFrom(Number.NaN, -1, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER),
);
/** Our own way to tell a time, which nobody else's words can bring about. */
const OUR_TIME = /<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|\n]+>/g;
const block: fc.Arbitrary<Card['blocks'][number]> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({ kind: fc.constant('section' as const), title: label, text }),
  fc.record({ kind: fc.constant('quote' as const), author: label, text }),
  fc.record({
    kind: fc.constant('facts' as const),
    title: label,
    facts: fc.array(
      fc.record({ name: label, value: text, atMs: moment }, { requiredKeys: ['name', 'value'] }),
      { maxLength: 25 },
    ),
  }),
  fc.record({
    kind: fc.constant('choices' as const),
    id: fc.constant('c'),
    look: fc.constantFrom('buttons' as const, 'rating' as const),
    choices: fc.array(fc.record({ id: fc.uuid(), label }), { maxLength: 8 }),
  }),
  fc.record({ kind: fc.constant('input' as const), id: fc.uuid(), label, lines: fc.nat(3) }),
);

test('whatever a card holds, it is within the limits, forges nothing and keeps its buttons', () => {
  fc.assert(
    fc.property(label, fc.array(block, { maxLength: 25 }), (title, blocks) => {
      const post = cardPost({ title, blocks: [BUTTONS, ...blocks] }, DEED);
      expect(brokenLimits(post)).toEqual([]);
      expect(buttonsIn(post.blocks ?? []).length).toBeGreaterThanOrEqual(3);
      for (const one of [post.text, ...textsIn(post.blocks ?? [])]) {
        expect(strayMarkup(one.replace(OUR_TIME, ''), HOSTS)).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});

test('whatever is said, it is within the limits and forges nothing', () => {
  const author = fc.constantFrom(bot, SYSTEM, said({}).author);
  const kind = fc.constantFrom('text' as const, 'edit' as const, 'note' as const);
  fc.assert(
    fc.property(author, kind, text, (who, what, spoken) => {
      const message = said({ author: who, kind: what, text: spoken });
      for (const post of [...deskPosts(message, PARTS), ...answerPosts(message, PARTS)]) {
        expect(brokenLimits(post)).toEqual([]);
        for (const one of [post.text, ...textsIn(post.blocks ?? [])]) {
          expect(strayMarkup(one, HOSTS)).toEqual([]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
