import type { Line } from '../../../src/core/ports/mind.js';
import { fill, LOCAL_MIND, type Values } from '../../support/local-fill.js';
import { contextOf, line } from '../../support/model/claude-bench.js';
import { REFUND, SOME_ACTIONS } from '../../support/some-actions.js';

test.each<[string, string, Values]>([
  ['where is my order 4711', 'order_status', { order: '4711' }],
  ['Where is my order?', 'order_status', {}],
  ["hi, where's my order #47110", 'order_status', { order: '47110' }],
  ['I want to track my order, the number is 4711.', 'order_status', { order: '4711' }],
  ['tracking my order 4711 please', 'order_status', { order: '4711' }],
  ['order status 4711', 'order_status', { order: '4711' }],
  [
    'please change my address to 12 Mill Lane, Leeds',
    'change_address',
    { address: '12 Mill Lane, Leeds' },
  ],
  ['Can you change my address to 12 Mill Lane?', 'change_address', { address: '12 Mill Lane' }],
  [
    'I need to change the address of order 4711 to 5 High St. Leeds',
    'change_address',
    { order: '4711', address: '5 High St. Leeds' },
  ],
  [
    'Please change my address to 12 Mill Lane for order 4711, thanks!',
    'change_address',
    { order: '4711', address: '12 Mill Lane' },
  ],
  ['I want to change my address', 'change_address', {}],
  ['My new delivery address is 7 Oak Road', 'change_address', { address: '7 Oak Road' }],
  ['could you deliver order 4711 to another address please', 'change_address', { order: '4711' }],
  ["I'd like a refund", 'refund', {}],
  [
    "I'd like a refund for order 4711, it came damaged",
    'refund',
    { order: '4711', reason: 'damaged' },
  ],
  ['I want a refund of $45.50 for order 4711', 'refund', { order: '4711', amount: 45.5 }],
  ['please refund 45,50 EUR on my order 4711', 'refund', { order: '4711', amount: 45.5 }],
  [
    'Please give me my money back, order 4711 was the wrong item',
    'refund',
    { order: '4711', reason: 'wrong_item' },
  ],
  ['refund for order 4711', 'refund', { order: '4711' }],
  ['I do not need this lamp any more. I would like a refund.', 'refund', {}],
  ['can I please get a refund for 4711?', 'refund', { order: '4711' }],
  ['can you send a technician on Friday', 'book_visit', { day: '2026-11-27' }],
  [
    'Please book a technician for 3 December, my phone is +49 170 1234567',
    'book_visit',
    { day: '2026-12-03', phone: '+49 170 1234567' },
  ],
  ['book an appointment for tomorrow', 'book_visit', { day: '2026-11-22' }],
  ['I need to cancel my reservation EHGLP3', 'cancel_booking', { booking: 'EHGLP3' }],
  ['cancel my flight ehglp3 please', 'cancel_booking', { booking: 'EHGLP3' }],
  [
    'Please cancel my booking GV1N64 with travel insurance',
    'cancel_booking',
    { booking: 'GV1N64', insured: true },
  ],
  [
    'update my email address to jo.new@example.com',
    'change_email',
    { email: 'jo.new@example.com' },
  ],
  ['Can you change my email? It is jo@example.org.', 'change_email', { email: 'jo@example.org' }],
  [
    'I want to order two spare bulbs in warm white',
    'order_more',
    { count: 2, colour: 'warm_white' },
  ],
  [
    'please order 12 more bulbs, red, with gift wrap',
    'order_more',
    { count: 12, colour: 'red', gift: true },
  ],
  [
    'reschedule my delivery A-1029 to 4 December',
    'move_delivery',
    { order: 'A-1029', date: '2026-12-04' },
  ],
  ['Please move my delivery to next Tuesday', 'move_delivery', { date: '2026-11-24' }],
  ['please change my name to Maria Berg', 'change_name', { name: 'Maria Berg' }],
  ['I want to close my account', 'close_account', {}],
  ['delete my account', 'close_account', {}],
  ['wheres my parcel', 'order_status', {}],
  ['I got my order 4711 and wish to get a refund', 'refund', { order: '4711' }],
  [
    'I moved house, my new address is 5 Elm Street, Boston',
    'change_address',
    { address: '5 Elm Street, Boston' },
  ],
  [
    'update my email address from old@x.example to new@y.example',
    'change_email',
    { email: 'new@y.example' },
  ],
  ['Correct the name: it should be Maria Berg', 'change_name', { name: 'Maria Berg' }],
  ['my zip is 19122 and I want a refund', 'refund', {}],
  ['I want a refund. I live in 98187 Seattle.', 'refund', {}],
  [
    'I ordered on Monday, please move my delivery to Friday',
    'move_delivery',
    { date: '2026-11-27' },
  ],
  [
    'move my delivery of A-1029 from Monday to Thursday',
    'move_delivery',
    { order: 'A-1029', date: '2026-11-26' },
  ],
  [
    'I was told that I could cancel. Please cancel my reservation EHGLP3.',
    'cancel_booking',
    { booking: 'EHGLP3' },
  ],
])('"%s" asks for %s', async (text, action, values) => {
  expect(await fill(text)).toEqual({ action, values, isAside: false });
});

test.each([
  'how do I change my address?',
  'How can I get a refund for order 4711?',
  'can I change my address?',
  'Can I return this and get a refund?',
  'what happens if I cancel my booking?',
  'What is your refund policy?',
  'why was my order cancelled?',
  'I want to know how to close my account',
  'can you tell me how to change my email?',
  'if I want a refund, who pays for the postage?',
  "I don't want a refund",
  'please do not cancel my booking',
  'I never want to close my account',
  'I cancelled my booking last week',
  'My refund has not arrived',
  'I changed my address last month',
  'Do you refund damaged items?',
  'is it possible to change my name?',
  'the technician was very kind',
  'I want you to undo the cancellation, please undo cancelling my booking',
  'My refund was declined, I want to speak to someone',
  'no refund needed, just tell me where my parcel came from',
  'thanks, bye',
  'hello there',
  'my lamp is broken',
  '4711',
])('"%s" asks for nothing to be done', async (text) => {
  expect(await fill(text)).toEqual({ action: null, values: {}, isAside: false });
});

describe('where values are not looked for', () => {
  test('inside of longer words', async () => {
    for (const text of [
      'ab4711',
      '4711-55-x',
      '471100112233',
      'https://shop.example/4711',
      '4711.50',
    ]) {
      expect((await fill(`track my order ${text}`)).values).toEqual({});
    }
  });

  test('in what the bot, an agent or another customer said', async () => {
    const window: readonly Line[] = [
      line('My order is 4713', 'Kim'),
      line('Is it order 4712?', 'Finch', 'bot'),
      line('It is order 4711.', 'Ana', 'agent'),
    ];
    expect((await fill('where is my order', { window })).values).toEqual({});
  });

  test('in lines of the turn that no customer wrote', async () => {
    const lines = [line('where is my order'), line('order 4711', 'Ana', 'agent')];
    expect((await fill('', { lines })).values).toEqual({});
  });

  test('in passages, facts and summaries', async () => {
    const filled = await fill('where is my order', {
      summary: 'Order 4711 is late.',
      facts: [{ kind: 'reference', value: 'order 4711', atMs: 0 }],
      accountFacts: [{ name: 'order', value: 'order 4711' }],
    });
    expect(filled.values).toEqual({});
  });
});

test('an identifier that the same customer named shortly before is found', async () => {
  const window = [line('I bought a lamp, order 4711'), line('Nice!', 'Finch', 'bot')];
  expect((await fill('where is my order', { window })).values).toEqual({ order: '4711' });
});

test('another number than the one before is not that one, even if it is none', async () => {
  const window = [line('I bought a lamp, order 4711')];
  const { values } = await fill('where is my order AB-12345678', { window });
  expect(values['order']).not.toBe('4711');
});

test('words that the customer said before are not', async () => {
  const window = [line('my address is 1 Old Road')];
  expect((await fill('please change my address', { window })).values).toEqual({});
});

test('two order numbers are none: it will be asked which', async () => {
  expect((await fill('where is my order, 4711 or 4712')).values).toEqual({});
});

test('what two actions are asked for alike is not decided', async () => {
  const twin = { ...REFUND, name: 'refund_too' };
  expect((await fill('I want a refund', {}, null, [REFUND, twin])).action).toBeNull();
});

test('a long line is read within its limits', async () => {
  const long = `${'please refund order '.repeat(2_000)}4711`;
  expect((await fill(long)).action).toBe('refund');
});

test('whoever is not wanted any more stops', async () => {
  const reason = new Error('stopping');
  const request = { context: contextOf('Hi'), offered: SOME_ACTIONS, current: null };
  await expect(LOCAL_MIND.fill(request, AbortSignal.abort(reason))).rejects.toBe(reason);
});
