import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';

const QUESTION = 'How long do I have to return something?';

describeStores('a web chat', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  test('a new visitor is told where they are, who answers them, and gets a token for coming back', async () => {
    const visitor = await gateway.customer();
    expect(visitor.welcome).toEqual({
      conversationId: expect.stringMatching(/^[0-9a-f]{32}$/),
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      owner: 'bot',
      ownership: 0,
      lastSeq: 0,
    });
  });

  test('a question is acknowledged with its number and answered with a citation', async () => {
    const customer = await gateway.customer();
    expect(await customer.say(QUESTION, 'mine')).toEqual({ ok: true, seq: 1 });
    const answer = await customer.sees(/30 days from the day of delivery/);
    expect(answer).toMatchObject({ seq: 2, author: { kind: 'bot', name: 'Finch' } });
    expect(answer.citations?.[0]?.title).toContain('return');
    expect(Number.isNaN(Date.parse(answer.at))).toBe(false);
    expect(customer.messages[0]).toMatchObject({
      id: 'mine',
      seq: 1,
      text: QUESTION,
      author: { kind: 'customer' },
    });
    expect(customer.messages.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('the same message sent again gets the same number and is answered once', async () => {
    const customer = await gateway.customer();
    const first = await customer.say(QUESTION, 'again');
    await customer.sees(/30 days/);
    expect(await customer.say(QUESTION, 'again')).toEqual(first);
    await customer.say('hello');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(2));
    expect(customer.textsBy('customer')).toEqual([QUESTION, 'hello']);
    expect(customer.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('one id in two conversations means two messages', async () => {
    const [one, other] = [await gateway.customer(), await gateway.customer()];
    await one.say('hello', 'same');
    expect(await other.say(QUESTION, 'same')).toEqual({ ok: true, seq: 1 });
    await other.sees(/30 days/);
  });

  test('the bot is seen typing, and stops', async () => {
    const customer = await gateway.customer();
    await customer.say(QUESTION);
    await customer.sees(/30 days/);
    await eventually(() =>
      expect(customer.of('typing')).toEqual([
        { author: { kind: 'bot', name: 'Finch' }, on: true },
        { author: { kind: 'bot', name: 'Finch' }, on: false },
      ]),
    );
  });
});

describeStores('a web chat of one visitor in several places', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  test('two tabs of one visitor see the same talk', async () => {
    const first = await gateway.customer();
    const second = await gateway.customer({ token: first.token });
    await first.say(QUESTION);
    await Promise.all([first.sees(/30 days/), second.sees(/30 days/)]);
    expect(second.messages).toEqual(first.messages);
  });

  test('a wish for a person changes the owner visibly, before the notice', async () => {
    const customer = await gateway.customer();
    await customer.say('I want to talk to a person');
    await customer.sees(/colleague/);
    const shown = customer.seen.filter(({ event }) => event === 'owner' || event === 'message');
    expect(shown.map(({ event, payload }) => [event, payload.seq])).toEqual([
      ['message', 1],
      ['owner', 2],
      ['message', 3],
    ]);
    expect(shown[1]?.payload).toEqual({ owner: 'waiting', ownership: 1, seq: 2 });
    const again = await gateway.customer({ token: customer.token });
    expect(again.welcome).toMatchObject({ owner: 'waiting', ownership: 1, lastSeq: 3 });
  });
});
