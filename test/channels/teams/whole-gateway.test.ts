import { eventually } from '../../support/eventually.js';
import { RunningGateway } from '../../support/running-gateway.js';
import { activity, CAROL, CHAT, mention, message } from '../../support/teams/activities.js';
import { TeamsStandIn } from '../../support/teams/teams-stand-in.js';

test('a customer in Teams is answered by the whole gateway, once for each message and in order', async () => {
  const teams = await new TeamsStandIn().start();
  teams.createRoom(CHAT.id, [CAROL]);
  const gateway = await RunningGateway.start({
    config: {
      server: { host: '127.0.0.1' },
      turns: { collectMs: 500 },
      teams: { helper: { anonymous: true } },
      channels: { 'demo-teams': { kind: 'teams', bot: 'helper', tenant: 'demo' } },
    },
  });
  const post = async (body: unknown) =>
    (
      await fetch(`${gateway.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).status;
  const first = message('Hello', CHAT, teams.serviceUrl);
  expect(await post(first)).toBe(200);
  await eventually(() => expect(teams.texts(CHAT.id)).toHaveLength(1));
  expect(teams.texts(CHAT.id)[0]).toContain('Finch');
  expect(teams.calls('typing').length).toBeGreaterThan(0);
  expect(await post(first)).toBe(200);
  expect(await post(mention('I want to talk to a person', CHAT, teams.serviceUrl))).toBe(200);
  await eventually(() => expect(teams.texts(CHAT.id)).toHaveLength(2));
  expect(teams.texts(CHAT.id)[1]).toContain('colleague');
  expect(await post(activity('invoke', CHAT, teams.serviceUrl, { name: 'task/fetch' }))).toBe(501);
  expect(teams.complaints).toEqual([]);
  await gateway.stop();
  await teams.stop();
});
