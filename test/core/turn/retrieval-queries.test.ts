import type { Message } from '../../../src/core/domain/message.js';
import { retrievalQueries } from '../../../src/core/turn/retrieval-queries.js';
import { ratingAsked, said } from './talk.js';

const BOT = { kind: 'bot', id: 'bot', name: 'Finch' } as const;

function queriesFor(text: string, ...window: Message[]): readonly string[] {
  return retrievalQueries([said(99, text)], window);
}

const ASKED = said(1, 'How much is shipping to the UK?');
const TOLD = said(2, 'Shipping to the UK costs $12.', { author: BOT });

test('the first line of a conversation is looked for as it is', () => {
  expect(queriesFor('Do you sell lamps?')).toEqual(['Do you sell lamps?']);
});

test('several new lines are one query', () => {
  expect(retrievalQueries([said(1, 'my lamp'), said(2, 'arrived broken')], [])).toEqual([
    'my lamp\narrived broken',
  ]);
});

test.each([
  'And to Canada?',
  'How long does it usually take to get there then?',
  'What about a very large and heavy parcel of books?',
])('"%s" is looked for with what it goes on from, then alone', (text) => {
  expect(queriesFor(text, ASKED, TOLD)).toEqual([`${ASKED.text}\n${TOLD.text}\n${text}`, text]);
});

test('a line that names its own matter is looked for alone first', () => {
  const text = 'Can I wash the covers of the linen cushions in a machine?';
  expect(queriesFor(text, ASKED, TOLD)).toEqual([text, `${ASKED.text}\n${TOLD.text}\n${text}`]);
});

test('thanks, notices and what was taken back name no matter', () => {
  const goneText = said(3, 'my secret lamp', { revised: { seq: 4, atMs: 4, isGone: true } });
  expect(queriesFor('And to Canada?', said(1, 'Thanks!'), ratingAsked(2), goneText)).toEqual([
    'And to Canada?',
  ]);
});

test('only the last two exchanges count, each by its beginning', () => {
  const long = `A lamp. ${'So it is. '.repeat(100)}`;
  const window = ['oldest sofa', 'older rug', 'cushion', 'mug', long].map((text, at) =>
    said(at, text),
  );
  const [together = ''] = queriesFor('And this?', ...window);
  expect(together.split('\n').slice(0, 3)).toEqual(['older rug', 'cushion', 'mug']);
  expect(together.length).toBeLessThan(300);
});
