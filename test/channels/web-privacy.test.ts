import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';

const QUESTION = 'How long do I have to return something?';

describe('nobody reads or joins what is not theirs', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway.stop());

  test("naming another's conversation in the handshake or an event changes nothing", async () => {
    const ann = await gateway.customer();
    await ann.say('the secret of Ann, hello');
    await eventually(() => expect(ann.messages.length).toBeGreaterThan(1));
    const { conversationId } = ann;
    const auth = {
      channel: 'demo-web',
      after: 0,
      conversationId,
      conversation: conversationId,
      thread: conversationId,
      tenant: 'trade',
    };
    const bob = await gateway.customer({ auth, query: { conversationId } });
    expect(bob.conversationId).not.toBe(conversationId);
    expect(await bob.ask('message', { id: 'of-bob', text: 'hello', conversationId })).toEqual({
      ok: true,
      seq: 1,
    });
    const { messages } = await bob.ask('history', { before: 100, conversationId });
    expect(messages?.[0]?.text).toBe('hello');
    expect(JSON.stringify(messages)).not.toContain('secret of Ann');
    expect(await bob.ask('join', conversationId)).toMatchObject({ ok: false });
    expect(JSON.stringify(bob.seen)).not.toContain('secret of Ann');
    const found = await gateway.stores.conversations.load(conversationId);
    expect(JSON.stringify([ann.seen, found])).not.toContain('of-bob');
  });

  test('what one customer is told is shown to no other, deltas and typing included', async () => {
    const bob = await gateway.customer();
    const ann = await gateway.customer();
    await ann.say(QUESTION);
    await ann.sees(/30 days/);
    await bob.say('hello');
    await eventually(() => expect(bob.textsBy('bot')).toHaveLength(1));
    expect(JSON.stringify(bob.seen)).not.toMatch(/return something|30 days/);
    expect(bob.of('typing')).toHaveLength(2);
  });

  test('customers of two tenants never meet, though both say the same under the same id', async () => {
    const [shop, trade] = [
      await gateway.customer(),
      await gateway.customer({ channel: 'trade-web' }),
    ];
    const wish = 'I want to talk to a person';
    await Promise.all([shop.say(wish, 'same'), trade.say(wish, 'same')]);
    expect(shop.conversationId).not.toBe(trade.conversationId);
    const ours = await gateway.agent('ana').handoffOf(shop.conversationId);
    const theirs = await gateway.agent('mei').handoffOf(trade.conversationId);
    await gateway.agent('ana').reply(ours.id, 'From the shop.');
    await gateway.agent('mei').reply(theirs.id, 'From the trade desk.');
    await Promise.all([shop.sees('From the shop.'), trade.sees('From the trade desk.')]);
    expect(shop.texts).not.toContain('From the trade desk.');
    expect(trade.texts).not.toContain('From the shop.');
    const { handoffs } = await gateway.agent('mei').list('?view=all');
    expect(handoffs?.map(({ tenant }) => tenant)).toEqual(['trade']);
  });

  test('HTML and script are kept and shown as the text they are', async () => {
    const text = `<img src=x onerror="alert(1)"><script>alert('&amp;')</script> \${x} {{x}}`;
    const customer = await gateway.customer();
    await customer.say(text);
    await eventually(() => expect(customer.textsBy('customer')).toEqual([text]));
    await eventually(async () => {
      const query = { after: 0, limit: 9 };
      const page = await gateway.stores.archive.page(customer.conversationId, query);
      expect(page[0]?.text).toBe(text);
    });
  });

  test.each([
    [
      'emoji and other alphabets',
      'ok \u{1F44D}\u{1F3FD} \u4f60\u597d \u0645\u0631\u062d\u0628\u0627',
    ],
    ['control characters', 'a\u0000b\u0007c\u202ed'],
    ['words of a database', `{"$gt":""} '; DROP TABLE messages; -- $where $$ROOT`],
  ])('%s do no harm', async (_what, text) => {
    const customer = await gateway.customer();
    expect(await customer.say(text)).toEqual({ ok: true, seq: 1 });
    await eventually(() => expect(customer.messages.length).toBeGreaterThan(1));
    expect(customer.textsBy('customer')).toEqual([text]);
  });

  test('half a character does no harm', async () => {
    const customer = await gateway.customer();
    expect(await customer.say('a\ud800b')).toEqual({ ok: true, seq: 1 });
    await eventually(() => expect(customer.textsBy('customer')).toHaveLength(1));
    expect(customer.textsBy('customer')[0]).toMatch(/^a.b$/u);
  });
});
