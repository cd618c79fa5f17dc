import {
  type DoctorCall,
  type DoctorCase,
  examine,
  tryAddress,
} from '../../../src/channels/slack/slack-doctor.js';
import { shippedManifest } from '../../support/slack/manifest.js';
import { StandInBench } from '../../support/slack/stand-in-bench.js';

let bench: StandInBench;
beforeEach(async () => {
  bench = new StandInBench();
  await bench.start();
});
afterEach(() => bench.stop());

async function atDesk(scopes = shippedManifest().scopes) {
  const desk = await bench.desk(scopes);
  const call: DoctorCall = async (method, args, token) => {
    const body = await bench.call(method, args as Parameters<typeof bench.call>[1], token);
    if (body['ok'] !== true) return { kind: 'refused', error: String(body['error']) };
    return { kind: 'ok', body: { ...body, response_metadata: { scopes } } };
  };
  const one: DoctorCase = {
    app: 'support',
    transport: 'http',
    signingSecret: desk.app.signingSecret,
    appToken: null,
    workspaces: [
      {
        name: 'acme',
        team: desk.acme.id,
        botToken: desk.bot.botToken,
        rooms: [{ id: desk.room.id, path: 'desks.main.room', isDesk: true }],
        groups: [],
        needsEmail: false,
      },
    ],
  };
  const codes = async (changes: Partial<DoctorCase['workspaces'][number]> = {}) => {
    const workspaces = one.workspaces.map((workspace) => ({ ...workspace, ...changes }));
    const found = await examine({ ...one, workspaces }, call);
    return [...new Set(found.map(({ code }) => code).filter((code) => code !== 'ok'))];
  };
  return { ...desk, one, codes, call };
}

test('nothing is wrong with an app made by the shipped manifest', async () => {
  const { codes } = await atDesk();
  expect(await codes()).toEqual([]);
});

test('each thing that is wrong is named', async () => {
  const { codes, acme, ana, room, bot } = await atDesk();
  expect(await codes({ team: 'T0OTHER' })).toEqual(['token.other-workspace']);
  expect(await codes({ botToken: 'xoxb-not-a-token-at-all' })).toEqual(['token.refused']);
  expect(await codes({ groups: [{ id: 'S0NOBODY', path: 'desks.main.userGroup' }] })).toEqual([
    'group.unknown',
  ]);
  expect(await codes({ rooms: [{ id: 'C0NOWHERE', path: 'x', isDesk: true }] })).toEqual([
    'room.unknown',
  ]);
  const other = acme.createRoom('other', { members: [ana] });
  expect(await codes({ rooms: [{ id: other.id, path: 'x', isDesk: true }] })).toEqual([
    'room.not-member',
  ]);
  const globex = bench.slack.createTeam('Globex');
  const shared = acme.createRoom('shared', { members: [bot], sharedWith: [globex] });
  expect(await codes({ rooms: [{ id: shared.id, path: 'x', isDesk: true }] })).toEqual([
    'room.shared',
  ]);
  await room.archives();
  expect(await codes()).toEqual(['room.archived']);
});

test('scopes that are missing are listed', async () => {
  const scopes = shippedManifest().scopes.filter((scope) => scope !== 'reactions:write');
  const { one, call } = await atDesk(scopes);
  const found = await examine(one, call);
  expect(found).toContainEqual(
    expect.objectContaining({ code: 'scopes.missing', detail: 'reactions:write' }),
  );
});

test('Slack being away is told from a token that is wrong', async () => {
  const { one } = await atDesk();
  const away: DoctorCall = async () => ({ kind: 'refused', error: 'network' });
  const found = await examine({ ...one, appToken: 'xapp-x' }, away);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['slack.unreachable']));
});

test.each(['http_429', 'ratelimited'])('%s says nothing about a token or a room', async (error) => {
  const { one, call } = await atDesk();
  const busy: DoctorCall = async (method, args, token) =>
    method === 'auth.test' ? call(method, args, token) : { kind: 'refused', error };
  const found = await examine({ ...one, appToken: 'xapp-x' }, busy);
  const wrong = found.filter(({ code }) => code !== 'ok');
  expect(wrong.map(({ code, at }) => [code, at])).toEqual([
    ['slack.busy', 'slack.support.appToken'],
    ['slack.busy', 'desks.main.room'],
  ]);
});

test('an address is asked as Slack asks it', async () => {
  const { one, ear, app } = await atDesk();
  const { reach } = app.record;
  const url = reach.kind === 'http' ? new URL(reach.events).origin : '';
  ear.answer = { status: 200, body: 'no challenge' };
  expect(await tryAddress(one, url, Date.now())).toMatchObject({ code: 'address.other' });
  ear.answer = { status: 401, body: '' };
  expect(await tryAddress(one, url, Date.now())).toMatchObject({ code: 'address.refused' });
  await ear.stop();
  expect(await tryAddress(one, url, Date.now())).toMatchObject({ code: 'address.unreachable' });
});
