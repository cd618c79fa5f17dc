import { RunningGateway } from '../support/running-gateway.js';

describe('which sites may open a chat', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    const config = {
      channels: {
        'demo-web': { origins: ['self', 'https://shop.example'] },
        'trade-web': { origins: ['https://trade.example'] },
      },
    };
    gateway = await RunningGateway.start({ config });
  });
  afterAll(() => gateway.stop());

  test('our own page may', async () => {
    await expect(gateway.customer({ origin: gateway.url })).resolves.toBeDefined();
  });

  test('a listed site may', async () => {
    await expect(gateway.customer({ origin: 'https://shop.example' })).resolves.toBeDefined();
  });

  test('a program without a page may, and is held to its token', async () => {
    await expect(gateway.customer()).resolves.toBeDefined();
  });

  test.each([
    'https://evil.example',
    'http://shop.example',
    'https://shop.example:8443',
    'https://shop.example.evil.example',
    'https://evil.example/https://shop.example',
    'null',
    'garbage',
  ])('%s may not, not even over a websocket', async (origin) => {
    const refusal = await gateway.refused({ origin });
    expect(refusal.message).toMatch(/websocket error/);
    expect(refusal.code).toBeUndefined();
  });

  test('a site of another channel may not use this one', async () => {
    const refusal = await gateway.refused({ origin: 'https://trade.example' });
    expect(refusal.code).toBe('origin.refused');
    const self = await gateway.refused({ origin: gateway.url, channel: 'trade-web' });
    expect(self.code).toBe('origin.refused');
  });
});

describe('which ways in there are', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway.stop());

  test('long polling is refused', async () => {
    const refusal = await gateway.refused({ transports: ['polling'] });
    expect(refusal.message).toMatch(/poll error/);
    const response = await fetch(`${gateway.url}/socket.io/?EIO=4&transport=polling`);
    expect(response.status).toBe(400);
  });

  test('nothing but /chat is served', async () => {
    expect(await gateway.refused({ namespace: '/' })).toMatchObject({ code: 'not-found' });
    expect((await gateway.refused({ namespace: '/admin' })).message).toBe('Invalid namespace');
  });

  test.each(['nope', 'constructor', '__proto__', 'toString', 'demo-web '])(
    'there is no channel %p',
    async (channel) => {
      expect(await gateway.refused({ channel })).toMatchObject({
        code: 'channel.unknown',
        data: { retryable: false, message: 'There is no such channel.' },
      });
    },
  );

  test.each<[string, string, Record<string, unknown>]>([
    ['nothing', 'channel', {}],
    ['no channel', 'channel', { token: 'x' }],
    ['an empty channel', 'channel', { channel: '' }],
    ['a number as channel', 'channel', { channel: 5 }],
    ['null as channel', 'channel', { channel: null }],
    ['a list as channel', 'channel', { channel: ['demo-web'] }],
    ['an object as channel', 'channel', { channel: { $ne: null } }],
    ['an endless channel', 'channel', { channel: 'x'.repeat(65) }],
    ['bytes as channel', 'channel', { channel: Buffer.from('demo-web') }],
    ['a number as token', 'token', { channel: 'demo-web', token: 5 }],
    ['an empty token', 'token', { channel: 'demo-web', token: '' }],
    ['an endless token', 'token', { channel: 'demo-web', token: 'x'.repeat(4_097) }],
    ['a text as place', 'after', { channel: 'demo-web', after: '1' }],
    ['a negative place', 'after', { channel: 'demo-web', after: -1 }],
    ['half a place', 'after', { channel: 'demo-web', after: 1.5 }],
    ['an impossible place', 'after', { channel: 'demo-web', after: 1e300 }],
    ['a bare text about itself', 'about', { channel: 'demo-web', about: 'Firefox' }],
    ['null about itself', 'about', { channel: 'demo-web', about: null }],
    ['a number as page', 'about.page', { channel: 'demo-web', about: { page: 5 } }],
    ['an endless page', 'about.page', { channel: 'demo-web', about: { page: 'x'.repeat(2_001) } }],
    ['a list as language', 'about.language', { channel: 'demo-web', about: { language: ['en'] } }],
    ['an object as time zone', 'about.timeZone', { channel: 'demo-web', about: { timeZone: {} } }],
  ])('a handshake with %s is refused, naming the field', async (_what, field, auth) => {
    expect(await gateway.refused({ auth })).toMatchObject({
      code: 'request.invalid',
      data: { retryable: false, details: { field } },
    });
  });

  test('and after all that the next customer is served', async () => {
    const customer = await gateway.customer();
    await customer.say('hello');
    await customer.sees(/Finch|help/);
  });
});
