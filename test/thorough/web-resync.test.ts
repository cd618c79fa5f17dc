import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';

const QUESTION = 'How long do I have to return something?';

describeStores('a web chat that was away', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  async function longTalk(messages: number) {
    const customer = await gateway.customer();
    for (let count = 1; count <= messages; count += 1) await customer.say('hello');
    await eventually(() => expect(customer.textsBy('customer')).toHaveLength(messages));
    await eventually(async () => {
      const found = await gateway.stores.conversations.load(customer.conversationId);
      expect(found).toMatchObject({ inbox: [], lanes: { customer: { items: [] } } });
      expect(customer.messages.at(-1)?.seq).toBe(found?.lastSeq);
    });
    return customer;
  }

  test('gets everything it missed, in order, however long it was', async () => {
    const customer = await longTalk(120);
    const after = 5;
    const back = await gateway.customer({ token: customer.token, after });
    const missed = customer.messages.filter(({ seq }) => seq > after);
    expect(missed.length).toBeGreaterThan(115);
    await eventually(() => expect(back.messages).toEqual(missed));
  });

  test('without saying where it stood gets nothing old again, and pages back by itself', async () => {
    const customer = await longTalk(9);
    const back = await gateway.customer({ token: customer.token });
    expect(back.welcome.lastSeq).toBe(customer.messages.at(-1)?.seq);
    const found: number[] = [];
    let before: number | undefined = back.welcome.lastSeq + 1;
    while (before !== undefined) {
      const page = await back.history(before, 4);
      expect(page.ok).toBe(true);
      found.unshift(...(page.messages ?? []).map(({ seq }) => seq));
      before = page.more ? page.before : undefined;
    }
    expect(found).toEqual(customer.messages.map(({ seq }) => seq));
    expect(back.messages).toEqual([]);
  });

  test('standing ahead of everything on record is no harm', async () => {
    const customer = await longTalk(1);
    const back = await gateway.customer({ token: customer.token, after: 1_000_000 });
    await back.say(QUESTION);
    await back.sees(/30 days/);
  });

  test('a visitor without a talk has an empty history', async () => {
    const customer = await gateway.customer();
    expect(await customer.history(100)).toEqual({ ok: true, messages: [], more: false });
  });

  test('what the client has shown is on record, and never more than was said', async () => {
    const customer = await longTalk(2);
    const last = customer.messages.at(-1)?.seq ?? 0;
    customer.received(1);
    customer.received(999);
    customer.received(2);
    await eventually(async () => {
      const found = await gateway.stores.conversations.load(customer.conversationId);
      expect(found?.receivedSeq).toBe(last);
    });
  });
});

describeStores('a customer in a hurry', (stores) => {
  test('has what they wrote recorded in the order they wrote it', async () => {
    const gateway = await RunningGateway.start({ stores });
    try {
      for (let round = 0; round < 5; round += 1) {
        const customer = await gateway.customer();
        const words = Array.from({ length: 12 }, (_, at) => `word ${at}`);
        const answers = await Promise.all(words.map((word) => customer.say(word)));
        const seqs = answers.map(({ seq }) => seq ?? 0);
        expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
        await eventually(() => expect(customer.textsBy('customer')).toEqual(words));
      }
    } finally {
      await gateway.stop();
    }
  });
});
