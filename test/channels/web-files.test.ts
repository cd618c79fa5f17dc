/*
 * Files of web visitors, as they go over the wire:
 *
 * POST /api/v1/chat/CHANNEL/files?name=NAME   Authorization: Bearer TOKEN OF THE VISIT   raw body
 *   -> { ok: true, file: { id, name, type, bytes } }
 *   -> { ok: false, error: { code: 'file.refused', details: { problem }, … } } and the other codes of docs/ERRORS.md
 * GET /api/v1/chat/CHANNEL/files/ID   Authorization: Bearer TOKEN OF THE VISIT   -> { ok: true, url }
 * event `message`: { id, text, files: [{ id }] }
 * in shown messages: files: [{ id?, name, type?, bytes?, url?, isImage?, problem? }]; without url and problem it is on its way
 * GET url -> the content (`/files/ID?e=…&s=…`)
 * The desk: POST and GET /api/v1/desk/handoffs/ID/files…, the same with an agent's token; replies name files: [{ id }]
 */
import { once } from 'node:events';
import { get } from 'node:http';
import type { Blobs } from '../../src/core/ports/blobs.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { PIXEL, type WebCustomer } from '../support/web-customer.js';
import { rawUpload } from './raw-upload.js';

const MB = 1_000_000;

/** A store of contents that waits where a test wants it to, and knows what it was given. */
class WatchedBlobs implements Blobs {
  bytesTaken = 0;
  bytesGiven = 0;
  /** Contents that are kept; that broke off; that were opened and are not wanted any more. */
  readonly counts = { kept: 0, brokenOff: 0, closed: 0 };
  /** Names of contents that are not to be taken in for now. */
  readonly held = new Set<string>();
  private go = () => {};
  private readonly gate = new Promise<void>((resolve) => {
    this.go = resolve;
  });

  constructor(private readonly inner: Blobs) {}

  release(): void {
    this.held.clear();
    this.go();
  }

  put: Blobs['put'] = async (id, content, seal) => {
    try {
      const put = await this.inner.put(id, this.watched(content), seal);
      this.counts.kept += 1;
      return put;
    } catch (error) {
      this.counts.brokenOff += 1;
      throw error;
    }
  };
  refuse: Blobs['refuse'] = (blob) => this.inner.refuse(blob);
  find: Blobs['find'] = (id) => this.inner.find(id);
  open: Blobs['open'] = async (id) => {
    const content = await this.inner.open(id);
    return content === null ? null : this.given(content);
  };
  attach: Blobs['attach'] = (ids) => this.inner.attach(ids);
  removeStrays: Blobs['removeStrays'] = (before, limit) => this.inner.removeStrays(before, limit);

  private async *given(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of content) {
        this.bytesGiven += chunk.length;
        yield chunk;
      }
    } finally {
      this.counts.closed += 1;
    }
  }

  private async *watched(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      this.bytesTaken += chunk.length;
      // Large ones are held.
      if (this.held.has('large') && this.bytesTaken > 100_000) await this.gate;
      yield chunk;
    }
  }
}

describe('files of web visitors', () => {
  let gateway: RunningGateway;
  let blobs: WatchedBlobs;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      config: {
        files: { bytesMax: 60 * MB, perMessageMax: 3 },
        channels: { 'demo-web': { origins: ['self', 'https://shop.example'] } },
      },
      parts: {
        stores: (opened) => {
          blobs = new WatchedBlobs(opened.blobs);
          return { ...opened, blobs };
        },
      },
    });
  });
  afterAll(() => gateway.stop());

  const api = (path: string, token: string, init: RequestInit = {}) =>
    fetch(`${gateway.url}/api/v1/chat/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });

  async function withPicture(): Promise<{ customer: WebCustomer; id: string; url: string }> {
    const customer = await gateway.customer();
    const { file } = await customer.upload('lamp.png', PIXEL);
    await customer.ask('message', { id: 'a', text: 'Like this', files: [{ id: file?.id }] });
    const { files = [] } = await customer.sees('Like this');
    return { customer, id: file?.id ?? '', url: files[0]?.url ?? '' };
  }

  test('are shown to their sender with their words, and can be fetched there', async () => {
    const customer = await gateway.customer();
    expect(await customer.upload('lamp.png', PIXEL)).toEqual({
      status: 200,
      ok: true,
      file: { id: expect.any(String), name: 'lamp.png', type: 'image/png', bytes: PIXEL.length },
    });
    const { url } = await withPicture();
    const fetched = await fetch(`${gateway.url}${url}`);
    expect(fetched.status).toBe(200);
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(PIXEL);
    expect(Object.fromEntries(fetched.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PIXEL.length),
      'content-disposition': `inline; filename="lamp.png"; filename*=UTF-8''lamp.png`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': expect.stringMatching(/^private, max-age=\d{3,5}, immutable$/),
    });
  });

  test('come again with the history, and say nothing of where they are kept', async () => {
    const { customer, id } = await withPicture();
    const { messages = [] } = await customer.history(100);
    expect(messages[0]?.files).toEqual([
      {
        id,
        name: 'lamp.png',
        type: 'image/png',
        bytes: PIXEL.length,
        isImage: true,
        url: expect.stringMatching(/^\/files\//),
      },
    ]);
  });

  test('that are no pictures are for keeping, under their own names', async () => {
    const customer = await gateway.customer();
    const name = 'Rechnung "März" (1).txt';
    const { file } = await customer.upload(name, 'so much');
    await customer.ask('message', { id: 'a', text: '', files: [{ id: file?.id }] });
    const url = await eventually(() => customer.messages[0]?.files?.[0]?.url ?? fail());
    const head = await fetch(`${gateway.url}${url}`, { method: 'HEAD' });
    expect(head.headers.get('content-disposition')).toBe(
      `attachment; filename="Rechnung _M_rz_ (1).txt"; filename*=UTF-8''Rechnung%20%22M%C3%A4rz%22%20%281%29.txt`,
    );
    expect(head.headers.get('content-length')).toBe('7');
    expect(await head.text()).toBe('');
  });

  test('are one message with their words, in the order of the talk', async () => {
    const customer = await gateway.customer();
    const { file } = await customer.upload('lamp.png', PIXEL);
    const sent = [
      customer.ask('message', { id: '1', text: 'first' }),
      customer.ask('message', { id: '2', text: 'second', files: [{ id: file?.id }] }),
      customer.ask('message', { id: '3', text: 'third' }),
    ];
    const seqs = (await Promise.all(sent)).map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort());
    await customer.sees('third');
    const shown = customer.messages.filter(({ author }) => author.kind === 'customer');
    expect(shown.map(({ text, files = [] }) => [text, files.length])).toEqual([
      ['first', 0],
      ['second', 1],
      ['third', 0],
    ]);
  });

  test('sent again are the same message', async () => {
    const customer = await gateway.customer();
    const { file } = await customer.upload('lamp.png', PIXEL);
    const send = () => customer.ask('message', { id: 'a', text: '', files: [{ id: file?.id }] });
    expect(await send()).toEqual(await send());
  });

  describe('belong to one visitor', () => {
    test('nobody else sends them, in this channel or another', async () => {
      const { id } = await withPicture();
      for (const channel of ['demo-web', 'trade-web']) {
        const other = await gateway.customer({ channel });
        const sent = await other.ask('message', { id: 'a', text: 'Mine', files: [{ id }] });
        expect(sent).toMatchObject({ ok: false, error: { code: 'file.unknown' } });
        expect(other.messages).toEqual([]);
      }
    });

    test('one that is not here yet has no link yet', async () => {
      const customer = await gateway.customer();
      const answer = await api(`demo-web/files/${'0'.repeat(32)}`, customer.token);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ ok: true, url: null });
    });

    test('nobody else is given a link', async () => {
      const { customer, id } = await withPicture();
      const own = await api(`demo-web/files/${id}`, customer.token);
      expect(await own.json()).toMatchObject({ ok: true, url: expect.stringContaining(id) });
      for (const channel of ['demo-web', 'trade-web']) {
        const other = await gateway.customer({ channel });
        const refused = await api(`${channel}/files/${id}`, other.token);
        expect(refused.status).toBe(404);
        expect(await refused.json()).toMatchObject({ error: { code: 'file.unknown' } });
      }
    });

    test.each<[string, (url: string) => string, number]>([
      ['a longer life', (url) => url.replace(/e=(\d+)/, (_, e) => `e=${Number(e) + 1}`), 404],
      ['a life that is over', (url) => url.replace(/e=\d+/, 'e=1'), 403],
      ['no proof', (url) => url.replace(/&s=.*/, ''), 404],
      ['a proof of another file', (url) => url.replace(/\/files\/[^?]+/, '/files/u123'), 404],
      ['a way out of the folder', (url) => url.replace(/\/files\//, '/files/..%2F..%2F'), 404],
    ])('a link with %s leads nowhere', async (_what, change, status) => {
      const { url } = await withPicture();
      const answer = await fetch(`${gateway.url}${change(url)}`);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await answer.text()).toMatch(/^(There is no such file|This link is not valid)/);
    });
  });

  describe('are taken only from whom a channel admits', () => {
    test.each<[string, string, RequestInit, number, string]>([
      ['nobody', 'demo-web', {}, 401, 'token.invalid'],
      [
        'a forged token',
        'demo-web',
        { headers: { authorization: 'Bearer x.y.z' } },
        401,
        'token.invalid',
      ],
      ['a channel that is not there', 'nope', {}, 404, 'channel.unknown'],
      [
        'another site',
        'demo-web',
        { headers: { origin: 'https://evil.example' } },
        403,
        'origin.refused',
      ],
    ])('%s', async (_who, channel, init, status, code) => {
      const url = `${gateway.url}/api/v1/chat/${channel}/files?name=a.txt`;
      const answer = await fetch(url, { ...init, method: 'POST', body: 'text' });
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ ok: false, error: { code } });
    });

    test('a token of another channel', async () => {
      const other = await gateway.customer({ channel: 'trade-web' });
      expect(await other.upload('a.txt', 'text')).toMatchObject({
        status: 401,
        error: { code: 'token.invalid' },
      });
    });

    test("an admitted site's page may upload, and is told so before", async () => {
      const customer = await gateway.customer();
      const headers = { origin: 'https://shop.example' };
      const asked = await api('demo-web/files?name=a.txt', '', { method: 'OPTIONS', headers });
      expect(asked.status).toBe(204);
      expect(asked.headers.get('access-control-allow-origin')).toBe('https://shop.example');
      expect(asked.headers.get('access-control-allow-headers')).toMatch(/Authorization/);
      const sent = { method: 'POST', headers, body: 'text' };
      const answer = await api('demo-web/files?name=a.txt', customer.token, sent);
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
      expect(await answer.json()).toMatchObject({ ok: true });
    });
  });

  describe('are refused with the reason', () => {
    test.each<[string, string, string | Uint8Array<ArrayBuffer>, string]>([
      ['a path in the name', '../../etc/passwd', 'text', 'name'],
      [
        'a program that poses as a picture',
        'lamp.png',
        'MZ\u0090\u0000\u0003'.padEnd(900, '\0'),
        'kind',
      ],
      ['nothing', 'empty.txt', '', 'empty'],
    ])('%s', async (_what, name, content, problem) => {
      const customer = await gateway.customer();
      expect(await customer.upload(name, content)).toMatchObject({
        status: 422,
        error: { code: 'file.refused', details: { problem } },
      });
    });

    test('without a name', async () => {
      const customer = await gateway.customer();
      const answer = await api('demo-web/files', customer.token, { method: 'POST', body: 'x' });
      expect(await answer.json()).toMatchObject({
        error: { code: 'request.invalid', details: { field: 'name' } },
      });
    });

    test('more than one message may have', async () => {
      const customer = await gateway.customer();
      const names = ['1.txt', '2.txt', '3.txt', '4.txt'];
      expect(await customer.sendFiles(names, 'All of these')).toMatchObject({
        ok: false,
        error: { code: 'file.refused', details: { problem: 'too-many', filesMax: 3 } },
      });
    });

    test('announced as too large: before it comes, and the line is closed', async () => {
      const { token } = await gateway.customer();
      const before = blobs.bytesTaken;
      const upload = rawUpload(gateway.url, 'demo-web', token, 'a.txt', 61 * MB);
      const answer = await upload.answer;
      expect(answer).toMatchObject({ status: 422, body: { error: { code: 'file.refused' } } });
      expect(answer.body).toMatchObject({
        error: { details: { problem: 'too-large', bytesMax: 60 * MB } },
      });
      await upload.closed;
      expect(blobs.bytesTaken).toBe(before);
    });
  });

  test('an upload that breaks off leaves nothing', async () => {
    const { token } = await gateway.customer();
    const taken = blobs.bytesTaken;
    const before = { ...blobs.counts };
    const upload = rawUpload(gateway.url, 'demo-web', token, 'a.txt', 5 * MB);
    await upload.write(Buffer.alloc(200_000, 'a'));
    await eventually(() => expect(blobs.bytesTaken - taken).toBe(200_000));
    upload.breakOff();
    await eventually(() => expect(blobs.counts.brokenOff).toBe(before.brokenOff + 1));
    expect(blobs.counts.kept).toBe(before.kept);
  });

  test('50 MB pass through, and hold up nobody', async () => {
    const { token } = await gateway.customer();
    const quick = await gateway.customer();
    blobs.held.add('large');
    blobs.bytesTaken = 0;
    const upload = rawUpload(gateway.url, 'demo-web', token, 'a.txt', 50 * MB);
    const chunk = Buffer.alloc(MB, 'a');
    let sent = 0;
    const sending = (async () => {
      for (; sent < 50 * MB; sent += MB) await upload.write(chunk);
    })();
    await eventually(() => expect(blobs.bytesTaken).toBeGreaterThan(100_000));
    // Somebody else is served while this one is held up.
    expect(await quick.say('hello')).toMatchObject({ ok: true });
    await quick.sees(/hello/i);
    // The store takes no more, so neither may the gateway: what is on its way waits at the sender.
    expect(blobs.bytesTaken).toBeLessThan(MB);
    expect(sent).toBeLessThan(20 * MB);
    blobs.release();
    await sending;
    const { status, body } = await upload.answer;
    expect({ status, body }).toMatchObject({ status: 200, body: { file: { bytes: 50 * MB } } });
    expect(blobs.bytesTaken).toBeGreaterThanOrEqual(50 * MB);
    await halfRead(token, (body as { file: { id: string } }).file.id);
  });

  /** Somebody who asks for all of a large file, takes the beginning, and leaves. */
  async function halfRead(token: string, id: string): Promise<void> {
    const link = await (await api(`demo-web/files/${id}`, token)).json();
    const before = { ...blobs.counts, given: blobs.bytesGiven };
    const reader = get(`${gateway.url}${link.url}`, () => undefined);
    reader.on('error', () => undefined);
    await once(reader, 'response');
    await eventually(() => expect(blobs.bytesGiven).toBeGreaterThan(before.given));
    // Somebody else is served while this one takes nothing.
    expect(await (await gateway.customer()).say('hello')).toMatchObject({ ok: true });
    expect(blobs.bytesGiven - before.given).toBeLessThan(20 * MB);
    expect(blobs.counts.closed).toBe(before.closed);
    reader.destroy();
    await eventually(() => expect(blobs.counts.closed).toBe(before.closed + 1));
  }
});

function fail(): never {
  throw new Error('There is no link yet.');
}
