import type { Mind } from '../../src/core/ports/mind.js';
import { RunningGateway } from '../support/running-gateway.js';
import { answered, PuppetMind } from './puppet-mind.js';

class Unspeakable extends Error {
  override get message(): string {
    throw new Error('even the error fails');
  }
}

const FAILURES: [string, Mind['answer']][] = [
  ['throws', async () => Promise.reject(new Error('529 overloaded'))],
  [
    'throws before it waits',
    () => {
      throw new TypeError('no such thing');
    },
  ],
  ['rejects with nothing', async () => Promise.reject(undefined)],
  ['rejects with a text', async () => Promise.reject('oops')],
  ['throws an error that cannot be read', async () => Promise.reject(new Unspeakable())],
  ['hangs past the time a turn may take', () => new Promise(() => undefined)],
  [
    'streams, then fails',
    async (_context, _signal, onText) => {
      onText('Half an ans');
      throw new Error('the stream broke');
    },
  ],
  ['answers nothing', async () => answered('')],
  ['answers blanks', async () => answered(' \n ')],
  ['answers something else than an answer', async () => undefined as never],
];

describe('a mind that fails', () => {
  let gateway: RunningGateway;
  const mind = new PuppetMind();
  beforeAll(async () => {
    const config = { turns: { timeoutMs: 500, leaseTtlMs: 300 } };
    gateway = await RunningGateway.start({ config, parts: { mind: mind.over } });
  });
  afterEach(() => mind.letGo());
  afterAll(() => gateway.stop());

  test.each(FAILURES)(
    'and %s leaves the customer with a notice and a person',
    async (_how, fail) => {
      const customer = await gateway.customer();
      mind.answering = fail;
      await customer.say('Where is my order 77?');
      await customer.sees(/Something went wrong on our side\. A colleague will take over/);
      await customer.seesOwner('waiting');
      const handoff = await gateway.agent('ana').handoffOf(customer.conversationId);
      expect(handoff).toMatchObject({ state: 'open', reason: 'model_unavailable' });
      expect(JSON.stringify(handoff.payload.messages)).toContain('Where is my order 77?');
      expect(customer.textsBy('bot')).toEqual([]);
      const streamed = customer.of('delta').map(({ turnId }) => turnId);
      expect(customer.of('retract').map(({ turnId }) => turnId)).toEqual(streamed.slice(0, 1));
    },
  );

  test.each(['route', 'greet'] as const)('already when asked to %s does the same', async (step) => {
    const broken = await RunningGateway.start({
      parts: {
        mind: (local) =>
          Object.assign(Object.create(local), {
            route: (...asked: Parameters<Mind['route']>) =>
              step === 'route' ? Promise.reject(new Error('x')) : local.route(...asked),
            greet: () => Promise.reject(new Error('x')),
          }),
      },
    });
    try {
      const customer = await broken.customer();
      await customer.say(step === 'greet' ? 'hello' : 'Where is my order 77?');
      await customer.sees(/A colleague will take over/);
      const handoff = await broken.agent('ana').handoffOf(customer.conversationId);
      expect(handoff.reason).toBe('model_unavailable');
    } finally {
      await broken.stop();
    }
  });
});
