import type { Stores } from '../../src/core/stores/open-stores.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';

describe('when nothing can be recorded', () => {
  let gateway: RunningGateway;
  let isDown = false;
  let isAnswerLost = false;
  beforeAll(async () => {
    const stores = (opened: Stores): Stores => ({
      ...opened,
      inbox: {
        record: async (command) => {
          if (isDown) throw new Error('The disk is full.');
          const result = await opened.inbox.record(command);
          if (isAnswerLost) throw new Error('The connection broke.');
          return result;
        },
      },
    });
    gateway = await RunningGateway.start({ parts: { stores } });
  });
  afterEach(() => {
    isDown = false;
    isAnswerLost = false;
  });
  afterAll(() => gateway.stop());

  test('the customer is told to send it again, and sending it again works', async () => {
    const customer = await gateway.customer();
    isDown = true;
    const refused = await customer.say('hello', 'a');
    expect(refused).toEqual({
      ok: false,
      error: {
        code: 'store.unavailable',
        message: 'The message could not be recorded. Send it again.',
        retryable: true,
      },
    });
    expect(JSON.stringify(refused)).not.toContain('disk');
    expect(await gateway.stores.conversations.load(customer.conversationId)).toBeNull();
    isDown = false;
    expect(await customer.say('hello', 'a')).toEqual({ ok: true, seq: 1 });
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    expect(customer.textsBy('customer')).toEqual(['hello']);
  });

  test('a record whose answer was lost is refused, and sent again it is there once and answered', async () => {
    const customer = await gateway.customer();
    isAnswerLost = true;
    expect(await customer.say('hello', 'b')).toMatchObject({
      ok: false,
      error: { retryable: true },
    });
    isAnswerLost = false;
    expect(await customer.say('hello', 'b')).toEqual({ ok: true, seq: 1 });
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    expect(customer.textsBy('customer')).toEqual(['hello']);
  });
});
