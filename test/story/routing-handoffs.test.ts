import type { Card } from '../../src/core/domain/card.js';
import type { Handoff } from '../../src/core/domain/handoff.js';
import { answered } from '../handoff/puppet-mind.js';
import { MemoryHouse, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';

const WORK = {
  accountFacts: 'all',
  knowledge: 'all',
  actions: [],
  measures: { primary: 'resolved', guardrail: 'rating' },
};

const ALL_TYPES = [
  'info_question',
  'action_request',
  'account_issue',
  'unsupported',
  'escalation_candidate',
];

const WORKFLOWS = {
  refunds: {
    ...WORK,
    title: 'Refunds and returned goods',
    turnTypes: ALL_TYPES,
    topics: ['refund'],
    escalation: [
      {
        when: { amountOver: { value: 500, currency: 'EUR' } },
        reason: 'high_value_action',
        say: 'A large refund: ask the shift lead.',
      },
      { when: { topics: ['refund'], account: { plan: 'gold' } }, reason: 'high_value_action' },
      { when: { confidenceUnder: 0.4 }, reason: 'missing_evidence' },
    ],
    card: { must: ['email', 'order number', 'amount'] },
  },
  rest: {
    ...WORK,
    title: 'Anything else',
    turnTypes: ALL_TYPES,
    topics: [],
    escalation: [],
    card: { must: [] },
  },
};

describeStores('Why a person is called stands on the card', (kind) => {
  let house: MemoryHouse;
  beforeAll(async () => {
    const tenants = { demo: { workflows: WORKFLOWS } };
    house = await MemoryHouse.open({ stores: kind, config: { tenants } });
  });
  afterAll(() => house?.close());
  afterEach(() => house.mind.letGo());

  async function handedOff(talker: Talker): Promise<{ handoff: Handoff; card: string }> {
    const ana = house.gateway.agent('ana');
    const handoff = await ana.handoffOf(talker.conversationId);
    return { handoff, card: wordsOf(await ana.card(handoff.id)) };
  }

  test('frustration: no single word, but what came together over the talk', async () => {
    const lena = await house.customer('Lena');
    await lena.says('How long does delivery to Canada take?');
    await lena.says('How long does the delivery to Canada take?');
    expect((await house.now(lena.conversationId)).owner).toBe('bot');
    await lena.says('This is not helping. How much is express shipping?');
    const { handoff, card } = await handedOff(lena);
    expect(handoff.reason).toBe('frustrated_user');
    expect(card).toContain('The customer is frustrated');
    expect(card).toContain('Signs of frustration:');
    expect(card).toContain('complains about this conversation or the service');
    expect(card).toContain('was unhappy earlier in this conversation');
    const [turn] = await house.turns(lena.conversationId);
    expect(turn).toMatchObject({ outcome: 'escalated', escalation: 'frustrated_user' });
  });

  test('a rule on amounts, with what the team says of it and what is still to be asked', async () => {
    const omar = await house.customer('Omar');
    await omar.says('I want my refund of 900 EUR for order KX-20441.');
    const { handoff, card } = await handedOff(omar);
    expect(handoff.reason).toBe('high_value_action');
    expect(card).toContain('A large refund: ask the shift lead.');
    expect(card).toContain('Still to ask');
    expect(handoff.payload.missing).toEqual(['email']);
    const [turn] = await house.turns(omar.conversationId);
    expect(turn?.route.reason).toContain('By rule 1 of the workflow refunds');
    expect(turn?.workflow).toBe('refunds');
  });

  test('a rule on the account, in words of its own where the team has none', async () => {
    const mara = await house.customer('Mara', { plan: 'gold' });
    await mara.says('How long does a refund take?');
    const { handoff, card } = await handedOff(mara);
    expect(handoff.reason).toBe('high_value_action');
    expect(card).toContain('A rule for “Refunds and returned goods”');
    expect(card).toContain('plan is gold');
    expect(handoff.payload.missing).toEqual(['email', 'order number', 'amount']);
  });

  test('a rule on how sure an answer is: it is not sent, and the agent has it as a draft', async () => {
    const noor = await house.customer('Noor');
    const unsure = { ...answered('Refunds take a year.'), confidence: 0.2 };
    house.mind.answering = async () => unsure;
    const said = await noor.says('How long does a refund take?');
    expect(said.join()).not.toContain('a year');
    const { handoff, card } = await handedOff(noor);
    expect(handoff.reason).toBe('missing_evidence');
    expect(handoff.payload.draftReply).toBe('Refunds take a year.');
    expect(card).toContain('the bot was 20 % sure, less than 40 %');
  });

  test('the same question by somebody else, over less money, is answered', async () => {
    const pia = await house.customer('Pia', { plan: 'silver' });
    const [answer] = await pia.says('How long does a refund take?');
    expect(answer).toContain('5-7 business days');
    expect((await house.now(pia.conversationId)).episode.workflow).toBe('refunds');
  });
});

/** Every word that can be read on a card. */
function wordsOf(card: Card): string {
  return JSON.stringify(card);
}
