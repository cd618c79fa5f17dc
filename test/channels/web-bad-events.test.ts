import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import type { Answered, WebCustomer } from '../support/web-customer.js';

type Row = [what: string, event: string, payload: unknown, code: string];

const LONG = 'x'.repeat(129);

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
