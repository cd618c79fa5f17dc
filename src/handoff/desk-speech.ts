import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import { namedFiles } from '../core/domain/files.js';
import type { Agent } from '../core/domain/handoff.js';
import { type Draft, isRevision, type Message } from '../core/domain/message.js';
import type { SayResult } from '../core/domain/ownership-writes.js';
import { messageAt } from '../core/domain/transcript.js';
import { conversationOf, type DeskParts, refusalOf, tellChanged, writeBy } from './desk-parts.js';

/** An agent's words: `id` is the agent's client's own, so that sending again says nothing twice. */
export interface AgentWords {
  readonly id: string;
  readonly text: string;
  readonly files?: readonly { readonly name: string }[];
}

/** Times a reply is decided again when the handoff changes under it, as when an agent claims and replies at once. */
const DECISIONS_MAX = 3;

/** What agents say: to the customer, among themselves, and again in other words. */
export class DeskSpeech {
  constructor(private readonly parts: DeskParts) {}

  /** Says something to the customer. The first reply to an open handoff claims it in the same write. */
  async reply(handoffId: string, agent: Agent, words: AgentWords): Promise<{ seq: number }> {
    const conversation = await conversationOf(handoffId, this.parts);
    const files = namedFiles(words.files ?? []);
    const draft = this.draft(handoffId, agent, words.id, 'text', words.text);
    return this.say(handoffId, conversation, agent, files.length > 0 ? { ...draft, files } : draft);
  }

  /** Keeps words among agents; they never reach the customer. */
  async note(handoffId: string, agent: Agent, words: AgentWords): Promise<{ seq: number }> {
    const conversation = await conversationOf(handoffId, this.parts);
    const draft = this.draft(handoffId, agent, words.id, 'note', words.text);
    return this.say(handoffId, conversation, agent, draft);
  }

  /** Other words in place of a reply of the agent's own. */
  async edit(
    handoffId: string,
    agent: Agent,
    seq: number,
    words: AgentWords,
  ): Promise<{ seq: number }> {
    return this.revise(handoffId, agent, seq, words.id, 'edit', words.text);
  }

  /** Takes a reply of the agent's own back. */
  async delete(handoffId: string, agent: Agent, seq: number, id: string): Promise<{ seq: number }> {
    return this.revise(handoffId, agent, seq, id, 'delete', '');
  }

  /** Sends a reply that failed once more, as a message of its own. Pressed twice it is sent once. */
  async retry(handoffId: string, agent: Agent, seq: number): Promise<{ seq: number }> {
    const conversation = await conversationOf(handoffId, this.parts);
    const failed = await this.messageAt(conversation, seq);
    const stands = failed.kind === 'text' && failed.revised?.isGone !== true;
    const isReply = stands && failed.author.kind === 'agent';
    if (!isReply || failed.failure === undefined) throw new GatewayError('message.not-failed');
    const draft = this.draft(handoffId, agent, '', 'text', failed.text);
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
    id: string,
    kind: 'edit' | 'delete',
    text: string,
  ): Promise<{ seq: number }> {
    const conversation = await conversationOf(handoffId, this.parts);
    const target = await this.messageAt(conversation, seq);
    const isMine = target.author.kind === 'agent' && target.author.id === agent.id;
    if (!isMine || target.kind !== 'text') throw new GatewayError('message.not-yours');
    if (target.revised?.isGone) {
      if (kind === 'delete') return { seq: target.revised.seq };
      throw new GatewayError('message.not-yours');
    }
    const draft = this.draft(handoffId, agent, id, kind, text);
    return this.say(handoffId, conversation, agent, { ...draft, revises: { id: target.id } });
  }

  private draft(
    handoffId: string,
    agent: Agent,
    id: string,
    kind: Draft['kind'],
    text: string,
  ): Draft {
    const { ids, clock } = this.parts;
    const author = { kind: 'agent', id: agent.id, name: agent.name } as const;
    return {
      id: ids.hash('agent', handoffId, agent.id, id),
      kind,
      author,
      text,
      atMs: clock.nowMs(),
    };
  }

  private async say(
    handoffId: string,
    conversation: Conversation,
    agent: Agent,
    draft: Draft,
  ): Promise<{ seq: number }> {
    let now: Conversation | null = conversation;
    for (let attempt = 0; now !== null && attempt < DECISIONS_MAX; attempt++) {
      const write = writeBy(agent, now, this.parts);
      const claiming = draft.kind === 'text' && isOpen(now, handoffId);
      const result = await this.parts.outbox.say({ ...write, handoffId, draft, claiming });
      if (result.kind === 'said') {
        tellChanged(result.conversation, write.take, this.parts);
        return { seq: result.seq };
      }
      const isMine =
        result.kind === 'stale' && mayStillSay(result.conversation, handoffId, agent, draft);
      if (!isMine) return refuse(result, handoffId, agent);
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

/** The condition did not hold when it was asked, but the agent may say it as things are now. */
function mayStillSay(
  conversation: Conversation | null,
  handoffId: string,
  agent: Agent,
  { kind }: Draft,
): conversation is Conversation {
  if (conversation?.handoff?.id !== handoffId) return false;
  const { state, claimedBy } = conversation.handoff;
  // New words claim what is open; what changes older ones does not.
  return (
    (state === 'open' && !isRevision({ kind })) ||
    (state === 'claimed' && claimedBy?.id === agent.id)
  );
}
