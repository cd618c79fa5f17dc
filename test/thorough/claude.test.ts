import { costOf, type LedgerEntry, type Usage } from '../../src/core/domain/usage.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { pricesOf } from '../../src/settings.js';
import { eventually } from '../support/eventually.js';
import {
  handsOff,
  type ModelScript,
  NEVER_ANSWERS,
  refuses,
  returns,
  says,
} from '../support/model/model-script.js';
import type { Reported } from '../support/model/model-server.js';
import { ModelServer } from '../support/model/model-server.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';

/** A line of which the local classifier is not sure, so that the model is asked to route it. */
const UNSURE = 'Refunds?';

const KEY = 'sk-ant-a-key-that-only-the-tests-know';
const INFO = { type: 'info_question', confidence: 0.9, reason: 'a question', escalation: null };

/** Patient enough for a busy machine, and quick to give up where a test lets the model hang. */
const MIND = { use: 'claude', apiKey: KEY, attemptsMax: 2, retryBaseMs: 1, retryMaxMs: 50 };

describeStores('Claude answers customers', (stores) => {
  let model: ModelServer;
  let gateway: RunningGateway;

  async function open(mind: object = {}): Promise<void> {
    model = await ModelServer.start();
    const config = { mind: { ...MIND, baseUrl: model.url, ...mind } };
    gateway = await RunningGateway.start({ stores, config });
  }

  afterEach(async () => {
    model.letGo();
    await gateway.stop();
    await model.stop();
  });

  async function ledgerOf(conversationId: string): Promise<readonly LedgerEntry[]> {
    return gateway.stores.ledger.calls('demo', conversationId, 100);
  }

  /** The ledger once every entry is closed and no more come. */
  async function closedLedger(conversationId: string): Promise<readonly LedgerEntry[]> {
    return eventually(async () => {
      const entries = await ledgerOf(conversationId);
      expect(entries.map((one) => one.closed === null)).not.toContain(true);
      expect(entries).toHaveLength(model.reported.length);
      return entries;
    });
  }

  test('an answer grows while it is written, cites its article, and costs what the provider says', async () => {
    await open();
    model.gapMs = 30;
    const customer = await gateway.customer();
    await customer.say('How long do refunds take?');
    const answer = await eventually(() => {
      const [found] = customer.messages.filter((one) => one.author.kind === 'bot');
      if (found === undefined) throw new Error('No answer yet.');
      return found;
    });
    expect(answer.citations?.length).toBeGreaterThan(0);
    const deltas = customer.of('delta').map((one) => one.text ?? '');
    expect(deltas.length).toBeGreaterThan(1);
    for (const delta of deltas) expect(answer.text.startsWith(delta)).toBe(true);
    await expectEqual(await closedLedger(customer.conversationId), model.reported, gateway);
  });

  test('what Claude hands off comes with its own words for the agent', async () => {
    await open();
    const handOff = handsOff({
      reason: 'policy_risk',
      intent: 'Wants a refund for a gift bought elsewhere.',
      summary: 'Asked twice, has no receipt.',
      uncertainty: 'Whether we ever sold it.',
      suggested_next_action: 'Ask for a photo of the label.',
      draft_reply: 'Could you send me the number on the label?',
      confidence: 0.3,
    });
    model.answers(returns(INFO), handOff);
    const customer = await gateway.customer();
    await customer.say('I got a kettle as a gift and want the money');
    await customer.seesOwner('waiting');
    const ana = gateway.agent('ana');
    const { id, reason, payload } = await ana.handoffOf(customer.conversationId);
    expect(reason).toBe('policy_risk');
    expect(payload).toMatchObject({
      intent: 'Wants a refund for a gift bought elsewhere.',
      draftReply: 'Could you send me the number on the label?',
      suggestedNextAction: 'Ask for a photo of the label.',
    });
    expect(customer.texts.join(' ')).not.toContain('label');
    await eventually(async () => {
      const { card, spent } = (await ana.show(id)) as unknown as Shown;
      expect(spent).toMatchObject({ calls: 2, unpriced: 0, isEstimated: false });
      expect(JSON.stringify(card)).toContain('Cost so far');
    });
  });

  test('a wish for a person is handed off at once, and the brief comes after', async () => {
    await open();
    model.hold(0);
    const customer = await gateway.customer();
    await customer.say('My order 4711 came broken, I want to talk to a person');
    const ana = gateway.agent('ana');
    const { id, payload } = await ana.handoffOf(customer.conversationId);
    expect(payload.intent).toContain('4711');
    await model.held();
    model.answers();
    model.letGo();
    await eventually(async () => {
      const { handoff } = await ana.show(id);
      expect(handoff?.revision).toBeGreaterThan(1);
    });
    expect(model.reported.map((one) => one.purpose)).toEqual(['brief']);
    await expectEqual(await closedLedger(customer.conversationId), model.reported, gateway);
  });

  test('a claim in mid-stream takes the text back, and its call is in the ledger, estimated', async () => {
    await open();
    model.gapMs = 20;
    model.hold(12);
    const customer = await gateway.customer();
    await customer.say('How long do refunds take?');
    await eventually(() => expect(customer.of('delta').length).toBeGreaterThan(0));
    const { id = '' } =
      (await gateway.agent('ana').takeOver(customer.conversationId)).handoff ?? {};
    await customer.seesOwner('agent');
    await eventually(() => expect(customer.of('retract')).toHaveLength(1));
    await model.abandoned();
    model.letGo();
    const entries = await closedLedger(customer.conversationId);
    const answer = entries.find((one) => one.purpose === 'answer');
    expect(answer?.closed).toMatchObject({ outcome: 'aborted', isEstimated: true });
    const reported = model.reported.find((one) => one.purpose === 'answer')?.usage;
    expect(answer?.closed?.usage.inputTokens).toBe(reported?.input_tokens);
    expect(answer?.closed?.usage.outputTokens).toBeGreaterThan(0);
    expect(customer.textsBy('bot')).toEqual([]);
    await gateway.agent('ana').giveBack(id);
    await customer.seesOwner('bot');
    await customer.say('How much is express shipping?');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
  });

  test('a turn that a claim supersedes at the last moment says nothing, and its calls count in full', async () => {
    model = await ModelServer.start();
    let claim = async (): Promise<void> => undefined;
    const claimsFirst = (opened: Stores): Stores => {
      const conversations = Object.create(opened.conversations) as Stores['conversations'];
      conversations.commit = async (command) => {
        await claim();
        return opened.conversations.commit(command);
      };
      return { ...opened, conversations };
    };
    const config = { mind: { ...MIND, baseUrl: model.url } };
    gateway = await RunningGateway.start({ stores, config, parts: { stores: claimsFirst } });
    const customer = await gateway.customer();
    claim = async () => {
      claim = async () => undefined;
      await gateway.agent('ana').takeOver(customer.conversationId);
    };
    await customer.say(UNSURE);
    await customer.seesOwner('agent');
    await expectEqual(await closedLedger(customer.conversationId), model.reported, gateway);
    expect(model.reported.map((one) => one.purpose)).toEqual(['route', 'answer']);
    expect(customer.textsBy('bot')).toEqual([]);
  });

  const truncated: ModelScript = says('Refunds take a', { mishap: { after: 1, how: 'ends' } });
  test.each<[string, readonly ModelScript[], string]>([
    ['is overloaded', [refuses(529), refuses(529)], '529'],
    ['limits the rate', [refuses(429), refuses(429)], '429'],
    ['fails', [refuses(500), refuses(500)], '500'],
    ['refuses the key', [refuses(401)], 'key'],
    ['refuses the request', [refuses(400)], '400'],
    ['breaks off in mid-answer', [returns(INFO), truncated, truncated], 'tried twice'],
    ['does not answer', [NEVER_ANSWERS, NEVER_ANSWERS], 'tried twice'],
    [
      'hangs in mid-answer',
      [
        returns(INFO),
        says('Well, ', { mishap: { after: 1, how: 'hangs' } }),
        says('Well, ', { mishap: { after: 1, how: 'hangs' } }),
      ],
      'tried twice',
    ],
    ['says nothing', [returns(INFO), says('')], 'empty'],
    ['routes to nowhere', [returns({ type: 'nonsense' })], 'Claude'],
    ['cuts the line', [{ isCut: true }, { isCut: true }], 'tried twice'],
  ])('a model that %s ends in a handoff whose card says so', async (_what, scripts, words) => {
    await open({ timeoutMs: 400, idleMs: 300 });
    model.answers(...scripts);
    const customer = await gateway.customer();
    await customer.say(UNSURE);
    await customer.sees(/Something went wrong on our side/);
    const ana = gateway.agent('ana');
    const { id, reason, payload } = await ana.handoffOf(customer.conversationId);
    expect(reason).toBe('model_unavailable');
    expect(payload.lastReasoning).toContain(words);
    expect(payload.lastReasoning).not.toContain(KEY);
    expect(JSON.stringify((await ana.show(id)) as unknown as Shown)).toContain(words);
    expect(customer.textsBy('bot')).toEqual([]);
  });

  test('a model that hangs longer than a turn may take ends in a handoff that says so', async () => {
    model = await ModelServer.start();
    const mind = { ...MIND, baseUrl: model.url, timeoutMs: 500 };
    gateway = await RunningGateway.start({ stores, config: { mind, turns: { timeoutMs: 700 } } });
    model.answers(NEVER_ANSWERS, NEVER_ANSWERS, NEVER_ANSWERS);
    const customer = await gateway.customer();
    await customer.say('How long do refunds take?');
    await customer.sees(/Something went wrong on our side/);
    const { payload } = await gateway.agent('ana').handoffOf(customer.conversationId);
    expect(payload.lastReasoning).toBe('The answer took longer than 0.7 s.');
  });

  test.each<[string, ModelScript, string, string]>([
    ['refuses', says('I', { stopReason: 'refusal' }), 'policy_risk', ''],
    [
      'is cut off',
      says('Refunds take', { stopReason: 'max_tokens' }),
      'model_unavailable',
      'Refunds take',
    ],
  ])(
    'an answer that %s is not sent, and a person gets it',
    async (_what, script, reason, draft) => {
      await open();
      model.answers(returns(INFO), script);
      const customer = await gateway.customer();
      await customer.say('How long do refunds take?');
      await customer.seesOwner('waiting');
      const handoff = await gateway.agent('ana').handoffOf(customer.conversationId);
      expect(handoff.reason).toBe(reason);
      expect(handoff.payload.draftReply).toContain(draft);
      expect(customer.textsBy('bot')).toEqual([]);
    },
  );

  test('over many turns with failures and claims, the ledger is what the provider reported', async () => {
    await open();
    const customers = await Promise.all(Array.from({ length: 6 }, () => gateway.customer()));
    let number = 0;
    model.byDefault((request) => {
      number += 1;
      if (number % 5 === 0) return refuses(529);
      if (request.purpose === 'route') return returns(INFO);
      const usage = { input_tokens: 900 + number };
      return says(`Answer ${number}.`, { cites: [{ result: 0 }], usage });
    });
    for (let turn = 0; turn < 3; turn++) {
      await Promise.all(customers.map((one) => one.say(`How long do refunds take, ${turn}?`)));
      await eventually(() => {
        for (const one of customers) {
          expect(one.textsBy('bot').length + one.textsBy('system').length).toBeGreaterThan(turn);
        }
      });
    }
    const entries = await eventually(async () => {
      const all = await Promise.all(customers.map((one) => ledgerOf(one.conversationId)));
      const flat = all.flat();
      expect(flat).toHaveLength(model.reported.length);
      expect(flat.every((one) => one.closed !== null)).toBe(true);
      return flat;
    });
    await expectEqual(entries, model.reported, gateway);
  });
});

interface Shown {
  readonly card: unknown;
  readonly spent: { readonly calls: number; readonly costUsd: number };
}

/** Entry by entry: the same figures, priced as configured. Calls that were refused took nothing. */
async function expectEqual(
  entries: readonly LedgerEntry[],
  reported: readonly Reported[],
  gateway: RunningGateway,
): Promise<void> {
  const prices = pricesOf(gateway.config);
  expect(entries.map(({ model, closed }) => lineOf(model, closed?.usage)).sort()).toEqual(
    reported.map(({ model, usage }) => lineOf(model, usageOf(usage))).sort(),
  );
  for (const { model, closed } of entries) {
    expect(closed?.isEstimated).toBe(false);
    expect(closed?.costUsd).toBe(closed && costOf(closed.usage, prices[model]));
  }
}

function lineOf(model: string, usage: Usage | undefined): string {
  return `${model} ${JSON.stringify(usage)}`;
}

function usageOf(usage: Reported['usage']): Usage {
  return {
    inputTokens: usage?.input_tokens ?? 0,
    outputTokens: usage?.output_tokens ?? 0,
    cacheReadTokens: usage?.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage?.cache_creation_input_tokens ?? 0,
  };
}
