import { degradedOf, patienceMsOf } from '../../../src/settings.js';
import { teamsBots, teamsChannels } from '../../../src/teams-settings.js';
import { complaint, load, SMALL } from './written-config.js';

const HOME = '11111111-2222-3333-4444-555555555555';
const OTHER = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

const TEAMS = `teams:
  helper:
    appId: 00000000-1111-2222-3333-444444444444
    appPassword: "client-secret-of-tests"
    organization: ${HOME}
`;

const LINE = '  demo-teams: { kind: teams, bot: helper, tenant: demo }\n';
const WITH = SMALL.replace('channels:\n', `channels:\n${LINE}`);

function withChannels(...channels: string[]): string {
  const lines = channels.map(
    (more, at) => `  teams-${at}: { kind: teams, bot: helper, tenant: demo${more} }\n`,
  );
  return SMALL.replace('channels:\n', `channels:\n${lines.join('')}`) + TEAMS;
}

describe('Teams in the configuration', () => {
  test('a bot and a channel with all defaults', async () => {
    const config = await load(WITH + TEAMS);
    expect(teamsBots(config)).toEqual([
      {
        name: 'helper',
        isAnonymous: false,
        credentials: {
          appId: '00000000-1111-2222-3333-444444444444',
          appPassword: 'client-secret-of-tests',
          organization: HOME,
        },
      },
    ]);
    expect(teamsChannels(config)).toEqual([
      {
        name: 'demo-teams',
        tenant: 'demo',
        bot: 'helper',
        organizations: [],
        personal: true,
        groups: true,
        channels: true,
        messageCharsMax: 12_000,
        trustsEmail: false,
        tenantName: 'Maple & Finch',
        botName: 'Finch',
        suggestions: [],
        wording: { language: 'en', overrides: {} },
        linkHosts: [],
      },
    ]);
  });

  test('an app of any organization has none of its own', async () => {
    const file = WITH + TEAMS.replace(/organization: .*/, 'type: multi-tenant');
    expect(teamsBots(await load(file))[0]?.credentials).toMatchObject({ organization: null });
  });

  test('an anonymous bot needs no credentials and uses none', async () => {
    const bare = `${WITH}teams:\n  helper: { anonymous: true }\n`;
    const told = [{ name: 'helper', isAnonymous: true, credentials: null }];
    expect(teamsBots(await load(bare))).toEqual(told);
    expect(teamsBots(await load(`${WITH + TEAMS}    anonymous: true\n`))).toEqual(told);
  });

  test('ids are compared as Teams writes them, in small letters', async () => {
    const file = withChannels(`, organizations: [${OTHER.toUpperCase()}]`).replace(
      '00000000-1111-2222-3333-444444444444',
      'ABCDEF00-1111-2222-3333-444444444444',
    );
    const config = await load(file);
    expect(teamsChannels(config)[0]?.organizations).toEqual([OTHER]);
    expect(teamsBots(config)[0]?.credentials?.appId).toBe('abcdef00-1111-2222-3333-444444444444');
  });

  test('two channels may share a bot, each with its own organizations or places', async () => {
    const apart = withChannels(`, organizations: [${HOME}]`, `, organizations: [${OTHER}]`);
    expect(teamsChannels(await load(apart))).toHaveLength(2);
    const places = withChannels(', personal: false', ', groups: false, channels: false');
    expect(teamsChannels(await load(places))).toHaveLength(2);
  });

  test('in a group chat an answer may come later if the channel says so, in a personal chat not', async () => {
    const config = await load(withChannels(', answers: later'));
    const place = { tenant: 'demo', channel: 'teams-0' };
    expect(degradedOf(config, 'demo')).toBe('handoff');
    expect(patienceMsOf(config, { ...place, isPrivate: false })).toBeNull();
    expect(patienceMsOf(config, { ...place, isPrivate: true })).toBe(config.mind.handoffAfterMs);
  });
});

/** The exact texts: they are what a person has to work with. */
describe('mistakes about Teams', () => {
  test.each([
    [
      'no app id',
      WITH + TEAMS.replace(/ {4}appId.*\n/, ''),
      `teams.helper.appId is missing, and Teams is not told apart from anybody else without it.
      Write the Microsoft App ID here; docs/teams.md says where to find it.`,
    ],
    [
      'no password',
      WITH + TEAMS.replace(/ {4}appPassword.*\n/, ''),
      `teams.helper.appPassword is missing, and nothing can be sent without it.
      Write appPassword: \${TEAMS_APP_PASSWORD} here, and set TEAMS_APP_PASSWORD; docs/teams.md says where to find it.`,
    ],
    [
      'a single-tenant app of no organization',
      WITH + TEAMS.replace(/ {4}organization.*\n/, ''),
      `teams.helper.organization is missing, and a single-tenant app gets its tokens there.
      Write the Directory (tenant) ID of the app registration here, or type: multi-tenant if the Azure Bot says so.`,
    ],
    [
      'an app given twice',
      WITH + TEAMS + TEAMS.replace('teams:\n', '').replace('helper', 'again'),
      `teams.again.appId is "00000000-1111-2222-3333-444444444444", as is teams.helper.appId.
      Give each app once; several channels may name one bot.`,
    ],
    [
      'an anonymous bot that everybody can reach',
      `${WITH}server: { host: 0.0.0.0 }\nteams:\n  helper: { anonymous: true }\n`,
      `teams.helper.anonymous is true, but the gateway listens on "0.0.0.0".
      Give the bot its credentials, or listen on 127.0.0.1 without proxies.`,
    ],
    [
      'an anonymous bot behind a proxy',
      `${WITH}server: { trustProxy: 1 }\nteams:\n  helper: { anonymous: true }\n`,
      'teams.helper.anonymous is true, but the gateway has proxies in front.',
    ],
    [
      'a bot that is not there',
      WITH.replace('bot: helper', 'bot: helpr') + TEAMS,
      `channels.demo-teams.bot is "helpr", which is no bot.
      Use one of: helper.`,
    ],
    [
      'no bot at all',
      WITH,
      `channels.demo-teams.bot is "helper", which is no bot.
      Add it under teams; docs/teams.md says how.`,
    ],
    [
      'a channel that answers nowhere',
      withChannels(', personal: false, groups: false, channels: false'),
      `channels.teams-0 answers nowhere: personal, groups and channels are all false.
      Leave one of them out, or remove the channel.`,
    ],
    [
      'two channels for everybody',
      withChannels('', ', channels: false'),
      `channels.teams-1 answers personal, groups of all organizations, as does channels.teams-0.
      Give each its own organizations, or one of them personal: false, groups: false.`,
    ],
    [
      'two channels for one organization',
      withChannels(
        `, organizations: [${HOME}, ${OTHER}], groups: false, channels: false`,
        `, organizations: [${OTHER.toUpperCase()}]`,
      ),
      `channels.teams-1 answers personal of ${OTHER}, as does channels.teams-0.`,
    ],
    [
      'a channel for everybody beside one for an organization',
      withChannels(`, organizations: [${HOME}], groups: false, channels: false`, ''),
      `channels.teams-1 answers personal of ${HOME}, as does channels.teams-0.`,
    ],
    [
      'an organization by its name',
      withChannels(', organizations: [contoso.onmicrosoft.com]'),
      `channels.teams-0.organizations[0] is "contoso.onmicrosoft.com", which does not have the right form.
      Directory (tenant) id of a Microsoft 365 organization. For example: 00000000-1111-2222-3333-444444444444.`,
    ],
    [
      'a type that is not there yet',
      WITH + TEAMS.replace('    organization', '    type: managed-identity\n    organization'),
      `teams.helper.type is "managed-identity", which is not possible here.
      Use one of: single-tenant, multi-tenant.`,
    ],
  ])('%s', async (_name, file, told) => {
    expect(await complaint(file)).toContain(told);
  });

  test('no complaint quotes a secret', async () => {
    const told = await complaint(WITH + TEAMS.replace('client-secret-of-tests', 'sesame'));
    expect(told).toContain('teams.helper.appPassword');
    expect(told).not.toContain('sesame');
  });
});
