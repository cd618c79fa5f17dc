import { PuppetMind } from '../handoff/puppet-mind.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import type { WebCustomer } from '../support/web-customer.js';

const STALE = 'The bot thinks aloud';

/** Whatever the customer was shown of the bot after the last change to this owner. */
function botAfter(customer: WebCustomer, owner: string) {
  const at = customer.seen.findLastIndex(
    ({ event, payload }) => event === 'owner' && payload.owner === owner,
  );
  expect(at).toBeGreaterThan(-1);
  return customer.seen
    .slice(at)
    .filter(
      ({ event, payload }) =>
        event === 'delta' || (event === 'message' && payload.author?.kind === 'bot'),
    );
}

describeStores('a person steps in while the bot is answering', (stores) => {
  let gateway: RunningGateway;
  let mind: PuppetMind;
  beforeEach(async () => {
    mind = new PuppetMind();
    gateway = await RunningGateway.start({ stores, parts: { mind: mind.over } });
  });
  afterEach(async () => {
    mind.letGo();
    await gateway.stop();
  });

  async function interrupted() {
    const customer = await gateway.customer();
    mind.growsStubbornly(STALE);
    await customer.say('Where is my order 77?');
    await eventually(() => expect(customer.of('delta').length).toBeGreaterThan(1));
    const taken = await gateway.agent('ana').takeOver(customer.conversationId);
    expect(taken).toMatchObject({
      status: 200,
      handoff: { state: 'claimed', reason: 'agent_takeover', claimedBy: { name: 'Ana' } },
    });
    const id = taken.handoff?.id ?? '';
    return { customer, id, ana: gateway.agent('ana') };
  }

  test('what had been streamed is taken back and nothing of the bot follows', async () => {
    const { customer, id, ana } = await interrupted();
    await customer.seesOwner('agent');
    const turnId = customer.of('delta')[0]?.turnId;
    await eventually(() => expect(customer.of('retract')).toEqual([{ turnId }]));
    mind.letGo();
    await ana.reply(id, 'Ana here, let me look.');
    await customer.sees('Ana here, let me look.');
    await ana.resolve(id);
    await customer.seesOwner('bot');
    await customer.say('hello');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    expect(botAfter(customer, 'agent').map(({ event }) => event)).toEqual(['message']);
    expect(JSON.stringify(customer.messages)).not.toContain(STALE);
  });

  test('the unanswered message is at the desk, on the card and in the thread', async () => {
    const { id, ana } = await interrupted();
    const line = await ana.sees(id, 'Where is my order 77?');
    expect(line.author.kind).toBe('customer');
    const { handoff } = await ana.show(id);
    expect(JSON.stringify(handoff?.payload)).toContain('Where is my order 77?');
  });

  test('what the customer writes meanwhile goes to the person', async () => {
    const { customer, id, ana } = await interrupted();
    expect(await customer.say('It is urgent.')).toMatchObject({ ok: true });
    await ana.sees(id, 'It is urgent.');
    expect(mind.asked).toHaveLength(1);
  });

  test('given back within the same slow answer, that answer stays unsaid', async () => {
    const { customer, id, ana } = await interrupted();
    expect((await ana.giveBack(id)).status).toBe(200);
    await customer.seesOwner('bot');
    mind.letGo();
    mind.answers('A fresh answer.');
    await customer.say('And order 78?');
    await customer.sees('A fresh answer.');
    expect(JSON.stringify(customer.messages)).not.toContain(STALE);
    expect(JSON.stringify(botAfter(customer, 'bot'))).not.toContain(STALE);
    const fresh = mind.asked.at(-1);
    expect(fresh?.lines.map(({ text }) => text)).toEqual(['And order 78?']);
    expect(fresh?.stretches).toMatchObject([{ agent: 'Ana', outcome: 'returned' }]);
  });

  test('two agents who step in at once: one has it, the other is told', async () => {
    const customer = await gateway.customer();
    mind.growsStubbornly(STALE);
    await customer.say('Where is my order 77?');
    await mind.isAsked(1);
    const answers = await Promise.all(
      ['ana', 'ben'].map((id) => gateway.agent(id).takeOver(customer.conversationId)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { error } = answers.find(({ status }) => status === 409) ?? {};
    expect(error).toMatchObject({ code: 'conversation.not-bot', retryable: false });
  });

  test('while the bot is still at it, the history is whole', async () => {
    const customer = await gateway.customer();
    for (let count = 0; count < 6; count += 1) {
      await customer.say('hello');
      await eventually(() => expect(customer.textsBy('bot')).toHaveLength(count + 1));
    }
    mind.growsStubbornly(STALE);
    await customer.say('First question?');
    await mind.isAsked(1);
    for (const text of ['Second?', 'Third?', 'Fourth?']) await customer.say(text);
    const found: number[] = [];
    let before: number | undefined = 1_000;
    while (before !== undefined) {
      const page = await customer.history(before, 5);
      found.unshift(...(page.messages ?? []).map(({ seq }) => seq));
      before = page.more ? page.before : undefined;
    }
    await eventually(() => expect(customer.messages).toHaveLength(16));
    expect(found).toEqual(customer.messages.map(({ seq }) => seq));
  });
});
