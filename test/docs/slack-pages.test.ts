import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { DOCTOR, NEEDED_SCOPES } from '../../src/channels/slack/slack-doctor.js';
import { SLACK_PROBLEM_WORDS } from '../../src/channels/slack/slack-problem-words.js';
import { loadConfig } from '../../src/core/config/load-config.js';
import { shippedManifest } from '../support/slack/manifest.js';
import { EVENTS } from '../support/slack/slack-app.js';
import { ROOT, readText, section, tableRows } from './pages.js';

const GUIDE = 'docs/slack.md';
const KNOWLEDGE = path.join(ROOT, 'config/knowledge');

test('docs/slack.md explains each finding of the doctor in its own words', () => {
  const rows = tableRows(section(GUIDE, '## What `doctor` says'));
  expect(rows).toEqual(Object.entries(DOCTOR).map(([code, words]) => [`\`${code}\``, words]));
});

test('the manifest asks for the scopes the doctor looks for, and no more', () => {
  expect([...shippedManifest().scopes].sort()).toEqual(
    [...NEEDED_SCOPES, 'users:read.email'].sort(),
  );
});

test('the manifest subscribes to every event the stand-in can send', () => {
  const missing = EVENTS.filter(
    (event) => event !== 'reaction_removed' && !shippedManifest().events.includes(event),
  );
  expect(missing).toEqual([]);
});

test('docs/OPERATIONS.md explains each word /health/ready has for a Slack app, and no other', () => {
  const rows = tableRows(section('docs/OPERATIONS.md', '## Slack is degraded'));
  expect(rows.map(([word]) => word)).toEqual(SLACK_PROBLEM_WORDS.map((word) => `\`${word}\``));
  expect(rows.filter((cells) => cells.length !== 3 || cells.includes(''))).toEqual([]);
});

describe('the configuration that docs/slack.md shows', () => {
  const [http = '', socket = ''] = [
    ...section(GUIDE, '## 4. Configure').matchAll(/```yaml\n([\s\S]*?)```/g),
  ].map((match) => match[1] ?? '');
  const shipped = parse(readText('config/frontdesk.yaml').replaceAll('./knowledge', KNOWLEDGE));
  const shown = parse(http);
  const whole = { ...shipped, ...shown, channels: { ...shipped.channels, ...shown.channels } };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fd-docs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function loaded(content: object) {
    const file = path.join(folder, 'frontdesk.yaml');
    // JSON is YAML.
    writeFileSync(file, JSON.stringify(content));
    return loadConfig(file, {
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      SLACK_APP_TOKEN: 'xapp-1-A0123456789-0123456789',
      SLACK_BOT_TOKEN: 'xoxb-0123456789-0123456789',
    });
  }

  test('is all that the shipped one lacks', async () => {
    const config = await loaded(whole);
    expect(config.slack['support']?.transport).toBe('http');
    expect(config.desks).toMatchObject({ main: { kind: 'slack', app: 'support' } });
    expect(config.tenants['demo']?.desk).toBe('main');
    expect(Object.values(config.channels).map(({ kind }) => kind)).toEqual(['web', 'slack']);
  });

  test('has the settings of Socket Mode, too', async () => {
    const config = await loaded({ ...whole, ...parse(socket) });
    expect(config.slack['support']).toMatchObject({
      transport: 'socket',
      workspaces: { acme: { team: 'T0123456789' } },
    });
  });

  test('gives the app the name that the manifest has in its addresses', () => {
    const [name = ''] = Object.keys(shown.slack);
    expect(readText('config/slack-manifest.yaml')).toContain(`/slack/${name}/events`);
  });
});
