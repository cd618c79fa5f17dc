import { isPrivateAddress } from '../../../src/core/actions/private-address.js';
import { WebHook } from '../../support/web-hook.js';
import { anAction } from './an-action.js';

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '::127.0.0.1',
  '64:ff9b::a00:1',
  '2001:0:1:2:3:4:5:6',
  '2002:7f00:1::',
  'fd00:ec2::254',
  'fc00::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  'no address',
  '',
])('%s is none to be called', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.169.0.1',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001::200e',
  '::ffff:1.1.1.1',
])('%s may be called', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

const REFUSED = { kind: 'failed', trouble: 'private-address', detail: '' };

describe('A webhook in the own network', () => {
  let hook: WebHook;
  beforeEach(async () => {
    hook = await WebHook.start();
    hook.answer = (response) => response.end('{}');
  });
  afterEach(() => hook.stop());

  const portOf = () => new URL(hook.url).port;

  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0.0.0.0',
    'localhost',
    '127.0.0.1.',
  ])('is not called as %s', async (host) => {
    const { run } = anAction({
      webhook: { url: `http://${host}:${portOf()}/`, allowsPrivate: false },
    });
    expect(await run()).toEqual(REFUSED);
    expect(hook.requests).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ['leads there', ['127.0.0.1']],
    ['leads there among others', ['1.1.1.1', '127.0.0.1']],
    ['leads there by IPv6', ['::ffff:127.0.0.1']],
  ])('is not called by a name that %s', async (_what, addresses) => {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const { run, log } = anAction({
      webhook: { url: `http://shop.example:${portOf()}/`, allowsPrivate: false },
      resolve,
    });
    expect(await run()).toEqual(REFUSED);
    expect(hook.requests).toEqual([]);
    expect(log).toMatchObject([{ event: 'action.failed', why: 'private-address' }]);
  });

  test('is not called by a name that was harmless a moment ago: it is asked for once', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      // 192.0.2.1 would be refused, too: a public one would really be called.
      return [{ address: asked === 1 ? '127.0.0.1' : '1.1.1.1', family: 4 }];
    };
    const { run } = anAction({
      webhook: { url: `http://shop.example:${portOf()}/`, allowsPrivate: false },
      resolve,
    });
    expect(await run()).toEqual(REFUSED);
    expect(asked).toBe(1);
  });

  test('is called where the config allows it, by address and by name', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    for (const host of ['127.0.0.1', 'shop.example']) {
      const { run } = anAction({ webhook: { url: `http://${host}:${portOf()}/` }, resolve });
      expect(await run()).toMatchObject({ kind: 'done' });
    }
    expect(hook.requests.map(({ headers }) => headers.host)).toEqual([
      `127.0.0.1:${portOf()}`,
      `shop.example:${portOf()}`,
    ]);
  });

  test('is not asked what became of a run either', async () => {
    const { status } = anAction({
      webhook: { statusUrl: `${hook.url}/runs/{key}`, allowsPrivate: false },
    });
    expect(await status()).toBeNull();
    expect(hook.requests).toEqual([]);
  });
});
