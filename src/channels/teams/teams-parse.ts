import type { Chosen } from '../../core/domain/card.js';
import { NAME_CHARS_MAX } from '../../core/domain/limits.js';
import type { SentFile } from '../../core/domain/message.js';
import { present, type TeamsAccount, type TeamsActivity } from './teams-activity.js';
import { customerIdOf, exactMsOf, lineOf } from './teams-ids.js';
import { chosenOf } from './teams-press.js';
import { filesOf } from './teams-sent-files.js';
import type { TeamsAddress, TeamsScope } from './teams-shapes.js';
import { wordsOf } from './teams-words.js';

/** Why an activity changes nothing. */
export type TeamsIgnored =
  | 'own-echo'
  | 'other-bot'
  | 'no-words'
  | 'other-people'
  | 'reaction'
  | 'other-activity';

/** Somebody who did something, as Teams names them. */
export interface TeamsSpeaker {
  /** As customer. */
  readonly customerId: string;
  /** In this conversation, to ask Teams about. */
  readonly userId: string;
  readonly name: string;
}

interface Said {
  readonly speaker: TeamsSpeaker;
  readonly wireId: string;
  readonly text: string;
  readonly files: readonly SentFile[];
  readonly isMention: boolean;
}

type Revising = { readonly revises: string; readonly editedAtMs: number };

/** What an activity of Teams' comes to, in our words. */
export type TeamsHappening = { readonly address: TeamsAddress } & (
  | ({ readonly kind: 'said' } & Said)
  /** `isBack`: what was taken back stands there again. */
  | ({ readonly kind: 'edited'; readonly isBack: boolean } & Said & Revising)
  | ({ readonly kind: 'deleted' } & Pick<Said, 'wireId' | 'speaker'> & Revising)
  | {
      readonly kind: 'pressed';
      readonly speaker: TeamsSpeaker;
      readonly wireId: string;
      readonly chosen: Chosen;
      /** The message the button stands under, where Teams says it. */
      readonly activityId: string | null;
      /** Teams waits for a card to show in its place. */
      readonly isAnswered: boolean;
    }
  | { readonly kind: 'installed' }
  /** It was there before, and nobody is new to it. */
  | { readonly kind: 'upgraded' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'ignored'; readonly reason: TeamsIgnored; readonly what: string }
  | { readonly kind: 'not-ours'; readonly what: string }
);

/** What Teams sent to this bot, in our words. */
export function parseTeams(bot: string, activity: TeamsActivity): TeamsHappening {
  const address = addressOf(bot, activity);
  const heard = { bot, activity, address };
  const silence = silenceOf(activity);
  if (silence !== null) return ignored(address, silence, activity.type);
  switch (activity.type) {
    case 'message':
      return messageOf(heard);
    case 'messageUpdate':
      return editOf(heard);
    case 'messageDelete':
      return { kind: 'deleted', address, speaker: speakerOf(heard), ...revisionOf(activity) };
    case 'invoke':
      return invokeOf(heard);
    case 'messageReaction':
      return ignored(address, 'reaction', activity.type);
    case 'installationUpdate':
      return installationOf(heard);
    case 'conversationUpdate':
      return membersOf(heard);
    default:
      return ignored(address, 'other-activity', activity.type);
  }
}

interface Heard {
  readonly bot: string;
  readonly activity: TeamsActivity;
  readonly address: TeamsAddress;
}

/** The whole conversation reference, as answers need it. */
function addressOf(bot: string, activity: TeamsActivity): TeamsAddress {
  const { conversation, serviceUrl, recipient, from, channelData, locale } = activity;
  const scope = scopeOf(conversation);
  // Only messages are in a thread; that a bot was added to a team is told of the channel.
  const isInThread = activity.type.startsWith('message') || activity.type === 'invoke';
  const rootId = isInThread ? (activity.replyToId ?? activity.id ?? null) : null;
  const organization = conversation.tenantId ?? channelData?.tenant?.id ?? '';
  return {
    bot,
    serviceUrl,
    conversationId: lineOf(conversation.id, scope, rootId),
    scope,
    organization: organization.toLowerCase(),
    botAccount: personOf(recipient),
    customer: personOf(from),
    ...(locale ? { locale } : {}),
  };
}

function scopeOf({ conversationType, isGroup }: TeamsActivity['conversation']): TeamsScope {
  if (conversationType === 'channel' || conversationType === 'groupChat') return conversationType;
  return isGroup === true ? 'groupChat' : 'personal';
}

function personOf(account: TeamsAccount | null | undefined) {
  return { id: account?.id ?? '', name: (account?.name ?? '').slice(0, NAME_CHARS_MAX) };
}

/** Whose words are not a customer's. Bots' ids begin with 28, people's with 29 or 8. */
function silenceOf({ type, from, recipient }: TeamsActivity): TeamsIgnored | null {
  const isSaying = type.startsWith('message') || type === 'invoke';
  if (!isSaying || from == null) return null;
  if (from.id === recipient?.id) return 'own-echo';
  return from.role === 'bot' || from.id.startsWith('28:') ? 'other-bot' : null;
}

function speakerOf({ activity, address }: Heard): TeamsSpeaker {
  const { id, name, aadObjectId } = present(activity.from, 'from');
  const account = aadObjectId?.toLowerCase() ?? '';
  const customerId = customerIdOf(address.organization, id, account);
  return { customerId, userId: id, name: name?.trim() || 'Unnamed' };
}

function messageOf(heard: Heard): TeamsHappening {
  const { activity, address } = heard;
  const wireId = present(activity.id, 'id');
  const chosen = chosenOf(activity.value);
  if (chosen !== null) {
    const activityId = activity.replyToId ?? null;
    const speaker = speakerOf(heard);
    return { kind: 'pressed', address, speaker, wireId, chosen, activityId, isAnswered: false };
  }
  const said = saidOf(heard);
  const isBare = said.text === '' && said.files.length === 0;
  // A button of somebody else's card. Among others also a sticker, unless the bot is mentioned; to the bot alone a
  // sticker or a voice clip is said, and its sender hears that it cannot be read.
  const isToBot = said.isMention || (address.scope === 'personal' && activity.value == null);
  return isBare && !isToBot
    ? ignored(address, 'no-words', activity.type)
    : { kind: 'said', address, wireId, ...said };
}

function editOf(heard: Heard): TeamsHappening {
  const { activity, address } = heard;
  const isBack = activity.channelData?.eventType === 'undeleteMessage';
  return { kind: 'edited', address, isBack, ...saidOf(heard), ...revisionOf(activity) };
}

function saidOf(heard: Heard): Omit<Said, 'wireId'> {
  const { bot, activity } = heard;
  return {
    speaker: speakerOf(heard),
    ...wordsOf(activity),
    files: filesOf(bot, activity.attachments ?? []),
  };
}

function revisionOf({ id, timestamp, type }: TeamsActivity): Revising & Pick<Said, 'wireId'> {
  const revises = present(id, 'id');
  const said = present(timestamp, 'timestamp');
  const editedAtMs = present(exactMsOf(said), 'timestamp');
  const deed = type === 'messageDelete' ? 'delete' : 'edit';
  return { revises, editedAtMs, wireId: `${revises}:${deed}:${editedAtMs}` };
}

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#actionexecute */
function invokeOf(heard: Heard): TeamsHappening {
  const { activity, address } = heard;
  const what = activity.name ?? 'invoke';
  if (what !== 'adaptiveCard/action') return { kind: 'not-ours', address, what };
  const { value } = activity;
  const action =
    typeof value === 'object' && value !== null && 'action' in value ? value.action : null;
  const data =
    typeof action === 'object' && action !== null && 'data' in action ? action.data : null;
  const chosen = chosenOf(data);
  if (chosen === null) return { kind: 'not-ours', address, what };
  return {
    kind: 'pressed',
    address,
    speaker: speakerOf(heard),
    wireId: present(activity.id, 'id'),
    chosen,
    activityId: activity.replyToId ?? null,
    isAnswered: true,
  };
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events#install-update-event */
function installationOf({ activity, address }: Heard): TeamsHappening {
  const { action } = activity;
  if (action === 'add') return { kind: 'installed', address };
  if (action === 'remove') return { kind: 'removed', address };
  // One for the version that goes and one for the version that comes.
  if (action === 'remove-upgrade' || action === 'add-upgrade') return { kind: 'upgraded', address };
  return ignored(address, 'other-activity', activity.type);
}

function membersOf({ activity, address }: Heard): TeamsHappening {
  const { recipient, membersAdded, membersRemoved, type } = activity;
  const isBot = ({ id }: TeamsAccount) => id === recipient?.id;
  if (membersAdded?.some(isBot)) return { kind: 'installed', address };
  if (membersRemoved?.some(isBot)) return { kind: 'removed', address };
  return ignored(address, 'other-people', type);
}

function ignored(address: TeamsAddress, reason: TeamsIgnored, what: string): TeamsHappening {
  return { kind: 'ignored', address, reason, what };
}
