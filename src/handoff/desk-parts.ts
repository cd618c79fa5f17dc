import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import { type Agent, conversationIdOf } from '../core/domain/handoff.js';
import type { TakeRequest } from '../core/domain/lane.js';
import type { Wording } from '../core/domain/texts.js';
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
  /** Told after each change; must return at once. */
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
}

/** What every write of an agent's has in common. */
export function writeBy(agent: Agent, conversation: Conversation, parts: DeskParts) {
  const { clock, ids, laneTtlMs } = parts;
  const nowMs = clock.nowMs();
  const take = { holder: ids.unique(), nowMs, untilMs: nowMs + laneTtlMs() };
  // Only what belongs to an agent goes on record; a caller may know more of a person.
  const plain = { id: agent.id, name: agent.name };
  return { conversationId: conversation.id, agent: plain, nowMs, take };
}

export function tellChanged(conversation: Conversation, take: TakeRequest, parts: DeskParts): void {
  parts.signals.publish(changed(conversation, true));
  parts.onChanged(conversation, take);
}

export async function conversationOf(handoffId: string, parts: DeskParts): Promise<Conversation> {
  const id = conversationIdOf(handoffId);
  const conversation = id === null ? null : await parts.conversations.load(id);
  if (conversation === null) throw new GatewayError('handoff.unknown');
  return conversation;
}

/** Why an agent may not do something with a handoff that is not closed, or with one that is. */
export function refusalOf(
  handoffId: string,
  agent: Agent,
  conversation: Conversation | null,
): GatewayError {
  const now = conversation?.handoff;
  if (!now || now.id !== handoffId) return new GatewayError('handoff.closed');
  if (now.state === 'open') return new GatewayError('handoff.not-claimed');
  const sinceMs = now.history.findLast((step) => step.state === 'claimed')?.atMs;
  const by = now.claimedBy?.name;
  const code = now.claimedBy?.id === agent.id ? 'handoff.not-claimed' : 'handoff.taken';
  const message = by === undefined ? {} : { message: `${by} already has this one.` };
  return new GatewayError(code, { by, sinceMs }, message);
}
