import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import {
  type Agent,
  conversationIdOf,
  type Handoff,
  handoffIdOf,
  isClosed,
} from '../core/domain/handoff.js';
import { handoffPayload } from '../core/domain/handoff-payload.js';
import type { TakeRequest } from '../core/domain/lane.js';
import { CARD_MESSAGES_MAX } from '../core/domain/limits.js';
import { type Draft, type Message, SYSTEM } from '../core/domain/message.js';
import type { OwnCommand, SayResult } from '../core/domain/ownership-writes.js';
import { say, type TextKey, type TextOverrides } from '../core/domain/texts.js';
import { newest } from '../core/domain/transcript.js';
import type { Archive } from '../core/ports/archive.js';
import type { Clock } from '../core/ports/clock.js';
import type { Conversations } from '../core/ports/conversations.js';
import type { Handoffs } from '../core/ports/handoffs.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Outbox } from '../core/ports/outbox.js';
import type { Signals } from '../core/ports/signals.js';

/** What a tenant's config says about words and names at its desk. */
export interface DeskSettings {
  readonly tenantName: string;
  readonly botName: string;
  readonly texts: TextOverrides;
}

interface DeskParts {
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly handoffs: Handoffs;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly laneTtlMs: () => number;
  readonly settings: (tenant: string) => DeskSettings;
  readonly isHeld: (conversation: Conversation) => boolean;
  /** Told after each change; must return at once. */
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
}

export type Step = 'claim' | 'release' | 'return' | 'resolve';

/** An agent's words: `id` is the agent's client's own, so that sending again says nothing twice. */
export interface AgentWords {
  readonly id: string;
  readonly text: string;
}

/**
 * What people do with handoffs. Who may and who was first is decided by one conditional write each; this class words
 * the notices and tells the loser of a race who won.
 */
export class DeskPolicy {
  constructor(private readonly parts: DeskParts) {}

  /** Claim, release, return to the bot, or resolve. Doing again what is already so is no error. */
  async step(kind: Step, handoffId: string, agent: Agent, note: string): Promise<Handoff> {
    const conversation = await this.conversationOf(handoffId);
    const command = this.commandOf(kind, handoffId, conversation, agent, note);
    const result = await this.parts.conversations.own(command);
    if (result.kind === 'stale') return this.explain(kind, handoffId, agent, result.conversation);
    this.changed(result.conversation, command.take);
    return closedCard(result.conversation, handoffId) ?? this.find(handoffId);
  }

  /** Takes a conversation from the bot unasked; what the customer waits for goes to the agent. */
  async takeOver(conversationId: string, agent: Agent): Promise<Handoff> {
    const conversation = await this.load(conversationId);
    const earlier = await this.earlier(conversation);
    const nowMs = this.parts.clock.nowMs();
    const id = handoffIdOf(conversationId, conversation.handoffCount + 1);
    const command: OwnCommand = {
      kind: 'take-over',
      ...this.base(conversation, agent),
      notice: null,
      handoff: {
        id,
        conversationId,
        tenant: conversation.tenant,
        channel: conversation.channel,
        reason: 'agent_takeover',
        openedAtMs: nowMs,
        payload: handoffPayload(conversation, earlier, conversation.inbox, {
          reason: 'agent_takeover',
          lastReasoning: `${agent.name} took the conversation from the bot.`,
        }),
      },
    };
    const result = await this.parts.conversations.own(command);
    if (result.kind === 'stale') throw new GatewayError('conversation.not-bot');
    this.changed(result.conversation, command.take);
    return this.find(id);
  }

  /** Says something to the customer. The first reply to an open handoff claims it in the same write. */
  async reply(handoffId: string, agent: Agent, words: AgentWords): Promise<{ seq: number }> {
    const conversation = await this.conversationOf(handoffId);
    return this.sayWith(handoffId, conversation, agent, words, 'text');
  }

  /** Keeps words among agents; they never reach the customer. */
  async note(handoffId: string, agent: Agent, words: AgentWords): Promise<{ seq: number }> {
    const conversation = await this.conversationOf(handoffId);
    return this.sayWith(handoffId, conversation, agent, words, 'note');
  }

  /** A handoff as it is now: the conversation's own copy is the newest, the record has the closed ones. */
  async find(handoffId: string): Promise<Handoff> {
    const id = conversationIdOf(handoffId);
    const conversation = id === null ? null : await this.parts.conversations.load(id);
    if (conversation?.handoff?.id === handoffId) return conversation.handoff;
    const onItsWay = conversation && closedCard(conversation, handoffId);
    const found = onItsWay ?? (await this.parts.handoffs.find(handoffId));
    if (found === null) throw new GatewayError('handoff.unknown');
    return found;
  }

  private async sayWith(
    handoffId: string,
    conversation: Conversation,
    agent: Agent,
    words: AgentWords,
    kind: 'text' | 'note',
  ): Promise<{ seq: number }> {
    const { ids, outbox } = this.parts;
    const draft: Draft = {
      id: ids.hash('agent', handoffId, agent.id, words.id),
      kind,
      author: { kind: 'agent', id: agent.id, name: agent.name },
      text: words.text,
      atMs: this.parts.clock.nowMs(),
    };
    let now: Conversation | null = conversation;
    for (let attempt = 0; now !== null && attempt < DECISIONS_MAX; attempt++) {
      const base = this.base(now, agent);
      const claiming = kind === 'text' && isOpen(now, handoffId);
      const result = await outbox.say({ ...base, handoffId, draft, claiming });
      if (result.kind === 'said') {
        this.changed(result.conversation, base.take);
        return { seq: result.seq };
      }
      const isMine = result.kind === 'stale' && mayStillSay(result.conversation, handoffId, agent);
      if (!isMine) return this.refuse(result, handoffId, agent);
      now = result.conversation;
    }
    throw new GatewayError('lane.full');
  }

  private refuse(
    result: Exclude<SayResult, { kind: 'said' }>,
    handoffId: string,
    agent: Agent,
  ): { seq: number } {
    switch (result.kind) {
      case 'duplicate':
        return { seq: result.seq };
      case 'full':
        throw new GatewayError('lane.full');
      case 'stale':
        throw refusalOf(handoffId, agent, result.conversation);
    }
  }

  /** The step's condition did not hold: it was done before, or somebody else was first. */
  private async explain(
    kind: Step,
    handoffId: string,
    agent: Agent,
    conversation: Conversation | null,
  ): Promise<Handoff> {
    const now = conversation?.handoff?.id === handoffId ? conversation.handoff : null;
    const isMine = now?.state === 'claimed' && now.claimedBy?.id === agent.id;
    if (kind === 'claim' && now && isMine) return now;
    if (kind === 'release' && now?.state === 'open') return now;
    if (now === null) {
      const closed = await this.find(handoffId);
      const same = kind === 'resolve' ? 'resolved' : kind === 'return' ? 'returned' : null;
      if (closed.state === same && closed.claimedBy?.id === agent.id) return closed;
      throw new GatewayError('handoff.closed', { state: closed.state, by: closed.claimedBy?.name });
    }
    throw refusalOf(handoffId, agent, conversation);
  }

  private commandOf(
    kind: Step,
    handoffId: string,
    conversation: Conversation,
    agent: Agent,
    note: string,
  ): OwnCommand {
    const base = { ...this.base(conversation, agent), handoffId };
    switch (kind) {
      case 'claim':
      case 'release':
        return { ...base, kind, notice: null };
      case 'return':
        return {
          ...base,
          kind,
          note,
          notice: this.notice(conversation, 'handoff.returned', agent),
        };
      case 'resolve':
        return {
          ...base,
          kind,
          note,
          notice: this.notice(conversation, 'handoff.resolved', agent),
        };
    }
  }

  private base(conversation: Conversation, agent: Agent) {
    const { clock, ids, laneTtlMs, isHeld } = this.parts;
    const nowMs = clock.nowMs();
    const take = { holder: ids.unique(), nowMs, untilMs: nowMs + laneTtlMs() };
    const held = isHeld(conversation);
    return { conversationId: conversation.id, agent: plainAgent(agent), nowMs, take, held };
  }

  private notice(conversation: Conversation, key: TextKey, agent: Agent): Draft {
    const { tenantName, botName, texts } = this.parts.settings(conversation.tenant);
    return {
      id: this.parts.ids.unique(),
      kind: 'text',
      author: SYSTEM,
      text: say(key, texts, { agent: agent.name, bot: botName, tenant: tenantName }),
      atMs: this.parts.clock.nowMs(),
    };
  }

  private changed(conversation: Conversation, take: TakeRequest): void {
    const { id, ownership } = conversation;
    this.parts.signals.publish({ kind: 'changed', conversationId: id, ownership });
    this.parts.onChanged(conversation, take);
  }

  /** What was said before, without what the bot has not got to. */
  private async earlier(conversation: Conversation): Promise<readonly Message[]> {
    const query = { before: Number.MAX_SAFE_INTEGER, limit: CARD_MESSAGES_MAX };
    const filed = await this.parts.archive.page(conversation.id, query);
    const open = new Set(conversation.inbox.map((message) => message.seq));
    const texts = newest(conversation, filed, CARD_MESSAGES_MAX + open.size);
    return texts.filter((message) => !open.has(message.seq));
  }

  private async conversationOf(handoffId: string): Promise<Conversation> {
    const id = conversationIdOf(handoffId);
    if (id === null) throw new GatewayError('handoff.unknown');
    return this.load(id);
  }

  private async load(conversationId: string): Promise<Conversation> {
    const conversation = await this.parts.conversations.load(conversationId);
    if (conversation === null) throw new GatewayError('handoff.unknown');
    return conversation;
  }
}

/** Times a reply is decided again when the handoff changes under it, as when an agent claims and replies at once. */
const DECISIONS_MAX = 3;

function isOpen(conversation: Conversation, handoffId: string): boolean {
  return conversation.handoff?.id === handoffId && conversation.handoff.state === 'open';
}

/** The condition did not hold when it was asked, but the agent may say it as things are now. */
function mayStillSay(
  conversation: Conversation | null,
  handoffId: string,
  agent: Agent,
): conversation is Conversation {
  if (conversation?.handoff?.id !== handoffId) return false;
  const { state, claimedBy } = conversation.handoff;
  return state === 'open' || (state === 'claimed' && claimedBy?.id === agent.id);
}

/** The newest state of a handoff that is closed but still on its way to the record. */
function closedCard(conversation: Conversation, handoffId: string): Handoff | null {
  if (conversation.handoff?.id === handoffId) return conversation.handoff;
  const cards = conversation.lanes.desk.items.flatMap((item) => item.handoff ?? []);
  return cards.findLast((card) => card.id === handoffId && isClosed(card.state)) ?? null;
}

/** Why an agent may not do something with a handoff that is not closed, or with one that is. */
function refusalOf(
  handoffId: string,
  agent: Agent,
  conversation: Conversation | null,
): GatewayError {
  const now = conversation?.handoff;
  if (!now || now.id !== handoffId) return new GatewayError('handoff.closed');
  if (now.state === 'open') return new GatewayError('handoff.not-claimed');
  const since = now.history.findLast((step) => step.state === 'claimed')?.atMs;
  const by = now.claimedBy?.name;
  const code = now.claimedBy?.id === agent.id ? 'handoff.not-claimed' : 'handoff.taken';
  return new GatewayError(
    code,
    { by, sinceMs: since },
    {
      ...(by === undefined ? {} : { message: `${by} already has this one.` }),
    },
  );
}

/** Only what belongs to an agent goes on record; a caller may know more of a person. */
function plainAgent(agent: Agent): Agent {
  return { id: agent.id, name: agent.name };
}
