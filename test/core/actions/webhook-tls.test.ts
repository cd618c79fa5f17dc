import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { anAction } from './an-action.js';

/** Made for this test, for localhost and 127.0.0.1, by nobody whom anybody trusts. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUCLQVwW66393TtbI84iWrWJRvKd4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTIyNDcwMFoYDzIxMjYxMDI4
MjI0NzAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS8H0/K+F/G/6VP0yy++YfIFMfBIEMNxO3QwbwAwqouhpxvwZkURrab
L1s8Anty0Sl8NQY5IGTeb95Zmy1qt9aNo28wbTAdBgNVHQ4EFgQUHzAgoH2gk5Gf
1kJ7hmXHSFqP2CwwHwYDVR0jBBgwFoAUHzAgoH2gk5Gf1kJ7hmXHSFqP2CwwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgfdqH7c+UCt/l4/G1h8gWxiNZDrNIgVRosK2Fxu6VaRgCIHeD
srOnzVFsJSC/VyOCqcfMgMScRCOpHU79I7sYMdUi
-----END CERTIFICATE-----
`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmY1qU4/O/0q09BFg
47VGCsE9MIRw9gmGauqqItJLV8mhRANCAAS8H0/K+F/G/6VP0yy++YfIFMfBIEMN
xO3QwbwAwqouhpxvwZkURrabL1s8Anty0Sl8NQY5IGTeb95Zmy1qt9aN
-----END PRIVATE KEY-----
`;

let server: Server;
let heard: string;
beforeEach(async () => {
  heard = '';
  server = createServer({ cert: CERTIFICATE, key: KEY }, (request, response) => {
    request.on('data', (data: Buffer) => {
      heard += data.toString();
    });
    request.on('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

test.each(['127.0.0.1', 'shop.example'])(
  'a certificate that nobody vouches for at %s: nothing is sent, and it was not done',
  async (host) => {
    const { port } = server.address() as AddressInfo;
    const { run } = anAction({
      webhook: { url: `https://${host}:${port}/`, headers: { authorization: 'Bearer abc' } },
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    expect(await run()).toEqual({
      kind: 'failed',
      trouble: 'unreachable',
      detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(heard).toBe('');
  },
);
