import type { Choice } from '../../core/domain/card.js';
import type { Conversation, Place } from '../../core/domain/conversation.js';
import type { Message } from '../../core/domain/message.js';
import type { Wording } from '../../core/domain/texts.js';
import type { Addresses } from '../../core/ports/addresses.js';
import type { Archive } from '../../core/ports/archive.js';
import type { Accept } from '../../core/ports/channel.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Conversations } from '../../core/ports/conversations.js';
import type { IdSource } from '../../core/ports/ids.js';
import type { Limiter } from '../../core/ports/limiter.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { TeamsBotSettings, TeamsCustomerChannel } from './teams-bot-settings.js';
import type { TeamsHappening } from './teams-parse.js';
import type { TeamsAddress, TeamsConnector } from './teams-shapes.js';

/** An answer that was pressed. */
export interface TeamsAnswered {
  /** The message it stands under, as it was said. */
  readonly message: Message;
  /** That message's id in Teams, as far as Teams says it. */
  readonly activityId: string | null;
  /** Who pressed. */
  readonly name: string;
  readonly choice: Choice;
}

export interface TeamsCustomersParts {
  readonly accept: Accept;
  readonly conversations: Conversations;
  readonly archive: Archive;
  readonly addresses: Addresses;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly connector: TeamsConnector;
  /** Read for each activity, so that a reload reaches it. */
  readonly channels: () => readonly TeamsCustomerChannel[];
  /** What a card looks like to everybody once an answer was pressed; done after Teams was answered. */
  readonly answered: (conversation: Conversation, answered: TeamsAnswered) => Promise<void>;
  /** The bot is at work on what a customer wrote. Returns at once. */
  readonly onWorking: (conversationId: string, address: TeamsAddress) => void;
}

/** Something that happened, and the channel that takes it. */
export interface Heard<Happening = TeamsHappening> {
  readonly bot: TeamsBotSettings;
  readonly channel: TeamsCustomerChannel;
  readonly happening: Happening;
  readonly conversationId: string;
  readonly place: Place;
  /** When we heard it. */
  readonly sinceMs: number;
}

/** What Teams is answered. `body`: of an invoke, what is to be shown. */
export interface TeamsReply {
  readonly status: 200 | 501;
  readonly body?: unknown;
}

export const TAKEN: TeamsReply = { status: 200 };
export const NOT_OURS: TeamsReply = { status: 501 };

/** Who takes what is said there; a channel for this organization comes before one for all. */
export type Taker =
  | { readonly kind: 'channel'; readonly channel: TeamsCustomerChannel }
  /** Nobody of that organization is served. */
  | { readonly kind: 'other-organization' }
  /** The bot answers in other places. `wording`: null if no channel at all has it. */
  | { readonly kind: 'not-here'; readonly wording: Wording | null };

export function takerOf(
  channels: readonly TeamsCustomerChannel[],
  { bot, organization, scope }: TeamsAddress,
): Taker {
  const ofBot = channels.filter((one) => one.bot === bot);
  const named = ofBot.filter(({ organizations }) => organizations.includes(organization));
  const open = ofBot.filter(({ organizations }) => organizations.length === 0);
  const theirs = [...named, ...open];
  const channel = theirs.find((one) => isOpenIn(one, scope));
  if (channel !== undefined) return { kind: 'channel', channel };
  if (theirs.length === 0 && ofBot.length > 0) return { kind: 'other-organization' };
  return { kind: 'not-here', wording: theirs[0]?.wording ?? null };
}

function isOpenIn(channel: TeamsCustomerChannel, scope: TeamsAddress['scope']): boolean {
  switch (scope) {
    case 'personal':
      return channel.personal;
    case 'groupChat':
      return channel.groups;
    case 'channel':
      return channel.channels;
  }
}
