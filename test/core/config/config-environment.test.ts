// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of config files, not templates
import { resolve } from 'node:path';
import { substitute } from '../../../src/core/config/substitute.js';
import { complaint, load, SECRET, SMALL } from './written-config.js';

describe('A variable in a text', () => {
  test.each([
    ['${A}', { A: 'x' }, 'x'],
    ['${A:-y}', {}, 'y'],
    ['${A:-y}', { A: '' }, 'y'],
    ['${A:-y}', { A: 'x' }, 'x'],
    ['${A:-}', {}, ''],
    ['http://${HOST:-127.0.0.1}:${PORT}/', { PORT: '80' }, 'http://127.0.0.1:80/'],
    ['$${A}', { A: 'x' }, '${A}'],
    ['cost: $5, {A}', { A: 'x' }, 'cost: $5, {A}'],
    ['${A}', { A: '${B}', B: 'not looked at again' }, '${B}'],
  ])('%s with %j is %s', (text, env, result) => {
    expect(substitute(text, env).text).toBe(result);
  });

  test('that is not set and has no default is told by name', () => {
    expect(substitute('${A} and ${B:-b} and ${C}', { C: '' }).missing).toEqual(['A', 'C']);
  });
});

test('a variable may stand for a number, and for a truth value', async () => {
  const file = `${SMALL}server:
  port: \${WEB_PORT:-8080}
  trustProxy: "\${TRUST:-false}"
memory:
  windowMessages: \${WINDOW}
`;
  const config = await load(file, { WINDOW: '12' });
  expect(config.server.port).toBe(8080);
  expect(config.server.trustProxy).toBe(false);
  expect(config.memory.windowMessages).toBe(12);
  expect((await load(file, { WINDOW: '12', TRUST: '2' })).server.trustProxy).toBe(2);
});

test('a token of digits stays a text', async () => {
  const file = SMALL.replace('tenants:', '        token: ${DESK_TOKEN_ANA}\ntenants:');
  const config = await load(file, { DESK_TOKEN_ANA: '12345678901234567890' });
  expect(config.desks['main']).toMatchObject({ agents: [{ token: '12345678901234567890' }] });
});

test('a variable that is no number is told as the value it has', async () => {
  const told = await complaint(`${SMALL}server:\n  port: \${WEB_PORT}\n`, { WEB_PORT: 'http' });
  expect(told).toBe(`frontdesk.yaml:17: server.port is "http", which is no number.
      Use a whole number from 0 to 65535.`);
});

test('a missing variable is told once, with what to do', async () => {
  const told = await complaint(SMALL.replace('botName: Finch', 'botName: ${BOT_NAME}'));
  expect(
    told,
  ).toBe(`frontdesk.yaml:10: tenants.demo.botName needs the environment variable BOT_NAME, which is not set or empty.
      Set BOT_NAME, or give a default: \${BOT_NAME:-default}.`);
});

test('nobody is asked to write a default for a secret', async () => {
  const told = await complaint(`${SMALL}secret: \${FRONTDESK_SECRET}\n`);
  expect(
    told,
  ).toBe(`frontdesk.yaml:16: secret needs the environment variable FRONTDESK_SECRET, which is not set or empty.
      Set FRONTDESK_SECRET.`);
});

test('an empty setting is as if it were not written', async () => {
  const config = await load(`${SMALL}secret: \${FRONTDESK_SECRET:-}\nserver:\nlog:\n  level: ''\n`);
  expect(config).not.toHaveProperty('secret');
  expect(config.server.port).toBe(3000);
  expect(config.log.level).toBe('info');
});

test('the same file takes its secret from the environment', async () => {
  const config = await load(`${SMALL}secret: \${FRONTDESK_SECRET:-}\n`, {
    FRONTDESK_SECRET: SECRET,
  });
  expect(config.secret).toBe(SECRET);
});

test.each([
  ['a file without a server section', SMALL, '8080', 8080],
  ['a file with another port', `${SMALL}server:\n  port: 4000\n`, '8080', 8080],
  ['a file with an impossible port', `${SMALL}server:\n  port: high\n`, '8080', 8080],
  ['any free port', SMALL, '0', 0],
  ['an empty PORT, which counts as not set', `${SMALL}server:\n  port: 4000\n`, '', 4000],
])('PORT goes before: %s', async (_name, file, PORT, port) => {
  expect((await load(file, { PORT })).server.port).toBe(port);
});

test.each(['http', '70000', '-1', '80.5', '0x50'])('PORT=%s is refused', async (PORT) => {
  expect(await complaint(SMALL, { PORT })).toBe(`environment: PORT is "${PORT}", which is no port.
      Set PORT to a whole number from 0 to 65535, or unset it.`);
});

test('FRONTDESK_DATA goes before the data folder of the file, which is relative to the current one', async () => {
  const file = `${SMALL}data: ./somewhere\n`;
  expect((await load(file)).data).toBe(resolve('somewhere'));
  expect((await load(file, { FRONTDESK_DATA: '/var/lib/frontdesk' })).data).toBe(
    '/var/lib/frontdesk',
  );
});
