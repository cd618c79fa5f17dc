/** Where something stands in Slack. `ts` is a message's own id within its channel, `threadTs` that of its thread's root. */
export interface SlackSpot {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
}

/** One line of talk: a thread of a channel, or a direct message channel as a whole. */
export interface SlackThread {
  readonly team: string;
  readonly channel: string;
  readonly threadTs: string | null;
}

/**
 * What Slack repeats when it sends something again (P2). A message has the same one whether it is heard of as
 * `message` or as `app_mention`.
 */
export type SlackWire =
  | {
      readonly kind: 'message';
      readonly team: string;
      readonly channel: string;
      readonly ts: string;
    }
  | {
      readonly kind: 'edit';
      readonly team: string;
      readonly channel: string;
      readonly ts: string;
      readonly editedTs: string;
    }
  | {
      readonly kind: 'delete';
      readonly team: string;
      readonly channel: string;
      readonly ts: string;
      readonly eventTs: string;
    }
  | {
      readonly kind: 'press';
      readonly team: string;
      readonly channel: string;
      readonly ts: string;
      readonly actionTs: string;
      readonly user: string;
    };

const ID = '[A-Z0-9]{1,32}';
const TS = '\\d{1,16}\\.\\d{1,9}';
const THREAD = new RegExp(`^(${ID}):(${ID})(?::(${TS}))?$`);
const MESSAGE = new RegExp(`^(${ID}):(${ID}):(${TS})$`);
const EDIT = new RegExp(`^(${ID}):(${ID}):(${TS}):edit:(${TS})$`);
const DELETE = new RegExp(`^(${ID}):(${ID}):(${TS}):delete:(${TS})$`);
const PRESS = new RegExp(`^(${ID}):(${ID}):(${TS}):press:(${TS}):(${ID})$`);

/** Ids as Slack writes them. Nothing else gets into ids of ours, which are put together with colons. */
export const SLACK_ID = new RegExp(`^${ID}$`);
export const SLACK_TS = new RegExp(`^${TS}$`);

/** A direct message with one person. Channels for several people are rooms. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** The line of talk a message belongs to: a message outside of any thread of a room begins one. */
export function threadOf(spot: SlackSpot): SlackThread {
  const { team, channel, ts, threadTs } = spot;
  return { team, channel, threadTs: isDirect(channel) ? null : (threadTs ?? ts) };
}

export function formatThread({ team, channel, threadTs }: SlackThread): string {
  return threadTs === null ? `${team}:${channel}` : `${team}:${channel}:${threadTs}`;
}

export function parseThread(text: string): SlackThread | null {
  const [, team, channel, threadTs = null] = THREAD.exec(text) ?? [];
  return team === undefined || channel === undefined ? null : { team, channel, threadTs };
}

export function formatWireId(wire: SlackWire): string {
  const message = `${wire.team}:${wire.channel}:${wire.ts}`;
  switch (wire.kind) {
    case 'message':
      return message;
    case 'edit':
      return `${message}:edit:${wire.editedTs}`;
    case 'delete':
      return `${message}:delete:${wire.eventTs}`;
    case 'press':
      return `${message}:press:${wire.actionTs}:${wire.user}`;
  }
}

export function parseWireId(text: string): SlackWire | null {
  const found = MESSAGE.exec(text) ?? EDIT.exec(text) ?? DELETE.exec(text) ?? PRESS.exec(text);
  const [, team, channel, ts, when, user] = found ?? [];
  if (team === undefined || channel === undefined || ts === undefined) return null;
  const message = { team, channel, ts };
  if (when === undefined) return { kind: 'message', ...message };
  if (user !== undefined) return { kind: 'press', ...message, actionTs: when, user };
  return EDIT.test(text)
    ? { kind: 'edit', ...message, editedTs: when }
    : { kind: 'delete', ...message, eventTs: when };
}

/** When Slack says it was; a `ts` is seconds since 1970 with a counter behind the point. */
export function atMsOf(ts: string): number {
  return Math.floor(exactMsOf(ts));
}

/** The same with the counter, which keeps the order of what is of one millisecond. */
export function exactMsOf(ts: string): number {
  return Number(ts) * 1000;
}
