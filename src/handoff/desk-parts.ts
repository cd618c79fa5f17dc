import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import type { Fact } from '../core/domain/fact.js';
import type { FileBounds } from '../core/domain/files.js';
import {
  type Agent,
  closedBy,
  conversationIdOf,
  type Handoff,
  isClosed,
} from '../core/domain/handoff.js';
import type { TakeRequest } from '../core/domain/lane.js';
import type { Message } from '../core/domain/message.js';
import type { Wording } from '../core/domain/texts.js';
import { newest } from '../core/domain/transcript.js';
import type { Archive } from '../core/ports/archive.js';
import type { Clock } from '../core/ports/clock.js';
import type { Conversations } from '../core/ports/conversations.js';
import type { Handoffs } from '../core/ports/handoffs.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Outbox } from '../core/ports/outbox.js';
import { changed, type Signals } from '../core/ports/signals.js';

/** What a tenant's config says about words and names at its desk. */
export interface DeskSettings {
  readonly tenantName: string;
  readonly botName: string;
  readonly wording: Wording;
  /** Whether the customer is asked for a rating when a case is resolved. */
  readonly asksRating: boolean;
  /** `wire`: the desk is on a platform, where it has to be told what became of a reply. */
  readonly deskShows: 'record' | 'wire';
  readonly fileBounds: FileBounds;
}

export interface DeskParts {
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly handoffs: Handoffs;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly laneTtlMs: () => number;
  readonly settings: (tenant: string) => DeskSettings;
  /** What is known of the customer after messages that no turn has looked at yet. */
  readonly factsAfter: (said: {
    readonly facts: readonly Fact[];
    readonly window: readonly Message[];
    readonly taken: readonly Message[];
    readonly customerId: string;
  }) => readonly Fact[];
  /** Told after each change; must return at once. */
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
}

/** What every write of an agent's has in common. */
export function writeBy(
  agent: Agent,
  conversation: Conversation,
  parts: Pick<DeskParts, 'clock' | 'ids' | 'laneTtlMs'>,
) {
  const { clock, ids, laneTtlMs } = parts;
  const nowMs = clock.nowMs();
  const take = { holder: ids.unique(), nowMs, untilMs: nowMs + laneTtlMs() };
  // Only what belongs to an agent goes on record; a caller may know more of a person.
  const plain = { id: agent.id, name: agent.name };
  return { conversationId: conversation.id, agent: plain, nowMs, take };
}

export function tellChanged(
  conversation: Conversation,
  take: TakeRequest,
  parts: Pick<DeskParts, 'signals' | 'onChanged'>,
): void {
  parts.signals.publish(changed(conversation, true));
  parts.onChanged(conversation, take);
}

export async function conversationOf(handoffId: string, parts: DeskParts): Promise<Conversation> {
  const id = conversationIdOf(handoffId);
  const conversation = id === null ? null : await parts.conversations.load(id);
  if (conversation === null) throw new GatewayError('handoff.unknown');
  return conversation;
}

/** A handoff as it is now: the conversation's own copy is the newest, the record has the closed ones. */
export async function findHandoff(
  handoffId: string,
  parts: Pick<DeskParts, 'conversations' | 'handoffs'>,
): Promise<Handoff> {
  const id = conversationIdOf(handoffId);
  const conversation = id === null ? null : await parts.conversations.load(id);
  if (conversation?.handoff?.id === handoffId) return conversation.handoff;
  const onItsWay = conversation && closedCard(conversation, handoffId);
  const filed = await parts.handoffs.find(handoffId);
  // Once it is closed only the record learns more, such as a verdict.
  const found = (filed && isClosed(filed.state) ? filed : onItsWay) ?? filed;
  if (found === null) throw new GatewayError('handoff.unknown');
  return found;
}

/** The newest state of a handoff that is closed but still on its way to the record. */
export function closedCard(conversation: Conversation, handoffId: string): Handoff | null {
  if (conversation.handoff?.id === handoffId) return conversation.handoff;
  const cards = conversation.lanes.desk.items.flatMap((item) => item.handoff ?? []);
  return cards.findLast((card) => card.id === handoffId && isClosed(card.state)) ?? null;
}

/** Why an agent may not do something with a handoff: nobody has it, somebody else does, or it is closed, and by whom. */
export async function refusalOf(
  handoffId: string,
  agent: Agent,
  conversation: Conversation | null,
  parts: Pick<DeskParts, 'conversations' | 'handoffs'>,
): Promise<GatewayError> {
  const now = conversation?.handoff;
  if (!now || now.id !== handoffId) return closedRefusal(await findHandoff(handoffId, parts));
  if (now.state === 'open') return new GatewayError('handoff.not-claimed');
  if (now.claimedBy?.id === agent.id) return new GatewayError('handoff.not-claimed');
  return takenBy(now.claimedBy, now.history.findLast((step) => step.state === 'claimed')?.atMs);
}

export function closedRefusal(closed: Handoff): GatewayError {
  return new GatewayError('handoff.closed', { state: closed.state, by: closedBy(closed)?.name });
}

/** Somebody else has it, or had it. */
export function takenBy(who: Agent | null, sinceMs?: number): GatewayError {
  const by = who?.name;
  const message = by === undefined ? {} : { message: `${by} already has this one.` };
  return new GatewayError('handoff.taken', { by, sinceMs }, message);
}

/** Messages among which an agent is looked for as a customer. Who wrote only before these is no party any more. */
const PARTIES_MESSAGES_MAX = 200;

/** Nobody acts on, or approves for, their own conversation: on a platform an agent may be a customer, too. */
export async function refuseOwn(
  conversation: Conversation,
  agent: Agent,
  { archive }: Pick<DeskParts, 'archive'>,
): Promise<void> {
  const isMine = ({ author }: Message) => author.kind === 'customer' && author.id === agent.id;
  const query = { before: Number.MAX_SAFE_INTEGER, limit: PARTIES_MESSAGES_MAX };
  const isOwn =
    conversation.customer.id === agent.id ||
    newest(conversation, await archive.page(conversation.id, query), PARTIES_MESSAGES_MAX).some(
      isMine,
    );
  if (isOwn) throw new GatewayError('handoff.own');
}
