import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_KEY } from '../support/no-key.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = join(process.cwd(), 'dist/main.js');

function frontdesk(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, ...args],
      { env: { ...process.env, ...NO_KEY, ...env }, timeout: 15_000 },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

describe('The command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-cli-'));
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** A running gateway on a free port; resolves with what it printed until it was ready. */
  function running(data: string): Promise<{ url: string; printed: string }> {
    const env = { ...process.env, ...NO_KEY, PORT: '0', FRONTDESK_DATA: join(folder, data) };
    const child = spawn(process.execPath, [MAIN, 'start'], { env });
    children.push(child);
    return new Promise((resolve, reject) => {
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const url = /Desk \(main\):\s+(http\S+)\/desk/.exec(printed)?.[1];
        if (url && printed.includes('Health:')) resolve({ url, printed });
      });
      child.once('exit', () => reject(new Error(printed)));
    });
  }

  test('`check` says that the shipped configuration is in order', async () => {
    expect(await frontdesk(['check'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is in order'),
    });
  });

  test('`check` names file, place, value and remedy, and ends with 1', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'tenants:\n  a: { name: A, botName: B, desk: nowhere }\n');
    const { code, stdout } = await frontdesk(['check', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('desks is missing');
    expect(stdout).toContain('channels is missing');
  });

  test('a gateway prints where to go, and no token when nobody sits at the terminal', async () => {
    const { url, printed } = await running('one');
    const page = await fetch(url);
    expect(await page.text()).toContain('<title>');
    expect(printed).toContain('secrets.json');
    expect(printed).not.toContain('token=');
    expect(statSync(join(folder, 'one', 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('`explain` reads beside a running gateway, and says where ids are found', async () => {
    await running('explained');
    const env = { FRONTDESK_DATA: join(folder, 'explained') };
    const { code, stdout, stderr } = await frontdesk(['explain', 'nothing-t1-1'], env);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('have neither a turn nor a conversation "nothing-t1-1".');
    expect(stderr).toContain('Turns are named in the log (turn)');
  });

  test('a second gateway on the same data or port is told what to do', async () => {
    const { url } = await running('two');
    const sameData = await frontdesk(['start'], { PORT: '0', FRONTDESK_DATA: join(folder, 'two') });
    expect(sameData).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another process uses this data folder'),
    });
    const samePort = await frontdesk(['start'], {
      PORT: new URL(url).port,
      FRONTDESK_DATA: join(folder, 'three'),
    });
    expect(samePort).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The port is taken'),
    });
  });
});
