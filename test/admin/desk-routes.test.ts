import { waitingCustomer } from '../handoff/waiting-customer.js';
import { RunningGateway } from '../support/running-gateway.js';

const STEPS = ['claim', 'release', 'reply', 'note', 'resolve', 'return'];

describe('who may use the desk', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway.stop());

  test('an agent is known by their token', async () => {
    expect(await gateway.agent('ben').get('me')).toMatchObject({
      status: 200,
      agent: { id: 'ben', name: 'Ben' },
    });
  });

  test.each([
    ['no token', null],
    ['a wrong token', 'desk-token-of-nobody'],
    ['half a token', 'desk-token-of-an'],
    ['a longer token', 'desk-token-of-ana-and-more'],
    ['the admin token', 'admin-token-of-the-tests'],
  ])('%s is refused', async (_what, token) => {
    const answer = await gateway.agentWith(token).list();
    expect(answer).toMatchObject({ status: 401, ok: false, error: { code: 'desk.unauthorized' } });
    expect(answer.handoffs).toBeUndefined();
  });

  test("another tenant's handoff does not exist, whatever is tried", async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const mei = gateway.agent('mei');
    const unknown = { status: 404, ok: false, error: { code: 'handoff.unknown' } };
    expect(await mei.show(handoff.id)).toMatchObject(unknown);
    for (const step of STEPS) {
      const body = step === 'reply' || step === 'note' ? { text: 'From elsewhere.' } : undefined;
      expect(await mei.post(`handoffs/${handoff.id}/${step}`, body)).toMatchObject(unknown);
    }
    expect(await mei.takeOver(customer.conversationId)).toMatchObject({ status: 404, ok: false });
    for (const view of ['waiting', 'mine', 'active', 'closed', 'all']) {
      expect((await mei.list(`?view=${view}`)).handoffs).toEqual([]);
    }
    expect((await gateway.agent('ana').show(handoff.id)).handoff).toMatchObject({
      state: 'open',
      revision: 1,
    });
  });

  test('what does not exist looks the same as what is not theirs', async () => {
    const { handoff } = await waitingCustomer(gateway);
    const [none, other] = await Promise.all([
      gateway.agent('mei').show(`${'0'.repeat(32)}-1`),
      gateway.agent('mei').show(handoff.id),
    ]);
    expect(none).toEqual(other);
  });
});

describe('who guesses tokens', () => {
  test('is slowed down, while an agent at the same address works on', async () => {
    const gateway = await RunningGateway.start();
    try {
      const guesses = Array.from({ length: 40 }, (_, at) =>
        gateway.agentWith(`guess-number-${at}-of-many`).list(),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(20);
      expect(statuses.filter((status) => status === 429)).toHaveLength(20);
      expect(await gateway.agentWith(null).list()).toMatchObject({
        status: 429,
        error: { code: 'rate.limited', retryable: true },
      });
      expect((await gateway.agent('ana').list()).status).toBe(200);
    } finally {
      await gateway.stop();
    }
  });
});

describe('what the desk does not take', () => {
  let gateway: RunningGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
    id = (await waitingCustomer(gateway)).handoff.id;
  });
  afterAll(() => gateway.stop());

  test.each<[string, string | undefined, string]>([
    ['broken JSON', '{"text": "hel', 'problem'],
    ['a bare text', '"hello"', 'problem'],
    ['nothing', undefined, 'field'],
    ['an empty object', '{}', 'field'],
    ['null', 'null', 'problem'],
    ['a list', '[{"text":"hello"}]', 'field'],
    ['a number as text', '{"text": 5}', 'field'],
    ['null as text', '{"text": null}', 'field'],
    ['an object as text', '{"text": {"$gt": ""}}', 'field'],
    ['an empty text', '{"text": ""}', 'field'],
    ['blanks as text', '{"text": " \\n\\t "}', 'field'],
    ['a too long text', JSON.stringify({ text: 'x'.repeat(8_001) }), 'field'],
    ['a huge body', JSON.stringify({ text: 'x'.repeat(1_000_000) }), 'problem'],
    ['a number as id', '{"text": "hello", "id": 5}', 'field'],
    ['an empty id', '{"text": "hello", "id": ""}', 'field'],
    ['an endless id', JSON.stringify({ text: 'hello', id: 'x'.repeat(129) }), 'field'],
    ['a field nobody knows', '{"text": "hello", "to": "everybody"}', 'field'],
  ])('%s as a reply or a note', async (_what, body, detail) => {
    const ana = gateway.agent('ana');
    for (const step of ['reply', 'note']) {
      const answer = await ana.postRaw(`handoffs/${id}/${step}`, body);
      expect(answer).toMatchObject({
        status: 400,
        ok: false,
        error: { code: 'request.invalid', retryable: false },
      });
      expect(answer.error?.details).toHaveProperty(detail);
    }
    const { handoff, messages } = await ana.show(id);
    expect(handoff?.state).toBe('open');
    expect(messages?.filter(({ author }) => author.kind === 'agent')).toEqual([]);
  });

  test.each(['?view=everything', '?limit=0', '?limit=201', '?limit=many', '?view=a&view=b'])(
    'a list asked for with %s',
    async (query) => {
      expect(await gateway.agent('ana').list(query)).toMatchObject({
        status: 400,
        error: { code: 'request.invalid' },
      });
    },
  );

  test.each([
    'nothing',
    '0',
    `${'0'.repeat(32)}-1`,
    `${'0'.repeat(32)}-99999999999999999999`,
    '$ne-1',
  ])('the handoff %s, which there is not', async (unknown) => {
    const ana = gateway.agent('ana');
    const told = { status: 404, ok: false, error: { code: 'handoff.unknown' } };
    expect(await ana.show(unknown)).toMatchObject(told);
    for (const step of STEPS) {
      expect(await ana.post(`handoffs/${unknown}/${step}`, { text: 'x' })).toMatchObject(told);
    }
  });

  test.each(['__proto__', 'constructor', '%00', '..%2f..%2fetc', 'x'.repeat(4_000)])(
    'the handoff %.20s, which nobody would ask for',
    async (unknown) => {
      expect(await gateway.agent('ana').show(unknown)).toMatchObject({ status: 404, ok: false });
    },
  );

  test('an address that cannot be read', async () => {
    expect(await gateway.agent('ana').show('%E0%A4%A')).toMatchObject({ status: 400, ok: false });
  });

  test('steps, conversations and routes that there are not', async () => {
    const ana = gateway.agent('ana');
    const told = { status: 404, ok: false, error: { code: 'not-found' } };
    expect(await ana.post(`handoffs/${id}/approve`, {})).toMatchObject(told);
    expect(await ana.takeOver('0'.repeat(32))).toMatchObject(told);
    expect(await ana.get('elsewhere')).toMatchObject(told);
    expect(await ana.post(`handoffs/${id}`, {})).toMatchObject(told);
  });

  test('taking over a conversation that already waits for a person', async () => {
    const { customer } = await waitingCustomer(gateway);
    expect(await gateway.agent('ana').takeOver(customer.conversationId)).toMatchObject({
      status: 409,
      error: { code: 'conversation.not-bot' },
    });
  });
});

describe('lists', () => {
  test("an agent's own cases are all in their list, however many others have", async () => {
    const gateway = await RunningGateway.start();
    try {
      const [ana, ben] = [gateway.agent('ana'), gateway.agent('ben')];
      const own = await waitingCustomer(gateway);
      await ana.claim(own.handoff.id);
      const others = [await waitingCustomer(gateway), await waitingCustomer(gateway)];
      for (const { handoff } of others) await ben.claim(handoff.id);
      const open = await waitingCustomer(gateway);
      const ids = async (agent: typeof ana, query: string) =>
        ((await agent.list(query)).handoffs ?? []).map(({ id }) => id).sort();
      expect(await ids(ana, '?view=waiting')).toEqual([open.handoff.id]);
      expect(await ids(ana, '?view=mine')).toEqual([own.handoff.id]);
      expect(await ids(ana, '')).toHaveLength(4);
      expect(await ids(ana, '?view=mine&limit=1')).toEqual([own.handoff.id]);
      expect(await ids(ben, '?view=mine&limit=1')).toHaveLength(1);
    } finally {
      await gateway.stop();
    }
  });
});
