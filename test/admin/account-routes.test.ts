import { request } from 'node:http';
import { ACCOUNT_BYTES_MAX, IMPORT_LINES_MAX } from '../../src/core/domain/limits.js';
import { AccountServer } from '../support/account-server.js';
import { eventually } from '../support/eventually.js';
import { describeStores } from '../support/stores.js';

const CAROL = {
  name: 'Carol Chen',
  emails: ['carol@acme.example'],
  customerIds: ['42', 'demo-web/42'],
  facts: { plan: 'gold', seats: '3' },
};

let server: AccountServer;
beforeEach(async () => {
  server = await AccountServer.start();
});
afterEach(() => server.stop());

const refusedFor = (field: string, problem: string) => ({
  status: 400,
  body: {
    ok: false,
    error: {
      code: 'request.invalid',
      message: `The account cannot be taken: ${field} ${problem}.`,
      details: { field, problem },
    },
  },
});

describe('An account over HTTP', () => {
  test('is put, answered as it is stored, read and removed', async () => {
    const put = await server.ask('PUT', 'demo/7', CAROL);
    const account = { tenant: 'demo', id: '7', ...CAROL, updatedAtMs: expect.any(Number) };
    expect(put).toEqual({ status: 200, body: { ok: true, account } });
    expect(await server.ask('GET', 'demo/7')).toEqual(put);
    expect(server.course.changed).toEqual(['demo']);
    const removed = (was: boolean) => ({ status: 200, body: { ok: true, removed: was } });
    expect(await server.ask('DELETE', 'demo/7')).toEqual(removed(true));
    expect(server.course.changed).toEqual(['demo', 'demo']);
    expect(await server.ask('DELETE', 'demo/7')).toEqual(removed(false));
    expect(await server.ask('GET', 'demo/7')).toMatchObject({
      status: 404,
      body: { error: { code: 'account.unknown' } },
    });
  });

  test('is replaced whole', async () => {
    await server.ask('PUT', 'demo/7', CAROL);
    await server.ask('PUT', 'demo/7', { facts: {} });
    expect(await server.ask('GET', 'demo/7')).toMatchObject({
      body: { account: { emails: [], customerIds: [], facts: {} } },
    });
    expect((await server.ask('GET', 'demo/7')).body.account).not.toHaveProperty('name');
  });

  test('may have an id that an address has to escape', async () => {
    const id = 'crm/7 ü?&#';
    await server.ask('PUT', `demo/${encodeURIComponent(id)}`, CAROL);
    expect(await server.accounts.get('demo', id)).toMatchObject({ id, name: 'Carol Chen' });
  });

  test('needs an admin token, whatever is asked', async () => {
    for (const [method, path] of [
      ['PUT', 'demo/7'],
      ['GET', 'demo/7'],
      ['DELETE', 'demo/7'],
      ['POST', 'demo'],
      ['GET', 'nobody/7'],
    ] as const) {
      for (const token of [null, 'a-wrong-admin-token']) {
        const body = method === 'PUT' || method === 'POST' ? { facts: {} } : undefined;
        expect(await server.ask(method, path, body, token)).toMatchObject({
          status: 401,
          body: { ok: false, error: { code: 'admin.unauthorized' } },
        });
      }
    }
    expect(await server.accounts.any('demo')).toBe(false);
    expect(server.course.changed).toEqual([]);
  });

  test('is not looked at any more after many wrong tokens from one address', async () => {
    const answers = [];
    for (let at = 0; at < 25; at++)
      answers.push(await server.ask('GET', 'demo/7', undefined, 'wrong'));
    expect(answers.at(-1)).toMatchObject({
      status: 429,
      body: { error: { code: 'rate.limited' } },
    });
    expect(await server.ask('PUT', 'demo/7', CAROL)).toMatchObject({ status: 200 });
  });

  test('of a tenant that is not there is refused', async () => {
    for (const tenant of ['nobody', '__proto__', 'constructor', 'Demo']) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const body = method === 'PUT' ? CAROL : undefined;
        expect(await server.ask(method, `${tenant}/7`, body)).toMatchObject({
          status: 404,
          body: { error: { code: 'tenant.unknown' } },
        });
      }
    }
  });

  test('of one tenant is none of another', async () => {
    await server.ask('PUT', 'demo/7', CAROL);
    expect(await server.ask('GET', 'trade/7')).toMatchObject({ status: 404 });
    expect(await server.ask('DELETE', 'trade/7')).toMatchObject({ body: { removed: false } });
    expect(await server.ask('GET', 'demo/7')).toMatchObject({ status: 200 });
  });

  test.each<[unknown, string, string]>([
    [{ facts: { plan: null } }, 'facts.plan', 'must be a text, a number, true or false'],
    [{ emails: ['nobody'], facts: {} }, 'emails[0]', 'is no email address'],
    [{ name: 'Carol' }, 'facts', 'is missing; {} if there are none'],
    ['[1]', 'body', 'is no JSON object'],
    ['', 'facts', 'is missing; {} if there are none'],
    ['null', 'body', 'is no JSON object'],
    [
      { customerIds: ['42', 'nowhere/42'], facts: {} },
      'customerIds[1]',
      'names no channel of this tenant before the slash; there are demo-web, help',
    ],
    [
      { customerIds: ['trade-web/42'], facts: {} },
      'customerIds[0]',
      'names no channel of this tenant before the slash; there are demo-web, help',
    ],
  ])('%j is refused and says why: %s', async (body, field, problem) => {
    expect(await server.ask('PUT', 'demo/7', body)).toMatchObject(refusedFor(field, problem));
    expect(await server.accounts.get('demo', '7')).toBeNull();
  });

  test('that is no JSON, or has an id that is too long, is refused', async () => {
    expect(await server.ask('PUT', 'demo/7', '{"facts":')).toMatchObject({
      status: 400,
      body: { error: { code: 'request.invalid' } },
    });
    const problem = 'is longer than 120 characters';
    expect(await server.ask('PUT', `demo/${'7'.repeat(121)}`, CAROL)).toMatchObject(
      refusedFor('id', problem),
    );
  });

  test('that is too large is refused with 413', async () => {
    const body = { facts: { plan: 'x'.repeat(ACCOUNT_BYTES_MAX) } };
    expect(await server.ask('PUT', 'demo/7', body)).toMatchObject({
      status: 413,
      body: { error: { code: 'request.too-large', details: { bytesMax: ACCOUNT_BYTES_MAX } } },
    });
  });
});

describe('An import over HTTP', () => {
  const lines = (...all: readonly unknown[]) =>
    all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');

  test('stores the good lines and names the others', async () => {
    const body = lines(
      { id: '7', ...CAROL },
      'no JSON',
      { ...CAROL },
      '',
      { id: 8, facts: {} },
      { id: '9', facts: { plan: {} } },
      { id: '10', customerIds: ['nowhere/1'], facts: {} },
      'null',
      { id: '11', facts: { plan: 'x'.repeat(ACCOUNT_BYTES_MAX) } },
      { id: '12', facts: {} },
    );
    const { status, body: answer } = await server.ask('POST', 'demo', body);
    expect(status).toBe(200);
    expect(answer).toEqual({
      ok: true,
      stored: 2,
      refused: 7,
      problems: [
        { line: 2, field: 'line', problem: 'is no JSON object' },
        { line: 3, field: 'id', problem: 'is missing' },
        { line: 5, field: 'id', problem: 'must be a text' },
        { line: 6, field: 'facts.plan', problem: 'must be a text, a number, true or false' },
        { line: 7, field: 'customerIds[0]', problem: expect.stringContaining('no channel') },
        { line: 8, field: 'line', problem: 'is no JSON object' },
        { line: 9, field: 'line', problem: `is longer than ${ACCOUNT_BYTES_MAX} bytes` },
      ],
    });
    expect(await server.accounts.get('demo', '7')).toMatchObject({ name: 'Carol Chen' });
    expect(await server.accounts.get('demo', '12')).not.toBeNull();
    for (const id of ['8', '9', '10', '11'])
      expect(await server.accounts.get('demo', id)).toBeNull();
    expect(server.course.changed).toEqual(['demo']);
  });

  test('names no more bad lines than anyone reads, and counts them all', async () => {
    const body = Array.from({ length: 250 }, () => '{}').join('\n');
    const { body: answer } = await server.ask('POST', 'demo', body);
    expect(answer).toMatchObject({ stored: 0, refused: 250 });
    expect(answer.problems).toHaveLength(100);
  });

  test('of more lines than one request may have ends with what is stored', async () => {
    const first = JSON.stringify({ id: '7', facts: {} });
    const body = `${first}\n${'{}\n'.repeat(IMPORT_LINES_MAX)}`;
    expect(await server.ask('POST', 'demo', body)).toMatchObject({
      status: 413,
      body: { error: { details: { linesMax: IMPORT_LINES_MAX, stored: 1 } } },
    });
    expect(await server.accounts.get('demo', '7')).not.toBeNull();
  });

  test('is refused while nothing can be written', async () => {
    server.course.isDown = true;
    expect(await server.ask('POST', 'demo', lines({ id: '7', facts: {} }))).toMatchObject({
      status: 503,
      body: { error: { code: 'store.unavailable', retryable: true } },
    });
  });

  test('of a tenant that is not there is refused', async () => {
    expect(await server.ask('POST', 'nobody', lines({ id: '7', facts: {} }))).toMatchObject({
      status: 404,
    });
  });

  test('that breaks off does no harm', async () => {
    const { port } = new URL(server.url);
    const headers = { authorization: 'Bearer admin-token-of-the-tests' };
    const broken = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/accounts/demo',
      headers,
    });
    const gone = new Promise((resolve) => broken.once('close', resolve));
    broken.on('error', () => undefined);
    broken.write('{"id":"7","facts":{}}\n', () => broken.destroy());
    await gone;
    await eventually(() => expect(server.course.changed).toEqual(['demo']));
    expect(await server.accounts.get('demo', '7')).toBeNull();
    expect(await server.ask('POST', 'demo', lines({ id: '8', facts: {} }))).toMatchObject({
      body: { stored: 1 },
    });
    expect(server.course.failures).toEqual([]);
  });
});

describeStores('An import over HTTP', (kind) => {
  test('of ten thousand lines is stored', async () => {
    const theirs = await AccountServer.start(kind);
    const body = Array.from({ length: 10_000 }, (_, at) =>
      JSON.stringify({ id: `${at}`, emails: [`c${at}@a.example`], facts: { plan: 'gold' } }),
    ).join('\n');
    const answer = await theirs.ask('POST', 'demo', body);
    const search = { customerIds: [], email: 'c9999@a.example' };
    const found = await theirs.accounts.find('demo', search);
    await theirs.stop();
    expect(answer).toMatchObject({ body: { stored: 10_000, refused: 0 } });
    expect(found).toMatchObject({ account: { id: '9999' } });
  });
});
