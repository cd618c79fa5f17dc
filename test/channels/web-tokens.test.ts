import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { RunningGateway, SECRET } from '../support/running-gateway.js';
import { SITE_KEY, siteToken, unsigned, withSignatureOf } from './site-tokens.js';

const HOUR_MS = 3_600_000;

class LaterClock extends SystemClock {
  laterMs = 0;

  override nowMs(): number {
    return super.nowMs() + this.laterMs;
  }
}

const withSiteKey = { channels: { 'demo-web': { userTokenKey: SITE_KEY } } };

describe("a visitor's token", () => {
  const clock = new LaterClock();
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ config: withSiteKey, parts: { clock } });
  });
  afterEach(() => {
    clock.laterMs = 0;
  });
  afterAll(() => gateway.stop());

  test('opens the same conversation again', async () => {
    const visitor = await gateway.customer();
    await visitor.say('hello');
    const back = await gateway.customer({ token: visitor.token });
    expect(back.conversationId).toBe(visitor.conversationId);
    expect(back.token).toBe(visitor.token);
  });

  test('is renewed when more than half of its life is over, and lapses in the end', async () => {
    const visitor = await gateway.customer();
    clock.laterMs = 300 * HOUR_MS;
    const young = await gateway.customer({ token: visitor.token });
    expect(young.token).toBe(visitor.token);
    clock.laterMs = 400 * HOUR_MS;
    const old = await gateway.customer({ token: visitor.token });
    expect(old.token).not.toBe(visitor.token);
    expect(old.conversationId).toBe(visitor.conversationId);
    clock.laterMs = 721 * HOUR_MS;
    expect(await gateway.refused({ token: visitor.token })).toMatchObject({
      code: 'token.expired',
      data: { retryable: false },
    });
    const renewed = await gateway.customer({ token: old.token });
    expect(renewed.conversationId).toBe(visitor.conversationId);
  });

  test('of another channel is refused', async () => {
    const visitor = await gateway.customer({ channel: 'trade-web' });
    expect(await gateway.refused({ token: visitor.token })).toMatchObject({
      code: 'token.invalid',
    });
  });

  test("cannot be made into another visitor's", async () => {
    const [ann, bob] = [await gateway.customer(), await gateway.customer()];
    const forged = withSignatureOf(ann.token, bob.token);
    expect(await gateway.refused({ token: forged })).toMatchObject({ code: 'token.invalid' });
  });

  test.each([
    [
      'the secret itself as the key',
      () => siteToken({ sub: 'x', iss: 'frontdesk' }, { key: SECRET }),
    ],
    ["the site's key in our name", () => siteToken({ sub: 'x', iss: 'frontdesk' })],
    ['no signature', () => unsigned({ sub: 'x', iss: 'frontdesk', aud: 'demo-web', exp: 9e9 })],
  ])('cannot be forged with %s', async (_how, forge) => {
    expect(await gateway.refused({ token: await forge() })).toMatchObject({
      code: 'token.invalid',
    });
  });
});

describe("a site's own token of its user", () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ config: withSiteKey });
  });
  afterAll(() => gateway.stop());

  const ivy = { sub: '42', name: 'Ivy Reyes', email: 'ivy@example.org' };

  test('gives the same user the same conversation, wherever they sign in', async () => {
    const home = await gateway.customer({ token: await siteToken(ivy) });
    await home.say('hello');
    const away = await gateway.customer({ token: await siteToken(ivy, { validSeconds: 60 }) });
    const another = await gateway.customer({ token: await siteToken({ ...ivy, sub: '43' }) });
    expect(away.conversationId).toBe(home.conversationId);
    expect(another.conversationId).not.toBe(home.conversationId);
  });

  test('tells people at the desk who it is', async () => {
    const customer = await gateway.customer({ token: await siteToken(ivy) });
    await customer.say('I want to talk to a person');
    const handoff = await gateway.agent('ana').handoffOf(customer.conversationId);
    const { name, email } = ivy;
    expect(handoff.payload.customer).toEqual({ id: 'user-42', name, email });
    expect((await customer.sees('I want to talk to a person')).author.name).toBe(name);
  });

  test('with the name of a visit does not open that visit', async () => {
    const visitor = await gateway.customer();
    const sub = JSON.parse(
      Buffer.from(visitor.token.split('.')[1] ?? '', 'base64url').toString(),
    ).sub;
    for (const guess of [sub, `visit-${sub}`]) {
      const user = await gateway.customer({ token: await siteToken({ sub: guess }) });
      expect(user.conversationId).not.toBe(visitor.conversationId);
    }
  });

  test('is refused by a channel whose site has no key', async () => {
    const token = await siteToken(ivy, { channel: 'trade-web' });
    expect(await gateway.refused({ channel: 'trade-web', token })).toMatchObject({
      code: 'token.invalid',
    });
  });
});

describe("a site's token that is wrong is refused", () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ config: withSiteKey });
  });
  afterAll(() => gateway.stop());

  const user = { sub: '42' };
  test.each<[string, string, () => string | Promise<string>]>([
    ['for another channel', 'token.invalid', () => siteToken(user, { channel: 'trade-web' })],
    ['for no channel', 'token.invalid', () => siteToken(user, { channel: null })],
    ['with another key', 'token.invalid', () => siteToken(user, { key: `${SITE_KEY}!` })],
    ['with another algorithm', 'token.invalid', () => siteToken(user, { algorithm: 'HS512' })],
    ['unsigned', 'token.invalid', () => unsigned({ ...user, aud: 'demo-web', exp: 9e9 })],
    ['expired', 'token.expired', () => siteToken(user, { validSeconds: -60 })],
    ['without an end', 'token.invalid', () => siteToken(user, { validSeconds: null })],
    ['valid for too long', 'token.invalid', () => siteToken(user, { validSeconds: 25 * 3_600 })],
    ['not valid yet', 'token.invalid', () => siteToken({ ...user, nbf: 9e9 })],
    ['of nobody', 'token.invalid', () => siteToken({})],
    ['of an empty user', 'token.invalid', () => siteToken({ sub: '' })],
    ['of a user with an endless id', 'token.invalid', () => siteToken({ sub: 'x'.repeat(201) })],
    ['of a user whose id is a number', 'token.invalid', () => siteToken(odd(42))],
    ['of a user whose id is an object', 'token.invalid', () => siteToken(odd({ id: 42 }))],
    ['of a user whose id is a list', 'token.invalid', () => siteToken(odd(['42']))],
    ['garbage', 'token.invalid', () => 'garbage'],
    ['garbage with dots', 'token.invalid', () => 'a.b.c'],
    [
      'a list in disguise',
      'token.invalid',
      () => `e30.${Buffer.from('[]').toString('base64url')}.`,
    ],
  ])('%s', async (_how, code, make) => {
    expect(await gateway.refused({ token: await make() })).toMatchObject({ code });
  });

  /** What no typed program would sign, but a careless one does. */
  function odd(sub: unknown): { sub: string } {
    return { sub: sub as string };
  }
});
