import { TransportBench } from './transport-bench.js';

let bench: TransportBench;

beforeEach(() => {
  bench = new TransportBench();
});

afterEach(async () => {
  await bench.stop();
  expect(bench.slack.complaints).toEqual([]);
});

/**
 * One app in the agents' workspace and in the shop's, and a room of the shop's that both are in. Of a message there the
 * stand-in names the first, of its app_mention the second.
 */
async function sharing() {
  const { slack, listener } = bench;
  await slack.start();
  const [agents, shop] = [slack.createTeam('Agents'), slack.createTeam('Shop')];
  const carol = shop.createPerson('Carol');
  const app = slack.createApp('Frontdesk');
  const [one, other] = [app.install(agents), app.install(shop)];
  const room = shop.createRoom('help', { members: [carol, one, other], sharedWith: [agents] });
  app.usesSocketMode();
  const ours = bench.app({
    name: 'main',
    transport: 'socket',
    signingSecret: '',
    appToken: app.appToken,
    apiUrl: slack.apiUrl,
    workspaces: [
      { name: 'agents', team: agents.id, botToken: one.botToken },
      { name: 'shop', team: shop.id, botToken: other.botToken },
    ],
  });
  await ours.start();
  const wireIds = () => listener.saidThings.map(({ wireId }) => wireId);
  return { slack, listener, agents, shop, carol, app, room, wireIds };
}

test('whichever of two workspaces Slack names, a message is heard for the one that names the room', async () => {
  const { listener, agents, shop, carol, app, room, wireIds } = await sharing();
  listener.listened.set(`${agents.id} C0`, 'by-default');
  listener.listened.set(`${shop.id} ${room.id}`, 'by-name');
  const said = await carol.mentions(app, room, 'My order?');
  expect(listener.teams).toEqual([shop.id, shop.id]);
  expect(new Set(wireIds())).toEqual(new Set([`${shop.id}:${room.id}:${said.ts}`]));
  await carol.reacts(said, 'eyes');
  expect(listener.reactions).toMatchObject([{ spot: { team: shop.id } }]);
});

test('a shared room that none names is heard where somebody listens', async () => {
  const { listener, shop, carol, app, room, wireIds } = await sharing();
  listener.listened.set(`${shop.id} ${room.id}`, 'by-default');
  const said = await carol.mentions(app, room, 'My order?');
  expect(new Set(wireIds())).toEqual(new Set([`${shop.id}:${room.id}:${said.ts}`]));
});

test('a room of one workspace is never heard for another one that takes all rooms', async () => {
  const { slack, listener, agents, shop, app } = await sharing();
  const ana = agents.createPerson('Ana');
  const bot = app.record.installations.find(({ team }) => team.id === agents.id)?.bot;
  if (bot === undefined) throw new Error('no bot');
  const own = agents.createRoom('lunch', { members: [ana, { user: bot }] });
  listener.listened.set(`${shop.id} ${own.id}`, 'by-default');
  await ana.mentions(app, own, 'Pizza?');
  expect(listener.teams).toEqual([agents.id, agents.id]);
  expect(slack.complaints).toEqual([]);
});
