import { SITE_KEY, siteToken } from '../channels/site-tokens.js';
import { eventually } from '../support/eventually.js';
import { ADMIN_TOKEN, RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { WebHook } from '../support/web-hook.js';

const CAROL = { sub: '42', name: 'Carol Chen', email: 'carol@acme.example' };

describeStores('What a business knows of its customers', (kind) => {
  let hook: WebHook;
  let gateway: RunningGateway;
  beforeAll(async () => {
    hook = await WebHook.start();
    gateway = await RunningGateway.start({
      stores: kind,
      config: {
        channels: {
          'demo-web': { userTokenKey: SITE_KEY },
          'trade-web': { userTokenKey: SITE_KEY },
        },
        tenants: { trade: { accounts: { lookup: { url: hook.url, cacheSeconds: 0 } } } },
      },
    });
  });
  afterAll(async () => {
    await gateway?.stop();
    await hook?.stop();
  });

  async function puts(path: string, body: object) {
    const response = await fetch(`${gateway.url}/api/v1/accounts/${path}`, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    });
    return response.status;
  }

  /** The facts an agent is shown of a customer who asks for a person. */
  async function factsShownOf(token: string | undefined, agentId = 'ana') {
    const channel = agentId === 'ana' ? 'demo-web' : 'trade-web';
    const agent = gateway.agent(agentId);
    const customer = await gateway.customer({ channel, ...(token === undefined ? {} : { token }) });
    await customer.say('I want to talk to a person, please.');
    const found = await eventually(async () => {
      const { handoffs = [] } = await agent.list('?view=all');
      const theirs = handoffs.find(({ id }) => id.startsWith(customer.conversationId));
      if (theirs === undefined) throw new Error('No handoff yet.');
      return theirs;
    });
    const { card } = await agent.show(found.id);
    const shown = (card?.blocks ?? []).flatMap((block) =>
      block.kind === 'facts' ? block.facts : [],
    );
    for (const fact of found.payload.accountFacts) expect(shown).toContainEqual(fact);
    return Object.fromEntries(found.payload.accountFacts.map(({ name, value }) => [name, value]));
  }

  test('is on the card of the customer whose site vouches for them, and on nobody else’s', async () => {
    const facts = { plan: 'gold', seats: 3 };
    expect(await puts('demo/7', { customerIds: ['42'], facts })).toBe(200);
    const token = await siteToken({ ...CAROL, facts: { plan: 'from the token', since: '2020' } });
    expect(await factsShownOf(token)).toEqual({ plan: 'gold', seats: '3', since: '2020' });
    expect(await factsShownOf(await siteToken({ ...CAROL, sub: '43' }))).toEqual({});
    expect(await factsShownOf(undefined)).toEqual({});
  });

  test('is there at once for somebody who has written before', async () => {
    const dan = await siteToken({ sub: '50', name: 'Dan', email: 'Dan@Acme.example' });
    const customer = await gateway.customer({ token: dan });
    await customer.say('hello');
    await customer.sees(/./);
    expect(await puts('demo/8', { emails: ['dan@acme.example'], facts: { plan: 'silver' } })).toBe(
      200,
    );
    expect(await factsShownOf(dan)).toEqual({ plan: 'silver' });
  });

  test('of another tenant is not told', async () => {
    expect(await puts('trade/9', { customerIds: ['44'], facts: { plan: 'theirs' } })).toBe(200);
    expect(await factsShownOf(await siteToken({ ...CAROL, sub: '44' }))).toEqual({});
    expect(hook.requests).toEqual([]);
  });

  test('may be asked of its own system, and is not waited for when that is broken', async () => {
    hook.answer = (response) => response.end('{"facts":{"plan":"looked up"}}');
    const erin = await siteToken({ sub: '60', name: 'Erin' }, { channel: 'trade-web' });
    expect(await factsShownOf(erin, 'mei')).toEqual({ plan: 'looked up' });
    expect(hook.requests.map(({ body }) => JSON.parse(body))).toContainEqual({
      tenant: 'trade',
      channel: 'trade-web',
      customerId: '60',
    });
    hook.answer = (response) => response.destroy();
    const fay = await siteToken({ sub: '61', name: 'Fay' }, { channel: 'trade-web' });
    expect(await factsShownOf(fay, 'mei')).toEqual({});
  });
});
