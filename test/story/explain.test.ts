import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../../src/explain.js';
import { eventually } from '../support/eventually.js';
import { ModelServer } from '../support/model/model-server.js';
import { ADMIN_TOKEN, RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';

const DEMO_TOKEN = 'admin-token-of-demo-alone';
const TRADE_TOKEN = 'admin-token-of-trade-alone';
const KEY = 'sk-ant-a-key-that-only-the-tests-know';

describeStores('Explaining a turn', (stores) => {
  let model: ModelServer;
  let gateway: RunningGateway;

  beforeEach(async () => {
    model = await ModelServer.start();
    const tokens = [
      { name: 'tests', token: ADMIN_TOKEN },
      { name: 'of-demo', token: DEMO_TOKEN, tenants: ['demo'] },
      { name: 'of-trade', token: TRADE_TOKEN, tenants: ['trade'] },
    ];
    const mind = { use: 'claude', apiKey: KEY, baseUrl: model.url, attemptsMax: 1 };
    gateway = await RunningGateway.start({ stores, config: { admin: { tokens }, mind } });
  });

  afterEach(async () => {
    model.letGo();
    await gateway.stop();
    await model.stop();
  });

  async function get(path: string, token: string | null = ADMIN_TOKEN) {
    const headers: Record<string, string> =
      token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${gateway.url}/api/v1/${path}`, { headers });
    return { status: response.status, body: await response.json() };
  }

  /** A customer whose question was answered, and the turn that did it, once all of it is on record. */
  async function answered() {
    const customer = await gateway.customer();
    await customer.say('How long do refunds take for order 4711? I bought it on 3 May 2026.');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    const { conversationId } = customer;
    const turn = await eventually(async () => {
      const [found] = await gateway.stores.archive.turns(conversationId, 1);
      expect(found?.outcome).toBe('answered');
      return found?.id ?? '';
    });
    return { customer, conversationId, turn };
  }

  /** The command, on the stores of the running gateway. */
  async function command(id: string, more: object = {}): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'fd-explain-'));
    const config = join(folder, 'frontdesk.yaml');
    writeFileSync(config, JSON.stringify(asWritten(gateway)));
    try {
      return await explain({ config, id, last: '20', format: 'text', ...more }, {});
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test('shows what it saw, why, what it cost and what was said', async () => {
    const { customer, turn } = await answered();
    const answer = customer.messages.find(({ author }) => author.kind === 'bot');
    customer.received(answer?.seq ?? 0);
    const { body } = await eventually(async () => {
      const got = await get(`turns/${turn}/explain`);
      expect(got.body.turn.said[0].truth).toEqual({ state: 'delivered' });
      return got;
    });
    expect(body).toMatchObject({ ok: true, turn: { turn, tenant: 'demo', outcome: 'answered' } });
    const { heard, said, calls, spent, context, passages, mind, handoff } = body.turn;
    expect(heard.map(({ text }: { text: string }) => text)).toEqual([
      'How long do refunds take for order 4711? I bought it on 3 May 2026.',
    ]);
    expect(said).toMatchObject([{ text: answer?.text, by: 'Finch', seq: answer?.seq }]);
    expect(passages.length).toBeGreaterThan(0);
    expect([mind, handoff]).toEqual(['claude', null]);
    const tokens = context.map(({ part, ...one }: { part: string; tokens: number }) => [
      part,
      one.tokens > 0,
    ]);
    expect(Object.fromEntries(tokens)).toMatchObject({ passages: true, lines: true });
    const facts = context.find(({ part }: { part: string }) => part === 'facts').facts;
    expect(facts).toContainEqual({ name: 'reference', value: '4711' });
    expect(calls).toHaveLength(model.reported.length);
    expect(calls.at(-1)).toMatchObject({ purpose: 'answer', outcome: 'ok', isOfEarlierTry: false });
    const total = calls.reduce((sum: number, { costUsd }: { costUsd: number }) => sum + costUsd, 0);
    expect(spent).toMatchObject({ calls: calls.length, open: 0, unpriced: 0 });
    expect(spent.costUsd).toBeCloseTo(total, 12);
    expect(total).toBeGreaterThan(0);
    const whole = JSON.stringify(body);
    for (const secret of [KEY, ADMIN_TOKEN, DEMO_TOKEN]) expect(whole).not.toContain(secret);
    const lines = model.requests.flatMap((request) =>
      request.body.system.flatMap(({ text }) => text?.split('\n') ?? []),
    );
    const telling = lines.filter((line) => line.length > 40);
    expect(telling.length).toBeGreaterThan(5);
    for (const line of telling) expect(whole).not.toContain(line);
  });

  test('forgets what the customer took back, at once', async () => {
    const { customer, turn } = await answered();
    const mine = customer.messages.find(({ author }) => author.kind === 'customer');
    await gateway.agent('ana').takeOver(customer.conversationId);
    expect(JSON.stringify((await get(`turns/${turn}/explain`)).body)).toContain('4711');
    expect(await customer.takeBack(mine?.id ?? '')).toMatchObject({ ok: true });
    const { body } = await get(`turns/${turn}/explain`);
    expect(body.turn.heard).toMatchObject([{ text: '', isTakenBack: true }]);
    expect(JSON.stringify([body.turn.heard, body.turn.context])).not.toMatch(/4711|3 May/);
  });

  test('tells the handoff it ended in', async () => {
    const customer = await gateway.customer();
    await customer.say('I want to talk to a person');
    await customer.seesOwner('waiting');
    const { body } = await eventually(async () => {
      const talk = await get(`conversations/${customer.conversationId}/explain`);
      expect(talk.body.conversation.turns).toHaveLength(1);
      return get(`turns/${talk.body.conversation.turns[0].turn}/explain`);
    });
    const { id } = await gateway.agent('ana').handoffOf(customer.conversationId);
    expect(body.turn).toMatchObject({
      outcome: 'escalated',
      escalation: 'user_request',
      route: { reason: 'By rule: the customer asks for a person.' },
      handoff: { id, state: 'open' },
    });
  });

  test('is for whoever has a token that reaches the tenant', async () => {
    const { conversationId, turn } = await answered();
    const paths = [`turns/${turn}/explain`, `conversations/${conversationId}/explain`];
    for (const path of paths) {
      expect((await get(path, ADMIN_TOKEN)).status).toBe(200);
      expect((await get(path, DEMO_TOKEN)).status).toBe(200);
      const refused = { status: 401, body: { error: { code: 'admin.unauthorized' } } };
      expect(await get(path, null)).toMatchObject(refused);
      expect(await get(path, 'a-token-of-nobody')).toMatchObject(refused);
      const theirs = await get(path, TRADE_TOKEN);
      expect(theirs.status).toBe(404);
      // The same answer as for what is not there: nothing tells that somebody else has it.
      const [kind] = path.split('/');
      expect(theirs).toEqual(await get(`${kind}/nothing-t1-1/explain`, TRADE_TOKEN));
    }
    const account = (token: string) => get('accounts/demo/7', token);
    expect((await account(TRADE_TOKEN)).body.error.code).toBe('tenant.unknown');
    expect((await account(DEMO_TOKEN)).body.error.code).toBe('account.unknown');
    const health = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${gateway.url}/health/ready`, { headers })).json();
    };
    expect(Object.keys(await health(DEMO_TOKEN))).toEqual(['status']);
    expect(Object.keys(await health(ADMIN_TOKEN)).length).toBeGreaterThan(1);
  });

  test('is asked for so often a minute and no more, by each token', async () => {
    const ask = (token: string) => get('turns/nothing-t1-1/explain', token);
    const asked = await Promise.all(Array.from({ length: 130 }, () => ask(TRADE_TOKEN)));
    const count = (status: number) => asked.filter((one) => one.status === status).length;
    expect([count(404), count(429)]).toEqual([120, 10]);
    expect((await ask(DEMO_TOKEN)).status).toBe(404);
  });

  test('of a conversation shows the newest turns, as many as are asked for', async () => {
    const { customer, conversationId } = await answered();
    await customer.say('How much is express shipping?');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(2));
    const talk = await eventually(async () => {
      const { body } = await get(`conversations/${conversationId}/explain`);
      expect(body.conversation.turns).toHaveLength(2);
      return body.conversation;
    });
    expect(talk).toMatchObject({ conversation: conversationId, isCut: false, owner: 'bot' });
    expect(talk.spent.calls).toBe(model.reported.length);
    const one = await get(`conversations/${conversationId}/explain?last=1`);
    expect(one.body.conversation).toMatchObject({ turns: [talk.turns[1]], isCut: true });
    for (const last of ['0', '201', 'all']) {
      expect(await get(`conversations/${conversationId}/explain?last=${last}`)).toMatchObject({
        status: 400,
        body: { error: { message: 'last has to be a whole number from 1 to 200.' } },
      });
    }
  });

  test('is printed by the command beside the running gateway', async () => {
    const { conversationId, turn } = await answered();
    const text = await command(turn);
    expect(text).toContain(`Turn ${turn}\n  demo / demo-web, conversation ${conversationId}`);
    expect(text).toMatch(/\n {2}passage +[\d.]+ {2}\S+#/);
    expect(text).toMatch(/\n {2}answer +claude-sonnet-5-5 +1 /);
    const { body } = await get(`turns/${turn}/explain`);
    expect(JSON.parse(await command(turn, { format: 'json' }))).toEqual(body.turn);
    const talk = await command(conversationId, { last: '5' });
    expect(talk).toContain(`npx frontdesk explain ${turn}`);
    const whole = await get(`conversations/${conversationId}/explain`);
    const asJson = await command(conversationId, { format: 'json' });
    expect(JSON.parse(asJson)).toEqual(whole.body.conversation);
    await expect(command('nothing-t1-1')).rejects.toThrow(
      /neither a turn nor a conversation "nothing-t1-1".* named in the log \(turn\)/,
    );
    await expect(command(turn, { last: '0' })).rejects.toThrow('--last 0 is no number from 1 to');
    await expect(command(turn, { format: 'xml' })).rejects.toThrow('is none of: text, json.');
  });
});

/** A configuration that leads to the same stores. */
function asWritten({ config }: RunningGateway) {
  const { data, secret, stores } = config;
  const agents = [{ id: 'ana', name: 'Ana', token: 'desk-token-of-ana' }];
  const tenant = { name: 'Maple & Finch', botName: 'Finch', desk: 'main' };
  return {
    ...{ data, secret, stores, desks: { main: { kind: 'local', agents } } },
    tenants: { demo: tenant },
    channels: { 'demo-web': { kind: 'web', tenant: 'demo' } },
  };
}
