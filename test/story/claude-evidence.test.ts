import { eventually } from '../support/eventually.js';
import { BY_DEFAULT, type ModelScript, says } from '../support/model/model-script.js';
import { ModelServer } from '../support/model/model-server.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';

const QUESTION = 'How long do refunds take?';
const MADE_UP = 'Refunds take about three weeks, and five percent are kept.';
const CITED = 'Refunds take 5-7 business days.';

describeStores('an answer about the rules of the shop', (stores) => {
  let model: ModelServer;
  let gateway: RunningGateway;

  beforeEach(async () => {
    model = await ModelServer.start();
    const mind = { use: 'claude', apiKey: 'sk-ant-a-key-that-only-the-tests-know' };
    gateway = await RunningGateway.start({
      stores,
      config: { mind: { ...mind, baseUrl: model.url, attemptsMax: 1 } },
    });
    model.gapMs = 30;
  });

  afterEach(async () => {
    await gateway.stop();
    await model.stop();
  });

  /** What the model answers, one after the other; everything else it is asked is answered as always. */
  function answersWith(...scripts: readonly ModelScript[]): void {
    const left = [...scripts];
    model.byDefault((request) => {
      const script = request.purpose === 'answer' ? left.shift() : undefined;
      return script ?? BY_DEFAULT(request);
    });
  }

  async function outcomes(conversationId: string): Promise<readonly unknown[]> {
    const calls = await gateway.stores.ledger.calls('demo', conversationId, 100);
    return calls
      .filter(({ purpose }) => purpose === 'answer')
      .map(({ closed }) => closed?.outcome ?? 'open')
      .sort();
  }

  test('that names no passage is never seen; the second one that does is the answer', async () => {
    answersWith(says(MADE_UP), says(CITED, { cites: [{ result: 0 }] }));
    const customer = await gateway.customer();
    await customer.say(QUESTION);
    await eventually(() => expect(customer.textsBy('bot')).toEqual([CITED]));
    const shown = customer.of('delta').map((one) => one.text ?? '');
    for (const text of shown) expect(CITED.startsWith(text)).toBe(true);
    await eventually(async () =>
      expect(await outcomes(customer.conversationId)).toEqual(['ok', 'uncited']),
    );
  });

  test('that names none twice becomes a handoff with the passages that were found', async () => {
    answersWith(says(MADE_UP), says(MADE_UP));
    const customer = await gateway.customer();
    await customer.say(QUESTION);
    await customer.seesOwner('waiting');
    const { reason, payload } = await gateway.agent('ana').handoffOf(customer.conversationId);
    expect(reason).toBe('missing_evidence');
    expect(payload.lastReasoning).toBe(
      'Claude answered twice without naming a passage that says so.',
    );
    expect(payload.confidence).toBeNull();
    expect(payload.evidence.map(({ quote }) => quote).join(' ')).toContain('5-7 business days');
    expect(payload.draftReply).toBe('');
    expect(customer.textsBy('bot')).toEqual([]);
    expect(customer.of('delta')).toEqual([]);
    expect(customer.of('retract')).toEqual([]);
    await eventually(async () =>
      expect(await outcomes(customer.conversationId)).toEqual(['uncited', 'uncited']),
    );
  });

  test('may be one short counter-question instead', async () => {
    answersWith(says('Did you pay by card or by invoice?'));
    const customer = await gateway.customer();
    await customer.say(QUESTION);
    await customer.sees('Did you pay by card or by invoice?');
    expect(customer.textsBy('bot')).toHaveLength(1);
  });
});
