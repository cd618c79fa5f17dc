import { readArticle } from '../../../src/core/knowledge/article.js';
import { articlePassages } from '../../../src/core/knowledge/article-passages.js';
import { PassageIndex } from '../../../src/core/knowledge/passage-index.js';
import { LocalMind } from '../../../src/core/mind/local/local-mind.js';
import type { Answer } from '../../../src/core/ports/mind.js';
import { BARE } from '../../support/bare-context.js';

/** Questions that share no telling word with the article that answers them, but are asked like one it lists. */

const ARTICLES = [
  `---
title: Refunds
questions:
  - Where is my money?
  - When do I get my cash back?
  - Wo bleibt mein Geld?
  - ¿Cuándo me devuelven el dinero?
---
We refund the way you paid. It takes 5-7 business days. Banks may need longer. A fourth sentence.

## Partial refunds
Worn items are refunded in part.`,
  `---
title: Returning an item
questions:
  - I do not like it
  - it does not suit me
  - How do I send something back?
---
This is how it goes:

1. Print the label.
2. Pack the item.
3. Drop it off.

Ask us if the label is missing.`,
  `---
title: Opening hours
---
We are there from 8 am to 8 pm.`,
];

const never = new AbortController().signal;
const index = new PassageIndex(
  ARTICLES.flatMap((source, at) => {
    const reading = readArticle(source);
    return reading.kind === 'read' ? articlePassages(`article-${at}`, reading.article) : [];
  }),
);
const mind = new LocalMind({
  vocabulary: {
    rarityOf: (_tenant, term) => index.rarityOf(term),
    likenessesOf: (_tenant, text) => index.likenesses(text),
  },
});

function contextOf(...texts: string[]) {
  return {
    ...BARE,
    tenant: { id: 'shop', name: 'Maple & Finch', botName: 'Finch' },
    customer: { id: 'jo', name: 'Jo' },
    passages: index.search(texts.join('\n'), 5),
    lines: texts.map((text) => ({
      author: { kind: 'customer' as const, id: 'jo', name: 'Jo' },
      text,
      atMs: 0,
    })),
  };
}

async function ask(...texts: string[]): Promise<Answer> {
  return mind.answer(contextOf(...texts), never, () => undefined);
}

const BEGINNING = 'We refund the way you paid. It takes 5-7 business days. Banks may need longer.';

test.each([
  ['Where is my money', BEGINNING],
  ['when do i get my cash back?', BEGINNING],
  ['Wo bleibt mein Geld?', BEGINNING],
  ['¿Cuándo me devuelven el dinero?', BEGINNING],
  [
    'It does not suit me',
    'This is how it goes:\n\n1. Print the label.\n2. Pack the item.\n3. Drop it off.',
  ],
])(
  '"%s" is answered with the beginning of the article that lists it',
  async (question, expected) => {
    expect(await ask(question)).toMatchObject({
      kind: 'answered',
      text: expected,
      citations: [{ quote: expected }],
      why: expect.stringContaining('asked like a question that'),
    });
  },
);

test('a passage that has the words itself is quoted by its words', async () => {
  expect(await ask('What are your opening hours?')).toMatchObject({
    text: 'We are there from 8 am to 8 pm.',
  });
});

test.each(['Who won the football match?', 'Do you sell cars?', 'Wie wird das Wetter?'])(
  '"%s" is asked like none of them, and goes to a person',
  async (question) => {
    expect((await ask(question)).kind).toBe('escalate');
  },
);

test('each of two questions gets the article that lists it, and none the other’s', async () => {
  const answer = await ask('Where is my money?', 'How do I send something back?');
  if (answer.kind !== 'answered') throw new Error(answer.uncertainty);
  const [money, back] = answer.text.split('\n\nThis is');
  expect(money).toBe(BEGINNING);
  expect(back).toContain('Print the label');
});

test('a listed question that one half answers does not answer the other half', async () => {
  expect(await ask('Where is my money?', 'Can I pay with Bitcoin?')).toMatchObject({
    kind: 'escalate',
    uncertainty: expect.stringContaining('bitcoin'),
  });
});

test('a listed question in words no article has is for this shop', async () => {
  const context = { ...contextOf('Wo bleibt mein Geld?'), passages: [] };
  expect(await mind.route(context, never)).toMatchObject({ type: 'info_question' });
});
