import type { Card } from '../../src/core/domain/card.js';
import { SITE_KEY, siteToken } from '../channels/site-tokens.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { PuppetMind } from './puppet-mind.js';
import { waitingCustomer } from './waiting-customer.js';

/** What a card offers; the transcript always. */
function steps({ blocks }: Card): string[] {
  const ids = blocks.flatMap((block) =>
    block.kind === 'buttons' ? block.buttons.map(({ id }) => id) : [],
  );
  expect(ids.at(-1)).toBe('transcript');
  return ids.slice(0, -1);
}

function factsOf({ blocks }: Card, title: string): [string, string][] {
  return blocks.flatMap((block) =>
    block.kind === 'facts' && block.title === title
      ? block.facts.map(({ name, value }) => [name, value] as [string, string])
      : [],
  );
}

describeStores('the card of a handoff at the desk', (stores) => {
  let gateway: RunningGateway;
  const mind = new PuppetMind();
  beforeAll(async () => {
    const config = { channels: { 'demo-web': { userTokenKey: SITE_KEY } } };
    gateway = await RunningGateway.start({ stores, config, parts: { mind: mind.over } });
  });
  afterAll(() => gateway.stop());

  test('offers each agent their own steps, through its whole life', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const [ana, ben] = [gateway.agent('ana'), gateway.agent('ben')];
    const seen = async () => [steps(await ana.card(handoff.id)), steps(await ben.card(handoff.id))];
    expect(await seen()).toEqual([['claim'], ['claim']]);
    await ana.claim(handoff.id);
    expect(await seen()).toEqual([['resolve', 'return', 'release'], []]);
    await ana.release(handoff.id);
    expect(await seen()).toEqual([['claim'], ['claim']]);
    await ben.claim(handoff.id);
    expect(await seen()).toEqual([[], ['resolve', 'return', 'release']]);
    await ben.resolve(handoff.id);
    const asked = ['verdict-right', 'verdict-wrong'];
    expect(await seen()).toEqual([['take-over'], [...asked, 'take-over']]);
    await customer.seesOwner('bot');
    await ana.takeOver(customer.conversationId);
    expect(await seen()).toEqual([[], asked]);
  });

  test('says why, what is wanted, and what to do next', async () => {
    const { handoff } = await waitingCustomer(gateway);
    const card = await gateway.agent('ana').card(handoff.id);
    expect(card.title).toBe('The customer asked for a person');
    expect(card.blocks[0]).toEqual({
      kind: 'quote',
      author: 'Visitor',
      text: 'I want to talk to a person',
    });
    expect(card.blocks).toContainEqual({
      kind: 'section',
      title: 'Next',
      text: 'Greet the customer and take over; they asked for a person.',
    });
    const { spent } = await gateway.agent('ana').show(handoff.id);
    expect(spent).toEqual({ calls: 0, costUsd: 0, unpriced: 0, isEstimated: false });
  });

  test('has what the browser says of itself, but nothing behind the path', async () => {
    const customer = await gateway.customer({
      about: {
        page: 'https://rosa:pw@shop.example:8443/lamps/7?token=4111#reset=4112',
        language: 'de-AT',
        timeZone: 'Europe/Vienna',
      },
    });
    await customer.say('I want to talk to a person');
    const ana = gateway.agent('ana');
    const { id } = await ana.handoffOf(customer.conversationId);
    const shown = await ana.show(id);
    expect(factsOf(await ana.card(id), 'Customer')).toEqual([
      ['Name', 'Visitor'],
      ['Channel', 'demo-web'],
      ['Page', 'shop.example:8443/lamps/7'],
      ['Language', 'de-AT'],
      ['Time zone', 'Europe/Vienna'],
    ]);
    expect(shown.conversation?.customer.about).toHaveLength(3);
    expect(JSON.stringify(shown)).not.toMatch(/4111|4112|rosa:pw/);
  });

  test.each<[string, object, [string, string][]]>([
    ['no address', { page: 'shop' }, []],
    ['nothing', { page: '', language: '', timeZone: ' ' }, []],
    [
      'an endless path',
      { page: `https://x.example/${'y'.repeat(1_000)}` },
      [['Page', `x.example/${'y'.repeat(190)}`]],
    ],
    ['forged lines', { language: 'en\nName: the boss\u202E' }, [['Language', 'en Name: the boss']]],
  ])('makes of %s what can be made of it', async (_what, about, told) => {
    const customer = await gateway.customer({ about });
    await customer.say('I want to talk to a person');
    const ana = gateway.agent('ana');
    const { id } = await ana.handoffOf(customer.conversationId);
    expect(factsOf(await ana.card(id), 'Customer').slice(2)).toEqual(told);
  });

  test('has what the site vouches for, which the model is told too', async () => {
    const facts = {
      Plan: 'Gold',
      'Orders this year': 12,
      Verified: true,
      nested: { no: 1 },
      none: null,
    };
    const token = await siteToken({ sub: 'rosa', name: 'Rosa', email: 'rosa@example.org', facts });
    const customer = await gateway.customer({ token, about: { language: 'de' } });
    mind.answers('So it is.');
    await customer.say('What is my plan?');
    await customer.sees('So it is.');
    mind.letGo();
    const known = [
      { name: 'Plan', value: 'Gold' },
      { name: 'Orders this year', value: '12' },
      { name: 'Verified', value: 'true' },
    ];
    expect(mind.asked.at(-1)?.accountFacts).toEqual(known);
    expect(JSON.stringify(mind.asked.at(-1))).not.toContain('Language');
    await customer.say('I want to talk to a person');
    const ana = gateway.agent('ana');
    const { id } = await ana.handoffOf(customer.conversationId);
    const card = await ana.card(id);
    expect(factsOf(card, 'Account')).toEqual(known.map(({ name, value }) => [name, value]));
    expect(factsOf(card, 'Customer')).toEqual([
      ['Name', 'Rosa'],
      ['Email', 'rosa@example.org'],
      ['Channel', 'demo-web'],
      ['Language', 'de'],
    ]);
  });

  test.each<[string, unknown]>([
    ['a text', 'Gold'],
    ['null', null],
    ['things within things', { plan: { name: 'Gold' } }],
  ])('has nothing of facts that are %s', async (_what, facts) => {
    const token = await siteToken({ sub: `user-${String(_what).length}`, facts });
    const customer = await gateway.customer({ token });
    await customer.say('I want to talk to a person');
    const ana = gateway.agent('ana');
    const { id } = await ana.handoffOf(customer.conversationId);
    expect(factsOf(await ana.card(id), 'Account')).toEqual([]);
  });

  test('takes at most twenty facts of bounded length', async () => {
    const many = Array.from({ length: 30 }, (_, at) => [`fact ${at}`, at] as const);
    const facts = { ['n'.repeat(300)]: 'v'.repeat(300), ...Object.fromEntries(many) };
    const customer = await gateway.customer({ token: await siteToken({ sub: 'many', facts }) });
    await customer.say('I want to talk to a person');
    const ana = gateway.agent('ana');
    const { id } = await ana.handoffOf(customer.conversationId);
    const shown = factsOf(await ana.card(id), 'Account');
    expect(shown).toHaveLength(20);
    expect(shown[0]).toEqual(['n'.repeat(200), 'v'.repeat(200)]);
    expect(shown[19]).toEqual(['fact 18', '18']);
  });
});
