import { patienceMsOf } from '../../../src/settings.js';
import { load, SMALL } from './written-config.js';

const SLACK = `slack:
  support:
    signingSecret: "signing-secret-of-tests"
    workspaces:
      acme: { team: T0ACME, botToken: "xoxb-token-of-acme-tests" }
`;

function withRooms(answers: string): string {
  const channel = `acme-slack: { kind: slack, app: support, workspace: acme, tenant: demo${answers} }`;
  return SMALL.replace('channels:\n', `channels:\n  ${channel}\n`) + SLACK;
}

const SOON_MS = 15_000;

describe('how long Claude may take to begin an answer', () => {
  test.each<[string, string, object, number | null]>([
    ['on the web', '', { channel: 'demo-web' }, SOON_MS],
    ['in a room', '', { channel: 'acme-slack', isPrivate: false }, SOON_MS],
    ['in a room that answers later', ', answers: later', { channel: 'acme-slack' }, null],
    [
      'in a direct message of such a channel',
      ', answers: later',
      { channel: 'acme-slack', isPrivate: true },
      SOON_MS,
    ],
  ])('%s', async (_, answers, place, meant) => {
    const config = await load(withRooms(answers));
    expect(patienceMsOf(config, { tenant: 'demo', channel: '', ...place })).toBe(meant);
  });

  test('is bounded in such a room, too, where an article could answer instead', async () => {
    const file = `${withRooms(', answers: later')}mind: { degraded: answer-from-knowledge }\n`;
    const config = await load(file);
    expect(patienceMsOf(config, { tenant: 'demo', channel: 'acme-slack' })).toBe(SOON_MS);
  });
});
