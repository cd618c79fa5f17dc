import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseActivity } from '../../../src/channels/teams/teams-activity.js';
import { parseTeams, type TeamsHappening } from '../../../src/channels/teams/teams-parse.js';
import { GatewayError } from '../../../src/core/domain/errors.js';
import {
  ACME,
  activity,
  BOT,
  CAROL,
  CHANNEL,
  CHAT,
  DAVE,
  deletion,
  edit,
  execute,
  GROUP,
  installation,
  mention,
  message,
  submit,
  threadIn,
} from '../../support/teams/activities.js';

const SERVICE = 'https://smba.trafficmanager.net/emea/';
const PRESS = { frontdesk: ['m1', 'yes'] };

function parsed(body: unknown): TeamsHappening {
  return parseTeams('support', parseActivity(body));
}

/** Of words that were said, what they are. */
function said(body: unknown) {
  const happening = parsed(body);
  if (happening.kind !== 'said' && happening.kind !== 'edited') throw new Error(happening.kind);
  return happening;
}

function withMentions(text: string, ...mentioned: { id: string; name: string }[]) {
  const entities = mentioned.map((one) => ({
    type: 'mention',
    mentioned: one,
    text: `<at>${one.name}</at>`,
  }));
  return message(text, GROUP, SERVICE, { entities });
}

describe('What a customer said in Teams', () => {
  test('in a personal chat is theirs, under their account in their organization', () => {
    const body = message(' Where is my order? ', CHAT, SERVICE);
    expect(said(body)).toMatchObject({
      kind: 'said',
      text: 'Where is my order?',
      wireId: body['id'],
      isMention: false,
      files: [],
      speaker: {
        customerId: `${ACME}:${CAROL.aadObjectId}`,
        userId: CAROL.id,
        name: 'Carol Chen',
      },
      address: {
        bot: 'support',
        serviceUrl: SERVICE,
        conversationId: CHAT.id,
        scope: 'personal',
        organization: ACME,
        botAccount: BOT,
        customer: { id: CAROL.id, name: CAROL.name },
        locale: 'en-US',
      },
    });
  });

  test('is under what Teams calls them, where it knows no account', () => {
    const { speaker } = said(message('hi', CHAT, SERVICE, { from: { id: '29:x', name: 'X' } }));
    expect(speaker.customerId).toBe('29:x');
  });

  test('in a channel belongs to the post it stands under', () => {
    const post = mention('hello', CHANNEL, SERVICE);
    const rootId = String(post['id']);
    expect(said(post).address.conversationId).toBe(`${CHANNEL.id};messageid=${rootId}`);
    const told = mention('hello', threadIn(CHANNEL, '17'), SERVICE);
    expect(said(told).address.conversationId).toBe(`${CHANNEL.id};messageid=17`);
    const reply = mention('and?', CHANNEL, SERVICE, { replyToId: '17' });
    expect(said(reply).address.conversationId).toBe(`${CHANNEL.id};messageid=17`);
  });

  test.each([
    ['<at>Helper</at> hello', [BOT], 'hello', true],
    ['hello <at>Helper</at>, are you there?', [BOT], 'hello , are you there?', true],
    ['hello <at>Helper</at> there', [BOT], 'hello there', true],
    ['<at>Helper</at>&nbsp;hello', [BOT], 'hello', true],
    ['<at>Helper</at>', [BOT], '', true],
    ['<at>Helper</at> ask <at>Dave Diaz</at>', [BOT, DAVE], 'ask @Dave Diaz', true],
    ['<at>Helper</at> ask <at>Dave Diaz</at> now', [DAVE, BOT], 'ask @Dave Diaz now', true],
    ['<at>Dave Diaz</at> look', [DAVE], '@Dave Diaz look', false],
    ['<at>Helper</at> typed', [], '<at>Helper</at> typed', false],
    [
      '<at>Helper</at> and <at>Helper</at>',
      [{ id: '29:h', name: 'Helper' }, BOT],
      '@Helper and',
      true,
    ],
    ['  <at>Helper</at>\r\n    code', [BOT], 'code', true],
  ])('%j reads as it was meant', (text, mentioned, expected, isMention) => {
    const body = withMentions(text, ...mentioned);
    if (expected === '' && !isMention) throw new Error('nothing to read');
    expect(said(body)).toMatchObject({ text: expected, isMention });
  });

  test('with a picture and a file names where their contents are, and not its own copy as HTML', () => {
    const attachments = [
      { contentType: 'text/html', content: '<p>look</p>' },
      { contentType: 'image/*', contentUrl: `${SERVICE}v3/attachments/1/views/original` },
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: 'https://acme-my.sharepoint.com/personal/carol/offer.pdf',
        name: 'offer.pdf',
        content: { downloadUrl: 'https://acme-my.sharepoint.com/d?tempauth=1', fileType: 'pdf' },
      },
      { contentType: 'reference', contentUrl: 'https://acme.sharepoint.com/x', name: 'x.docx' },
      { contentType: 'application/vnd.microsoft.card.adaptive', content: {} },
      { contentType: 'messageReference', content: {} },
    ];
    expect(said(message('', CHAT, SERVICE, { attachments })).files).toEqual([
      { name: 'image', source: `teams support ${SERVICE}v3/attachments/1/views/original` },
      {
        name: 'offer.pdf',
        source: 'teams support https://acme-my.sharepoint.com/d?tempauth=1',
      },
      { name: 'x.docx' },
    ]);
  });

  test('a file whose address is none is known by its name alone', () => {
    const attachments = [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,AA' }];
    expect(said(message('', CHAT, SERVICE, { attachments })).files).toEqual([
      { name: 'image.png', type: 'image/png' },
    ]);
  });

  test('in other words is an edit, dated as exactly as Teams does', () => {
    const body = message('blue', CHAT, SERVICE);
    const timestamp = '2026-11-18T10:00:00.1234567Z';
    const happening = parsed(edit(body, 'green', { timestamp }));
    const editedAtMs = Date.parse('2026-11-18T10:00:00.123Z') + 0.4567;
    expect(happening).toMatchObject({
      ...{ kind: 'edited', text: 'green', revises: body['id'], editedAtMs, isBack: false },
      wireId: `${String(body['id'])}:edit:${editedAtMs}`,
    });
  });

  test('and taken back, or put there again', () => {
    const body = message('blue', CHAT, SERVICE);
    expect(parsed(deletion(body))).toMatchObject({ kind: 'deleted', revises: body['id'] });
    const channelData = { tenant: { id: ACME }, eventType: 'undeleteMessage' };
    expect(parsed(edit(body, 'blue', { channelData }))).toMatchObject({
      kind: 'edited',
      isBack: true,
    });
  });

  test('by a button is the answer on it, however the client sends it', () => {
    const pressed = { kind: 'pressed', chosen: { messageId: 'm1', choiceId: 'yes' } };
    expect(parsed(execute(PRESS, '99', CHAT, SERVICE))).toMatchObject({
      ...pressed,
      ...{ activityId: '99', isAnswered: true },
    });
    expect(parsed(submit(PRESS, '99', CHAT, SERVICE))).toMatchObject({
      ...pressed,
      ...{ activityId: '99', isAnswered: false },
    });
  });
});

describe('What is not for a customer’s conversation', () => {
  test.each([
    ['our own words', message('hi', CHAT, SERVICE, { from: BOT }), 'own-echo'],
    ['another bot’s', message('hi', CHAT, SERVICE, { from: { id: '28:other' } }), 'other-bot'],
    ['a card of somebody’s', submit({ other: 1 }, '9', CHAT, SERVICE), 'no-words'],
    ['a sticker among several people', message('', GROUP, SERVICE), 'no-words'],
    ['a reaction', activity('messageReaction', CHAT, SERVICE), 'reaction'],
    ['typing', activity('typing', CHAT, SERVICE), 'other-activity'],
    [
      'people coming and going',
      activity('conversationUpdate', GROUP, SERVICE, { membersAdded: [DAVE] }),
      'other-people',
    ],
  ])('%s', (_, body, reason) => {
    expect(parsed(body)).toMatchObject({ kind: 'ignored', reason });
  });

  test('an invoke of something this bot does not do', () => {
    expect(parsed(activity('invoke', CHAT, SERVICE, { name: 'task/fetch' })).kind).toBe('not-ours');
    expect(parsed(execute({ evil: 1 }, '9', CHAT, SERVICE)).kind).toBe('not-ours');
  });

  test('that its app has a new version', () => {
    const kinds = ['remove-upgrade', 'add-upgrade'].map(
      (action) => parsed(activity('installationUpdate', CHAT, SERVICE, { action })).kind,
    );
    expect(kinds).toEqual(['upgraded', 'upgraded']);
  });

  test('that the bot was installed, or removed', () => {
    expect(installation(CHAT, SERVICE).map((body) => parsed(body).kind)).toEqual([
      'installed',
      'installed',
    ]);
    const gone = activity('conversationUpdate', CHANNEL, SERVICE, { membersRemoved: [BOT] });
    expect(parsed(gone)).toMatchObject({
      kind: 'removed',
      address: { conversationId: CHANNEL.id },
    });
  });
});

test('a body that lacks something says what, and nothing of what was written', () => {
  const { conversation: _, ...rest } = message('a secret', CHAT, SERVICE);
  expect(() => parseActivity(rest)).toThrow(GatewayError);
  const { id: __, ...unnamed } = message('a secret', CHAT, SERVICE);
  const thrown = (() => {
    try {
      return parsed(unnamed);
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toMatchObject({ details: { field: 'id' } });
  expect(JSON.stringify(thrown)).not.toContain('secret');
});

describe('What the Agents Playground really sent', () => {
  const folder = join(__dirname, '../../fixtures/teams');
  const files = readdirSync(folder).filter((name) => /^playground-.*\.json$/.test(name));
  const kinds: Record<string, string> = {
    'playground-channel-bot-removed': 'removed',
    'playground-channel-install': 'installed',
    'playground-channel-post': 'said',
    'playground-channel-reply': 'said',
    'playground-channel-uninstall': 'removed',
    'playground-channel-update': 'installed',
    'playground-channel-user-added': 'ignored',
    'playground-group-install': 'installed',
    'playground-group-message': 'said',
    'playground-group-update': 'installed',
    'playground-personal-install': 'installed',
    'playground-personal-message': 'said',
    'playground-personal-update': 'installed',
  };

  test.each(Object.entries(kinds))('%s is %s', (name, kind) => {
    const body: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    expect(parsed(body).kind).toBe(kind);
  });

  test.each(files)('%s is read without complaint', (name) => {
    const body: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(parsed(body).address.scope).toBe(
      name.includes('group') ? 'groupChat' : name.includes('channel') ? 'channel' : 'personal',
    );
  });

  test('replies in a channel are in the conversation of their post', () => {
    const [post, reply] = ['playground-channel-post', 'playground-channel-reply'].map((name) =>
      parsed(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))),
    );
    expect(reply?.address.conversationId).toBe(post?.address.conversationId);
  });
});
