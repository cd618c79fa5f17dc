import {
  type JsonSchemaNode,
  settingsSchema,
} from '../../../src/core/config/config-json-schema.js';
import { complaint, SMALL } from './written-config.js';

const HIDDEN = 'hunter2';

/** Files with a secret in them, or where somebody meant one to be, each with something wrong. */
const FILES: readonly (readonly [name: string, file: string])[] = [
  ['a short secret', `${SMALL}secret: ${HIDDEN}\n`],
  ['a list as the secret', `${SMALL}secret: [${HIDDEN}]\n`],
  ['a short token of an agent', SMALL.replace('tenants:', `        token: ${HIDDEN}\ntenants:`)],
  [
    'a token with spaces',
    `${SMALL}admin: { tokens: [{ name: x, token: ${HIDDEN} and some more }] }\n`,
  ],
  ['a token where its entry belongs', `${SMALL}admin: { tokens: [${HIDDEN}] }\n`],
  ['a token where the list belongs', `${SMALL}admin: { tokens: ${HIDDEN} }\n`],
  ['a token where the section belongs', `${SMALL}admin: ${HIDDEN}\n`],
  ['a mistyped secret', `${SMALL}secrte: ${HIDDEN}\n`],
  ['a short key of a site', `${SMALL}    userTokenKey: ${HIDDEN}\n`],
  ['an address as the stores', `${SMALL}stores: mongodb://root:${HIDDEN}@db\n`],
  ['an address as the kind', `${SMALL}stores: { kind: "mongodb://root:${HIDDEN}@db" }\n`],
  [
    'addresses of the wrong kind',
    `${SMALL}stores:\n  kind: mongo\n  mongoUrl: http://root:${HIDDEN}@db\n  redisUrl: http://:${HIDDEN}@db\n`,
  ],
  [
    'an address in the place of a name',
    `${SMALL}stores:\n  kind: mongo\n  mongoDatabase: mongodb://root:${HIDDEN}@db\n`,
  ],
  ['an origin with a password', `${SMALL}    origins: ["https://root:${HIDDEN}@shop.example"]\n`],
  ['a secret in text that is no YAML', `${SMALL}secret: "${HIDDEN}\n  @${HIDDEN}: [\n`],
  ['a secret as the name of a variable', `${SMALL}secret: \${sk-${HIDDEN}}\n`],
  ['a secret as the default of an unclosed variable', `${SMALL}secret: \${A:-${HIDDEN}\n`],
];

test.each(FILES)('%s does not appear in what is told', async (_name, file) => {
  expect(await complaint(file)).not.toContain(HIDDEN);
});

test('a secret from the environment does not appear either', async () => {
  const file = `${SMALL}secret: \${FRONTDESK_SECRET}\n`;
  const told = await complaint(file, { FRONTDESK_SECRET: HIDDEN });
  expect(told).toBe(`frontdesk.yaml:16: secret is (hidden), which is too short.
      Use a text of 32 to 1000 characters.`);
});

test('every setting named like a secret is marked as one', () => {
  const named = textSettings(settingsSchema(), '').filter(([name]) =>
    /(token|secret|key|url)$/i.test(name),
  );
  expect(named.map(([name]) => name)).toEqual(
    expect.arrayContaining(['secret', 'token', 'userTokenKey', 'mongoUrl', 'redisUrl']),
  );
  expect(named.filter(([, node]) => node.writeOnly !== true)).toEqual([]);
});

function textSettings(node: JsonSchemaNode, name: string): [string, JsonSchemaNode][] {
  const below = [
    ...Object.entries(node.properties ?? {}),
    ...[node.items, node.additionalProperties, ...(node.anyOf ?? []), ...(node.oneOf ?? [])].map(
      (part) => [name, part] as const,
    ),
  ];
  const own: [string, JsonSchemaNode][] = node.type === 'string' ? [[name, node]] : [];
  return [...own, ...below.flatMap(([key, part]) => (part ? textSettings(part, key) : []))];
}
