import type { ActionSpec, ActionState } from '../../../src/core/domain/action.js';
import { fill, underWay, type Values } from '../../support/local-fill.js';
import {
  BOOK_VISIT,
  CANCEL_BOOKING,
  CHANGE_ADDRESS,
  CHANGE_EMAIL,
  CHANGE_NAME,
  CLOSE_ACCOUNT,
  MOVE_DELIVERY,
  ORDER_MORE,
  ORDER_STATUS,
  REFUND,
} from '../../support/some-actions.js';

test.each<[string, ActionSpec, string, string | readonly string[], Values]>([
  ['a number', ORDER_STATUS, 'order', '4711', { order: '4711' }],
  [
    'a number in a sentence',
    ORDER_STATUS,
    'order',
    'I think it is #4711, let me know',
    { order: '4711' },
  ],
  ['a number after another', ORDER_STATUS, 'order', 'order 4711, sorry, 4712', { order: '4712' }],
  ['not the one denied', ORDER_STATUS, 'order', 'not 4711 but 4712', { order: '4712' }],
  ['a question that holds it', ORDER_STATUS, 'order', 'is it 4711?', { order: '4711' }],
  ['a reference in small letters', CANCEL_BOOKING, 'booking', "it's gv1n64", { booking: 'GV1N64' }],
  [
    'a whole line',
    CHANGE_ADDRESS,
    'address',
    '12 Mill Lane, Leeds LS1 4AB',
    { address: '12 Mill Lane, Leeds LS1 4AB' },
  ],
  [
    'a line with a lead-in',
    CHANGE_ADDRESS,
    'address',
    "it's 12 Mill Lane",
    { address: '12 Mill Lane' },
  ],
  [
    'one with the title',
    CHANGE_ADDRESS,
    'address',
    'My new address is 12 Mill Lane.',
    { address: '12 Mill Lane' },
  ],
  [
    'one with a request',
    CHANGE_ADDRESS,
    'address',
    'please send it to 12 Mill Lane, thank you',
    { address: '12 Mill Lane' },
  ],
  [
    'lines that belong together',
    CHANGE_ADDRESS,
    'address',
    ['12 Mill Lane', 'Leeds'],
    { address: '12 Mill Lane, Leeds' },
  ],
  [
    'lines within one message',
    CHANGE_ADDRESS,
    'address',
    'Sure,\n12 Mill Lane\nLeeds',
    { address: '12 Mill Lane, Leeds' },
  ],
  [
    'another value with it',
    CHANGE_ADDRESS,
    'address',
    '12 Mill Lane, and the order is 4711',
    { address: '12 Mill Lane', order: '4711' },
  ],
  [
    'a house number like an order',
    CHANGE_ADDRESS,
    'address',
    '12345 Elm Street',
    { address: '12345 Elm Street' },
  ],
  [
    'words without a Latin letter',
    CHANGE_ADDRESS,
    'address',
    '東京都千代田区1-1',
    { address: '東京都千代田区1-1' },
  ],
  ['a sum', REFUND, 'amount', '$45.50', { amount: 45.5 }],
  ['a sum in euros', REFUND, 'amount', '45,50 EUR', { amount: 45.5 }],
  ['a sum in a sentence', REFUND, 'amount', 'it was 1,200 dollars', { amount: 1200 }],
  ['a choice', REFUND, 'reason', 'Damaged', { reason: 'damaged' }],
  ['a choice in a sentence', REFUND, 'reason', 'you sent the wrong item', { reason: 'wrong_item' }],
  ['a choice by its place', REFUND, 'reason', 'the last one', { reason: 'no_longer_needed' }],
  ['a number in words', ORDER_MORE, 'count', 'two please', { count: 2 }],
  [
    'a choice by how its label begins',
    ORDER_MORE,
    'colour',
    'the warm one',
    { colour: 'warm_white' },
  ],
  ['two values', ORDER_MORE, 'count', '3 red ones', { count: 3, colour: 'red' }],
  ['a number that could be an order', REFUND, 'amount', '1200', { amount: 1200 }],
  ['a yes', ORDER_MORE, 'gift', 'yes please', { gift: true }],
  ['a no', ORDER_MORE, 'gift', 'no thanks', { gift: false }],
  ['a yes about insurance', CANCEL_BOOKING, 'insured', 'I do, yes', { insured: true }],
  ['a day', BOOK_VISIT, 'day', 'the 3rd of December', { day: '2026-12-03' }],
  ['a weekday', BOOK_VISIT, 'day', 'Monday would be good', { day: '2026-11-23' }],
  ['a day of the month', BOOK_VISIT, 'day', 'the 25th', { day: '2026-11-25' }],
  ['a day in figures', BOOK_VISIT, 'day', '2026-12-24', { day: '2026-12-24' }],
  [
    'a phone number',
    BOOK_VISIT,
    'phone',
    'you can reach me at 0170 1234567',
    { phone: '0170 1234567' },
  ],
  ['a note', BOOK_VISIT, 'note', 'please ring twice', { note: 'ring twice' }],
  ['an email address', CHANGE_EMAIL, 'email', 'jo@example.org please', { email: 'jo@example.org' }],
  ['a name', CHANGE_NAME, 'name', 'Maria Berg', { name: 'Maria Berg' }],
  ['a reason', CLOSE_ACCOUNT, 'reason', 'I am moving abroad', { reason: 'I am moving abroad' }],
])('an answer with %s', async (_, spec, askedFor, text, values) => {
  const filled = await fill(text, {}, underWay(spec, askedFor), [spec]);
  expect(filled).toEqual({ action: spec.name, values, isAside: false });
});

test.each<[string, ActionSpec, string, Values, Values]>([
  [
    'no, to 12 Mill Lane',
    CHANGE_ADDRESS,
    'confirming',
    { address: '1 Old Road' },
    { address: '12 Mill Lane' },
  ],
  [
    'No, 12 Mill Lane',
    CHANGE_ADDRESS,
    'confirming',
    { address: '1 Old Road' },
    { address: '12 Mill Lane' },
  ],
  [
    'the address is 12 Mill Lane',
    CHANGE_ADDRESS,
    'confirming',
    { address: '1 Old Road' },
    { address: '12 Mill Lane' },
  ],
  [
    'actually order 4712',
    CHANGE_ADDRESS,
    'confirming',
    { address: '1 Old Road', order: '4711' },
    { order: '4712' },
  ],
  ['no, 50 dollars', REFUND, 'confirming', { order: '4711', amount: 45 }, { amount: 50 }],
  ['make it three', ORDER_MORE, 'confirming', { count: 2 }, { count: 3 }],
  ['no, cool white', ORDER_MORE, 'confirming', { colour: 'red' }, { colour: 'cool_white' }],
  ['sorry, Thursday', MOVE_DELIVERY, 'confirming', { date: '2026-11-24' }, { date: '2026-11-26' }],
  ['I meant order A-1030', MOVE_DELIVERY, 'collecting', { order: 'A-1029' }, { order: 'A-1030' }],
])('"%s" corrects what was said', async (text, spec, stage, before, values) => {
  const current = underWay(spec, null, before, stage as ActionState['stage']);
  expect(await fill(text, {}, current, [spec])).toEqual({
    action: spec.name,
    values,
    isAside: false,
  });
});

test('a correction holds although something else was asked for', async () => {
  const current = underWay(CHANGE_ADDRESS, 'order', { address: '1 Old Road' });
  const filled = await fill('the address is 12 Mill Lane', {}, current, [CHANGE_ADDRESS]);
  expect(filled.values).toEqual({ address: '12 Mill Lane' });
});

test('what is known already is not told again', async () => {
  const current = underWay(ORDER_STATUS, 'order', { order: '4711' });
  const filled = await fill('4711', {}, current, [ORDER_STATUS]);
  expect(filled).toEqual({ action: 'order_status', values: {}, isAside: false });
});

test.each([
  'how long does shipping take?',
  'What are your opening hours?',
  'thanks!',
  'hello',
  'the lamp shade flickers whenever somebody walks by',
])('"%s" is about something else', async (text) => {
  const current = underWay(ORDER_STATUS, 'order');
  expect(await fill(text, {}, current, [ORDER_STATUS])).toEqual({
    action: null,
    values: {},
    isAside: true,
  });
});

test.each([
  "I don't know",
  'not sure',
  'never mind',
  'let me check',
  'I do not have the order number here',
])('"%s" is an answer, but holds nothing', async (text) => {
  const current = underWay(ORDER_STATUS, 'order');
  expect(await fill(text, {}, current, [ORDER_STATUS])).toEqual({
    action: 'order_status',
    values: {},
    isAside: false,
  });
});
