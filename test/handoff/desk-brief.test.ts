import { NO_USAGE } from '../../src/core/domain/usage.js';
import type { Brief, Context } from '../../src/core/ports/mind.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { PuppetMind } from './puppet-mind.js';
import { waitingCustomer } from './waiting-customer.js';

const BRIEF: Brief = {
  intent: 'Wants the lamp replaced.',
  summary: 'Bought a lamp in May; it flickers.',
  uncertainty: 'Which lamp it is.',
  suggestedNextAction: 'Ask for the order number.',
  draftReply: 'Could you tell me the order number?',
};

describeStores('what is added to a card once a model has looked', (stores) => {
  let gateway: RunningGateway;
  let mind: PuppetMind;
  beforeEach(async () => {
    mind = new PuppetMind();
    gateway = await RunningGateway.start({ stores, parts: { mind: mind.over } });
  });
  afterEach(() => gateway.stop());

  /** Accounts for a call as a mind does. */
  async function spend({ place }: Context, id: string, costUsd: number | null): Promise<void> {
    const { ledger } = gateway.stores;
    const call = { purpose: 'brief', turnType: null, model: 'm', attempt: 1 } as const;
    await ledger.open({ ...place, ...call, id, openedAtMs: 1, estimate: NO_USAGE });
    const ok = { isEstimated: false, outcome: 'ok', reference: null };
    const end = { closedAtMs: 2, usage: NO_USAGE, ...ok };
    await ledger.close({ ...end, id, costUsd });
  }

  test('is the brief and the cost; the card was there before', async () => {
    let give = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      give = resolve;
    });
    mind.briefing = async (context) => {
      await held;
      await spend(context, 'call-1', 0.0234);
      return BRIEF;
    };
    const { handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    const before = await ana.show(handoff.id);
    expect(before.handoff?.payload).toMatchObject({
      draftReply: '',
      intent: 'I want to talk to a person',
    });
    expect(before.spent).toMatchObject({ calls: 0 });
    give();
    await eventually(async () =>
      expect((await ana.show(handoff.id)).handoff?.payload).toMatchObject(BRIEF),
    );
    const { card, spent } = await ana.show(handoff.id);
    expect(spent).toEqual({ calls: 1, costUsd: 0.0234, unpriced: 0, isEstimated: false });
    expect(card?.blocks).toContainEqual({
      kind: 'section',
      title: 'Suggested reply',
      text: BRIEF.draftReply,
    });
    expect(card?.blocks).toContainEqual({
      kind: 'facts',
      title: 'Numbers',
      facts: [{ name: 'Cost so far', value: '$0.02' }],
    });
    await eventually(async () => {
      const [listed] = (await ana.list()).handoffs ?? [];
      expect(listed?.payload.summary).toBe(BRIEF.summary);
    });
  });

  test('comes also after somebody has claimed it, and changes nobody\u2019s claim', async () => {
    let give = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      give = resolve;
    });
    mind.briefing = async () => {
      await held;
      return { ...BRIEF, uncertainty: '  ', suggestedNextAction: '' };
    };
    const { handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    give();
    await eventually(async () =>
      expect((await ana.show(handoff.id)).handoff?.payload.summary).toBe(BRIEF.summary),
    );
    const { handoff: now } = await ana.show(handoff.id);
    expect(now).toMatchObject({ state: 'claimed', claimedBy: { id: 'ana' } });
    // Lines that say nothing leave what was there.
    expect(now?.payload.suggestedNextAction).toBe(handoff.payload.suggestedNextAction);
    expect(now?.payload.suggestedNextAction).not.toBe('');
  });

  test('is nothing for a case that is closed by then', async () => {
    let give = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      give = resolve;
    });
    let isGiven = false;
    mind.briefing = async () => {
      await held;
      isGiven = true;
      return BRIEF;
    };
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    await ana.resolve(handoff.id);
    give();
    await customer.say('hello');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    await eventually(() => expect(isGiven).toBe(true));
    expect((await ana.show(handoff.id)).handoff).toMatchObject({
      state: 'resolved',
      payload: { draftReply: '' },
    });
  });

  test.each<[string, PuppetMind['briefing']]>([
    ['fails', () => Promise.reject(new Error('529 overloaded'))],
    ['has nothing to add', async () => null],
    ['says nothing', async () => ({ ...BRIEF, ...EMPTY })],
  ])('of a model that %s is nothing', async (_how, briefing) => {
    let asked = 0;
    mind.briefing = async (...args) => {
      asked += 1;
      return briefing?.(...args) ?? null;
    };
    const { handoff } = await waitingCustomer(gateway);
    await eventually(() => expect(asked).toBe(1));
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    expect((await ana.show(handoff.id)).handoff).toMatchObject({
      revision: 2,
      payload: { ...handoff.payload, messages: expect.any(Array) },
    });
  });

  test('of a failed model is nothing; what the failure cost is told', async () => {
    mind.briefing = async (context) => {
      await spend(context, 'call-1', 0.0012);
      throw new Error('529 overloaded');
    };
    const { handoff } = await waitingCustomer(gateway);
    await eventually(async () => {
      const { handoff: now, spent } = await gateway.agent('ana').show(handoff.id);
      expect(spent).toMatchObject({ calls: 1, costUsd: 0.0012 });
      expect(now?.payload).toEqual({ ...handoff.payload, messages: expect.any(Array) });
    });
  });

  test('of a model that never answers keeps nobody from stopping', async () => {
    let asked = 0;
    mind.briefing = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    await waitingCustomer(gateway);
    await eventually(() => expect(asked).toBe(1));
    const stopped = await Promise.race([
      gateway.stop().then(() => 'stopped'),
      eventually(() => Promise.reject(new Error('still stopping')), 8_000).catch(() => 'hangs'),
    ]);
    expect(stopped).toBe('stopped');
    gateway = await RunningGateway.start();
  });
});

const EMPTY: Brief = {
  intent: '',
  summary: ' ',
  uncertainty: '',
  suggestedNextAction: '\n',
  draftReply: '',
};
