import { SlackSwitchboard } from '../../../../src/channels/slack/slack-switchboard.js';
import { eventually } from '../../../support/eventually.js';
import { SILENT } from '../../../support/stores.js';
import { benches } from './customers-bench.js';

const bench = benches();

test('who writes to an app that takes no questions is told so', async () => {
  const { carol, app, room, channels, slack } = bench();
  channels.length = 0;
  const said = await carol.dm(app, 'Hello?');
  expect(said.answers.map(({ status }) => status)).toEqual([200]);
  await eventually(() => expect(bench().direct()).toHaveLength(1));
  expect(bench().direct()[0]?.text).toContain('I do not take questions here.');
  await carol.mentions(app, room, 'Hello?');
  await eventually(() => expect(slack.ephemerals).toHaveLength(1));
  await carol.says(room, 'Lunch?');
  await bench().customers.stop();
  expect([bench().heard, slack.ephemerals.length]).toEqual([[], 1]);
});

test('where there is no desk, whoever asks for handoffs is told that', async () => {
  const { carol, room, acme, customers, workspace } = bench();
  const switchboard = new SlackSwitchboard('support', [], customers, SILENT);
  const told = await switchboard.commanded(workspace, {
    team: acme.id,
    channel: room.id,
    user: carol.id,
    command: '/frontdesk',
    text: '',
    triggerId: '1',
    appId: 'A1',
    responseUrl: 'https://hooks.slack.example/1',
  });
  expect(told).toContain('No desk is set up in this workspace');
});
