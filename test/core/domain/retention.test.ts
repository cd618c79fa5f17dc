import {
  mayDiscard,
  type Retention,
  retentionOf,
  withoutPleasantries,
} from '../../../src/core/domain/retention.js';
import { growthOf, LONG_RUNS } from '../../support/growth.js';

const CUSTOMER: readonly (readonly [string, Retention])[] = [
  ["I'd rather have it in green", 'must-retain'],
  ['I am allergic to latex', 'must-retain'],
  ["Let's go with the larger one", 'must-retain'],
  ['Please cancel my subscription', 'must-retain'],
  ['Actually it was the other shop', 'must-retain'],
  ['No, I meant the left one', 'must-retain'],
  ['My order number is KX-20441', 'must-retain'],
  ['You can write to lena@example.org', 'must-retain'],
  ['Thursday at half past nine', 'must-retain'],
  ['It has to be here by 14 May', 'must-retain'],
  ['I paid €89', 'must-retain'],
  ['48213', 'must-retain'],
  ['Is it possible to pay by invoice?', 'may-summarise'],
  ['The drawer does not close', 'may-summarise'],
  ['thanks', 'may-discard'],
  ['Thank you so much, have a great day!', 'may-discard'],
  ['Hello :)', 'may-discard'],
  ['ok', 'may-discard'],
  ['👍', 'may-discard'],
  ['', 'may-discard'],
];

test.each(CUSTOMER)('a customer says "%s": %s', (text, retention) => {
  expect(retentionOf(text, false)).toBe(retention);
});

const OURS: readonly (readonly [string, Retention])[] = [
  ['We will call you back', 'must-retain'],
  ['Your return was approved', 'must-retain'],
  ['The van comes on Friday', 'must-retain'],
  ['All is set for Friday. Shall I book it?', 'must-retain'],
  ['Would you like it on Friday?', 'may-summarise'],
  ['Lamps are on the second shelf', 'may-summarise'],
  ['Is there anything else I can help you with?', 'may-summarise'],
  ['Hello, how can I help?', 'may-discard'],
  ["You're welcome, goodbye!", 'may-discard'],
];

test.each(OURS)('our side says "%s": %s', (text, retention) => {
  expect(retentionOf(text, true)).toBe(retention);
});

test.each([
  ['yes', 'Shall I cancel the order?', 'must-retain'],
  ['No, thanks', 'Do you want a receipt?', 'must-retain'],
  ['no thanks', 'Is there anything else I can do?', 'may-discard'],
  ['ok', 'The order is on its way.', 'may-discard'],
])('"%s" after "%s": %s', (text, before, retention) => {
  expect(retentionOf(text, false, before)).toBe(retention);
});

test.each([
  ['thanks', '', true],
  ['yes', 'Shall I cancel the order?', false],
  ['I paid €89', '', false],
  ['The drawer does not close', '', false],
])('"%s" after "%s" may be discarded: %s', (text, before, may) => {
  expect(mayDiscard(text, before)).toBe(may);
  expect(retentionOf(text, false, before) === 'may-discard').toBe(may);
});

test('what is very long says something, whatever it consists of', () => {
  expect(retentionOf('👍'.repeat(1_000), false)).toBe('may-summarise');
});

test('of a long message the beginning and the end are looked at', () => {
  const dull = 'Nobody likes it. '.repeat(900);
  expect(retentionOf(`${dull}I paid €89.`, false)).toBe('must-retain');
  expect(retentionOf(dull, false)).toBe('may-summarise');
});

test.each(LONG_RUNS)(
  'a long run of "%s" takes as long as it is long, not as its square',
  (part) => {
    expect(growthOf((text) => retentionOf(text, true), part)).toBeLessThan(100);
    expect(growthOf((text) => retentionOf('yes', false, text), part)).toBeLessThan(100);
  },
);

const AUTHORS = { L: 'customer', B: 'bot', A: 'agent', F: 'system' } as const;

function said(line: string) {
  const kind = AUTHORS[line.slice(0, 1) as keyof typeof AUTHORS];
  return { author: { kind, id: kind, name: kind }, text: line.slice(3) };
}

test.each([
  [['L: Hello!', 'B: I am Finch of the shop.', 'L: Where is it?'], ['L: Where is it?']],
  [
    ['L: Hello!', 'L: Where is it?', 'B: On its way.'],
    ['L: Where is it?', 'B: On its way.'],
  ],
  [
    ['L: Where is it?', 'L: Thanks', 'B: On its way.'],
    ['L: Where is it?', 'B: On its way.'],
  ],
  [['L: Where is it?', 'F: A colleague will answer.'], ['L: Where is it?']],
  [['L: Thanks', 'A: It left on Friday.'], ['A: It left on Friday.']],
  [
    ['L: Thanks', 'B: You are welcome! We will call you.'],
    ['B: You are welcome! We will call you.'],
  ],
  [
    ['B: Shall I cancel it?', 'L: yes', 'B: Done.'],
    ['B: Shall I cancel it?', 'L: yes', 'B: Done.'],
  ],
])('of %j what counts is %j', (talk, left) => {
  expect(withoutPleasantries(talk.map(said))).toEqual(left.map(said));
});
