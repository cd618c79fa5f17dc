import { describeMongo } from '../handoff/describe-mongo.js';
import { waitingCustomer } from '../handoff/waiting-customer.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway, tokenOf } from '../support/running-gateway.js';
import { describeStores, MONGO } from '../support/stores.js';
import { DeskStream } from './desk-stream.js';

describeStores('a desk page that listens', (stores) => {
  let gateway: RunningGateway;
  const streams: DeskStream[] = [];
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.leave();
  });
  afterAll(() => gateway.stop());

  async function listening(agent = 'ana', query = ''): Promise<DeskStream> {
    const stream = await DeskStream.open(gateway.url, tokenOf(agent), query);
    streams.push(stream);
    return stream;
  }

  test('gets a stream that nothing on the way keeps or collects', async () => {
    const stream = await listening();
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream/),
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    await eventually(() => expect(stream.raw).toBe(':\n\n'));
  });

  test('is told of a new handoff, a claim, words on both sides, a receipt and the end', async () => {
    const stream = await listening();
    const { customer, handoff } = await waitingCustomer(gateway);
    const id = customer.conversationId;
    const ana = gateway.agent('ana');
    await stream.isTold(id);
    const steps: [string, () => Promise<unknown>][] = [
      ['claim', () => ana.claim(handoff.id)],
      ['words of the customer', () => customer.say('Hello?')],
      ['words of the agent', () => ana.reply(handoff.id, 'Hello!')],
      ['a note', () => ana.note(handoff.id, 'Between us.')],
      ['an edit', () => customer.edit('none', 'Hello?!')],
      ['the end', () => ana.resolve(handoff.id)],
    ];
    for (const [, step] of steps) {
      const before = stream.tellings(id);
      await step();
      await stream.isTold(id, before);
    }
    expect(stream.events.every(({ event }) => event === 'changed')).toBe(true);
    expect(stream.raw).not.toMatch(/Hello|Between us/);
  });

  test('is told that a reply was shown', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.reply(handoff.id, 'Hello!');
    const { seq } = await customer.sees('Hello!');
    await ana.sees(handoff.id, 'Hello!');
    // Nothing else is under way any more once both lanes owe nothing.
    await eventually(async () => {
      const now = await gateway.stores.conversations.load(customer.conversationId);
      expect(now?.lanes.customer.items).toEqual([]);
    });
    const stream = await listening();
    await eventually(() => expect(stream.raw).toContain(':'));
    customer.received(seq);
    await stream.isTold(customer.conversationId);
    expect((await ana.sees(handoff.id, 'Hello!')).truth).toEqual({ state: 'delivered' });
  });

  test('hears nothing of another desk, nor of talk that no desk shows', async () => {
    const [ana, mei] = [await listening('ana'), await listening('mei')];
    const alone = await gateway.customer();
    await alone.say('hello');
    await eventually(() => expect(alone.textsBy('bot')).toHaveLength(1));
    const { customer } = await waitingCustomer(gateway);
    const trader = await gateway.customer({ channel: 'trade-web' });
    await trader.say('I want to talk to a person');
    await mei.isTold(trader.conversationId);
    await ana.isTold(customer.conversationId);
    expect(ana.tellings(trader.conversationId)).toBe(0);
    expect(mei.tellings(customer.conversationId)).toBe(0);
    expect(ana.tellings(alone.conversationId)).toBe(0);
  });

  test('sees the customer of the handoff it looks at type, and nobody else', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const { customer: other } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    const stream = await listening('ana', `?handoff=${handoff.id}`);
    const aside = await listening('ana');
    const typing = (one: DeskStream) => one.events.filter(({ event }) => event === 'typing');
    await eventually(async () => {
      await customer.types(true);
      expect(typing(stream).length).toBeGreaterThan(0);
    });
    await other.types(true);
    await ana.types(handoff.id, true);
    await customer.types(false);
    await eventually(() => expect(typing(stream).at(-1)?.data).toEqual({ on: false }));
    expect(new Set(typing(stream).map(({ data }) => data.on))).toEqual(new Set([true, false]));
    expect(typing(stream).filter(({ data }) => !data.on)).toHaveLength(1);
    expect(typing(aside)).toEqual([]);
  });

  test.each<[string, string | null, string, number]>([
    ['without a token', null, '', 401],
    ['with a wrong token', 'desk-token-of-nobody', '', 401],
    ['with the admin token', 'admin-token-of-the-tests', '', 401],
    ['for a handoff there is not', tokenOf('ana'), `?handoff=${'0'.repeat(32)}-1`, 404],
    ['for a handoff named __proto__', tokenOf('ana'), '?handoff=__proto__', 404],
  ])('%s gets no stream', async (_how, token, query, status) => {
    const stream = await DeskStream.open(gateway.url, token, query);
    streams.push(stream);
    expect(stream.status).toBe(status);
    expect(stream.headers['content-type']).toMatch(/json/);
    await stream.ends();
  });

  test("gets no stream for another desk's handoff", async () => {
    const { handoff } = await waitingCustomer(gateway);
    expect((await listening('mei', `?handoff=${handoff.id}`)).status).toBe(404);
  });

  test('has at most twenty streams at once, and a place again for each that ends', async () => {
    const mine = await Promise.all(Array.from({ length: 20 }, () => listening('ben')));
    expect(new Set(mine.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await listening('ben')).status).toBe(503);
    expect((await listening('ana')).status).toBe(200);
    for (const stream of mine) stream.leave();
    await eventually(async () => expect((await listening('ben')).status).toBe(200));
  });

  test('is let go when the gateway stops', async () => {
    const other = await RunningGateway.start({ stores });
    const stream = await DeskStream.open(other.url, tokenOf('ana'));
    expect(stream.status).toBe(200);
    await other.stop();
    await stream.ends();
  });
});

describeMongo('a desk page at another process than the customer', () => {
  test('is told of words, typing and receipts all the same', async () => {
    const one = await RunningGateway.start({ stores: MONGO });
    const other = await RunningGateway.start({ config: { stores: one.config.stores } });
    const streams: DeskStream[] = [];
    try {
      const all = await DeskStream.open(other.url, tokenOf('ana'));
      streams.push(all);
      const { customer, handoff } = await waitingCustomer(one);
      const id = customer.conversationId;
      await all.isTold(id);
      const ana = other.agent('ana');
      const stream = await DeskStream.open(other.url, tokenOf('ana'), `?handoff=${handoff.id}`);
      streams.push(stream);
      await eventually(async () => {
        await customer.types(true);
        expect(stream.events.some(({ event }) => event === 'typing')).toBe(true);
      });
      let before = all.tellings(id);
      await customer.say('Hello?');
      await all.isTold(id, before);
      await ana.sees(handoff.id, 'Hello?');
      await ana.reply(handoff.id, 'Hello!');
      const { seq } = await customer.sees('Hello!');
      await eventually(async () => {
        const now = await other.stores.conversations.load(id);
        expect(now?.lanes.customer.items).toEqual([]);
      });
      before = all.tellings(id);
      customer.received(seq);
      await all.isTold(id, before);
      await eventually(async () =>
        expect((await ana.sees(handoff.id, 'Hello!')).truth).toEqual({ state: 'delivered' }),
      );
      await eventually(async () => {
        await ana.types(handoff.id, true);
        expect(customer.of('typing').some(({ author }) => author?.kind === 'agent')).toBe(true);
      });
    } finally {
      for (const stream of streams) stream.leave();
      await other.stop();
      await one.stop();
    }
  });
});

test('a page that left before its stream began leaves nothing behind', async () => {
  let look = (): void => undefined;
  let isHeld = false;
  const held = new Promise<void>((resolve) => {
    look = resolve;
  });
  let waiting = 0;
  const gateway = await RunningGateway.start({
    parts: {
      stores: (opened) => ({
        ...opened,
        conversations: Object.assign(Object.create(opened.conversations), {
          load: async (id: string) => {
            if (isHeld) {
              waiting += 1;
              await held;
            }
            return opened.conversations.load(id);
          },
        }),
      }),
    },
  });
  const streams: DeskStream[] = [];
  try {
    const { handoff } = await waitingCustomer(gateway);
    isHeld = true;
    const leaving = new AbortController();
    const gone = Array.from({ length: 20 }, () =>
      fetch(`${gateway.url}/api/v1/desk/events?handoff=${handoff.id}`, {
        headers: { authorization: `Bearer ${tokenOf('ben')}` },
        signal: leaving.signal,
      }).catch(() => 'left'),
    );
    await eventually(() => expect(waiting).toBeGreaterThanOrEqual(20));
    leaving.abort();
    expect(await Promise.all(gone)).toEqual(gone.map(() => 'left'));
    // The server hears of it no later than it answers somebody who comes now.
    await gateway.agent('ana').get('me');
    isHeld = false;
    look();
    await gateway.agent('ana').show(handoff.id);
    const stream = await DeskStream.open(gateway.url, tokenOf('ben'));
    streams.push(stream);
    expect(stream.status).toBe(200);
  } finally {
    for (const stream of streams) stream.leave();
    await gateway.stop();
  }
});
