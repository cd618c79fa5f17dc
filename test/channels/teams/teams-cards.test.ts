import {
  type AdaptiveCard,
  adaptiveCard,
  cardAfterPress,
  cardAttachment,
} from '../../../src/channels/teams/teams-cards.js';
import { chosenOf } from '../../../src/channels/teams/teams-press.js';
import { type Card, type CardBlock, choicesCard } from '../../../src/core/domain/card.js';
import { feedbackCard } from '../../../src/core/domain/feedback.js';
import type { Message } from '../../../src/core/domain/message.js';
import { cardComplaints } from '../../support/teams/check-adaptive-card.js';
import { buttonsIn, cardWords } from '../../support/teams/teams-rooms.js';

const WORDING = { language: 'en', overrides: {} } as const;
const FACE = { messageId: 'm1', linkHosts: ['shop.example'] };
const message = { id: 'm1' } as Message;
const shown = (card: Card) => {
  const made = adaptiveCard(card, FACE);
  if (made === null) throw new Error('nothing on it');
  expect(cardComplaints(made)).toEqual([]);
  return made;
};
const buttons = (card: AdaptiveCard) => buttonsIn({ attachments: [{ ...cardAttachment(card) }] });
const with_ = (...blocks: CardBlock[]): Card => ({ title: 'An *order*', blocks });

test('answers are buttons that carry which they are and nothing else, twice for older Teams', () => {
  const made = shown(choicesCard('size', 'buttons', [{ id: 's', label: 'Small' }]));
  const [button] = buttons(made);
  expect(button).toMatchObject({ title: 'Small', type: 'Action.Execute' });
  expect(chosenOf(button?.data)).toEqual({ messageId: 'm1', choiceId: 's' });
  expect(button?.fallback).toEqual({ type: 'Action.Submit', title: 'Small', data: button?.data });
  expect(made.fallbackText).toBe('1. Small');
});

test('a rating is stars whose meaning is read out', () => {
  const labels = ['Very bad', 'Bad', 'Fair', 'Good', 'Very good'];
  const choices = labels.map((label, at) => ({ id: `rating-${at + 1}`, label }));
  const made = shown(choicesCard('rating', 'rating', choices));
  expect(buttons(made).map(({ title }) => title)).toEqual(['★', '★★', '★★★', '★★★★', '★★★★★']);
  expect(JSON.stringify(made)).toContain('"tooltip":"Very good"');
});

test('many answers stand in rows that Teams does not cut off, long ones are shortened', () => {
  const choices = Array.from({ length: 14 }, (_, at) => ({ id: `c${at}`, label: '👍'.repeat(99) }));
  const made = shown(choicesCard('many', 'buttons', choices));
  expect(buttons(made)).toHaveLength(14);
  expect(made.body).toHaveLength(3);
  expect(buttons(made)[0]?.title).toMatch(/^👍+…$/u);
});

test('every kind of block is shown as Teams can, and agents’ own parts are not', () => {
  const made = shown(
    with_(
      { kind: 'text', text: '# Title\n\n- **a**\n- [b](https://shop.example/b)\n\n`x < y`' },
      { kind: 'section', title: 'Where', text: '> quoted ~~words~~\n\n```\ncode *x*\n```' },
      { kind: 'quote', author: 'Carol', text: '**not** bold <at>x</at>' },
      {
        kind: 'facts',
        title: 'Facts',
        facts: [
          { name: 'Order', value: 'A_17_ & <b>' },
          { name: 'Empty', value: '' },
        ],
      },
      { kind: 'text', text: '| a | b |\n|---|---|\n| 1 | 2 |' },
      { kind: 'buttons', buttons: [{ id: 'claim', label: 'Claim', style: 'main' }] },
      { kind: 'input', id: 'note', label: 'Note', lines: 2 },
    ),
  );
  expect(cardWords(made)).toEqual([
    'An \\*order\\*',
    '**Title**\n\n- **a**\n- [b](https://shop.example/b)\n\nx &lt; y',
    'Where',
    'quoted words\n\ncode \\*x\\*',
    'Carol',
    '\\*\\*not\\*\\* bold &lt;at&gt;x&lt;/at&gt;',
    'Facts',
    'Order: A_17\\_ & &lt;b&gt;',
    'Empty: –',
    '**a**: 1\n\n**b**: 2',
  ]);
  expect(buttons(made)).toEqual([]);
});

test('a card without anything to show is none', () => {
  expect(adaptiveCard({ title: '', blocks: [{ kind: 'text', text: ' ' }] }, FACE)).toBeNull();
});

describe('after a press', () => {
  const card = feedbackCard(WORDING);
  const [helpful, not, person] = card.blocks.flatMap((block) =>
    block.kind === 'choices' ? block.choices : [],
  );
  const pressed = (choice: typeof helpful, isBots: boolean, of: Card | undefined = card) => {
    if (choice === undefined) throw new Error('no choice');
    const made = cardAfterPress(of, { message, name: 'Carol', choice }, isBots, WORDING);
    expect(cardComplaints(made)).toEqual([]);
    return made;
  };

  test('no button is left, and it says who chose what', () => {
    const made = pressed(helpful, true);
    expect(buttons(made)).toEqual([]);
    expect(cardWords(made)).toEqual(['Carol chose: Helpful. Thank you for telling us.']);
  });

  test('what is offered only then takes their place, unless a person has the case', () => {
    expect(buttons(pressed(not, true)).map(({ title }) => title)).toEqual([person?.label]);
    expect(buttons(pressed(not, false))).toEqual([]);
  });

  test('words of the card stay', () => {
    const facts = with_({ kind: 'facts', title: '', facts: [{ name: 'Order', value: 'A17' }] });
    const choice = { id: 'yes', label: 'Yes, *do*' };
    expect(cardWords(pressed(choice, true, facts))).toEqual([
      'An \\*order\\*',
      'Order: A17',
      'Carol chose: Yes, \\*do\\*',
    ]);
  });
});
