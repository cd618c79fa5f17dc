import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkConfig } from '../../../src/core/config/check-config.js';
import {
  configJsonSchema,
  type JsonSchemaNode,
  settingsSchema,
} from '../../../src/core/config/config-json-schema.js';
import { CurrentConfig } from '../../../src/core/config/current-config.js';
import { loadConfig } from '../../../src/core/config/load-config.js';
import { aFile, EXAMPLE_ENV, load, SMALL } from './written-config.js';

test('what a small file leaves out has its default', async () => {
  expect(await load(SMALL)).toEqual({
    server: { host: '127.0.0.1', port: 3000, trustProxy: false, stopTimeoutMs: 10_000 },
    data: resolve('data'),
    slack: {},
    teams: {},
    stores: { kind: 'embedded' },
    log: { level: 'info' },
    admin: { tokens: [] },
    turns: {
      collectMs: 300,
      leaseTtlMs: 10_000,
      timeoutMs: 60_000,
      inFlightMax: 64,
      inFlightPerTenantMax: 32,
    },
    memory: {
      strategy: 'hybrid',
      windowMessages: 30,
      budgetTokens: 8_000,
      resumeAfterHours: 12,
      afreshAfterTurns: 60,
    },
    mind: expect.objectContaining({ use: 'auto', baseUrl: 'https://api.anthropic.com' }),
    delivery: { leaseTtlMs: 10_000, retryBaseMs: 1_000, retryMaxMs: 60_000, attemptsMax: 12 },
    files: {
      enabled: true,
      bytesMax: 25_000_000,
      perMessageMax: 10,
      kinds: ['image', 'pdf', 'text', 'office', 'audio', 'video', 'archive'],
      linkMinutes: 60,
      postedLinkDays: 14,
      inFlightMax: 16,
      rate: { files: 30, perSeconds: 60 },
    },
    sweep: { everyMs: 2_000 },
    wakes: { lockMs: 10_000, stalledMs: 5_000 },
    desks: {
      main: {
        kind: 'local',
        timers: {
          remindAfterSeconds: 300,
          escalateAfterSeconds: 900,
          nobodyAfterSeconds: 1_200,
          agentSilentAfterSeconds: 600,
          customerSilentAfterSeconds: 86_400,
        },
        language: 'en',
        devLogin: false,
        agents: [{ id: 'ana', name: 'Ana Alvarez' }],
      },
    },
    tenants: {
      demo: {
        name: 'Maple & Finch',
        botName: 'Finch',
        desk: 'main',
        language: 'en',
        suggestions: [],
        rating: true,
        linkHosts: [],
        routing: {
          person: [],
          greeting: [],
          patterns: [],
          examples: {
            info_question: [],
            action_request: [],
            account_issue: [],
            unsupported: [],
            escalation_candidate: [],
            greeting: [],
          },
          frustration: 1,
        },
        actions: {},
        workflows: {},
        accounts: {},
        memory: {},
        texts: {},
      },
    },
    channels: {
      'demo-web': {
        kind: 'web',
        tenant: 'demo',
        memory: {},
        origins: ['self'],
        messageCharsMax: 4_000,
        rate: {
          perVisit: { messages: 20, perSeconds: 10 },
          perAddress: { messages: 200, perSeconds: 10 },
        },
        connections: { max: 5_000, perAddress: 50 },
        visitorTokenTtlHours: 720,
      },
    },
  });
});

test('the config is frozen to its depth', async () => {
  expect(unfrozen(await load(SMALL), 'config')).toEqual([]);
});

test('a name that is configured nowhere finds nothing', async () => {
  const config = await load(SMALL);
  for (const map of [config.channels, config.tenants, config.desks]) {
    expect(map['constructor']).toBeUndefined();
  }
});

test('the shipped config needs no environment', async () => {
  const config = await loadConfig('config/frontdesk.yaml', {});
  expect(config.stores).toEqual({ kind: 'embedded' });
  expect(config.desks['main']).toMatchObject({
    agents: [{ name: 'Ana Alvarez' }, { name: 'Ben Okafor' }],
  });
  expect(config.tenants['demo']?.knowledge).toBe(resolve('config/knowledge/demo'));
});

test('the example loads, and says of each default what it is', async () => {
  const example = await loadConfig('config/frontdesk.example.yaml', EXAMPLE_ENV);
  const small = await load(SMALL);
  expect(Object.keys(example.tenants)).toEqual(['demo', 'trade']);
  expect(example.stores).toEqual({
    kind: 'mongo',
    mongoUrl: 'mongodb://127.0.0.1:27017',
    mongoDatabase: 'frontdesk',
    redisUrl: 'redis://127.0.0.1:6379',
    redisPrefix: 'frontdesk',
  });
  const { turns, memory, delivery, sweep, wakes, log, data } = example;
  expect({ turns, memory, delivery, sweep, wakes, log, data }).toEqual({
    turns: small.turns,
    memory: small.memory,
    delivery: small.delivery,
    sweep: small.sweep,
    wakes: small.wakes,
    log: small.log,
    data: small.data,
  });
  const web = small.channels['demo-web'];
  if (web?.kind !== 'web') throw new Error('no web channel');
  const { rate, connections } = web;
  expect(example.channels['demo-web']).toMatchObject({ rate, connections });
});

test('the example shows every setting', () => {
  const text = readFileSync('config/frontdesk.example.yaml', 'utf8');
  const shown = new Set([...text.matchAll(/([A-Za-z_]+):/g)].map(([, name]) => name));
  expect(settings(settingsSchema()).filter(({ name }) => !shown.has(name))).toEqual([]);
});

test('every setting has a description', () => {
  expect(settings(settingsSchema()).filter(({ node }) => !node.description)).toEqual([]);
});

test('config/frontdesk.schema.json is what the settings are now (if not: npm run schema)', () => {
  expect(JSON.parse(readFileSync('config/frontdesk.schema.json', 'utf8'))).toEqual(
    configJsonSchema(),
  );
});

test.each(['config/frontdesk.yaml', 'config/frontdesk.example.yaml'])(
  '%s tells editors where the schema is',
  (file) => {
    const [first] = readFileSync(file, 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=./frontdesk.schema.json');
  },
);

test('check tells what a good file sets up', async () => {
  const { ok, report } = await checkConfig('config/frontdesk.yaml', {
    FRONTDESK_DATA: '/srv/data',
  });
  expect(ok).toBe(true);
  expect(report).toBe(`config/frontdesk.yaml is in order.
  tenants:  demo (Maple & Finch)
  channels: demo-web (web, demo)
  desks:    main (Ana Alvarez, Ben Okafor)
  stores:   embedded, in /srv/data
  server:   127.0.0.1, port 3000`);
});

test('check tells what is wrong, and how much', async () => {
  const file = aFile(SMALL.replace('desk: main', 'desk: mian'));
  expect(await checkConfig(file, { PORT: 'x' })).toEqual({
    ok: false,
    report: `environment: PORT is "x", which is no port.
      Set PORT to a whole number from 0 to 65535, or unset it.
${file}:11: tenants.demo.desk is "mian", which is no desk.
      Use one of: main.

2 problems. Nothing was started or changed.`,
  });
});

test('a reload puts the next config in the place of the last, whole', async () => {
  const first = await load(SMALL);
  const next = await load(SMALL.replace('Finch\n    desk', 'Maple\n    desk'));
  const current = new CurrentConfig(first);
  const ofRunningTurn = current.get();
  expect(current.swap(next)).toBe(first);
  expect(current.get().tenants['demo']?.botName).toBe('Maple');
  expect(ofRunningTurn.tenants['demo']?.botName).toBe('Finch');
});

function unfrozen(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, part]) => unfrozen(part, `${path}.${key}`));
  return Object.isFrozen(value) ? below : [path, ...below];
}

function settings(node: JsonSchemaNode): { name: string; node: JsonSchemaNode }[] {
  const parts = [
    node.items,
    node.additionalProperties,
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
  ];
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([name, part]) => [
      { name, node: part },
      ...settings(part),
    ]),
    ...parts.flatMap((part) => (part ? settings(part) : [])),
  ];
}
