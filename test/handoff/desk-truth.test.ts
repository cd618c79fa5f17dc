import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { waitingCustomer } from './waiting-customer.js';

const NOTE = 'Between us: this one has shouted before.';

describeStores('what an agent knows of their words', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  test('a reply is delivered once the customer has shown it, and not before', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.reply(handoff.id, 'Hello!');
    const { seq } = await customer.sees('Hello!');
    expect((await ana.sees(handoff.id, 'Hello!')).truth).toMatchObject({ state: 'waiting' });
    customer.received(seq - 1);
    await eventually(async () => {
      const found = await gateway.stores.conversations.load(customer.conversationId);
      expect(found?.receivedSeq).toBe(seq - 1);
    });
    expect((await ana.sees(handoff.id, 'Hello!')).truth).toMatchObject({ state: 'waiting' });
    customer.received(seq);
    await eventually(async () =>
      expect((await ana.sees(handoff.id, 'Hello!')).truth).toEqual({ state: 'delivered' }),
    );
  });

  test('a reply to somebody who left waits for them, and is delivered when they are back', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    const after = customer.messages.at(-1)?.seq ?? 0;
    customer.leave();
    await ana.reply(handoff.id, 'Are you there?');
    await eventually(
      async () =>
        expect((await ana.sees(handoff.id, 'Are you there?')).truth).toEqual({
          state: 'waiting',
          reason: 'customer offline',
        }),
      12_000,
    );
    const back = await gateway.customer({ token: customer.token, after });
    back.received((await back.sees('Are you there?')).seq);
    await eventually(async () =>
      expect((await ana.sees(handoff.id, 'Are you there?')).truth).toEqual({ state: 'delivered' }),
    );
  });

  test('a note never reaches the customer: not at once, not in the history, not after coming back', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const [ana, ben] = [gateway.agent('ana'), gateway.agent('ben')];
    await ben.note(handoff.id, `${NOTE} (1)`);
    await ana.claim(handoff.id);
    await ana.note(handoff.id, `${NOTE} (2)`);
    await ana.reply(handoff.id, 'Hello!');
    await ana.resolve(handoff.id, `${NOTE} (3)`);
    await customer.sees(/marked this as solved/);
    const back = await gateway.customer({ token: customer.token, after: 0 });
    await back.sees(/marked this as solved/);
    await back.say('What did Ana tell me?');
    const told = await back.sees(/Ana told you/);
    const history = await back.history(told.seq + 1);
    expect(history.messages?.length).toBeGreaterThan(4);
    for (const eyes of [customer.seen, back.seen, history]) {
      expect(JSON.stringify(eyes)).not.toContain('Between us');
    }
  });

  test('notes stand in the thread, in order with what was said', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.reply(handoff.id, 'One.');
    expect(await ana.note(handoff.id, 'Two.', 'n1')).toMatchObject({ ok: true });
    expect(await ana.note(handoff.id, 'Two.', 'n1')).toMatchObject({ ok: true });
    await customer.say('Three.');
    await ana.sees(handoff.id, 'Three.');
    const lines = (await ana.thread(handoff.id)).filter(({ text }) => /^\w+\.$/.test(text));
    expect(lines.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'One.'],
      ['note', 'Two.'],
      ['text', 'Three.'],
    ]);
    expect(lines[1]?.truth).toBeNull();
  });
});
