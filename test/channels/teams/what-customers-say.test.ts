import { GatewayError } from '../../../src/core/domain/errors.js';
import { withRevisions } from '../../../src/core/domain/message.js';
import { eventually } from '../../support/eventually.js';
import {
  ACME,
  activity,
  CAROL,
  CHANNEL,
  CHAT,
  DAVE,
  deletion,
  edit,
  GROUP,
  mention,
  message,
  nextActivityId,
  OTHER,
  threadIn,
} from '../../support/teams/activities.js';
import { TEAMS_ANSWERS } from '../../support/teams/teams-failures.js';
import { benches } from './teams-bench.js';

const bench = benches();

describe('A message in Teams', () => {
  test('is on record before Teams hears that it arrived, with where it is answered', async () => {
    const { post, serviceUrl, stores } = at();
    const said = message('Where is my order?', CHAT, serviceUrl);
    expect(await post(said)).toEqual({ status: 200, body: null });
    const { inbox, id, customer } = await bench().conversation();
    expect(inbox).toMatchObject([{ text: 'Where is my order?', wireId: said['id'] }]);
    expect(customer).toEqual({ id: `${ACME}:${CAROL.aadObjectId}`, name: 'Carol Chen' });
    expect(bench().arrivals[0]?.place).toMatchObject({ thread: CHAT.id, isPrivate: true });
    expect(JSON.parse((await stores.addresses.find(id)) ?? '')).toMatchObject({
      ...{ bot: 'support', serviceUrl, conversationId: CHAT.id, organization: ACME },
    });
    expect(bench().working).toEqual([id]);
  });

  test('sent again, at once or after a restart, changes nothing', async () => {
    const said = message('hello', CHAT, at().serviceUrl);
    await Promise.all([at().post(said), at().post(said)]);
    await bench().restart();
    expect((await at().post(said)).status).toBe(200);
    expect(bench().heard).toEqual(['hello']);
    expect((await bench().conversation()).inbox).toHaveLength(1);
  });

  test('keeps its place among quick ones', async () => {
    const all = Array.from({ length: 8 }, (_, at) => `line ${at}`);
    const bodies = all.map((text) => message(text, CHAT, at().serviceUrl));
    await Promise.all(
      bodies.map(async (body, nr) => {
        // Teams posts them in order; each takes its own connection.
        await new Promise((resolve) => setTimeout(resolve, nr * 120));
        await at().post(body);
      }),
    );
    expect((await bench().conversation()).inbox.map(({ text }) => text)).toEqual(all);
  });

  test('that cannot be recorded is refused, and so is one whose address cannot be kept', async () => {
    const said = message('hello', CHAT, at().serviceUrl);
    bench().addressObstacles.push(new Error('disk full'));
    expect(await at().post(said)).toEqual({ status: 500, body: null });
    bench().obstacles.push(new GatewayError('store.unavailable'));
    expect(await at().post(said)).toEqual({ status: 500, body: null });
    expect(bench().heard).toEqual([]);
    expect((await at().post(said)).status).toBe(200);
    expect((await at().post(message('there', CHAT, at().serviceUrl))).status).toBe(200);
    expect(bench().heard).toEqual(['hello', 'there']);
  });

  test('writes the address once, and again when Teams has moved', async () => {
    for (const text of ['a', 'b', 'c']) await at().post(message(text, CHAT, at().serviceUrl));
    expect(bench().written).toHaveLength(1);
    await at().post(message('d', CHAT, `${at().serviceUrl}emea/`));
    expect(bench().written).toHaveLength(2);
    expect(bench().written[1]).toContain('/emea/');
  });

  test('that is too long is not taken, and who wrote it is told so once', async () => {
    const said = message('x'.repeat(201), CHAT, at().serviceUrl);
    expect((await at().post(said)).status).toBe(200);
    expect((await at().post(said)).status).toBe(200);
    await eventually(() =>
      expect(bench().teams.texts(CHAT.id)).toEqual([
        'Your message is too long for me: 200 characters at most. Please send it in shorter ones.',
      ]),
    );
    expect(bench().heard).toEqual([]);
  });

  test('finds a full conversation: Teams hears that it was heard, and the customer that it was not taken', async () => {
    bench().obstacles.push(new GatewayError('conversation.full'));
    expect((await at().post(message('more', CHAT, at().serviceUrl))).status).toBe(200);
    await eventually(() =>
      expect(bench().teams.texts(CHAT.id)[0]).toMatch(/^Too much is waiting here/),
    );
  });

  test('that finds it full a moment later is not swallowed: Teams tells who wrote', async () => {
    const [first, second] = ['one', 'two'].map((text) => message(text, CHAT, at().serviceUrl));
    for (const [body, status] of [
      [first, 200],
      [second, 500],
      [first, 200],
    ] as const) {
      bench().obstacles.push(new GatewayError('conversation.full'));
      expect((await at().post(body)).status).toBe(status);
    }
    await eventually(() => expect(bench().teams.texts(CHAT.id)).toHaveLength(1));
  });

  test('that nobody can read, as a voice clip, is answered so', async () => {
    expect((await at().post(message('', CHAT, at().serviceUrl))).status).toBe(200);
    await eventually(() =>
      expect(bench().teams.texts(CHAT.id)).toEqual([
        'I cannot read that. Please write me your question, or send a picture or a file.',
      ]),
    );
    expect(bench().heard).toEqual([]);
  });

  test('that is not taken is answered so, even if Teams is busy at first', async () => {
    bench().teams.failures.plan(TEAMS_ANSWERS.unavailable, { deed: 'send' });
    await at().post(message('x'.repeat(201), CHAT, at().serviceUrl));
    await eventually(() =>
      expect(bench().teams.texts(CHAT.id)[0]).toMatch(/^Your message is too long/),
    );
    expect(bench().teams.calls('send')).toHaveLength(2);
  });

  test('that is not taken is answered so, even if we stop that moment', async () => {
    await at().post(message('x'.repeat(201), CHAT, at().serviceUrl));
    await bench().restart();
    expect(bench().teams.texts(CHAT.id)).toHaveLength(1);
  });

  test('only says that there is a file', async () => {
    const contentUrl = bench().teams.addInlineContent(Buffer.from('png'), 'image/png');
    const attachments = [{ contentType: 'image/png', contentUrl }];
    await at().post(message('', CHAT, at().serviceUrl, { attachments }));
    const [first] = (await bench().conversation()).inbox;
    expect(first?.files).toMatchObject([{ name: 'image.png', type: 'image/png' }]);
    expect(first?.files?.[0]).toMatchObject({ source: `teams support ${contentUrl}` });
    expect(first?.files?.[0]?.id).toEqual(expect.any(String));
  });
});

describe('Among several people', () => {
  test.each([GROUP, threadIn(CHANNEL, '17')])(
    'a mention begins a conversation, and then replies need none',
    async (room) => {
      await at().post(message('just chatting', room, at().serviceUrl));
      expect(bench().heard).toEqual([]);
      await at().post(mention('can you help?', room, at().serviceUrl));
      await at().post(message('it is urgent', room, at().serviceUrl, { from: DAVE }));
      expect(bench().heard).toEqual(['can you help?', 'it is urgent']);
      expect(bench().arrivals.map(({ customer }) => customer.name)).toEqual([
        'Carol Chen',
        'Dave Diaz',
      ]);
      expect(bench().arrivals[0]?.place.isPrivate).toBe(false);
    },
  );

  test('two posts of a channel are two conversations', async () => {
    await at().post(mention('one', CHANNEL, at().serviceUrl));
    const first = bench().conversationId();
    await at().post(mention('two', CHANNEL, at().serviceUrl));
    expect(bench().conversationId()).not.toBe(first);
  });

  test('a mention and nothing else is asked what it wants', async () => {
    await at().post(mention('', GROUP, at().serviceUrl));
    await eventually(() => expect(bench().teams.texts(GROUP.id)[0]).toMatch(/^How can I help/));
  });
});

describe('Whose words are taken', () => {
  test('those of the organizations that are served; of others health tells', async () => {
    bench().channels = [{ ...bench().channel, organizations: [OTHER] }];
    expect((await at().post(message('hello', CHAT, at().serviceUrl))).status).toBe(200);
    expect(bench().heard).toEqual([]);
    expect(bench().customers.problems()).toEqual([
      `teams support: organization ${ACME} writes to it, and no channel is for it`,
    ]);
  });

  test('by a bot that no channel names nobody’s; health tells', async () => {
    bench().channels = [{ ...bench().channel, bot: 'another' }];
    expect((await at().post(message('hello', CHAT, at().serviceUrl))).status).toBe(200);
    expect(bench().customers.problems()).toEqual([
      "teams support: somebody writes to it, and it is no channel's bot",
    ]);
    expect(bench().log.map(([event]) => event)).toContain('teams.no-channel');
  });

  test('a channel for the organization comes before one for all', async () => {
    const own = { ...bench().channel, name: 'own', organizations: [ACME] };
    bench().channels = [bench().channel, own];
    await at().post(message('hello', CHAT, at().serviceUrl));
    expect(bench().arrivals[0]?.place.channel).toBe('own');
  });

  test('where nobody listens, who speaks to the bot is told', async () => {
    bench().channels = [{ ...bench().channel, groups: false }];
    await at().post(message('among us', GROUP, at().serviceUrl));
    await at().post(mention('hello', GROUP, at().serviceUrl));
    await eventually(() =>
      expect(bench().teams.texts(GROUP.id)).toEqual(['I do not take questions here.']),
    );
    expect(bench().heard).toEqual([]);
  });

  test.each([
    ['another page in a browser here', { origin: 'https://evil.example' }],
    ['a browser that does not ask first', { 'content-type': 'text/plain' }],
    ['somebody behind a tunnel', { 'x-forwarded-for': '203.0.113.9' }],
    ['another name for this machine', { host: 'evil.example' }],
  ])('not those of %s, when whoever is on this machine is believed', async (_, headers) => {
    const { status } = await bench().rawPost(message('hello', CHAT, at().serviceUrl), headers);
    expect(status).toBe(401);
    expect(bench().heard).toEqual([]);
  });

  test('nor of somebody here who wants answers sent elsewhere', async () => {
    const said = message('hello', CHAT, 'https://smba.trafficmanager.net/emea/');
    expect((await at().post(said)).status).toBe(401);
  });
});

describe('Who customers are', () => {
  test('by their address too, if their organization is named and trusted with it', async () => {
    bench().channels = [{ ...bench().channel, trustsEmail: true, organizations: [ACME] }];
    await at().post(message('hello', CHAT, at().serviceUrl));
    await at().post(message('again', CHAT, at().serviceUrl));
    expect(bench().arrivals.map(({ customer }) => customer.email)).toEqual([
      'carol@acme.example',
      'carol@acme.example',
    ]);
    expect(bench().teams.calls('member')).toHaveLength(1);
  });

  test('not by what any organization may write into its own accounts', async () => {
    bench().channels = [{ ...bench().channel, trustsEmail: true }];
    await at().post(message('hello', CHAT, at().serviceUrl));
    expect(bench().arrivals[0]?.customer.email).toBeUndefined();
  });

  test('not by a guest’s address', async () => {
    bench().channels = [{ ...bench().channel, trustsEmail: true, organizations: [ACME] }];
    const guest = { id: '29:guest', name: 'Gus', email: 'gus@other.example', tenantId: OTHER };
    bench().teams.createRoom(GROUP.id, [guest]);
    await at().post(mention('hello', GROUP, at().serviceUrl, { from: guest }));
    expect(bench().arrivals[0]?.customer).toEqual({ id: '29:guest', name: 'Gus' });
  });

  test('by their account alone while Teams does not say', async () => {
    bench().channels = [{ ...bench().channel, trustsEmail: true, organizations: [ACME] }];
    bench().teams.failures.plan('hang', { deed: 'member' });
    const posted = at().post(message('hello', CHAT, at().serviceUrl));
    await eventually(() => expect(bench().teams.calls('member')).toHaveLength(1));
    bench().clock.pass(1_500);
    expect((await posted).status).toBe(200);
    expect(bench().arrivals[0]?.customer.email).toBeUndefined();
  });
});

describe('Second thoughts', () => {
  test('an edit is on record as one, once, and a later one stands however they come', async () => {
    const said = message('bleu', CHAT, at().serviceUrl);
    await at().post(said);
    const first = edit(said, 'blue');
    const second = edit(said, 'green');
    await at().post(second);
    await at().post(second);
    await at().post(first);
    const { inbox } = await bench().conversation();
    const read = withRevisions(inbox).filter(({ kind }) => kind === 'text');
    expect(read.map(({ text }) => text)).toEqual(['green']);
    expect(bench().heard.filter((text) => text === 'green')).toHaveLength(1);
  });

  test('a picture that an edit puts in is said by itself and once, one that was there is not said again', async () => {
    const picture = (name: string) => ({
      contentType: 'image/png',
      contentUrl: `${at().serviceUrl}v3/attachments/${name}/views/original`,
    });
    const said = message('look', CHAT, at().serviceUrl, { attachments: [picture('1')] });
    await at().post(said);
    const attachments = [picture('1'), picture('2')];
    await at().post(edit(said, 'look here', { attachments }));
    await at().post(edit(said, 'look there', { attachments }));
    expect(
      bench().arrivals.map(({ text, files }) => [text, files?.map((one) => one.source)]),
    ).toEqual([
      ['look', [`teams support ${picture('1').contentUrl}`]],
      ['look here', undefined],
      ['', [`teams support ${picture('2').contentUrl}`]],
      ['look there', undefined],
    ]);
  });

  test('an edit that leaves a picture and no words is no refusal', async () => {
    const contentUrl = `${at().serviceUrl}v3/attachments/1/views/original`;
    const attachments = [{ contentType: 'image/png', contentUrl }];
    const said = message('look', CHAT, at().serviceUrl, { attachments });
    await at().post(said);
    await at().post(edit(said, '', { attachments }));
    expect(bench().arrivals.at(-1)?.files).toEqual([{ name: 'image.png' }]);
  });

  test('an edit of what never reached us stands for it', async () => {
    const said = message('lost', CHAT, at().serviceUrl);
    await at().post(edit(said, 'found'));
    await at().post(said);
    const { inbox } = await bench().conversation();
    expect(inbox.map(({ text }) => text)).toEqual(['found']);
  });

  test('an edit that puts in a mention begins a conversation, one without does not', async () => {
    const said = message('hello all', GROUP, at().serviceUrl);
    await at().post(edit(said, 'hello everybody'));
    expect(bench().heard).toEqual([]);
    const mentioned = mention('you too', GROUP, at().serviceUrl);
    await at().post(edit(mentioned, String(mentioned['text'])));
    expect(bench().heard).toEqual(['you too']);
  });

  test('what was said among people before we were there stays there, even if it is changed later', async () => {
    const before = message('a secret', GROUP, at().serviceUrl, { id: '1500000000000' });
    await at().post(mention('hello', GROUP, at().serviceUrl));
    await at().post(edit(before, 'another secret'));
    expect(bench().heard).toEqual(['hello']);
  });

  test('what is taken back is gone, and said anew when it is put there again', async () => {
    const said = message('oops', CHAT, at().serviceUrl);
    await at().post(said);
    await at().post(deletion(said));
    const [gone] = withRevisions((await bench().conversation()).inbox);
    expect(gone).toMatchObject({ text: '', revised: { isGone: true } });
    const channelData = { tenant: { id: ACME }, eventType: 'undeleteMessage' };
    await at().post(edit(said, 'oops', { channelData }));
    const { inbox } = await bench().conversation();
    expect(inbox.at(-1)).toMatchObject({ kind: 'text', text: 'oops' });
  });

  test('taking back what we never heard of ends well', async () => {
    const said = message('never', CHAT, at().serviceUrl, { id: nextActivityId() });
    expect((await at().post(deletion(said))).status).toBe(200);
    expect(bench().heard).toEqual([]);
  });
});

describe('Whatever else Teams sends', () => {
  test.each(['messageReaction', 'typing', 'event', 'somethingNew'])('%s is heard', async (type) => {
    expect((await at().post(activity(type, CHAT, at().serviceUrl))).status).toBe(200);
    expect(bench().heard).toEqual([]);
  });

  test('what this bot does not do is said to be so', async () => {
    const invoke = activity('invoke', CHAT, at().serviceUrl, { name: 'fileConsent/invoke' });
    expect((await at().post(invoke)).status).toBe(501);
  });

  test('an activity without an id is refused as unreadable', async () => {
    const { id: _, ...rest } = message('hello', CHAT, at().serviceUrl);
    expect((await at().post(rest)).status).toBe(400);
  });
});

function at() {
  const { stores, serviceUrl } = bench();
  const post = (body: unknown) => bench().post(body);
  return { stores, serviceUrl, post };
}
