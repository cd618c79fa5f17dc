import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { TEAMS_DOCTOR } from '../../src/channels/teams/teams-doctor.js';
import { loadConfig } from '../../src/core/config/load-config.js';
import { teamsBots, teamsChannels } from '../../src/teams-settings.js';
import { ROOT, readText, section, tableRows } from './pages.js';

const GUIDE = 'docs/teams.md';
const KNOWLEDGE = path.join(ROOT, 'config/knowledge');

test('docs/teams.md explains each finding of the doctor in its own words', () => {
  const rows = tableRows(section(GUIDE, '## What `doctor` says'));
  expect(rows).toEqual(Object.entries(TEAMS_DOCTOR).map(([code, words]) => [`\`${code}\``, words]));
});

describe('the configuration that docs/teams.md shows', () => {
  const shipped = parse(readText('config/frontdesk.yaml').replaceAll('./knowledge', KNOWLEDGE));
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fd-docs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The shipped file with the lines of one section. */
  function withLinesOf(heading: string) {
    const [, lines = ''] = /```yaml\n([\s\S]*?)```/.exec(section(GUIDE, heading)) ?? [];
    const shown = parse(lines);
    const file = path.join(folder, 'frontdesk.yaml');
    const channels = { ...shipped.channels, ...shown.channels };
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ ...shipped, ...shown, channels }));
    return loadConfig(file, {
      TEAMS_APP_ID: '00000000-1111-2222-3333-444444444444',
      TEAMS_APP_PASSWORD: 'client-secret-of-tests',
      TEAMS_ORGANIZATION: '11111111-2222-3333-4444-555555555555',
    });
  }

  test('is all that the shipped one lacks', async () => {
    const config = await withLinesOf('## 3. Configure');
    expect(teamsBots(config)).toMatchObject([{ name: 'helper', isAnonymous: false }]);
    expect(teamsChannels(config)).toMatchObject([{ bot: 'helper', tenant: 'demo' }]);
    expect(Object.keys(config.channels)).toEqual(['demo-web', 'demo-teams']);
  });

  test('is all that is needed to try it here', async () => {
    const config = await withLinesOf('## Try it here');
    expect(teamsBots(config)).toMatchObject([{ name: 'helper', isAnonymous: true }]);
    expect(teamsChannels(config)).toHaveLength(1);
  });

  test('gives the bot the name that the messaging endpoint has', async () => {
    expect(section(GUIDE, '## 2. Make the Azure Bot')).toContain('/api/v1/teams/helper/messages');
  });
});
