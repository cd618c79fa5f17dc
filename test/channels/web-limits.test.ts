import { setTimeout as wait } from 'node:timers/promises';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import type { WebCustomer } from '../support/web-customer.js';

/** The shipped allowance, over a time that does not pass during a test. */
const PER_VISIT = { messages: 20, perSeconds: 600 };

const channelWith = (change: object) => ({
  server: { trustProxy: 1 },
  channels: { 'demo-web': change },
});

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

async function recordedBy(gateway: RunningGateway, customer: WebCustomer): Promise<number> {
  const id = customer.conversationId;
  const conversation = await gateway.stores.conversations.load(id);
  const filed = await gateway.stores.archive.page(id, { after: 0, limit: 1_000 });
  const waiting = conversation?.inbox ?? [];
  const lanes = Object.values(conversation?.lanes ?? {}).flatMap(({ items }) => items);
  const held = lanes.flatMap(({ message }) => (message === undefined ? [] : [message]));
  const theirs = [...filed, ...waiting, ...held].filter(({ author }) => author.kind === 'customer');
  return new Set(theirs.map(({ id }) => id)).size;
}

describe('how much one customer may write', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    const rate = { perVisit: PER_VISIT, perAddress: { messages: 30, perSeconds: 600 } };
    gateway = await RunningGateway.start({ config: channelWith({ rate }) });
  });
  afterAll(() => gateway.stop());

  test('a message of 64 kB gets a clear error and is not recorded', async () => {
    const customer = await gateway.customer(from('10.0.0.1'));
    expect(await customer.say('x'.repeat(64 * 1_024))).toMatchObject({
      ok: false,
      error: { code: 'message.too-long', retryable: false, details: { charsMax: 4_000 } },
    });
    expect(await recordedBy(gateway, customer)).toBe(0);
    expect(await customer.say('hello')).toEqual({ ok: true, seq: 1 });
  });

  test('the longest message there may be, in four-byte letters, is taken', async () => {
    const customer = await gateway.customer(from('10.0.0.2'));
    expect(await customer.say('\u{1F44D}'.repeat(2_000))).toEqual({ ok: true, seq: 1 });
  });

  test('more than the transport takes ends the connection', async () => {
    const [customer, other] = [
      await gateway.customer(from('10.0.0.3')),
      await gateway.customer(from('10.0.0.4')),
    ];
    customer.socket.emit('message', { id: 'a', text: 'x'.repeat(200_000) });
    await customer.untilDisconnected();
    expect(await recordedBy(gateway, customer)).toBe(0);
    expect(await other.say('hello')).toEqual({ ok: true, seq: 1 });
  });

  test('of 10,000 messages in a burst only the allowance is recorded, and others are served', async () => {
    const flooder = await gateway.customer(from('10.0.0.5'));
    const neighbour = await gateway.customer(from('10.0.0.5'));
    const flood = Array.from({ length: 10_000 }, (_, at) => flooder.say(`hello ${at}`));
    const asked = neighbour.say('How long do I have to return something?');
    const answers = await Promise.all(flood);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(PER_VISIT.messages);
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused).toHaveLength(10_000 - PER_VISIT.messages);
    for (const { error } of refused) {
      expect(error).toMatchObject({ code: 'rate.limited', retryable: true });
    }
    expect(refused[0]?.error?.details).toEqual({ retryAfterMs: expect.any(Number) });
    expect(await asked).toEqual({ ok: true, seq: 1 });
    await neighbour.sees(/30 days/);
    expect(await recordedBy(gateway, flooder)).toBe(PER_VISIT.messages);
  });

  test('many visitors at one address share its allowance, those elsewhere do not', async () => {
    const visitors = await Promise.all(
      Array.from({ length: 4 }, () => gateway.customer(from('10.0.0.6'))),
    );
    const answers = await Promise.all(
      visitors.flatMap((one) => Array.from({ length: 10 }, () => one.say('hello'))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
    const elsewhere = await gateway.customer(from('10.0.0.7'));
    expect(await elsewhere.say('hello')).toEqual({ ok: true, seq: 1 });
  });

  test('the allowance is the visit’s, not the connection’s', async () => {
    const first = await gateway.customer(from('10.0.0.8'));
    await Promise.all(Array.from({ length: 20 }, () => first.say('hello')));
    const again = await gateway.customer({ token: first.token, ...from('10.0.0.9') });
    expect(await again.say('hello')).toMatchObject({ error: { code: 'rate.limited' } });
  });

  test('a flood of other events ends the connection', async () => {
    const customer = await gateway.customer(from('10.0.0.10'));
    for (let count = 0; count < 1_000; count += 1) customer.received(1);
    await customer.untilDisconnected();
  });
});

describe('how many may be connected', () => {
  let gateway: RunningGateway;
  beforeEach(async () => {
    const connections = { max: 5, perAddress: 2 };
    gateway = await RunningGateway.start({ config: channelWith({ connections }) });
  });
  afterEach(() => gateway.stop());

  const full = { code: 'connections.full', data: { retryable: true } };

  test('an address has its share, and gets a place back when one leaves', async () => {
    const [first] = [
      await gateway.customer(from('10.0.0.1')),
      await gateway.customer(from('10.0.0.1')),
    ];
    expect(await gateway.refused(from('10.0.0.1'))).toMatchObject(full);
    await gateway.customer(from('10.0.0.2'));
    first.leave();
    await eventually(() => gateway.customer(from('10.0.0.1')));
  });

  test('an address cannot give itself another name', async () => {
    await gateway.customer(from('10.0.0.1'));
    await gateway.customer(from('10.9.9.9, 10.0.0.1'));
    expect(await gateway.refused(from('10.8.8.8, 10.0.0.1'))).toMatchObject(full);
  });

  test('a channel has its share, and the other channel its own', async () => {
    for (let count = 1; count <= 5; count += 1) await gateway.customer(from(`10.0.0.${count}`));
    expect(await gateway.refused(from('10.0.0.6'))).toMatchObject(full);
    await gateway.customer({ channel: 'trade-web', ...from('10.0.0.6') });
  });
});

describe('how many may be connected, while the store is slow', () => {
  test('coming all at the same moment does not get more in', async () => {
    const stores = (opened: Stores): Stores => ({
      ...opened,
      conversations: Object.assign(Object.create(opened.conversations), {
        load: async (id: string) => {
          await wait(100);
          return opened.conversations.load(id);
        },
      }),
    });
    const config = channelWith({ connections: { max: 5, perAddress: 2 } });
    const gateway = await RunningGateway.start({ config, parts: { stores } });
    try {
      const comers = await Promise.allSettled(
        Array.from({ length: 20 }, () => gateway.customer(from('10.0.0.1'))),
      );
      expect(comers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    } finally {
      await gateway.stop();
    }
  });
});
