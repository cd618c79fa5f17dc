import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import type { Answered, WebCustomer } from '../support/web-customer.js';

type Row = [what: string, event: string, payload: unknown, code: string];

const LONG = 'x'.repeat(129);
const TOO_LONG = { id: 'a', text: 'x'.repeat(4_001) };
const files = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `file-${at}` }));

const WRONG: Row[] = [
  ['no message', 'message', undefined, 'message.invalid'],
  ['null as a message', 'message', null, 'message.invalid'],
  ['a number as a message', 'message', 0, 'message.invalid'],
  ['true as a message', 'message', true, 'message.invalid'],
  ['a bare text as a message', 'message', 'hello', 'message.invalid'],
  ['a list as a message', 'message', ['hello'], 'message.invalid'],
  ['bytes as a message', 'message', Buffer.from('hello'), 'message.invalid'],
  ['a message without anything', 'message', {}, 'message.invalid'],
  ['a message without an id', 'message', { text: 'hello' }, 'message.invalid'],
  ['a message without a text', 'message', { id: 'a' }, 'message.invalid'],
  ['a number as id', 'message', { id: 1, text: 'hello' }, 'message.invalid'],
  ['an object as id', 'message', { id: { $gt: '' }, text: 'hello' }, 'message.invalid'],
  ['an empty id', 'message', { id: '', text: 'hello' }, 'message.invalid'],
  ['an endless id', 'message', { id: LONG, text: 'hello' }, 'message.invalid'],
  ['a number as text', 'message', { id: 'a', text: 5 }, 'message.invalid'],
  ['null as text', 'message', { id: 'a', text: null }, 'message.invalid'],
  ['a list as text', 'message', { id: 'a', text: ['x'] }, 'message.invalid'],
  ['bytes as text', 'message', { id: 'a', text: Buffer.from('x') }, 'message.invalid'],
  ['an empty text', 'message', { id: 'a', text: '' }, 'message.empty'],
  ['blanks as text', 'message', { id: 'a', text: ' \n\t ' }, 'message.empty'],
  ['a too long text', 'message', { id: 'a', text: 'x'.repeat(4_001) }, 'message.too-long'],
  [
    'words that are not of a file',
    'message',
    { id: 'a', text: 'x', files: 'x' },
    'message.invalid',
  ],
  ['files that are none', 'message', { id: 'a', text: 'x', files: [] }, 'message.invalid'],
  ['no files and no words', 'message', { id: 'a', text: '', files: [] }, 'message.invalid'],
  ['a bare name as a file', 'message', { id: 'a', text: '', files: ['x'] }, 'message.invalid'],
  ['a file without an id', 'message', { id: 'a', text: '', files: [{}] }, 'message.invalid'],
  [
    'a file whose id is empty',
    'message',
    { id: 'a', text: '', files: [{ id: '' }] },
    'message.invalid',
  ],
  [
    '5 as the id of a file',
    'message',
    { id: 'a', text: '', files: [{ id: 5 }] },
    'message.invalid',
  ],
  [
    'a file as bytes',
    'message',
    { id: 'a', text: '', files: [Buffer.from('x')] },
    'message.invalid',
  ],
  ['21 files', 'message', { id: 'a', text: '', files: files(21) }, 'message.invalid'],
  ['files beside too long a text', 'message', { ...TOO_LONG, files: files(1) }, 'message.too-long'],
  ['null as a choice', 'message', { id: 'a', text: 'x', choice: null }, 'message.invalid'],
  ['a bare choice', 'message', { id: 'a', text: 'x', choice: 'rating-5' }, 'message.invalid'],
  [
    'a choice of nothing',
    'message',
    { id: 'a', text: 'x', choice: { id: 'b' } },
    'message.invalid',
  ],
  [
    'a choice on nothing',
    'message',
    { id: 'a', text: 'x', choice: { message: 'b' } },
    'message.invalid',
  ],
  [
    'an endless choice',
    'message',
    { id: 'a', text: 'x', choice: { message: 'b', id: LONG } },
    'message.invalid',
  ],
  [
    'a choice without words',
    'message',
    { id: 'a', text: '', choice: { message: 'b', id: 'c' } },
    'message.empty',
  ],
  ['no edit', 'edit', undefined, 'message.invalid'],
  ['null as an edit', 'edit', null, 'message.invalid'],
  ['an edit of nothing', 'edit', { id: 'a', text: 'x' }, 'message.invalid'],
  ['an edit without an id', 'edit', { target: 'a', text: 'x' }, 'message.invalid'],
  ['an edit without a text', 'edit', { id: 'a', target: 'b' }, 'message.invalid'],
  ['an edit of an object', 'edit', { id: 'a', target: { $ne: '' }, text: 'x' }, 'message.invalid'],
  ['an edit of an empty id', 'edit', { id: 'a', target: '', text: 'x' }, 'message.invalid'],
  ['an edit of an endless id', 'edit', { id: 'a', target: LONG, text: 'x' }, 'message.invalid'],
  ['an edit to nothing', 'edit', { id: 'a', target: 'b', text: '' }, 'message.empty'],
  ['an edit to blanks', 'edit', { id: 'a', target: 'b', text: ' \n ' }, 'message.empty'],
  ['an edit to too long a text', 'edit', { ...TOO_LONG, target: 'b' }, 'message.too-long'],
  ['no deletion', 'delete', undefined, 'message.invalid'],
  ['a deletion of nothing', 'delete', { id: 'a' }, 'message.invalid'],
  ['a deletion without an id', 'delete', { target: 'a' }, 'message.invalid'],
  ['a bare deletion', 'delete', 'a', 'message.invalid'],
  ['a deletion of a list', 'delete', { id: 'a', target: ['b'] }, 'message.invalid'],
  ['no typing', 'typing', undefined, 'request.invalid'],
  ['null as typing', 'typing', null, 'request.invalid'],
  ['typing of a text', 'typing', { on: 'yes' }, 'request.invalid'],
  ['typing of a number', 'typing', { on: 1 }, 'request.invalid'],
  ['bare typing', 'typing', true, 'request.invalid'],
  ['no request for history', 'history', undefined, 'request.invalid'],
  ['an empty request for history', 'history', {}, 'request.invalid'],
  ['history before nothing', 'history', { before: 0 }, 'request.invalid'],
  ['history before a text', 'history', { before: '5' }, 'request.invalid'],
  ['history before an object', 'history', { before: { $gt: 0 } }, 'request.invalid'],
  ['no history at all', 'history', { before: 5, limit: 0 }, 'request.invalid'],
  ['too much history', 'history', { before: 5, limit: 101 }, 'request.invalid'],
  ['half a page of history', 'history', { before: 5, limit: 1.5 }, 'request.invalid'],
  ['no receipt', 'received', undefined, 'request.invalid'],
  ['an empty receipt', 'received', {}, 'request.invalid'],
  ['a receipt for a text', 'received', { seq: '5' }, 'request.invalid'],
  ['a negative receipt', 'received', { seq: -1 }, 'request.invalid'],
  ['an endless receipt', 'received', { seq: 1e300 }, 'request.invalid'],
  ['an unknown event', 'nope', { id: 'a', text: 'hello' }, 'request.invalid'],
  ["the server's own event", 'welcome', { owner: 'agent' }, 'request.invalid'],
  ['an owner event', 'owner', { owner: 'agent', ownership: 9 }, 'request.invalid'],
  ['a delta', 'delta', { turnId: 'x', text: 'x' }, 'request.invalid'],
  ['an event named error', 'error', new Error('x'), 'request.invalid'],
  ['an event named like a method', 'emit', 'message', 'request.invalid'],
  ['a retraction', 'retract', { turnId: 'x' }, 'request.invalid'],
  ['an event named constructor', 'constructor', { id: 'a', text: 'x' }, 'request.invalid'],
  ['an event named toString', 'toString', { id: 'a', text: 'x' }, 'request.invalid'],
  ['an event named hasOwnProperty', 'hasOwnProperty', { on: true }, 'request.invalid'],
  ['an event named __proto__', '__proto__', {}, 'request.invalid'],
];

async function isStillServed(gateway: RunningGateway): Promise<void> {
  const customer = await gateway.customer();
  expect(await customer.say('hello')).toEqual({ ok: true, seq: 1 });
  await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
}

async function isNothingRecorded(gateway: RunningGateway, customer: WebCustomer): Promise<void> {
  expect(await gateway.stores.conversations.load(customer.conversationId)).toBeNull();
}

describe('what no client of ours sends', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway.stop());

  test.each(WRONG)('%s gets a clear error', async (_what, event, payload, code) => {
    const customer = await gateway.customer();
    const answer: Answered = await customer.socket.timeout(2_000).emitWithAck(event, payload);
    expect(answer).toMatchObject({ ok: false, error: { code, retryable: false } });
    expect(answer.error?.message).toMatch(/\w+.*\./);
    await isNothingRecorded(gateway, customer);
  });

  test('an edit of a name that every object has touches nothing', async () => {
    const customer = await gateway.customer();
    await customer.say('hello', 'constructor');
    for (const target of ['__proto__', 'toString', 'hasOwnProperty']) {
      expect(await customer.edit(target, 'x')).toMatchObject({ ok: true });
      expect(await customer.takeBack(target)).toMatchObject({ ok: true });
    }
    expect(await customer.edit('constructor', 'hello there')).toMatchObject({ ok: true });
    await customer.seesEvent('edit', 4);
    await isStillServed(gateway);
  });

  test('all of it without waiting for an answer harms nobody', async () => {
    const customer = await gateway.customer();
    for (const [, event, payload] of WRONG) customer.socket.emit(event, payload);
    await isStillServed(gateway);
    expect(await customer.ask('history', { before: 5 })).toMatchObject({ ok: true });
    await isNothingRecorded(gateway, customer);
  });

  test('all of it with something else where the answer should go harms nobody', async () => {
    const customer = await gateway.customer();
    for (const [, event, payload] of WRONG) customer.socket.emit(event, payload, 'no function', 5);
    await isStillServed(gateway);
    await isNothingRecorded(gateway, customer);
  });

  test('a good message without waiting for an answer is recorded and answered', async () => {
    const customer = await gateway.customer();
    customer.socket.emit('message', { id: 'a', text: 'hello' }, { not: 'a function' });
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
  });

  test.each([
    'garbage',
    '2',
    '2/chat,',
    '2/chat,[',
    '2/chat,{}',
    '2/chat,[5]',
    '2/chat,["disconnect"]',
    '2/chat,["newListener"]',
    '2/elsewhere,["message"]',
    '51-/chat,["message",{"_placeholder":true,"num":9}]',
    '59999999-/chat,["message",{}]',
    '0/chat,5',
    '3/chat,1["never asked"]',
    '4/chat,"x"',
    '9/chat',
    '[]',
  ])('the broken packet %s ends at most its own connection', async (packet) => {
    const [customer, other] = [await gateway.customer(), await gateway.customer()];
    customer.socket.io.engine.write(packet);
    await isStillServed(gateway);
    expect(other.isConnected).toBe(true);
    await isNothingRecorded(gateway, customer);
  });
});
