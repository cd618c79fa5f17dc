import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import { namedFiles } from '../core/domain/files.js';
import type { Agent } from '../core/domain/handoff.js';
import { type Draft, isRevision, type Message } from '../core/domain/message.js';
import type { SayResult } from '../core/domain/ownership-writes.js';
import { messageAt } from '../core/domain/transcript.js';
import {
  conversationOf,
  type DeskParts,
  refusalOf,
  refuseOwn,
  tellChanged,
  writeBy,
} from './desk-parts.js';

/** An agent's words: `id` is the agent's client's own, so that sending again says nothing twice. */
export interface AgentWords {
  readonly id: string;
  readonly text: string;
  readonly files?: readonly { readonly name: string }[];
  /** Their id on the platform where they were said; then `id` is the same, so that a change of them is found. */
  readonly wireId?: string;
  /** When they were said there; now, if it is not given. */
  readonly atMs?: number;
  /** Said at a desk where every agent speaks to the customer, whoever has claimed the case. */
  readonly isAnyAgent?: boolean;
}

/** Times a reply is decided again when the handoff changes under it, as when an agent claims and replies at once. */
const DECISIONS_MAX = 3;

/** What agents say: to the customer, among themselves, and again in other words. */
export class DeskSpeech {
  constructor(private readonly parts: DeskParts) {}

  /** Says something to the customer. The first reply to an open handoff claims it in the same write. */
  async reply(handoffId: string, agent: Agent, words: AgentWords): Promise<{ seq: number }> {
    const conversation = await this.foreign(handoffId, agent);
    const files = namedFiles(words.files ?? []);
    const draft = this.draft(handoffId, agent, words, 'text');
    const said = files.length > 0 ? { ...draft, files } : draft;
    return this.say(handoffId, conversation, agent, said, words.isAnyAgent);
  }

  /** Keeps words among agents; they never reach the customer. */
  async note(handoffId: string, agent: Agent, words: AgentWords): Promise<{ seq: number }> {
    const conversation = await this.foreign(handoffId, agent);
    return this.say(handoffId, conversation, agent, this.draft(handoffId, agent, words, 'note'));
  }

  /** Other words in place of a reply of the agent's own. */
  async edit(
    handoffId: string,
    agent: Agent,
    seq: number,
    words: AgentWords,
  ): Promise<{ seq: number }> {
    return this.revise(handoffId, agent, seq, words, 'edit');
  }

  /** Takes a reply of the agent's own back. */
  async delete(handoffId: string, agent: Agent, seq: number, id: string): Promise<{ seq: number }> {
    return this.revise(handoffId, agent, seq, { id, text: '' }, 'delete');
  }

  /**
   * Other words in place of what this agent said with that id on its platform. Those of a note are kept as a further
   * note: nothing of a note ever goes the way that leads to the customer.
   */
  async editSaid(
    handoffId: string,
    agent: Agent,
    wireId: string,
    words: AgentWords,
  ): Promise<{ seq: number }> {
    const target = await this.saidAt(handoffId, agent, wireId);
    if (target.kind === 'note') return this.note(handoffId, agent, words);
    return this.edit(handoffId, agent, target.seq, words);
  }

  /** Takes back what this agent said with that id on its platform. */
  async deleteSaid(
    handoffId: string,
    agent: Agent,
    wireId: string,
    id: string,
    isAnyAgent = false,
  ): Promise<{ seq: number }> {
    const target = await this.saidAt(handoffId, agent, wireId);
    if (target.kind === 'note') throw new GatewayError('note.kept');
    return this.revise(handoffId, agent, target.seq, { id, text: '', isAnyAgent }, 'delete');
  }

  /** Sends a reply that failed once more, as a message of its own. Pressed twice it is sent once. */
  async retry(handoffId: string, agent: Agent, seq: number): Promise<{ seq: number }> {
    const conversation = await this.foreign(handoffId, agent);
    const failed = await this.messageAt(conversation, seq);
    const stands = failed.kind === 'text' && failed.revised?.isGone !== true;
    const isReply = stands && failed.author.kind === 'agent';
    if (!isReply || failed.failure === undefined) throw new GatewayError('message.not-failed');
    const draft = this.draft(handoffId, agent, { id: '', text: failed.text }, 'text');
    // Once for all agents: whoever has the case later sees the same failed reply.
    const again = { ...draft, id: this.parts.ids.hash('retry', failed.id), retries: failed.id };
    const { files } = failed;
    return this.say(handoffId, conversation, agent, files ? { ...again, files } : again);
  }

  /** Shows the customer that the agent is typing. For the eye only; whoever does not have the case is not shown. */
  async typing(handoffId: string, agent: Agent, on: boolean): Promise<void> {
    const conversation = await conversationOf(handoffId, this.parts);
    const { handoff, id: conversationId } = conversation;
    if (handoff?.id !== handoffId || handoff.claimedBy?.id !== agent.id) return;
    const author = { kind: 'agent', name: agent.name } as const;
    this.parts.signals.publish({ kind: 'typing', conversationId, author, on });
  }

  private async revise(
    handoffId: string,
    agent: Agent,
    seq: number,
    words: AgentWords,
    kind: 'edit' | 'delete',
  ): Promise<{ seq: number }> {
    const conversation = await this.foreign(handoffId, agent);
    const target = await this.messageAt(conversation, seq);
    const isMine = target.author.kind === 'agent' && target.author.id === agent.id;
    if (!isMine || target.kind !== 'text') throw new GatewayError('message.not-yours');
    if (target.revised?.isGone) {
      if (kind === 'delete') return { seq: target.revised.seq };
      throw new GatewayError('message.not-yours');
    }
    const draft = this.draft(handoffId, agent, words, kind);
    const revision = { ...draft, revises: { id: target.id } };
    return this.say(handoffId, conversation, agent, revision, words.isAnyAgent);
  }

  /** The conversation of a handoff, unless the agent is a customer in it. */
  private async foreign(handoffId: string, agent: Agent): Promise<Conversation> {
    const conversation = await conversationOf(handoffId, this.parts);
    await refuseOwn(conversation, agent, this.parts);
    return conversation;
  }

  private draft(handoffId: string, agent: Agent, words: AgentWords, kind: Draft['kind']): Draft {
    const { ids, clock } = this.parts;
    const { id, text, wireId, atMs = clock.nowMs() } = words;
    const author = { kind: 'agent', id: agent.id, name: agent.name } as const;
    const draft = { id: ids.hash('agent', handoffId, agent.id, id), kind, author, text, atMs };
    return wireId === undefined ? draft : { ...draft, wireId };
  }

  /** What the agent said with this id on its platform: on record, or still on its way there. */
  private async saidAt(handoffId: string, agent: Agent, wireId: string): Promise<Message> {
    const conversation = await conversationOf(handoffId, this.parts);
    const id = this.parts.ids.hash('agent', handoffId, agent.id, wireId);
    const { customer, desk } = conversation.lanes;
    const onItsWay = [...customer.items, ...desk.items].find((item) => item.message?.id === id);
    const seq = onItsWay?.message?.seq ?? (await this.parts.archive.known([id]))[0]?.seq;
    if (seq === undefined) throw new GatewayError('not-found');
    return this.messageAt(conversation, seq);
  }

  private async say(
    handoffId: string,
    conversation: Conversation,
    agent: Agent,
    draft: Draft,
    isAnyAgent = false,
  ): Promise<{ seq: number }> {
    const speaker: Speaker = { handoffId, agent, isAnyAgent };
    let now: Conversation | null = conversation;
    for (let attempt = 0; now !== null && attempt < DECISIONS_MAX; attempt++) {
      const write = writeBy(claimerFor(now, speaker), now, this.parts);
      const claiming = draft.kind === 'text' && isOpen(now, handoffId);
      const { deskShows } = this.parts.settings(now.tenant);
      const result = await this.parts.outbox.say({
        ...write,
        handoffId,
        draft,
        claiming,
        deskShows,
      });
      if (result.kind === 'said') {
        tellChanged(result.conversation, write.take, this.parts);
        return { seq: result.seq };
      }
      const isStill =
        result.kind === 'stale' && mayStillSay(result.conversation, speaker, draft.kind);
      if (!isStill) return refuse(result, handoffId, agent);
      now = result.conversation;
    }
    throw new GatewayError('lane.full');
  }

  private async messageAt(conversation: Conversation, seq: number): Promise<Message> {
    const query = { before: seq + 1, limit: 1 };
    const filed = await this.parts.archive.page(conversation.id, query);
    const found = messageAt(conversation, filed, seq);
    if (found === null) throw new GatewayError('not-found');
    return found;
  }
}

function refuse(
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

function isOpen(conversation: Conversation, handoffId: string): boolean {
  return conversation.handoff?.id === handoffId && conversation.handoff.state === 'open';
}

interface Speaker {
  readonly handoffId: string;
  readonly agent: Agent;
  readonly isAnyAgent: boolean;
}

/** Where every agent speaks, they do so under the claim there is; the words themselves carry their own name. */
function claimerFor({ handoff }: Conversation, { handoffId, agent, isAnyAgent }: Speaker): Agent {
  const isTheirs = isAnyAgent && handoff?.id === handoffId;
  return (isTheirs ? handoff.claimedBy : null) ?? agent;
}

/** The condition did not hold when it was asked, but the agent may say it as things are now. */
function mayStillSay(
  conversation: Conversation | null,
  { handoffId, agent, isAnyAgent }: Speaker,
  kind: Draft['kind'],
): conversation is Conversation {
  if (conversation?.handoff?.id !== handoffId) return false;
  const { state, claimedBy } = conversation.handoff;
  // New words claim what is open; what changes older ones does not.
  return (
    (state === 'open' && !isRevision({ kind })) ||
    (state === 'claimed' && (isAnyAgent || claimedBy?.id === agent.id))
  );
}
