import type { SentFile } from '../../core/domain/message.js';
import { plainLabel } from '../visible-text.js';
import { emojiIn } from './slack-emoji.js';
import { filesAlong, takenBack } from './slack-files.js';
import { atMsOf, exactMsOf, formatWireId, isDirect, type SlackSpot } from './slack-ids.js';
import { lifecycleOf, type SlackLifecycle } from './slack-lifecycle.js';
import {
  anyBody,
  changedEvent,
  deletedEvent,
  eventBody,
  messageEvent,
  parsed,
  reactionEvent,
  roomEvent,
  type SlackEventBody,
  type SlackMessage,
  verification,
} from './slack-shapes.js';
import { mentions, type NameOf, readableText } from './slack-text.js';

/** Who we are in a workspace, and what we know of the names there. */
export interface SlackSelf {
  /** The app's name in our configuration, by which its files are fetched. */
  readonly appName: string;
  readonly userId: string;
  readonly botId: string;
  readonly nameOf: NameOf;
}

/** Why an event changes nothing. */
export type IgnoredReason =
  | 'own-echo'
  | 'other-bot'
  | 'slackbot'
  | 'room-notice'
  | 'hidden'
  | 'unfurl'
  | 'reply-count'
  | 'same-words'
  | 'nobody'
  | 'not-a-message'
  | 'other-event';

interface Said {
  readonly spot: SlackSpot;
  /** Slack's id of who wrote it; of a workspace of their own if they are a guest from another company. */
  readonly customerId: string;
  readonly customerTeam: string | null;
  readonly isFromOutside: boolean;
  readonly text: string;
  readonly wireId: string;
  readonly files: readonly SentFile[];
  readonly isMention: boolean;
  readonly isDirect: boolean;
  readonly isThreadReply: boolean;
  readonly atMs: number;
}

/** What an event of Slack's comes to, in our words. `appId` and `eventId` are for the log. */
export type SlackEvent = { readonly appId: string; readonly eventId: string } & SlackHappening;

export type SlackHappening =
  | ({ readonly kind: 'said' } & Said)
  | ({
      readonly kind: 'edited';
      readonly revises: string;
      /** As exact as Slack says it, so that two edits are never of the same moment. */
      readonly editedAtMs: number;
      /** Names of files that were with it before. */
      readonly lostFiles: readonly SentFile[];
      /** Else it is about files alone. */
      readonly hasNewWords: boolean;
    } & Said)
  | {
      readonly kind: 'deleted';
      readonly spot: SlackSpot;
      /** Null where Slack does not say whose it was. */
      readonly customerId: string | null;
      /** As far as Slack says how it read. */
      readonly isMention: boolean;
      readonly wireId: string;
      readonly revises: string;
      readonly atMs: number;
    }
  | {
      readonly kind: 'reaction';
      readonly isAdded: boolean;
      readonly spot: Omit<SlackSpot, 'threadTs'>;
      readonly user: string;
      /** Without its skin tone. */
      readonly emoji: string;
      readonly eventTs: string;
    }
  | ({ readonly kind: 'lifecycle' } & SlackLifecycle)
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason; readonly what: string };

/** What comes to the door for events. Slack asks who is there when the address is set, and says when it holds back. */
export type SlackCall =
  | { readonly kind: 'verification'; readonly challenge: string }
  | { readonly kind: 'held-back' }
  | { readonly kind: 'event'; readonly body: unknown };

/**
 * Subtypes with which a person says something. Everything else with one is a notice, or a bot.
 * https://docs.slack.dev/reference/events/message/#subtypes
 */
const SAYING = new Set(['file_share', 'me_message', 'thread_broadcast']);

/** Events of which any installation in a room may be told: what happens to the room itself, each is told of by itself. */
const IN_ROOMS = new Set(['message', 'app_mention', 'reaction_added', 'reaction_removed']);

/** Slack's own voice: reminders, warnings, and the stones that deleted roots of threads leave behind. */
const SLACKBOT = 'USLACKBOT';

export function parseSlackCall(body: unknown): SlackCall {
  const { type } = parsed(anyBody, body);
  if (type === 'url_verification') {
    return { kind: 'verification', challenge: parsed(verification, body).challenge };
  }
  return type === 'app_rate_limited' ? { kind: 'held-back' } : { kind: 'event', body };
}

/**
 * An `event_callback` in our words. The workspace is the one that authorised us, as in Bolt, unless the event is taken
 * for another one: in a channel shared with another company `team_id` may be theirs, and differ between two events about
 * one message.
 */
export function parseSlackEvent(
  body: unknown,
  self: SlackSelf,
  team = addresseeOf(body).team,
): SlackEvent {
  const envelope = parsed(eventBody, body);
  const { event } = body as { event: unknown };
  const happening = happeningOf(new Heard(envelope, event, team, self));
  return { appId: envelope.api_app_id, eventId: envelope.event_id, ...happening };
}

/** The workspace and app an event is for, before anything else of it is read. */
export function addresseeOf(body: unknown): { readonly team: string; readonly appId: string } {
  const { authorizations, team_id, api_app_id } = parsed(eventBody, body);
  return { team: authorizations?.[0]?.team_id ?? team_id, appId: api_app_id };
}

/** The room in which somebody said or marked something; null of every other event. */
export function roomOf(
  body: unknown,
): { readonly room: string; readonly isShared: boolean } | null {
  const { event, is_ext_shared_channel: isShared = false } = parsed(eventBody, body);
  const seen = roomEvent.safeParse((body as { event: unknown }).event);
  const room = seen.success ? (seen.data.channel ?? seen.data.item?.channel) : undefined;
  return room === undefined || !IN_ROOMS.has(event.type) ? null : { room, isShared };
}

/** Our bot's user id as the event itself tells it; null if it does not. */
export function botUserOf(body: unknown): string | null {
  const [first] = parsed(eventBody, body).authorizations ?? [];
  return first?.is_bot === true ? (first.user_id ?? null) : null;
}

class Heard {
  constructor(
    readonly envelope: SlackEventBody,
    readonly event: unknown,
    readonly team: string,
    readonly self: SlackSelf,
  ) {}
}

function happeningOf(heard: Heard): SlackHappening {
  const { type, subtype } = heard.envelope.event;
  switch (type) {
    case 'app_mention':
      return said(heard);
    case 'message':
      if (subtype === 'message_changed') return changed(heard);
      return subtype === 'message_deleted' ? deleted(heard) : said(heard);
    case 'reaction_added':
    case 'reaction_removed':
      return reaction(heard, type === 'reaction_added');
    default: {
      const life = lifecycleOf(type, heard.event, heard.team, heard.self.userId);
      return life === null ? ignored('other-event', type) : { kind: 'lifecycle', ...life };
    }
  }
}

function said(heard: Heard): SlackHappening {
  const { type, subtype = '' } = heard.envelope.event;
  if (subtype === 'message_replied') return ignored('reply-count', subtype);
  const isSaying = subtype === '' || SAYING.has(subtype) || subtype === 'bot_message';
  if (!isSaying) return ignored('room-notice', subtype);
  const message = parsed(messageEvent, heard.event, 'event');
  const silence = silenceOf(message, heard);
  if (silence !== null) return ignored(silence, subtype || type);
  if (message.hidden === true) return ignored('hidden', subtype || type);
  const words = wordsOf(message, message.channel, heard);
  if (words === null) return ignored('nobody', subtype || type);
  const { spot, isMention } = words;
  const wireId = formatWireId({ kind: 'message', ...spot });
  const isMeant = isMention || type === 'app_mention';
  return { kind: 'said', ...words, wireId, isMention: isMeant };
}

/** Only people's own edits count: Slack also reports its previews of links, and new replies, as changes. */
function changed(heard: Heard): SlackHappening {
  const what = 'message_changed';
  const event = parsed(changedEvent, heard.event, 'event');
  const { message, previous_message: before, channel, event_ts: eventTs } = event;
  // The root of a thread that is deleted leaves a stone behind, and Slack reports it as a change.
  const isStone = message.subtype === 'tombstone';
  const { ts } = message;
  const silence = silenceOf(before ?? (isStone ? {} : message), heard);
  if (silence !== null) return ignored(silence, what);
  if (isStone) return gone(heard, channel, { ...before, ts }, eventTs);
  const lostFiles = before === undefined ? [] : takenBack(before.files ?? [], message.files ?? []);
  const unchanged = sameWords(message, before);
  if (unchanged !== null && lostFiles.length === 0) return ignored(unchanged, what);
  const hasNewWords = unchanged === null;
  const words = wordsOf(message, channel, heard);
  if (words === null) return ignored('nobody', what);
  const { spot } = words;
  // A file that is taken out is not always called an edit.
  const isEdit = message.edited !== undefined && message.edited.ts !== before?.edited?.ts;
  const editedTs = isEdit ? (message.edited?.ts ?? eventTs) : eventTs;
  const wireId = formatWireId({ kind: 'edit', ...spot, editedTs });
  const revises = formatWireId({ kind: 'message', ...spot });
  const at = { editedAtMs: exactMsOf(editedTs), atMs: atMsOf(editedTs) };
  return { kind: 'edited', ...words, wireId, revises, lostFiles, hasNewWords, ...at };
}

/** Why a change is none of the words; null: it is. */
function sameWords(message: SlackMessage, before: SlackMessage | undefined): IgnoredReason | null {
  const { edited } = message;
  if (edited === undefined || edited.ts === before?.edited?.ts) {
    return message.reply_count !== before?.reply_count ? 'reply-count' : 'unfurl';
  }
  const isSame = before !== undefined && (before.text ?? '') === (message.text ?? '');
  return isSame ? 'same-words' : null;
}

function deleted(heard: Heard): SlackHappening {
  const event = parsed(deletedEvent, heard.event, 'event');
  const { previous_message: before, deleted_ts: ts, channel, event_ts: eventTs } = event;
  const silence = before === undefined ? null : silenceOf(before, heard);
  if (silence !== null) return ignored(silence, 'message_deleted');
  const subtype = before?.subtype ?? '';
  const wasSaid = subtype === '' || SAYING.has(subtype);
  if (!wasSaid) return ignored('room-notice', 'message_deleted');
  return gone(heard, channel, { ...before, ts }, eventTs);
}

function gone(
  { team, self }: Heard,
  channel: string,
  before: Pick<SlackMessage, 'ts' | 'thread_ts' | 'user' | 'text'>,
  eventTs: string,
): SlackHappening {
  const spot = { team, channel, ts: before.ts, threadTs: before.thread_ts ?? null };
  return {
    kind: 'deleted',
    spot,
    customerId: before.user ?? null,
    isMention: mentions(before.text ?? '', self.userId),
    wireId: formatWireId({ kind: 'delete', ...spot, eventTs }),
    revises: formatWireId({ kind: 'message', ...spot }),
    atMs: atMsOf(eventTs),
  };
}

function reaction({ event, team, self }: Heard, isAdded: boolean): SlackHappening {
  const { user, reaction: name, item, event_ts: eventTs } = parsed(reactionEvent, event, 'event');
  if (user === self.userId) return ignored('own-echo', 'reaction');
  const { type, channel, ts } = item;
  if (type !== 'message' || channel === undefined || ts === undefined) {
    return ignored('not-a-message', 'reaction');
  }
  const emoji = name.replace(/::.*$/, '');
  return { kind: 'reaction', isAdded, spot: { team, channel, ts }, user, emoji, eventTs };
}

/** Whose words are not a customer's: ours come back as events, and two bots would answer each other for ever. */
function silenceOf(
  {
    user,
    bot_id: bot,
    app_id: app,
    subtype,
  }: Pick<SlackMessage, 'user' | 'bot_id' | 'app_id' | 'subtype'>,
  { self, envelope }: Heard,
): IgnoredReason | null {
  if (user === self.userId || (bot != null && bot === self.botId)) return 'own-echo';
  if (bot != null && app === envelope.api_app_id) return 'own-echo';
  if (bot != null || subtype === 'bot_message') return 'other-bot';
  return user === SLACKBOT ? 'slackbot' : null;
}

function wordsOf(
  message: SlackMessage,
  channel: string,
  { team, self, envelope }: Heard,
): Omit<Said, 'wireId'> | null {
  const { user, ts, thread_ts: threadTs = null } = message;
  if (user === undefined) return null;
  const raw = message.text ?? '';
  const shared = (message.attachments ?? [])
    .filter((one) => one.is_share === true)
    .map((one) => quoted(one.author_name ?? '', readableText(one.text ?? '', '', self.nameOf)));
  const own = readableText(raw, self.userId, self.nameOf, emojiIn(message.blocks));
  const { files, links } = filesAlong(message.files ?? [], { app: self.appName, team });
  return {
    spot: { team, channel, ts, threadTs },
    customerId: user,
    customerTeam: message.user_team ?? message.source_team ?? message.team ?? null,
    isFromOutside: envelope.is_ext_shared_channel === true,
    text: [own, ...shared, ...links].filter((part) => part !== '').join('\n'),
    files,
    isMention: mentions(raw, self.userId),
    isDirect: isDirect(channel),
    isThreadReply: threadTs !== null && threadTs !== ts,
    atMs: atMsOf(ts),
  };
}

/** A message somebody forwarded: it is part of what they say, but not their own words. */
function quoted(author: string, text: string): string {
  const name = plainLabel(author);
  const lines = `${name === '' ? '' : `${name}: `}${text}`.split('\n');
  return text === '' ? '' : lines.map((line) => `> ${line}`).join('\n');
}

function ignored(reason: IgnoredReason, what: string): SlackHappening {
  return { kind: 'ignored', reason, what };
}
