import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PackageTask, packTeamsApp } from '../../../src/teams-package.js';
import { ROOT } from '../../docs/pages.js';
import { unzipped } from '../../support/teams/unzipped.js';

const CONFIG = `desks:
  main: { kind: local, agents: [{ id: ana, name: Ana Alvarez }] }
tenants:
  demo: { name: Maple & Finch, botName: Finch, desk: main }
teams:
  helper: { appId: 00000000-1111-2222-3333-444444444444, appPassword: client-secret-of-tests, type: multi-tenant }
channels:
  demo-teams: { kind: teams, bot: helper, tenant: demo }
`;

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'fd-package-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

function at(name: string): string {
  return path.join(folder, name);
}

function pack(task: Partial<PackageTask> = {}, config = CONFIG) {
  writeFileSync(at('frontdesk.yaml'), config);
  return packTeamsApp(
    {
      config: at('frontdesk.yaml'),
      url: 'https://support.example.com/',
      out: at('app.zip'),
      manifest: path.join(ROOT, 'config/teams-manifest.json'),
      ...task,
    },
    {},
  );
}

test('a package holds the manifest and both icons, and says where Teams has to send messages', async () => {
  const { ok, report } = await pack();
  expect(report).toContain('https://support.example.com/api/v1/teams/helper/messages');
  expect(ok).toBe(true);
  const entries = unzipped(readFileSync(at('app.zip')));
  expect(entries.map(({ name }) => name)).toEqual(['manifest.json', 'color.png', 'outline.png']);
  const [manifest] = entries;
  expect(JSON.parse(String(manifest?.bytes))).toMatchObject({ name: { short: 'Finch' } });
  expect(String(manifest?.bytes)).not.toContain('client-secret');
});

test('the gateway’s own address is used unless another is given', async () => {
  const config = `${CONFIG}server: { publicUrl: https://desk.example.com }\n`;
  const { manifest, out } = {
    manifest: path.join(ROOT, 'config/teams-manifest.json'),
    out: at('own.zip'),
  };
  writeFileSync(at('own.yaml'), config);
  const { ok, report } = await packTeamsApp({ config: at('own.yaml'), manifest, out }, {});
  expect([ok, report]).toEqual([true, expect.stringContaining('https://desk.example.com/api/')]);
});

test.each([
  [
    'a channel that is not there',
    { channel: 'other' },
    CONFIG,
    'other is no channel of kind teams. Use one of: demo-teams.',
  ],
  [
    'no channel of several',
    {},
    `${CONFIG}  more: { kind: teams, bot: helper, tenant: demo, organizations: [11111111-2222-3333-4444-555555555555], personal: false }\n`.replace(
      'tenant: demo }',
      'tenant: demo, groups: false, channels: false }',
    ),
    'Say which channel with --channel: demo-teams, more.',
  ],
  [
    'no channel at all',
    {},
    CONFIG.replace('kind: teams, bot: helper,', 'kind: web,'),
    'No channel is of kind teams.',
  ],
  [
    'an anonymous bot',
    {},
    CONFIG.replace('type: multi-tenant', 'anonymous: true'),
    'teams.helper is anonymous, so Teams itself cannot speak to it. Give it its appId.',
  ],
  [
    'an address without https',
    { url: 'http://127.0.0.1:3000' },
    CONFIG,
    'Give the public https address of the gateway with --url, or as server.publicUrl.',
  ],
  [
    'a template that is not there',
    { manifest: '/nowhere/manifest.json' },
    CONFIG,
    '/nowhere/manifest.json',
  ],
  ['a place that cannot be written to', { out: '/nowhere/app.zip' }, CONFIG, '/nowhere/app.zip'],
])('%s is told', async (_name, task, config, told) => {
  const { ok, report } = await pack(task, config);
  expect(report).toContain(told);
  expect(ok).toBe(false);
});

describe('a template of one’s own', () => {
  function ownTemplate(text: string): string {
    writeFileSync(at('manifest.json'), text);
    return at('manifest.json');
  }

  test('is told what is wrong with it', async () => {
    const manifest = ownTemplate('{ "name": {} ');
    expect(await pack({ manifest })).toEqual({
      ok: false,
      report: expect.stringContaining(`${manifest} is no JSON: `),
    });
    const { report } = await pack({ manifest: ownTemplate('{ "version": "1.0" }') });
    expect(report).toContain('  version: is not three numbers with dots between.');
    expect(report).toContain('give that with --manifest');
  });

  test('has its icons beside it, of the right size', async () => {
    const manifest = ownTemplate(
      readFileSync(path.join(ROOT, 'config/teams-manifest.json'), 'utf8'),
    );
    const outline = path.join(ROOT, 'config/teams-outline.png');
    copyFileSync(outline, at('teams-outline.png'));
    copyFileSync(outline, at('teams-color.png'));
    const { report } = await pack({ manifest });
    expect(report).toBe(`${at('teams-color.png')} is no PNG of 192 x 192 pixels.`);
    writeFileSync(at('teams-color.png'), 'GIF89a');
    expect((await pack({ manifest })).ok).toBe(false);
  });
});
