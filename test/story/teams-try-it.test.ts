import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { eventually } from '../support/eventually.js';
import { NO_KEY } from '../support/no-key.js';
import { CAROL, CHAT, message } from '../support/teams/activities.js';
import { TeamsStandIn } from '../support/teams/teams-stand-in.js';

const ROOT = process.cwd();

/** The lines that docs/teams.md has people add to try it on their machine. */
function linesOfTheDocs(): { teams: object; channels: object } {
  const [, tryIt = ''] = readFileSync(join(ROOT, 'docs/teams.md'), 'utf8').split('## Try it here');
  const [, yaml = ''] = /```yaml\n(.+?)```/s.exec(tryIt) ?? [];
  return parse(yaml);
}

describe('Trying Teams on one’s own machine, as docs/teams.md tells', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-teams-'));
  const teams = new TeamsStandIn();
  let child: ChildProcess | null = null;
  let url = '';

  beforeAll(async () => {
    await teams.start();
    teams.createRoom(CHAT.id, [CAROL]);
    const config = join(folder, 'config');
    cpSync(join(ROOT, 'config'), config, { recursive: true });
    const shipped = parse(readFileSync(join(config, 'frontdesk.yaml'), 'utf8'));
    const { teams: bots, channels } = linesOfTheDocs();
    const merged = { ...shipped, teams: bots, channels: { ...shipped.channels, ...channels } };
    const file = join(config, 'frontdesk.yaml');
    writeFileSync(file, JSON.stringify(merged));
    const env = { ...process.env, ...NO_KEY, PORT: '0', FRONTDESK_DATA: join(folder, 'data') };
    const main = join(ROOT, 'dist/main.js');
    child = spawn(process.execPath, [main, 'start', '--config', file], { env });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    }
    url = await eventually(() => {
      const found = /Desk \(main\):\s+(http\S+)\/desk/.exec(printed)?.[1];
      if (found === undefined || !printed.includes('Health:')) throw new Error(printed);
      return found;
    });
  }, 60_000);
  afterAll(async () => {
    child?.kill('SIGKILL');
    await teams.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const post = (headers: Record<string, string> = {}) =>
    fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(message('How long do refunds take?', CHAT, teams.serviceUrl)),
    });

  test('a question is answered where it was asked', async () => {
    expect((await post()).status).toBe(200);
    await eventually(() => expect(teams.texts(CHAT.id).join()).toContain('5-7 business days'));
    expect(teams.journal.map(({ authorization }) => authorization)).not.toContainEqual(
      expect.any(String),
    );
    expect(teams.complaints).toEqual([]);
  });

  test('a page in a browser and a proxy cannot ask for anybody', async () => {
    expect((await post({ origin: 'https://evil.example' })).status).toBe(401);
    expect((await post({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
  });
});
