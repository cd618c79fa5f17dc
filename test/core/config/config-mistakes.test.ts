import { loadConfig } from '../../../src/core/config/load-config.js';
import { complaint, SMALL } from './written-config.js';

interface Mistake {
  readonly name: string;
  readonly file: string;
  readonly told: string;
}

const AFTER = SMALL.split('\n').length;

/** The exact texts: they are what a person has to work with. */
const MISTAKES: readonly Mistake[] = [
  {
    name: 'a channel of a tenant that does not exist',
    file: SMALL.replace('tenant: demo', 'tenant: dmo'),
    told: `frontdesk.yaml:15: channels.demo-web.tenant is "dmo", which is no tenant.
      Use one of: demo.`,
  },
  {
    name: 'a tenant with a desk that does not exist',
    file: SMALL.replace('desk: main', 'desk: mian'),
    told: `frontdesk.yaml:11: tenants.demo.desk is "mian", which is no desk.
      Use one of: main.`,
  },
  {
    name: 'a mistyped setting',
    file: `${SMALL}server:\n  prot: 3000\n`,
    told: `frontdesk.yaml:${AFTER + 1}: server.prot is not a setting.
      Did you mean server.port?`,
  },
  {
    name: 'a setting in the style of another tool',
    file: `${SMALL}server:\n  trust_proxy: 1\n`,
    told: `frontdesk.yaml:${AFTER + 1}: server.trust_proxy is not a setting.
      Did you mean server.trustProxy?`,
  },
  {
    name: 'a setting nothing resembles',
    file: `${SMALL}memory:\n  elephants: 3\n`,
    told: `frontdesk.yaml:${AFTER + 1}: memory.elephants is not a setting.
      Remove it. Known here: strategy, windowMessages, budgetTokens, resumeAfterHours, afreshAfterTurns.`,
  },
  {
    name: 'a number too large',
    file: `${SMALL}server:\n  port: 99999\n`,
    told: `frontdesk.yaml:${AFTER + 1}: server.port is 99999, which is too large.
      Use a whole number from 0 to 65535.`,
  },
  {
    name: 'a number in quotes',
    file: `${SMALL}server:\n  port: "3000"\n`,
    told: `frontdesk.yaml:${AFTER + 1}: server.port is "3000", which is no number.
      Use a whole number from 0 to 65535. Remove the quotes.`,
  },
  {
    name: 'a name in the wrong form',
    file: SMALL.replace('  demo-web:', '  Demo Web:'),
    told: `frontdesk.yaml:13: channels.Demo Web is no usable name.
      Name of a channel: small letters, digits and dashes, beginning with a letter or digit, at most 40.`,
  },
  {
    name: 'a required setting left out',
    file: SMALL.replace('    botName: Finch\n', ''),
    told: `frontdesk.yaml:8: tenants.demo.botName is missing.
      Add it: name the bot speaks under.`,
  },
  {
    name: 'mongo stores without addresses',
    file: `${SMALL}stores: mongo\n`,
    told: `frontdesk.yaml:${AFTER}: stores is "mongo", which is not possible here.
      Where records are kept: embedded, or a map with kind: mongo, mongoUrl and redisUrl (needed for several processes).`,
  },
  {
    name: 'an origin with a path',
    file: `${SMALL}    origins:\n      - https://shop.example/\n`,
    told: `frontdesk.yaml:${AFTER + 1}: channels.demo-web.origins[0] is "https://shop.example/", which does not have the right form.
      Scheme, host and port without a path; self; or *. For example: https://shop.example, self, *.`,
  },
  {
    name: 'two agents with one id',
    file: SMALL.replace('tenants:', '      - id: ana\n        name: Ana Two\ntenants:'),
    told: `frontdesk.yaml:7: desks.main.agents[1].id is "ana", the same as desks.main.agents[0].id.
      Give each agent an id of their own.`,
  },
  {
    name: 'two people with one token',
    file: `${SMALL.replace('tenants:', '        token: one-token-for-everybody\ntenants:')}admin:
  tokens:
    - { name: operations, token: one-token-for-everybody }
`,
    told: `frontdesk.yaml:${AFTER + 3}: admin.tokens[0].token is (hidden), the same as desks.main.agents[0].token.
      Give each agent and admin a token of their own.`,
  },
  {
    name: 'an admin token for a tenant that is not there',
    file: `${SMALL}admin:
  tokens:
    - { name: crm, token: one-token-for-the-crm, tenants: [demo, dmeo] }
`,
    told: `frontdesk.yaml:${AFTER + 2}: admin.tokens[0].tenants[1] is "dmeo", which is no tenant.
      Use one of: demo.`,
  },
  {
    name: 'a log level that does not exist',
    file: `${SMALL}log: { level: verbose }\n`,
    told: `frontdesk.yaml:${AFTER}: log.level is "verbose", which is not possible here.
      Use one of: trace, debug, info, warn, error, fatal, silent.`,
  },
  {
    name: 'retries that wait longer at first than at most',
    file: `${SMALL}delivery:\n  retryBaseMs: 5000\n  retryMaxMs: 10\n`,
    told: `frontdesk.yaml:${AFTER + 2}: delivery.retryMaxMs is 10, less than delivery.retryBaseMs, which is 5000.
      Use 5000 or more.`,
  },
  {
    name: 'a channel of a kind there is not',
    file: SMALL.replace('kind: web', 'kind: fax'),
    told: `frontdesk.yaml:14: channels.demo-web.kind is "fax", which is not possible here.
      Use one of: web, slack, teams.`,
  },
  {
    name: 'a proxy that is simply trusted',
    file: `${SMALL}server: { trustProxy: true }\n`,
    told: `frontdesk.yaml:${AFTER}: server.trustProxy is true, which is not possible here.
      Use false or a whole number from 1 to 10.`,
  },
  {
    name: 'a section written twice',
    file: `log: {}\n${SMALL}log: {}\n`,
    told: `frontdesk.yaml:${AFTER + 1}: log is written twice, first in line 1.
      Keep one of the two.`,
  },
  {
    name: 'a tab',
    file: SMALL.replace('  main:', '\tmain:'),
    told: `frontdesk.yaml:2: This is no YAML: a tab indents this line.
      Use spaces.`,
  },
  {
    name: 'a variable inside braces',
    file: `${SMALL}log: { level: \${LEVEL:-info} }\n`,
    told: `frontdesk.yaml:${AFTER}: This is no YAML: a $ and a brace inside { } or [ ] begin a map.
      Put it in quotes there: "\${NAME}".`,
  },
  {
    name: 'an empty file',
    file: '# nothing yet\n',
    told: `frontdesk.yaml: It is empty.
      Begin with a copy of config/frontdesk.example.yaml.`,
  },
  {
    name: 'a list instead of a map',
    file: '- desks\n- tenants\n',
    told: `frontdesk.yaml:1: It is no map of settings.
      Begin with names and colons, such as "tenants:"; see config/frontdesk.example.yaml.`,
  },
  {
    name: 'an alias of nothing',
    file: `${SMALL}data: *elsewhere\n`,
    told: `frontdesk.yaml:${AFTER}: data is an alias (*) of something that is nowhere marked (&) before it.
      Mark it, or write the value itself; put a text that begins with * in quotes.`,
  },
];

test.each(MISTAKES)('$name is told with its place and a remedy', async ({ file, told }) => {
  expect(await complaint(file)).toBe(told);
});

test('a folder of knowledge that is not there is told with the place that was looked at', async () => {
  const told = await complaint(
    SMALL.replace('desk: main', 'desk: main\n    knowledge: ./nowhere/at-all'),
  );
  expect(
    told,
  ).toBe(`frontdesk.yaml:12: tenants.demo.knowledge is "./nowhere/at-all", but there is no folder nowhere/at-all.
      Create the folder and put Markdown files there, or remove the setting.`);
});

test('knowledge that is a file is refused', async () => {
  const told = await complaint(
    SMALL.replace('desk: main', 'desk: main\n    knowledge: ./frontdesk.yaml'),
  );
  expect(told).toContain('but frontdesk.yaml is no folder.');
});

test('a file that is not there is told', async () => {
  await expect(loadConfig('config/missing.yaml', {})).rejects.toMatchObject({
    code: 'config.invalid',
    message: `config/missing.yaml: There is no such file.
      Give the path of another, or begin with a copy of config/frontdesk.example.yaml.`,
  });
});

test('a folder given as the file is told', async () => {
  await expect(loadConfig('config', {})).rejects.toThrow('config: It cannot be read (EISDIR).');
});

test('all mistakes are told at once, in the order of the file', async () => {
  const file = `${SMALL.replace('desk: main', 'desk: mian').replace('tenant: demo', 'tenant: dmo')}server:
  port: 99999
  hots: 127.0.0.1
secret: short
log:
  level: \${LOG_LEVEL}
turns:
  collectMs: -1
`;
  const told = await complaint(file, { PORT: '99999' });
  const places = told.split('\n').filter((line) => !line.startsWith(' '));
  expect(places).toEqual([
    'environment: PORT is "99999", which is no port.',
    'frontdesk.yaml:11: tenants.demo.desk is "mian", which is no desk.',
    'frontdesk.yaml:15: channels.demo-web.tenant is "dmo", which is no tenant.',
    'frontdesk.yaml:17: server.port is 99999, which is too large.',
    'frontdesk.yaml:18: server.hots is not a setting.',
    'frontdesk.yaml:19: secret is (hidden), which is too short.',
    'frontdesk.yaml:21: log.level needs the environment variable LOG_LEVEL, which is not set or empty.',
    'frontdesk.yaml:23: turns.collectMs is -1, which is too small.',
  ]);
});

test('with mongo stores every process must be given the same secrets', async () => {
  const told = await complaint(`${SMALL}stores:
  kind: mongo
  mongoUrl: mongodb://127.0.0.1:27017
  redisUrl: redis://127.0.0.1:6379
`);
  expect(
    told,
  ).toBe(`frontdesk.yaml:1: secret is missing, and with mongo stores all processes must have the same.
      Write secret: \${FRONTDESK_SECRET} here, and set FRONTDESK_SECRET to at least 32 random characters.
frontdesk.yaml:5: desks.main.agents[0].token is missing, and with mongo stores all processes must have the same.
      Write token: \${DESK_TOKEN_ANA} here, and set DESK_TOKEN_ANA to at least 16 random characters.`);
});

test('an alias inside itself ends', async () => {
  expect(await complaint(`${SMALL}log: &loop\n  level: *loop\n`)).toContain('more than 20 deep');
});

test('names of JavaScript itself are no settings, tenants or desks', async () => {
  const told = await complaint(
    `${SMALL.replace('desk: main', 'desk: constructor')}__proto__: { port: 1 }\n`,
  );
  expect(told).toContain('tenants.demo.desk is "constructor", which is no desk.');
  expect(told).toContain('__proto__ is not a setting.');
});
