import { manifestOf, type TeamsApp } from '../../../src/channels/teams/teams-manifest.js';
import { CATALOGUES, type Language } from '../../../src/core/domain/texts.js';
import { readText } from '../../docs/pages.js';

const TEMPLATE: unknown = JSON.parse(readText('config/teams-manifest.json'));

const APP: TeamsApp = {
  appId: '00000000-1111-2222-3333-444444444444',
  botName: 'Finch',
  tenantName: 'Maple & Finch',
  wording: { language: 'en', overrides: {} },
  suggestions: ['How long do refunds take?', 'Where is my order?'],
  personal: true,
  groups: true,
  channels: true,
  url: 'https://support.example.com',
  readsAll: false,
  version: null,
};

function made(app: Partial<TeamsApp> = {}, template = TEMPLATE) {
  const outcome = manifestOf(template, { ...APP, ...app });
  if (outcome.kind === 'faulty') throw new TypeError(outcome.problems.join('\n'));
  return outcome.manifest as {
    id: string;
    version: string;
    icons: object;
    bots: { scopes: string[]; supportsFiles: boolean; commandLists: object[] }[];
    description: { short: string; full: string };
  };
}

function problems(app: Partial<TeamsApp>, template = TEMPLATE): readonly string[] {
  const outcome = manifestOf(template, { ...APP, ...app });
  return outcome.kind === 'faulty' ? outcome.problems : [];
}

function changed(change: object): unknown {
  return { ...(TEMPLATE as object), ...change };
}

test('the shipped template is filled from the configuration', () => {
  expect(made()).toMatchObject({
    id: APP.appId,
    version: '1.0.0',
    name: { short: 'Finch', full: 'Finch, Maple & Finch' },
    developer: { name: 'Maple & Finch', websiteUrl: APP.url },
    icons: { color: 'color.png', outline: 'outline.png' },
    validDomains: ['support.example.com'],
  });
  expect(JSON.stringify(made())).not.toMatch(/\{[A-Za-z]+\}/);
});

test('questions the tenant suggests are prompts wherever the bot may be spoken to', () => {
  const [bot] = made({ groups: false }).bots;
  expect(bot).toMatchObject({
    botId: APP.appId,
    scopes: ['personal', 'team'],
    supportsFiles: true,
    commandLists: [
      {
        scopes: ['personal', 'team'],
        commands: [
          {
            title: 'How long do refunds take?',
            description: 'A question to Maple & Finch',
            type: 'prompt',
            prompt: 'How long do refunds take?',
          },
          { title: 'Where is my order?' },
        ],
      },
    ],
  });
  expect(made({ suggestions: [] }).bots[0]?.commandLists).toEqual([]);
});

test('what is said without a mention is asked for only when it is wanted, and only where the bot is', () => {
  expect(made()).not.toHaveProperty('authorization');
  expect(made({ readsAll: true, channels: false })).toMatchObject({
    webApplicationInfo: { id: APP.appId },
    authorization: {
      permissions: {
        resourceSpecific: [{ name: 'ChatMessage.Read.Chat', type: 'Application' }],
      },
    },
  });
});

test('the version may be given, and what else a template has is kept', () => {
  expect(made({ version: '1.4.0' }).version).toBe('1.4.0');
  expect(made({}, changed({ devicePermissions: ['media'] }))).toMatchObject({
    devicePermissions: ['media'],
  });
});

test.each(Object.keys(CATALOGUES) as Language[])(
  'what it says of itself fits, in %s',
  (language) => {
    const { description } = made({ wording: { language, overrides: {} } });
    expect(description.short.length).toBeLessThanOrEqual(80);
    expect(description.full).toContain('Maple & Finch');
  },
);

test.each([
  ['a long name', { botName: 'x'.repeat(31) }, ['name.short: has more than 30 characters.']],
  [
    'a long business',
    { tenantName: 'y'.repeat(33) },
    ['developer.name: has more than 32 characters.'],
  ],
  ['no version', { version: '1.0' }, ['version: is not three numbers with dots between.']],
])('%s is told', (_name, app, told) => {
  expect(problems(app)).toEqual(told);
});

test.each([
  [
    'a mark that stands for nothing',
    { accentColor: '{color}' },
    [
      '{color} stands for nothing; known are appId, bot, tenant, url, host, language, short, full.',
      'accentColor: is no color such as #4F46E5.',
    ],
  ],
  ['no bot', { bots: [] }, ['bots: holds exactly one bot.']],
  ['no description', { description: undefined }, [expect.stringContaining('description: ')]],
  [
    'an older manifest',
    { manifestVersion: '1.16' },
    ['manifestVersion: is not 1.27 or later, which prompts need.'],
  ],
  [
    'a page without https',
    {
      developer: {
        name: 'A',
        websiteUrl: 'http://a.example',
        privacyUrl: '{url}',
        termsOfUseUrl: '{url}',
      },
    },
    ['developer.websiteUrl: is no https address.'],
  ],
])('%s in the template is told', (_name, change, told) => {
  expect(problems({}, changed(change))).toEqual(told);
});

test('a file that is no manifest at all is told', () => {
  expect(problems({}, [])).toEqual([expect.stringContaining('The manifest: ')]);
});
