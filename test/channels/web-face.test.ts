import { RunningGateway } from '../support/running-gateway.js';

const SHOP = 'https://shop.example';

describe('what a page may know before anybody has written', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      config: {
        tenants: {
          demo: {
            suggestions: ['How long do refunds take?'],
            linkHosts: ['shop.example'],
            texts: {
              'widget.send': 'Off it goes',
              'rating.5': 'Superb',
              'handoff.opened': 'Not for the widget',
            },
          },
        },
        channels: { 'demo-web': { origins: ['self', SHOP], messageCharsMax: 123 } },
        files: { bytesMax: 5_000, perMessageMax: 3, kinds: ['image', 'pdf'] },
      },
    });
  });
  afterAll(() => gateway.stop());

  function face(channel: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${gateway.url}/api/v1/web/${channel}`, { headers });
  }

  test('is the name, the questions, the limits and the sentences, in the tenant\u2019s own wording', async () => {
    const response = await face('demo-web', { origin: SHOP });
    expect(response.status).toBe(200);
    const { texts, ...rest } = (await response.json()) as { texts: Record<string, string> };
    expect(rest).toEqual({
      ok: true,
      tenant: 'Maple & Finch',
      bot: 'Finch',
      language: 'en',
      suggestions: ['How long do refunds take?'],
      linkHosts: ['shop.example'],
      messageCharsMax: 123,
      files: { bytesMax: 5_000, perMessageMax: 3, accepts: ['image/*', 'application/pdf', '.pdf'] },
    });
    expect(texts).toMatchObject({
      'widget.send': 'Off it goes',
      'widget.retry': 'Retry',
      'rating.5': 'Superb',
      'rating.1': 'Very bad',
      'files.not-passed-on': 'Not passed on: {files}',
    });
    const kinds = new Set(Object.keys(texts).map((key) => key.split('.')[0]));
    expect([...kinds].sort()).toEqual(['files', 'rating', 'widget']);
  });

  test('has the usual wording for a tenant that has none of its own', async () => {
    const { texts } = (await (await face('trade-web')).json()) as { texts: Record<string, string> };
    expect(texts['widget.send']).toBe('Send');
  });

  test.each<[string, string | null]>([
    ['of a site that is named', SHOP],
    ['of our own', 'self'],
  ])('may be read by a page %s, and only by that one', async (_which, named) => {
    const origin = named === 'self' ? gateway.url : (named ?? '');
    const { status, headers } = await face('demo-web', { origin });
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('vary')).toMatch(/\bOrigin\b/i);
    expect(headers.get('cache-control')).toBe('private, max-age=60');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test.each([
    'https://elsewhere.example',
    'http://shop.example',
    'https://shop.example:444',
    'https://shop.example.evil.example',
    'null',
  ])('is refused to a page of %s', async (origin) => {
    const response = await face('demo-web', { origin });
    expect(response.status).toBe(403);
    // The page may read why it was refused, or it would take us for unreachable and ask for ever.
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'origin.refused' } });
  });

  test.each(['elsewhere', '__proto__', 'constructor', 'toString', '%00', 'x'.repeat(5_000)])(
    'is nothing for the channel %.20s, which there is not',
    async (channel) => {
      const response = await face(channel, { origin: SHOP });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        ok: false,
        error: { code: 'channel.unknown', message: 'There is no such channel.' },
      });
    },
  );

  test('is not changed by writing to it', async () => {
    const response = await fetch(`${gateway.url}/api/v1/web/demo-web`, { method: 'POST' });
    expect(response.status).toBe(404);
  });
});
