import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { waitingCustomer } from './waiting-customer.js';

describeStores('a handoff at the desk', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  test('comes with everything known, so that nobody has to ask again', async () => {
    const { handoff } = await waitingCustomer(gateway);
    expect(handoff).toMatchObject({
      state: 'open',
      reason: 'user_request',
      tenant: 'demo',
      channel: 'demo-web',
      claimedBy: null,
      payload: {
        customer: { name: 'Visitor' },
        intent: expect.stringMatching(/person/),
        lastReasoning: expect.stringMatching(/asked for a person/),
      },
    });
    expect(handoff.payload.messages.map(({ text }) => text)).toContain(
      'I want to talk to a person',
    );
  });

  test('is claimed, answered, written back to and resolved, and the bot goes on knowing what happened', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    expect((await ana.claim(handoff.id)).handoff).toMatchObject({
      state: 'claimed',
      claimedBy: { id: 'ana', name: 'Ana' },
    });
    await customer.seesOwner('agent');
    expect(customer.of('owner').at(-1)).toMatchObject({ agent: 'Ana', ownership: 2 });

    await ana.reply(handoff.id, 'Your replacement lamp leaves our warehouse on Friday.');
    const reply = await customer.sees('Your replacement lamp leaves our warehouse on Friday.');
    expect(reply.author).toEqual({ kind: 'agent', name: 'Ana' });
    await customer.say('Great, thanks!');
    await ana.sees(handoff.id, 'Great, thanks!');

    const { handoff: resolved } = await ana.resolve(handoff.id, 'replacement sent');
    expect(resolved).toMatchObject({ state: 'resolved', closedAtMs: expect.any(Number) });
    await customer.seesOwner('bot');
    await customer.sees(/Ana has marked this as solved/);
    await customer.say('What did Ana tell me?');
    const answer = await customer.sees(/Ana told you/);
    expect(answer).toMatchObject({ author: { kind: 'bot', name: 'Finch' } });
    expect(answer.text).toContain('Your replacement lamp leaves our warehouse on Friday.');
    expect(answer.text).not.toContain('replacement sent');
    const found = await gateway.stores.conversations.load(customer.conversationId);
    expect(found?.stretches).toMatchObject([
      {
        handoffId: handoff.id,
        agent: { name: 'Ana' },
        outcome: 'resolved',
        note: 'replacement sent',
      },
    ]);
  });

  test('is answered by nobody but people while it waits and while somebody has it', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const question = 'How long do I have to return something?';
    await customer.say(question);
    await gateway.agent('ana').sees(handoff.id, question);
    await gateway.agent('ana').claim(handoff.id);
    await customer.say(`${question} Really?`);
    await gateway.agent('ana').sees(handoff.id, `${question} Really?`);
    await gateway.agent('ana').reply(handoff.id, 'Thirty days.');
    await customer.sees('Thirty days.');
    expect(customer.textsBy('bot')).toEqual([]);
    expect(customer.of('delta')).toEqual([]);
  });

  test('given back to the bot is answered by the bot, in the same stretch of talk', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    expect((await ana.giveBack(handoff.id)).handoff?.state).toBe('returned');
    await customer.seesOwner('bot');
    await customer.sees('You are talking with Finch again.');
    await customer.say('How long do I have to return something?');
    await customer.sees(/30 days/);
  });

  test('released waits again and can be claimed by somebody else', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    await gateway.agent('ana').claim(handoff.id);
    const released = await gateway.agent('ana').release(handoff.id);
    expect(released.handoff).toMatchObject({ state: 'open', claimedBy: null });
    await customer.seesOwner('waiting');
    const claimed = await gateway.agent('ben').claim(handoff.id);
    expect(claimed.handoff?.claimedBy).toEqual({ id: 'ben', name: 'Ben' });
    expect(claimed.handoff?.history.map(({ state }) => state)).toEqual([
      'open',
      'claimed',
      'open',
      'claimed',
    ]);
  });

  test('once closed, a new wish for a person opens another one', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    await ana.resolve(handoff.id);
    await customer.seesOwner('bot');
    await customer.say('I want to talk to a person');
    await customer.seesOwner('waiting');
    const next = await ana.handoffOf(customer.conversationId);
    expect(next.id).not.toBe(handoff.id);
    const closed = await eventually(async () => {
      const { handoffs = [] } = await ana.list('?view=closed&limit=200');
      const found = handoffs.find(({ id }) => id === handoff.id);
      if (found === undefined) throw new Error('Not among the closed ones.');
      return found;
    });
    expect(closed).toMatchObject({ state: 'resolved', claimedBy: { id: 'ana' } });
  });
});
