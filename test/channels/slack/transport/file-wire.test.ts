import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SlackFileWire } from '../../../../src/channels/slack/slack-file-wire.js';

const TOKEN = 'xoxb-secret';
const servers: Server[] = [];
const NEVER = new AbortController().signal;

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A host that answers as told, and what it was asked. */
async function host(answer: (incoming: IncomingMessage, response: ServerResponse) => unknown) {
  const asked: IncomingMessage[] = [];
  const server = createServer((incoming, response) => {
    asked.push(incoming);
    void answer(incoming, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, wire: new SlackFileWire(TOKEN, `${url}/api/`, 300) };
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function* saying(...words: string[]) {
  for (const word of words) yield Buffer.from(word);
}

describe('a file that is fetched', () => {
  test('comes as a stream, with its length and what it is said to be', async () => {
    const { url, asked, wire } = await host((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/CSV; charset=utf-8', 'content-length': 3 })
        .end('a,b'),
    );
    const got = await wire.get(`${url}/files-pri/T1-F1/a.csv`, NEVER);
    expect(got).toMatchObject({ kind: 'got', type: 'text/csv', bytes: 3 });
    expect(got.kind === 'got' && (await textOf(got.content))).toBe('a,b');
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`]);
  });

  test('is not asked for elsewhere, nor followed there', async () => {
    const elsewhere = await host((_, response) => response.end('stolen'));
    const { url, wire } = await host((_, response) =>
      response.writeHead(302, { location: `${elsewhere.url}/signin` }).end(),
    );
    expect(await wire.get(`${elsewhere.url}/a.png`, NEVER)).toEqual({ kind: 'elsewhere' });
    expect(await wire.get(`${url}/a.png`, NEVER)).toEqual({
      kind: 'refused',
      failure: { kind: 'http', status: 302 },
    });
    expect(elsewhere.asked).toEqual([]);
  });

  test('that breaks off in the middle, or stops coming, is no shorter file', async () => {
    const { url, wire } = await host((incoming, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half of it');
      if (incoming.url === '/cut') setTimeout(() => response.destroy(), 20);
    });
    for (const path of ['/cut', '/stalled']) {
      const got = await wire.get(`${url}${path}`, NEVER);
      if (got.kind !== 'got') throw new Error('nothing came');
      await expect(textOf(got.content)).rejects.toThrow();
    }
  });

  test('is given up when whoever wants it stops', async () => {
    const { url, wire } = await host((_, response) => void response.writeHead(200).write('x'));
    const stop = new AbortController();
    const got = await wire.get(`${url}/a`, stop.signal);
    stop.abort();
    if (got.kind !== 'got') throw new Error('nothing came');
    await expect(textOf(got.content)).rejects.toThrow();
    expect(await wire.get(`${url}/a`, stop.signal)).toMatchObject({ failure: { kind: 'network' } });
  });
});

describe('a file that is sent', () => {
  test('goes as its bytes, with their number, and without the token', async () => {
    let heard = '';
    const { url, asked, wire } = await host(async (incoming, response) => {
      heard = await textOf(incoming);
      response.end('OK');
    });
    const file = { content: saying('turn ', 'it on'), bytes: 10 };
    expect(await wire.put(`${url}/upload/v1/x`, file, NEVER)).toEqual({ kind: 'put' });
    expect(heard).toBe('turn it on');
    expect(asked[0]?.headers).toMatchObject({ 'content-length': '10' });
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
    expect(asked[0]?.headers).not.toHaveProperty('transfer-encoding');
  });

  test.each([
    ['more', ['turn ', 'it on', ' again']],
    ['less', ['turn ']],
  ])('is none if there is %s of it than was said', async (_, words) => {
    const { url, wire } = await host((incoming, response) => {
      incoming.resume().on('end', () => response.end('OK'));
    });
    const file = { content: saying(...words), bytes: 10 };
    const put = await wire.put(`${url}/upload/v1/x`, file, NEVER);
    expect(put).toMatchObject({ kind: 'unread' });
  });

  test('that cannot be read to its end is none, and Slack is not to blame', async () => {
    const { url, wire } = await host((incoming) => void incoming.resume());
    const content = (async function* () {
      yield Buffer.from('turn ');
      throw new Error('the disk is gone');
    })();
    const put = await wire.put(`${url}/upload/v1/x`, { content, bytes: 10 }, NEVER);
    expect(put).toEqual({ kind: 'unread', error: new Error('the disk is gone') });
  });

  test.each(['before the first byte', 'in the middle'])(
    'and breaks off %s is Slack away',
    async (when) => {
      const { url, wire } = await host((incoming, response) => {
        if (when === 'in the middle') incoming.once('data', () => response.destroy());
        else response.destroy();
      });
      const content = (async function* () {
        yield Buffer.from('turn ');
        await new Promise((resolve) => setTimeout(resolve, 100));
        yield Buffer.from('it on');
      })();
      const put = await wire.put(`${url}/upload/v1/x`, { content, bytes: 10 }, NEVER);
      expect(put).toEqual({ kind: 'refused', failure: { kind: 'network' } });
    },
  );

  test('and takes too long as a whole would take so again', async () => {
    const { url } = await host((incoming) => void incoming.resume());
    const content = (async function* () {
      for (let count = 0; count < 100; count++) {
        yield Buffer.from('turn ');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const wire = new SlackFileWire(TOKEN, `${url}/api/`, 30_000, 100);
    const put = await wire.put(`${url}/upload/v1/x`, { content, bytes: 500 }, NEVER);
    expect(put).toEqual({ kind: 'late' });
  });

  test('goes to nobody else, and its source is let go', async () => {
    const elsewhere = await host((_, response) => response.end('OK'));
    const { wire } = await host((_, response) => response.end('OK'));
    let isOpen = true;
    const content = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: true, value: undefined }),
        return: async () => {
          isOpen = false;
          return { done: true, value: undefined };
        },
      }),
    } as AsyncIterable<Uint8Array>;
    const put = await wire.put(`${elsewhere.url}/upload`, { content, bytes: 4 }, NEVER);
    expect(put).toEqual({ kind: 'elsewhere' });
    expect(isOpen).toBe(false);
    expect(elsewhere.asked).toEqual([]);
  });

  test('is read no faster than Slack takes it', async () => {
    const PIECE = 64 * 1024;
    const PIECES = 400;
    let [given, taken, ahead] = [0, 0, 0];
    const { url } = await host(async (incoming, response) => {
      for await (const part of incoming) {
        taken += (part as Buffer).length;
        await new Promise(setImmediate);
      }
      response.end('OK');
    });
    const content = (async function* () {
      const piece = Buffer.alloc(PIECE);
      for (let count = 0; count < PIECES; count++) {
        given += PIECE;
        ahead = Math.max(ahead, given - taken);
        yield piece;
      }
    })();
    const file = { content, bytes: PIECE * PIECES };
    // A busy machine may hold it up for longer than the other tests want to wait.
    const wire = new SlackFileWire(TOKEN, `${url}/api/`, 30_000);
    expect(await wire.put(`${url}/upload/v1/x`, file, NEVER)).toEqual({ kind: 'put' });
    expect(taken).toBe(PIECE * PIECES);
    // What the sockets of this machine hold between the two.
    expect(ahead).toBeLessThan((PIECE * PIECES) / 2);
  });

  test.each([
    [429, { 'retry-after': '7' }, { kind: 'http', status: 429, retryAfterMs: 7_000 }],
    [503, {}, { kind: 'http', status: 503 }],
    [302, { location: 'https://evil.example/' }, { kind: 'http', status: 302 }],
  ])('and is answered %i is not there', async (status, headers, failure) => {
    const { url, wire } = await host((incoming, response) => {
      incoming.resume().on('end', () => response.writeHead(status, headers).end());
    });
    const put = await wire.put(`${url}/upload/v1/x`, { content: saying('abcd'), bytes: 4 }, NEVER);
    expect(put).toEqual({ kind: 'refused', failure });
  });
});
