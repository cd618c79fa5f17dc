import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '../../support/eventually.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { WebHook } from '../../support/web-hook.js';
import { anAction } from './an-action.js';

let hook: WebHook;
beforeEach(async () => {
  hook = await WebHook.start();
});
afterEach(() => hook.stop());

function says(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  hook.answer = (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
}

const RESULT = 'Order {order} goes to {result.address.street}.';

/** Runs it once at the hook. */
function ran(result: string | null = RESULT) {
  return anAction({ webhook: { url: `${hook.url}/address` }, result }).run({ order: 'MF-1' });
}

const DONE_ANYWAY = { kind: 'done', text: 'Done: change of address.' };

describe('A status of 2xx: it is done', () => {
  test.each([200, 201, 206, 299])('%i, and what it says is told', async (status) => {
    says(status, { address: { street: 'Elm Street 5' } });
    expect(await ran()).toEqual({ kind: 'done', text: 'Order MF-1 goes to Elm Street 5.' });
  });

  test('with nothing in it, where nothing of it is to be told', async () => {
    says(204, '');
    expect(await ran('Order {order} is changed.')).toEqual({
      kind: 'done',
      text: 'Order MF-1 is changed.',
    });
  });

  test.each<[string, unknown]>([
    ['nothing where something is to be told', ''],
    ['no JSON', '<p>ok</p>'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a list', ['Elm Street 5']],
    ['a text', '"Elm Street 5"'],
    ['another field', { address: { city: 'Oak' } }],
    ['a field that is no single value', { address: { street: { name: 'Elm' } } }],
    ['more than is read', { address: { street: 'Elm' }, more: 'x'.repeat(64 * 1024) }],
  ])('with %s it is told in our own words', async (_what, body) => {
    says(200, body);
    expect(await ran()).toEqual(DONE_ANYWAY);
  });

  test('a parameter that was not given is nothing, and the fields are told', async () => {
    says(200, { address: { street: 'Elm' } });
    expect(await ran('By {speed}to {result.address.street}.')).toEqual({
      kind: 'done',
      text: 'By to Elm.',
    });
  });

  test('what every object has is no field of the answer', async () => {
    says(200, { address: {} });
    expect(await ran('By {result.address.constructor.name}')).toEqual(DONE_ANYWAY);
  });

  test('without a sentence in the config one of ours is used', async () => {
    says(200, { address: { street: 'Elm' } });
    expect(await ran(null)).toEqual(DONE_ANYWAY);
  });

  test('a value of the answer is one line of plain words, however it was meant', async () => {
    says(200, {
      address: {
        street: `Elm\r\n\n# [Free](https://evil.example) **now** <b>&amp;</b> www.evil.example\u202e\u0000 ${'x'.repeat(300)}`,
      },
    });
    const outcome = await ran('To {result.address.street}');
    const { text } = outcome as { text: string };
    expect(text).toMatch(
      /^To Elm \\# \\\[Free\\\]\(https\\:\/\/evil\.example\) \\\*\\\*now\\\*\\\* \\<b\\>\\&amp;\\<\/b\\> www\\\.evil\.example x+…$/,
    );
    expect(text.replaceAll('\\', '').length).toBe('To '.length + 200);
  });

  test('a choice is told by its words', async () => {
    says(200, { ok: true, count: 3 });
    const { run } = anAction({
      webhook: { url: hook.url },
      result: '{speed}, {result.ok}, {result.count}',
    });
    expect(await run({ order: 'MF-1', speed: 'x' })).toEqual({
      kind: 'done',
      text: 'Express, true, 3',
    });
  });
});

describe('202: it was taken on', () => {
  test.each<[string, unknown, object]>([
    ['nothing', '', { kind: 'unknown', trouble: 'accepted', detail: 'status 202' }],
    ['no JSON', 'Thanks!', { kind: 'unknown', trouble: 'accepted', detail: 'status 202' }],
    [
      'words',
      { state: 'running', message: 'In the queue' },
      { kind: 'unknown', trouble: 'accepted', detail: 'In the queue' },
    ],
    ['not known', { state: 'unknown' }, { kind: 'unknown', trouble: 'accepted' }],
    ['fields only', { address: { street: 'Elm' } }, { kind: 'unknown', trouble: 'accepted' }],
    [
      'done',
      { state: 'done', result: { address: { street: 'Elm' } } },
      { kind: 'done', text: 'Order MF-1 goes to Elm.' },
    ],
    ['done, without fields', { state: 'done' }, DONE_ANYWAY],
    [
      'failed',
      { state: 'failed', message: 'Sent already' },
      { kind: 'failed', trouble: 'refused', detail: 'Sent already' },
    ],
  ])('with %s in it', async (_what, body, outcome) => {
    says(202, body);
    expect(await ran()).toMatchObject(outcome);
  });
});

describe('Any other status', () => {
  test.each<[number, unknown, object]>([
    [301, '', { kind: 'unknown', trouble: 'redirect', detail: 'status 301' }],
    [303, '', { kind: 'unknown', trouble: 'redirect', detail: 'status 303' }],
    [307, '', { kind: 'unknown', trouble: 'redirect', detail: 'status 307' }],
    [
      400,
      { message: 'Sent already' },
      { kind: 'failed', trouble: 'refused', detail: 'Sent already' },
    ],
    [403, { error: 'not\nyours' }, { kind: 'failed', trouble: 'refused', detail: 'not yours' }],
    [404, 'nothing here', { kind: 'failed', trouble: 'refused', detail: 'status 404' }],
    [422, { message: { a: 1 } }, { kind: 'failed', trouble: 'refused', detail: 'status 422' }],
    [425, '', { kind: 'failed', trouble: 'busy', detail: 'status 425' }],
    [429, '', { kind: 'failed', trouble: 'busy', detail: 'status 429' }],
    [503, '', { kind: 'unknown', trouble: 'server-error', detail: 'status 503' }],
    [503, '<html>', { kind: 'unknown', trouble: 'server-error', detail: 'status 503' }],
    [503, { message: ' ' }, { kind: 'unknown', trouble: 'server-error', detail: 'status 503' }],
    [503, { error: 'At lunch' }, { kind: 'failed', trouble: 'busy', detail: 'At lunch' }],
    [408, '', { kind: 'unknown', trouble: 'server-error', detail: 'status 408' }],
    [409, { message: 'At it' }, { kind: 'unknown', trouble: 'server-error', detail: 'At it' }],
    [500, '', { kind: 'unknown', trouble: 'server-error', detail: 'status 500' }],
    [502, '<html>', { kind: 'unknown', trouble: 'server-error', detail: 'status 502' }],
    [504, '', { kind: 'unknown', trouble: 'server-error', detail: 'status 504' }],
  ])('%i', async (status, body, outcome) => {
    says(status, body, { location: `${hook.url}/elsewhere` });
    expect(await ran()).toEqual(outcome);
    expect(hook.requests).toHaveLength(1);
  });

  test('503 is a refusal if it says when to come again', async () => {
    says(503, '', { 'retry-after': '30' });
    expect(await ran()).toEqual({ kind: 'failed', trouble: 'busy', detail: 'status 503' });
    says(500, '', { 'retry-after': '30' });
    expect(await ran()).toMatchObject({ kind: 'unknown', trouble: 'server-error' });
  });

  test('of a long complaint only the beginning is kept', async () => {
    says(400, { message: 'x'.repeat(5_000) });
    const { detail } = (await ran()) as { detail: string };
    expect(detail).toHaveLength(200);
  });
});

describe('A look-up by GET has changed nothing, so it is never unknown', () => {
  const lookUp = (rest: object = {}) =>
    anAction({ webhook: { url: `${hook.url}/orders`, method: 'GET', ...rest }, result: RESULT });

  test.each<[number, unknown, object]>([
    [200, { address: { street: 'Elm' } }, { kind: 'done', text: 'Order MF-1 goes to Elm.' }],
    [202, '', { kind: 'failed', trouble: 'accepted', detail: 'status 202' }],
    [302, '', { kind: 'failed', trouble: 'redirect', detail: 'status 302' }],
    [408, '', { kind: 'failed', trouble: 'server-error', detail: 'status 408' }],
    [409, '', { kind: 'failed', trouble: 'server-error', detail: 'status 409' }],
    [422, '', { kind: 'failed', trouble: 'refused', detail: 'status 422' }],
    [500, { error: 'Broken' }, { kind: 'failed', trouble: 'server-error', detail: 'Broken' }],
    [503, '', { kind: 'failed', trouble: 'server-error', detail: 'status 503' }],
  ])('%i', async (status, body, outcome) => {
    says(status, body);
    expect(await lookUp().run({ order: 'MF-1' })).toEqual(outcome);
  });

  test('silence', async () => {
    const clock = new HandClock();
    hook.answer = () => undefined;
    const { run } = anAction({ webhook: { url: hook.url, method: 'GET' }, clock });
    const outcome = run();
    await eventually(() => expect(hook.requests).toHaveLength(1));
    clock.pass(2_000);
    expect(await outcome).toEqual({ kind: 'failed', trouble: 'timeout', detail: '' });
  });

  test('a connection that breaks', async () => {
    hook.answer = (response) => response.destroy();
    expect(await lookUp().run()).toMatchObject({ kind: 'failed', trouble: 'broken-off' });
  });

  test('whoever is asked afterwards does not know either', async () => {
    says(200, { state: 'unknown' });
    const told = await lookUp({ statusUrl: `${hook.url}/{key}` }).status();
    expect(told).toEqual({ kind: 'failed', trouble: 'server-error', detail: '' });
  });

  test('what DELETE may have done is not known', async () => {
    says(500, '');
    const told = await lookUp({ method: 'DELETE' }).run();
    expect(told).toEqual({ kind: 'unknown', trouble: 'server-error', detail: 'status 500' });
  });
});

describe('Without an answer', () => {
  /** A server that does with each connection what it is told. */
  async function aServer(onConnection: (socket: Socket) => void) {
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { port, stop: () => server.close() };
  }

  test('nobody there: it was not done', async () => {
    const { url } = hook;
    await hook.stop();
    const { run } = anAction({ webhook: { url } });
    expect(await run()).toEqual({ kind: 'failed', trouble: 'unreachable', detail: 'ECONNREFUSED' });
  });

  test('no such name: it was not done', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    };
    const { run } = anAction({ webhook: { url: 'http://nowhere.example/' }, resolve });
    expect(await run()).toEqual({ kind: 'failed', trouble: 'unreachable', detail: 'ENOTFOUND' });
  });

  test('a name without an address: it was not done', async () => {
    const { run } = anAction({
      webhook: { url: 'http://nowhere.example/' },
      resolve: async () => [],
    });
    expect(await run()).toMatchObject({ kind: 'failed', trouble: 'unreachable' });
  });

  test('no TLS where it should be: it was not done, and nothing was sent', async () => {
    const heard: string[] = [];
    const server = await aServer((socket) => {
      socket.on('data', (data) => heard.push(data.toString('latin1')));
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    });
    const { run } = anAction({ webhook: { url: `https://127.0.0.1:${server.port}/` } });
    expect(await run({ order: 'MF-1' })).toMatchObject({ kind: 'failed', trouble: 'unreachable' });
    expect(heard.join('')).not.toContain('MF-1');
    server.stop();
  });

  test('silence before there is a connection: it was not done', async () => {
    const clock = new HandClock();
    const { run } = anAction({
      webhook: { url: 'http://slow.example/' },
      resolve: () => new Promise(() => undefined),
      clock,
    });
    const outcome = run();
    clock.pass(2_000);
    expect(await outcome).toEqual({ kind: 'failed', trouble: 'unreachable', detail: 'ETIMEDOUT' });
  });

  test('silence after it was sent: nobody knows', async () => {
    const clock = new HandClock();
    hook.answer = () => undefined;
    const { run } = anAction({ webhook: { url: hook.url }, clock });
    const outcome = run();
    await eventually(() => expect(hook.requests).toHaveLength(1));
    clock.pass(2_000);
    expect(await outcome).toEqual({ kind: 'unknown', trouble: 'timeout', detail: '' });
    expect(clock.alarms).toBe(0);
  });

  test('half an answer that does not go on: nobody knows', async () => {
    const clock = new HandClock();
    let open: ServerResponse | null = null;
    hook.answer = (response) => {
      open = response;
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"address":');
    };
    const { run } = anAction({ webhook: { url: hook.url }, clock });
    const outcome = run();
    await eventually(() => expect(open).not.toBeNull());
    clock.pass(2_000);
    expect(await outcome).toEqual({
      kind: 'unknown',
      trouble: 'timeout',
      detail: expect.any(String),
    });
  });

  test.each<[string, string, string]>([
    ['a connection that breaks', '', 'broken-off'],
    ['half of an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":', 'broken-off'],
    ['something that is no HTTP', 'Hello!\r\n\r\n', 'bad-answer'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n', 'server-error'],
  ])('%s: nobody knows', async (_what, answer, trouble) => {
    const server = await aServer((socket) => socket.once('data', () => socket.end(answer)));
    const { run } = anAction({ webhook: { url: `http://127.0.0.1:${server.port}/` } });
    expect(await run()).toMatchObject({ kind: 'unknown', trouble });
    server.stop();
  });

  test('an answer that ends with its connection is whole', async () => {
    const answer = 'HTTP/1.0 200 OK\r\n\r\n{"address":{"street":"Elm"}}';
    const server = await aServer((socket) => socket.once('data', () => socket.end(answer)));
    const { run } = anAction({
      webhook: { url: `http://127.0.0.1:${server.port}/` },
      result: 'To {result.address.street}.',
    });
    expect(await run()).toEqual({ kind: 'done', text: 'To Elm.' });
    server.stop();
  });

  test('a refusal is one even if its words are cut off', async () => {
    const answer = 'HTTP/1.1 422 No\r\ncontent-length: 100\r\n\r\n{"message":';
    const server = await aServer((socket) => socket.once('data', () => socket.end(answer)));
    const { run } = anAction({ webhook: { url: `http://127.0.0.1:${server.port}/` } });
    expect(await run()).toEqual({ kind: 'failed', trouble: 'refused', detail: 'status 422' });
    server.stop();
  });
});
