import { choicesOf } from '../../src/core/domain/card.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import type { ShownMessage, WebCustomer } from '../support/web-customer.js';
import { waitingCustomer } from './waiting-customer.js';

const THANKS = 'Thank you for telling us.';

describeStores('what a customer thinks of it', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      stores,
      config: { tenants: { trade: { rating: false } } },
    });
  });
  afterAll(() => gateway.stop());

  async function solved() {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    await ana.resolve(handoff.id);
    const notice = await customer.sees(/marked this as solved/);
    return { customer, ana, id: handoff.id, notice };
  }

  async function ratings({ conversationId }: WebCustomer): Promise<(number | undefined)[]> {
    const turns = await gateway.stores.archive.turns(conversationId, 20);
    return turns.flatMap(({ rating }) => (rating === undefined ? [] : [rating])).reverse();
  }

  async function rated(customer: WebCustomer, given: number[]): Promise<void> {
    await eventually(async () => expect(await ratings(customer)).toEqual(given));
  }

  function rate(customer: WebCustomer, notice: ShownMessage, stars: number) {
    return customer.press(notice, `rating-${stars}`, 'Good');
  }

  test('is asked when the case is resolved, from one star to five', async () => {
    const { notice } = await solved();
    expect(notice.text).toBe(
      'Ana has marked this as solved. If there is anything else, just write again.\n\nHow was this for you?',
    );
    expect(notice.card?.blocks).toMatchObject([{ kind: 'choices', id: 'rating', look: 'rating' }]);
    expect(choicesOf(notice.card)).toEqual([
      { id: 'rating-1', label: 'Very bad' },
      { id: 'rating-2', label: 'Bad' },
      { id: 'rating-3', label: 'Fair' },
      { id: 'rating-4', label: 'Good' },
      { id: 'rating-5', label: 'Very good' },
    ]);
  });

  test('is not asked when the bot goes on, nor by a tenant that does not want to know', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    await gateway.agent('ana').claim(handoff.id);
    await gateway.agent('ana').giveBack(handoff.id);
    const returned = await customer.sees(/talking with Finch again/);
    expect(returned.card).toBeUndefined();
    const trader = await gateway.customer({ channel: 'trade-web' });
    await trader.say('I want to talk to a person');
    const mei = gateway.agent('mei');
    const { id } = await mei.handoffOf(trader.conversationId);
    await mei.claim(id);
    await mei.resolve(id);
    const notice = await trader.sees(/marked this as solved/);
    expect(notice.text).not.toContain('How was this');
    expect(notice.card).toBeUndefined();
  });

  test('pressed is thanked for, kept with its turn, and answered by nobody', async () => {
    const { customer, ana, id, notice } = await solved();
    expect(await rate(customer, notice, 4)).toMatchObject({ ok: true });
    const thanks = await customer.sees(THANKS);
    expect(thanks.author.kind).toBe('system');
    await rated(customer, [4]);
    const [turn] = await gateway.stores.archive.turns(customer.conversationId, 1);
    expect(turn).toMatchObject({
      rating: 4,
      outcome: 'acted',
      why: expect.stringMatching(/4 of 5/),
    });
    expect(customer.textsBy('bot')).toEqual([]);
    const pressed = (await ana.thread(id)).find(({ choice }) => choice !== undefined);
    expect(pressed).toMatchObject({ author: { kind: 'customer' }, choice: 'Good' });
  });

  test('pressed twice is kept twice, the last one last', async () => {
    const { customer, notice } = await solved();
    await rate(customer, notice, 2);
    await rated(customer, [2]);
    await rate(customer, notice, 5);
    await rated(customer, [2, 5]);
    expect(customer.textsBy('bot')).toEqual([]);
  });

  test('of the same press sent again is kept once', async () => {
    const { customer, notice } = await solved();
    const press = { id: 'p', text: 'Good', choice: { message: notice.id, id: 'rating-4' } };
    const first = await customer.ask('message', press);
    await customer.sees(THANKS);
    expect(await customer.ask('message', press)).toEqual(first);
    await customer.say('hello');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    expect(await ratings(customer)).toEqual([4]);
  });

  test.each<[string, (notice: ShownMessage) => { message: string; id: string }]>([
    ['on a message nobody was shown', () => ({ message: 'x'.repeat(64), id: 'rating-5' })],
    ['with six stars', ({ id }) => ({ message: id, id: 'rating-6' })],
    ['with no stars', ({ id }) => ({ message: id, id: 'rating-0' })],
    ['of a name every object has', ({ id }) => ({ message: id, id: 'constructor' })],
    ['on a message named __proto__', () => ({ message: '__proto__', id: 'rating-5' })],
  ])('forged %s is none, only words', async (_how, choice) => {
    const { customer, notice } = await solved();
    await customer.ask('message', { id: 'p', text: 'hello', choice: choice(notice) });
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    expect(await ratings(customer)).toEqual([]);
    expect(customer.texts).not.toContain(THANKS);
  });

  test("forged on another customer's question is none", async () => {
    const [own, other] = [await gateway.customer(), await solved()];
    await own.press(other.notice, 'rating-1', 'hello');
    await eventually(() => expect(own.textsBy('bot')).toHaveLength(1));
    expect(await ratings(own)).toEqual([]);
    expect(await ratings(other.customer)).toEqual([]);
  });

  test('pressed when a person is asked for again is for that person to read', async () => {
    const { customer, ana, notice } = await solved();
    await customer.say('I want to talk to a person');
    await customer.seesOwner('waiting');
    const { id } = await ana.handoffOf(customer.conversationId);
    await rate(customer, notice, 1);
    await eventually(async () => {
      const line = (await ana.thread(id)).at(-1);
      expect(line).toMatchObject({ text: 'Good', choice: 'Good' });
    });
    expect(customer.texts).not.toContain(THANKS);
    expect(customer.textsBy('bot')).toEqual([]);
  });
});

test('every sentence of it may be in the tenant\u2019s own words', async () => {
  const texts = {
    'handoff.opened': 'One moment, a person comes.',
    'handoff.resolved': '{agent} of {tenant} is done.',
    'rating.ask': 'Happy?',
    'rating.5': 'Very',
    'rating.thanks': 'Noted.',
    'files.kept-only': 'I keep {files}.',
  };
  const gateway = await RunningGateway.start({ config: { tenants: { demo: { texts } } } });
  try {
    const customer = await gateway.customer();
    await customer.sendFiles(['lamp.jpg']);
    await customer.sees('I keep lamp.jpg.');
    await customer.say('I want to talk to a person');
    await customer.sees('One moment, a person comes.');
    const ana = gateway.agent('ana');
    const { id } = await ana.handoffOf(customer.conversationId);
    await ana.claim(id);
    await ana.resolve(id);
    const notice = await customer.sees('Ana of Maple & Finch is done.\n\nHappy?');
    expect(choicesOf(notice.card).at(-1)).toEqual({ id: 'rating-5', label: 'Very' });
    await customer.press(notice, 'rating-5', 'Very');
    await customer.sees('Noted.');
  } finally {
    await gateway.stop();
  }
});
