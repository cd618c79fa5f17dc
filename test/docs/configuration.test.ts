import path from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../src/core/config/load-config.js';
import { configurationTable, settingPaths } from './configuration-table.js';
import { ROOT, readText, section, tableRows } from './pages.js';

const SECRETS = {
  FRONTDESK_SECRET: 'a-secret-of-at-least-32-characters-for-tests',
  DESK_TOKEN_ANA: 'a-token-of-ana-for-tests',
};

describe("README's table of configuration", () => {
  test('is what the schema says', () => {
    const told = tableRows(section('README.md', '## Configuration'));
    expect(told).toEqual(configurationTable());
  });
});

describe('config/frontdesk.example.yaml', () => {
  test('shows every setting there is', () => {
    const shown = pathsOf(parse(readText('config/frontdesk.example.yaml')), []);
    const hidden = settingPaths().filter((setting) => !shown.some((one) => covers(setting, one)));
    expect(hidden).toEqual([]);
  });
});

describe('config/frontdesk.compose.yaml', () => {
  const file = path.join(ROOT, 'config/frontdesk.compose.yaml');

  test('serves on MongoDB and Redis with the two secrets Docker is given', async () => {
    const config = await loadConfig(file, SECRETS);
    expect(config.stores).toMatchObject({ kind: 'mongo', redisUrl: 'redis://redis:6379' });
    expect(config.server).toMatchObject({ host: '0.0.0.0', port: 3000, trustProxy: false });
  });

  test('believes the proxies it is told of', async () => {
    const config = await loadConfig(file, { ...SECRETS, FRONTDESK_PROXIES: '1' });
    expect(config.server.trustProxy).toBe(1);
  });

  test('does not start without a secret', async () => {
    await expect(loadConfig(file, { DESK_TOKEN_ANA: SECRETS.DESK_TOKEN_ANA })).rejects.toThrow(
      'FRONTDESK_SECRET',
    );
  });

  test('is given by docker-compose.yml whatever it reads from the environment', () => {
    const given = parse(readText('docker-compose.yml')).services.gateway.environment;
    const read = [...readText('config/frontdesk.compose.yaml').matchAll(/\$\{(\w+)/g)];
    expect(Object.keys(given).sort()).toEqual([...new Set(read.map(([, name]) => name))].sort());
  });
});

/** Paths of all values in a YAML document. */
function pathsOf(value: unknown, at: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [at.join('.')];
  const below = Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...at, name]));
  return below.length > 0 ? below : [at.join('.')];
}

/** Whether a path of the file is at the setting, below it or, for an empty list or map, at what holds it. */
function covers(setting: string, shown: string): boolean {
  const wanted = setting.split('.');
  const steps = shown.split('.');
  const isHolder = steps.length === wanted.length - 1 && wanted.at(-1) === '*';
  // What is below a setting that may hold anything is no setting of ours.
  const isBelow = steps.length >= wanted.length;
  const shared = steps.slice(0, wanted.length);
  const isSame = shared.every((step, index) => wanted[index] === '*' || wanted[index] === step);
  return isSame && (isHolder || isBelow);
}

describe('Dockerfile', () => {
  test('copies nothing that .dockerignore keeps out', () => {
    const letIn = [...readText('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name]) => name);
    const copied = [...readText('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
    const sources = copied.flatMap(([, names = '']) => names.split(' '));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((name) => !letIn.includes(name))).toEqual([]);
  });
});
