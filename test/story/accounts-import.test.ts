import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importAccountsFile } from '../../src/import-accounts.js';
import { AccountServer, ADMIN_TOKEN } from '../support/account-server.js';
import { NO_KEY } from '../support/no-key.js';

const MAIN = join(process.cwd(), 'dist/main.js');

describe('`frontdesk accounts import`', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-import-'));
  let server: AccountServer;
  beforeEach(async () => {
    server = await AccountServer.start();
  });
  afterEach(() => server.stop());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Wishes {
    readonly tenant?: string;
    readonly token?: string | null;
    readonly url?: string;
  }

  const written = (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };

  /** What is said of a file. A process of its own takes seconds to start, so few tests have one. */
  async function imports(name: string, content: string | Buffer, wishes: Wishes = {}) {
    const { tenant = 'demo', token = ADMIN_TOKEN, url = server.url } = wishes;
    const file = written(name, content);
    const { ok, report } = await importAccountsFile({
      file,
      tenant,
      url,
      token: token ?? undefined,
    });
    return { ok, lines: report.split('\n') };
  }

  function frontdesk(file: string, { tenant = 'demo', token = ADMIN_TOKEN, url }: Wishes = {}) {
    const args = ['accounts', 'import', file, '--tenant', tenant, '--url', url ?? server.url];
    const env = { ...process.env, ...NO_KEY, FRONTDESK_ADMIN_TOKEN: token ?? '' };
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(
        process.execPath,
        [MAIN, ...args],
        { env, timeout: 30_000 },
        (error, stdout, stderr) => {
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
        },
      );
    });
  }

  test('puts the accounts of a spreadsheet as Excel saves it', async () => {
    const file = [
      '\ufeffid,name,email,customer_ids,plan,"Sales ""rep"""',
      '7,"Chen, Carol",carol@acme.example;cc@acme.example,42;demo-web/42,gold,Dan',
      '8,Müller,,,,',
      '',
    ].join('\r\n');
    expect(await frontdesk(written('customers.csv', file))).toEqual({
      code: 0,
      stdout: '2 accounts stored for demo.\n',
      stderr: '',
    });
    expect(await server.accounts.get('demo', '7')).toEqual({
      tenant: 'demo',
      id: '7',
      name: 'Chen, Carol',
      emails: ['carol@acme.example', 'cc@acme.example'],
      customerIds: ['42', 'demo-web/42'],
      facts: [
        { name: 'plan', value: 'gold' },
        { name: 'Sales "rep"', value: 'Dan' },
      ],
      updatedAtMs: expect.any(Number),
    });
    expect(await server.accounts.get('demo', '8')).toMatchObject({ name: 'Müller', facts: [] });
  });

  test('names each bad row by its line in the file, and puts the others', async () => {
    const file =
      'id,email,plan\n1,,"two\nlines"\n2,nobody,gold\n,,gold\n3,c@a.example,gold\n4,\n5,,x\n';
    expect(await imports('some.csv', file)).toMatchObject({
      ok: false,
      lines: [
        'some.csv:7: the line has 2 cells where the first row has 3',
        'some.csv:2: facts.plan must be one line without control characters',
        'some.csv:4: emails[0] is no email address',
        'some.csv:5: id is missing',
        '2 accounts stored for demo.',
        '4 lines refused.',
      ],
    });
    expect(await server.accounts.get('demo', '5')).not.toBeNull();
    expect(await server.accounts.get('demo', '1')).toBeNull();
  });

  test('ends where quotes are amiss, with what stood before', async () => {
    expect(await imports('broken.csv', 'id,plan\n1,gold\n2,"gold" plan\n3,gold\n')).toMatchObject({
      ok: false,
      lines: [
        'broken.csv:3:9: more text behind a closing quote. Nothing behind it was read.',
        '1 account stored for demo.',
      ],
    });
    const latin = Buffer.from('id,name\n1,M\xfcller\n', 'latin1');
    expect((await imports('latin.csv', latin)).lines[0]).toMatch(/^latin.csv:2:\d+: .*UTF-8/);
  });

  test('puts JSON lines', async () => {
    const file = '{"id":"7","facts":{"plan":"gold"}}\n\n{"id":"8"}\nnothing\n';
    expect(await imports('customers.jsonl', file)).toMatchObject({
      ok: false,
      lines: [
        'customers.jsonl:4: the line is no JSON object',
        'customers.jsonl:3: facts is missing; {} if there are none',
        '1 account stored for demo.',
        '2 lines refused.',
      ],
    });
  });

  test('puts ten thousand rows, in several requests', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => `${at},c${at}@a.example,gold`);
    const file = written('many.csv', `id,email,plan\n${rows.join('\n')}`);
    expect(await frontdesk(file)).toMatchObject({
      code: 0,
      stdout: '10,000 accounts stored for demo.\n',
    });
    expect(server.course.changed).toHaveLength(20);
    expect(await server.accounts.get('demo', '9999')).toMatchObject({
      emails: ['c9999@a.example'],
    });
  });

  test('says how far it came when the gateway can store no more', async () => {
    server.course.isDown = true;
    expect(await imports('some.csv', 'id\n1\n')).toEqual({
      ok: false,
      lines: [expect.stringContaining('The gateway answered 503'), '0 accounts stored for demo.'],
    });
  });

  test.each<[string, Wishes, string]>([
    ['a wrong token', { token: 'wrong' }, 'FRONTDESK_ADMIN_TOKEN'],
    ['a tenant that is not there', { tenant: 'nobody' }, 'no such tenant'],
  ])('says what to do about %s', async (_what, wishes, remedy) => {
    const { ok, lines } = await imports('a.csv', 'id\n1\n', wishes);
    expect(ok).toBe(false);
    expect(lines[0]).toContain(remedy);
    expect(await server.accounts.any('demo')).toBe(false);
  });

  test.each<[string, string, Wishes, string]>([
    ['no token', 'a.csv', { token: null }, 'Give --token, or set FRONTDESK_ADMIN_TOKEN'],
    ['an address that is none', 'a.csv', { url: 'gateway:3000' }, 'no http or https address'],
    ['a file of another kind', 'a.xlsx', {}, 'must end in .csv or .jsonl'],
  ])('does nothing with %s', async (_what, name, wishes, remedy) => {
    await expect(imports(name, 'id\n1\n', wishes)).rejects.toThrow(remedy);
  });

  test('says what to do when there is no file, or no gateway', async () => {
    const missing = {
      file: join(folder, 'no.csv'),
      tenant: 'demo',
      token: 'some',
      url: server.url,
    };
    expect((await importAccountsFile(missing)).report).toMatch(/no\.csv cannot be read \(ENOENT\)/);
    const url = `http://127.0.0.1:${await freePort()}`;
    const away = await frontdesk(written('a.csv', 'id\n1\n'), { url });
    expect(away.code).toBe(1);
    expect(away.stdout).toMatch(/No gateway answers at .* Start it, or name its address/);
  });
});

/** A port nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
