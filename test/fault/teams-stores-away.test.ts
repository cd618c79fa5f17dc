import { buffer } from 'node:stream/consumers';
import { DeskAgent, type DeskLine } from '../support/desk-agent.js';
import { ANA_TOKEN, describeFaults } from '../support/fault/fault-cluster.js';
import { expectSaid, TeamsCluster } from '../support/fault/teams-cluster.js';
import { startMongo } from '../support/servers/mongo-engine.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';
import { PNG } from '../support/some-contents.js';
import type { SeenInTeams } from '../support/teams/teams-rooms.js';

const options = { processes: 2, stores: 'mongo' } as const;

describeFaults('Teams and stores that go away', options, () => {
  let redis: RunningServer;
  let mongo: RunningServer;
  let house: TeamsCluster;
  beforeAll(async () => {
    [redis, mongo] = await Promise.all([startRedis(), startMongo()]);
    const urls = { redisUrl: redis.url, mongoUrl: mongo.url };
    house = await TeamsCluster.start({ ...options, urls });
  });
  afterAll(async () => {
    expect(house.teams.complaints).toEqual([]);
    await house.stop();
    await Promise.all([redis.stop(), mongo.stop()]);
  });

  const url = (at: number) => house.cluster.urls[at] ?? '';

  async function uploads(token: string | undefined): Promise<{ code: string; ok: boolean }> {
    const response = await fetch(`${url(0)}/api/v1/chat/test-web/files?name=dot.png`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new Uint8Array(PNG),
    });
    const { ok, error } = (await response.json()) as { ok: boolean; error?: { code: string } };
    return { ok, code: error?.code ?? '' };
  }

  test('without the store Teams is told that nothing was taken, and what it sends again is answered once', async () => {
    const talker = house.talker();
    const customer = await house.cluster.customer();
    await house.says(talker, 'question 1');
    const reads = (words: string) => house.reads(talker).join('\n').includes(words);
    await house.until(() => reads('question 1'), 'the first answer');
    await mongo.kill('SIGKILL');
    const second = house.activity(talker, 'question 2');
    const [status, upload] = await Promise.all([house.posts(second), uploads(customer.token)]);
    expect(status).toBe(500);
    expect(upload).toEqual({ ok: false, code: 'store.unavailable' });
    await mongo.restart();
    await house.delivers(second);
    await house.until(() => reads('question 2'), 'the second answer');
    await house.says(talker, 'question 3');
    await house.until(() => reads('question 3'), 'the third answer');
    expectSaid(house, talker, 'question', 3);
    expect(await uploads(customer.token)).toEqual({ ok: true, code: '' });
    customer.close();
  });

  test('without Redis files still cross, from a customer in Teams to an agent and back', async () => {
    const talk = await house.claimed();
    await redis.kill();
    const ana = new DeskAgent(url(1), ANA_TOKEN);
    const contentUrl = house.teams.addInlineContent(PNG, 'image/png');
    const picture = { contentType: 'image/png', contentUrl, name: 'dot.png' };
    await house.says(talk, 'Like this?', { attachments: [picture] });
    let line: DeskLine | undefined;
    const isHere = async () => {
      line = (await house.thread(talk)).find(({ text }) => text === 'Like this?');
      return line?.files?.[0]?.url !== undefined;
    };
    await house.until(isHere, 'the picture at the desk');
    const response = await fetch(`${url(0)}${line?.files?.[0]?.url}`);
    expect(response.body && (await buffer(response.body))).toEqual(PNG);
    const { file, status } = await ana.upload(talk.handoffId, 'back.png', new Uint8Array(PNG));
    expect(status).toBe(200);
    await house.replies(talk, 'Like this.', [file?.id ?? '']);
    const pictures = () => house.teams.shown(talk.room.id).flatMap(pictureIn);
    await house.until(() => pictures().length > 0, 'the picture in Teams');
    await house.untilDelivered(talk, 'Like this.');
    expect(pictures()).toEqual([PNG]);
    await redis.restart();
  });
});

function pictureIn({ attachments }: SeenInTeams): Buffer[] {
  return attachments.flatMap(({ contentUrl }) => {
    const [, base64] = /^data:image\/png;base64,(.+)$/.exec(String(contentUrl)) ?? [];
    return base64 === undefined ? [] : [Buffer.from(base64, 'base64')];
  });
}
