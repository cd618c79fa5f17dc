import { EN } from '../../src/core/domain/texts/en.js';
import { eventually } from '../support/eventually.js';
import { type ModelScript, NEVER_ANSWERS, refuses, says } from '../support/model/model-script.js';
import { ModelServer } from '../support/model/model-server.js';
import { ADMIN_TOKEN, RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import type { WebCustomer } from '../support/web-customer.js';

const HOLD = EN['ladder.hold'];
const FAILED = EN['handoff.failed'];
const ANSWERING = 'claude-sonnet-5-5';
/** Questions of which the local classifier is sure, so that only the answer is asked for. */
const REFUNDS = 'How long do refunds take?';
const EXPRESS = 'How much is express shipping?';

const MIND = {
  use: 'claude',
  apiKey: 'sk-ant-a-key-that-only-the-tests-know',
  attemptsMax: 1,
  breaker: { failures: 2, pauseMs: 600_000 },
};

interface Health {
  readonly status: string;
  readonly degraded: readonly string[];
  readonly ladder?: readonly { readonly rung: string; readonly count: number }[];
}

describeStores('While Claude is slow or away', (stores) => {
  let model: ModelServer;
  let gateway: RunningGateway;

  async function open(mind: object = {}, demo: object = {}): Promise<void> {
    model = await ModelServer.start();
    const config = { mind: { ...MIND, baseUrl: model.url, ...mind }, tenants: { demo } };
    gateway = await RunningGateway.start({ stores, config });
  }

  afterEach(async () => {
    model.letGo();
    await gateway.stop();
    await model.stop();
  });

  async function health(): Promise<Health> {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const response = await fetch(`${gateway.url}/health/ready`, { headers });
    return (await response.json()) as Health;
  }

  async function reasonOf(customer: WebCustomer): Promise<string> {
    const { reason, payload } = await gateway.agent('ana').handoffOf(customer.conversationId);
    return `${reason}: ${payload.lastReasoning}`;
  }

  test('a customer whose answer has not begun is told that it takes longer, and gets it', async () => {
    await open({ holdAfterMs: 50 });
    model.hold(0);
    const customer = await gateway.customer();
    await customer.say(REFUNDS);
    await customer.sees(HOLD);
    model.letGo();
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    expect(customer.textsBy('system')).toEqual([HOLD]);
    expect((await health()).ladder).toMatchObject([{ rung: 'held', count: 1 }]);
  });

  test('where somebody sits and waits, a person is asked when no answer has begun in time', async () => {
    await open({ holdAfterMs: 50, handoffAfterMs: 1_000 });
    model.byDefault(() => NEVER_ANSWERS);
    const customer = await gateway.customer();
    await customer.say(REFUNDS);
    await customer.sees(FAILED);
    expect(customer.textsBy('system')).toEqual([HOLD, FAILED]);
    expect(await reasonOf(customer)).toBe(
      'model_unavailable: Claude did not begin to answer within 1 s.',
    );
    const rungs = (await health()).ladder?.map(({ rung }) => rung);
    expect(rungs).toEqual(['held', 'handed-off']);
  });

  test.each<['is-cut' | 'hangs', string]>([
    ['is-cut', 'is cut and hangs when it is tried again'],
    ['hangs', 'hangs'],
  ])('nobody is left with half an answer: one that %s', async (how) => {
    await open({ attemptsMax: 2, retryBaseMs: 1, holdAfterMs: 100, handoffAfterMs: 1_000 });
    const half = says('It takes five days.', {
      ...{ cites: [{ result: 0 }], mishap: { after: 99, how } },
    });
    model.byDefault(() => NEVER_ANSWERS).answers(half);
    const customer = await gateway.customer();
    await customer.say(REFUNDS);
    await customer.sees(FAILED);
    expect(customer.of('delta').at(0)).toMatchObject({ text: expect.stringMatching(/^It takes/) });
    expect(customer.of('retract')).toHaveLength(1);
    expect(customer.textsBy('system')).toEqual([HOLD, FAILED]);
    expect(customer.textsBy('bot')).toEqual([]);
    expect(await reasonOf(customer)).toBe(
      'model_unavailable: Claude did not go on with its answer for 1 s.',
    );
    expect(model.requests).toHaveLength(how === 'is-cut' ? 2 : 1);
  });

  test('an outage leaves nobody without an answer or a person, each exactly once', async () => {
    await open({ breaker: { failures: 2, pauseMs: 300 } });
    model.byDefault(() => refuses(529));
    const ana = gateway.agent('ana');
    const customers = await Promise.all(Array.from({ length: 5 }, () => gateway.customer()));
    await Promise.all(customers.map((one) => one.say(REFUNDS)));
    await Promise.all(customers.map((one) => one.sees(FAILED)));
    expect((await health()).degraded).toEqual([`${ANSWERING}: model.overloaded`]);
    await customers[0]?.say('Is anybody there?');
    model.byDefault(() => says('It takes 5 days.', { cites: [{ result: 0 }] }));
    const newcomers: WebCustomer[] = [];
    await eventually(async () => {
      const newcomer = await gateway.customer();
      newcomers.push(newcomer);
      await newcomer.say(EXPRESS);
      await newcomer.sees(/It takes 5 days|colleague/);
      // Whoever comes within the pause still goes to a person.
      expect((await health()).degraded).toEqual([]);
    });
    for (const { texts } of newcomers) expect(texts).toHaveLength(2);
    expect(newcomers.at(-1)?.texts).toEqual([EXPRESS, 'It takes 5 days.']);
    for (const customer of customers) {
      expect(customer.textsBy('system')).toEqual([FAILED]);
      expect(customer.textsBy('bot')).toEqual([]);
      expect(await reasonOf(customer)).toMatch(/^model_unavailable: Claude /);
    }
    const { id } = await ana.handoffOf(customers[0]?.conversationId ?? '');
    await ana.sees(id, 'Is anybody there?');
  });

  test('a model that is left alone gets no request and costs nothing', async () => {
    await open();
    model.byDefault(() => refuses(500));
    for (let count = 0; count < 3; count++) {
      const customer = await gateway.customer();
      await customer.say(REFUNDS);
      await customer.sees(FAILED);
      const calls = await gateway.stores.ledger.calls('demo', customer.conversationId, 10);
      expect(calls).toHaveLength(count < 2 ? 1 : 0);
      if (count === 2) {
        expect(await reasonOf(customer)).toBe(
          'model_unavailable: Claude has been failing, so it was not asked.',
        );
      }
    }
    expect(model.requests).toHaveLength(2);
  });

  test('a refused key is named in health at once', async () => {
    await open();
    model.byDefault(() => refuses(401));
    const customer = await gateway.customer();
    await customer.say(REFUNDS);
    await customer.sees(FAILED);
    expect(await health()).toMatchObject({
      status: 'degraded',
      degraded: [`${ANSWERING}: model.key-refused`],
    });
  });

  describe('and its tenant lets articles answer', () => {
    const cut: ModelScript = says('It takes a while, because', {
      mishap: { after: 1, how: 'is-cut' },
    });
    test.each<[string, ModelScript, object]>([
      ['is overloaded', refuses(529), {}],
      ['breaks off in mid-answer', cut, {}],
      ['does not answer', NEVER_ANSWERS, { handoffAfterMs: 200 }],
    ])('when Claude %s, what an article says is answered from it', async (_, script, mind) => {
      await open(mind, { degraded: 'answer-from-knowledge' });
      model.byDefault(() => script);
      const customer = await gateway.customer();
      await customer.say(REFUNDS);
      const answer = await customer.sees(/5-7 business days/);
      expect(answer.citations?.length).toBeGreaterThan(0);
      expect(customer.textsBy('system')).toEqual([]);
      await eventually(async () => {
        const [turn] = await gateway.stores.archive.turns(customer.conversationId, 1);
        expect(turn).toMatchObject({ mind: 'local', outcome: 'answered' });
        expect(turn?.why).toContain('Claude was away');
      });
      expect((await health()).ladder).toMatchObject([{ rung: 'local', count: 1 }]);
    });

    test('what no article says goes to a person', async () => {
      await open({}, { degraded: 'answer-from-knowledge' });
      model.byDefault(() => refuses(529));
      const customer = await gateway.customer();
      await customer.say('Do you have a wedding registry with monogrammed napkins?');
      await customer.sees(FAILED);
      expect(await reasonOf(customer)).toMatch(/^model_unavailable: Claude was overloaded/);
    });
  });
});
