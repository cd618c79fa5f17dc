import { LocalMind } from '../../../src/core/mind/local/local-mind.js';
import type { TurnSettings } from '../../../src/core/turn/turn.js';
import { turnSettings } from '../../../src/settings.js';
import { complaint, load, SMALL } from './written-config.js';

const SLACK = `slack:
  support:
    signingSecret: "signing-secret-of-tests"
    workspaces:
      acme: { team: T0ACME, botToken: "xoxb-token-of-acme-tests" }
`;

const WITH = SMALL.replace(
  'channels:\n',
  `channels:
  acme-slack: { kind: slack, app: support, workspace: acme, tenant: demo }
`,
).replace(
  'tenants:\n',
  `  room: { kind: slack, app: support, workspace: acme, room: C0DESK }
tenants:
`,
);

async function settingsOf(file: string, channel: string): Promise<TurnSettings> {
  const config = await load(file + SLACK);
  const mind = new LocalMind({
    vocabulary: { rarityOf: () => null, likenessesOf: () => new Map() },
  });
  const guess = () => ({ type: 'greeting' as const, confidence: 0, isSure: false });
  const routing = { classifier: { guess }, frustrationMax: null, workflows: [] };
  return turnSettings(config, { tenant: 'demo', channel }, mind, routing);
}

describe('Slack in the configuration', () => {
  test('a desk and a channel with all defaults', async () => {
    const config = await load(WITH + SLACK);
    expect(config.slack['support']).toMatchObject({
      transport: 'http',
      webApi: 'https://slack.com/api/',
    });
    expect(config.desks['room']).toMatchObject({
      replies: 'claimer',
      noteMark: '!',
      replyMark: '+',
    });
    expect(config.channels['acme-slack']).toMatchObject({ rooms: [], direct: true });
  });

  test('customers are asked whether an answer helped, unless the channel says no', async () => {
    const off = WITH.replace('tenant: demo }', 'tenant: demo, feedback: false }');
    expect(await settingsOf(WITH, 'acme-slack')).toMatchObject({ asksFeedback: true });
    expect(await settingsOf(off, 'acme-slack')).toMatchObject({ asksFeedback: false });
    expect(await settingsOf(WITH, 'demo-web')).toMatchObject({ asksFeedback: false });
  });

  test('an answer is seen while it is being written on the web only', async () => {
    expect(await settingsOf(WITH, 'demo-web')).toMatchObject({ showsGrowingText: true });
    expect(await settingsOf(WITH, 'acme-slack')).toMatchObject({ showsGrowingText: false });
  });

  test.each([
    [
      'no signing secret',
      SLACK.replace(/ {4}signingSecret.*\n/, ''),
      'slack.support.signingSecret is missing, and anybody could pass for Slack without it.',
    ],
    [
      'a socket without its token',
      SLACK.replace('    workspaces', '    transport: socket\n    workspaces'),
      'slack.support.appToken is missing, and a socket cannot be opened without it.',
    ],
    [
      'a Web API that is not Slack’s',
      SLACK.replace('    workspaces', '    webApi: https://evil.example/api/\n    workspaces'),
      'slack.support.webApi is',
    ],
    [
      'a workspace given twice',
      `${SLACK}      again: { team: T0ACME, botToken: "xoxb-token-of-acme-again" }\n`,
      'slack.support.workspaces.again.team is T0ACME, as is slack.support.workspaces.acme.team.',
    ],
  ])('%s', async (_name, slack, told) => {
    expect(await complaint(WITH + slack)).toContain(told);
  });

  test.each([
    [
      'an app that is not there',
      WITH.replace('app: support, workspace: acme, room', 'app: suport, workspace: acme, room'),
      'desks.room.app is "suport", which is no Slack app.\n      Use one of: support.',
    ],
    [
      'a workspace that is not there',
      WITH.replace('workspace: acme, tenant', 'workspace: amce, tenant'),
      'channels.acme-slack.workspace is "amce", which is no workspace of support.',
    ],
    [
      'a room of customers that is the desk’s',
      WITH.replace('tenant: demo }', 'tenant: demo, rooms: [C0DESK] }'),
      'channels.acme-slack.rooms[0] is C0DESK, as is desks.room.room.',
    ],
    [
      'two channels for the same direct messages',
      WITH.replace(
        'channels:\n',
        'channels:\n  other: { kind: slack, app: support, workspace: acme, tenant: demo, rooms: [C1X] }\n',
      ),
      'channels.acme-slack.direct is direct messages, as is channels.other.direct.',
    ],
    [
      'a room that is no id',
      WITH.replace('room: C0DESK', 'room: "#support"'),
      'For example: C0123456789.',
    ],
  ])('%s', async (_name, file, told) => {
    expect(await complaint(file + SLACK)).toContain(told);
  });

  test('no complaint quotes a secret', async () => {
    const told = await complaint(WITH + SLACK.replace('"xoxb-token-of-acme-tests"', '"sesame"'));
    expect(told).not.toContain('sesame');
  });
});
