/** Activities as Teams sends them, by what a test wants changed. */
export const ACME = '11111111-0000-4000-8000-000000000000';
export const OTHER = '22222222-0000-4000-8000-000000000000';
export const APP_ID = 'aaaaaaaa-0000-4000-8000-000000000001';

export const BOT = { id: `28:${APP_ID}`, name: 'Helper' };
export const CAROL = {
  id: '29:carol',
  name: 'Carol Chen',
  aadObjectId: 'c0000000-0000-4000-8000-000000000001',
};
export const DAVE = {
  id: '29:dave',
  name: 'Dave Diaz',
  aadObjectId: 'd0000000-0000-4000-8000-000000000002',
};

type Fields = Readonly<Record<string, unknown>>;

export interface Room {
  readonly id: string;
  readonly conversationType: 'personal' | 'groupChat' | 'channel';
}

export const CHAT: Room = { id: 'a:1chat', conversationType: 'personal' };
export const GROUP: Room = { id: '19:group@thread.v2', conversationType: 'groupChat' };
export const CHANNEL: Room = { id: '19:shop@thread.tacv2', conversationType: 'channel' };

let last = Date.UTC(2026, 10, 18, 9, 0);

/** Ids as Teams gives them: the time, rising. */
export function nextActivityId(): string {
  last += 1_000;
  return String(last);
}

/** The post of a channel, and what is said under it. */
export function threadIn(room: Room, rootId: string): Room {
  return { ...room, id: `${room.id};messageid=${rootId}` };
}

/** What all of them have. */
export function activity(type: string, room: Room, serviceUrl: string, rest: Fields = {}): Fields {
  const id = nextActivityId();
  return {
    type,
    id,
    timestamp: new Date(Number(id)).toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: CAROL,
    recipient: BOT,
    conversation: {
      id: room.id,
      conversationType: room.conversationType,
      tenantId: ACME,
      ...(room.conversationType === 'personal' ? {} : { isGroup: true }),
    },
    channelData: { tenant: { id: ACME } },
    entities: [{ type: 'clientInfo', locale: 'en-US', platform: 'Web' }],
    locale: 'en-US',
    ...rest,
  };
}

export function message(text: string, room: Room, serviceUrl: string, rest: Fields = {}): Fields {
  return activity('message', room, serviceUrl, { text, textFormat: 'plain', ...rest });
}

/** With a mention of the bot before the text. */
export function mention(text: string, room: Room, serviceUrl: string, rest: Fields = {}): Fields {
  const entities = [{ type: 'mention', mentioned: BOT, text: `<at>${BOT.name}</at>` }];
  return message(`<at>${BOT.name}</at> ${text}`, room, serviceUrl, { entities, ...rest });
}

/** The same message in other words. */
export function edit(original: Fields, text: string, rest: Fields = {}): Fields {
  return {
    ...original,
    type: 'messageUpdate',
    timestamp: new Date(Number(nextActivityId())).toISOString(),
    channelData: { tenant: { id: ACME }, eventType: 'editMessage' },
    text,
    ...rest,
  };
}

export function deletion(original: Fields): Fields {
  const { text: _, entities: __, ...rest } = edit(original, '');
  const channelData = { tenant: { id: ACME }, eventType: 'softDeleteMessage' };
  return { ...rest, type: 'messageDelete', channelData };
}

/** A button that was pressed under one of the bot's messages. */
export function execute(
  data: unknown,
  cardId: string,
  room: Room,
  serviceUrl: string,
  rest: Fields = {},
): Fields {
  const action = { type: 'Action.Execute', verb: 'frontdesk', data };
  const value = { action, trigger: 'manual' };
  return activity('invoke', room, serviceUrl, {
    ...{ name: 'adaptiveCard/action', value, replyToId: cardId },
    ...rest,
  });
}

/** The same from a client that does not know `Action.Execute`. */
export function submit(
  value: unknown,
  cardId: string,
  room: Room,
  serviceUrl: string,
  rest: Fields = {},
): Fields {
  return activity('message', room, serviceUrl, { value, replyToId: cardId, ...rest });
}

/** Teams tells of an installation twice. */
export function installation(room: Room, serviceUrl: string): readonly Fields[] {
  return [
    activity('conversationUpdate', room, serviceUrl, { membersAdded: [BOT, CAROL] }),
    activity('installationUpdate', room, serviceUrl, { action: 'add' }),
  ];
}
