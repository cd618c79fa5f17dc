import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import { sentFiles } from '../core/domain/files.js';
import type { Agent } from '../core/domain/handoff.js';
import { RECENT_IDS_MAX } from '../core/domain/limits.js';
import {
  type Draft,
  isRevision,
  type Message,
  type MessageKind,
  type SentFile,
} from '../core/domain/message.js';
import type { SayResult } from '../core/domain/ownership-writes.js';
import { say } from '../core/domain/texts.js';
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
  readonly files?: readonly SentFile[];
  /** Their id on the platform where they were said; then `id` is the same, so that a change of them is found. */
  readonly wireId?: string;
  /** When they were said there; now, if it is not given. */
  readonly atMs?: number;
  /** When they were put in these words there, if that is not how they were first said. */
  readonly editedAtMs?: number;
  /** Said at a desk where every agent speaks to the customer, whoever has claimed the case. */
  readonly isAnyAgent?: boolean;
  /** The same words whoever sends them on, as a suggestion or a colleague's note: said once by all agents together. */
  readonly isShared?: boolean;
}

/** `isNew`: they were not on record, nor newer ones in their place. */
interface SaidAs {
  readonly seq: number;
  readonly isNew: boolean;
}

/** Times a reply is decided again when the handoff changes under it, as when an agent claims and replies at once. */
const DECISIONS_MAX = 3;

/** What agents say: to the customer, among themselves, and again in other words. */
export class DeskSpeech {
  constructor(private readonly parts: DeskParts) {}

  /** Says something to the customer. The first reply to an open handoff claims it in the same write. */
  async reply(handoffId: string, agent: Agent, words: AgentWords): Promise<SaidAs> {
    const conversation = await this.foreign(handoffId, agent);
    const draft = this.draft(handoffId, agent, words, 'text');
    const idOf = (at: number) => this.parts.ids.hash('file', draft.id, String(at));
    const files = sentFiles(words.files ?? [], idOf);
    const said = files.length > 0 ? { ...draft, files } : draft;
    return this.say(handoffId, conversation, agent, said, words.isAnyAgent);
  }

  /** Keeps words among agents; they never reach the customer. */
  async note(handoffId: string, agent: Agent, words: AgentWords): Promise<SaidAs> {
    const conversation = await this.foreign(handoffId, agent);
    return this.say(handoffId, conversation, agent, this.draft(handoffId, agent, words, 'note'));
  }

  /** Other words in place of a reply of the agent's own. */
  async edit(handoffId: string, agent: Agent, seq: number, words: AgentWords): Promise<SaidAs> {
    return this.revise(handoffId, agent, seq, words, 'edit');
  }

  /** Takes a reply of the agent's own back. */
  async delete(handoffId: string, agent: Agent, seq: number, id: string): Promise<SaidAs> {
    return this.revise(handoffId, agent, seq, { id, text: '' }, 'delete');
  }

  /** What this agent's words with that id on their platform are on record as; null: they are not there. */
  async kindOf(handoffId: string, agent: Agent, wireId: string): Promise<MessageKind | null> {
    return (await this.find(handoffId, agent, wireId))?.kind ?? null;
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
  ): Promise<SaidAs> {
    const target = await this.saidAt(handoffId, agent, wireId);
    if (target.kind === 'note') return this.noteAgain(handoffId, agent, target, words);
    return this.edit(handoffId, agent, target.seq, words);
  }

  /** Takes back what this agent said with that id on its platform. */
  async deleteSaid(
    handoffId: string,
    agent: Agent,
    wireId: string,
    id: string,
    isAnyAgent = false,
  ): Promise<SaidAs> {
    const target = await this.saidAt(handoffId, agent, wireId);
    if (target.kind === 'note') return this.noteGone(handoffId, agent, target, id);
    return this.revise(handoffId, agent, target.seq, { id, text: '', isAnyAgent }, 'delete');
  }

  /** Sends a reply that failed once more, as a message of its own. Pressed twice it is sent once. */
  async retry(handoffId: string, agent: Agent, seq: number, isAnyAgent = false): Promise<SaidAs> {
    const conversation = await this.foreign(handoffId, agent);
    const failed = await this.messageAt(conversation, seq);
    const stands = failed.kind === 'text' && failed.revised?.isGone !== true;
    const isReply = stands && failed.author.kind === 'agent';
    if (!isReply || failed.failure === undefined) throw new GatewayError('message.not-failed');
    const draft = this.draft(handoffId, agent, { id: '', text: failed.text }, 'text');
    // Once for all agents: whoever has the case later sees the same failed reply.
    const again = { ...draft, id: this.parts.ids.hash('retry', failed.id), retries: failed.id };
    const { files } = failed;
    const said = files ? { ...again, files } : again;
    return this.say(handoffId, conversation, agent, said, isAnyAgent);
  }

  /**
   * Sends the reply that the card suggests, once whoever asks for it, and takes it off the card. Null: it is not on the
   * card any more.
   */
  async sendDraft(handoffId: string, agent: Agent, isAnyAgent = false): Promise<SaidAs | null> {
    const conversation = await this.foreign(handoffId, agent);
    const { handoff } = conversation;
    if (handoff?.id !== handoffId) {
      throw await refusalOf(handoffId, agent, conversation, this.parts);
    }
    const text = handoff.payload.draftReply;
    if (text === '') return null;
    const words = { id: `draft:${text}`, text, isShared: true };
    const draft = this.draft(handoffId, agent, words, 'text');
    const said = await this.say(handoffId, conversation, agent, draft, isAnyAgent);
    await this.dropDraft(handoffId, agent, text);
    return said;
  }

  /** Shows the customer that the agent is typing. For the eye only; whoever does not have the case is not shown. */
  async typing(handoffId: string, agent: Agent, on: boolean): Promise<void> {
    const conversation = await conversationOf(handoffId, this.parts);
    const { handoff, id: conversationId } = conversation;
    if (handoff?.id !== handoffId || handoff.claimedBy?.id !== agent.id) return;
    const author = { kind: 'agent', name: agent.name } as const;
    this.parts.signals.publish({ kind: 'typing', conversationId, author, on });
  }

  /** A suggestion that came meanwhile stays on the card. */
  private async dropDraft(handoffId: string, agent: Agent, text: string): Promise<void> {
    for (let attempt = 0; attempt < DECISIONS_MAX; attempt++) {
      const conversation = await conversationOf(handoffId, this.parts);
      const { handoff } = conversation;
      if (handoff?.id !== handoffId || handoff.payload.draftReply !== text) return;
      const { conversationId, take } = writeBy(agent, conversation, this.parts);
      const { revision } = handoff;
      const changes = { draftReply: '' };
      const amendment = { conversationId, handoffId, changes, revision, take };
      const after = await this.parts.outbox.amend(amendment);
      if (after === null) continue;
      return tellChanged(after, take, this.parts);
    }
  }

  /** A note that was first heard of in these words already stands in them. */
  private async noteAgain(
    handoffId: string,
    agent: Agent,
    { seq, editedAtMs = Number.NEGATIVE_INFINITY }: Message,
    words: AgentWords,
  ): Promise<SaidAs> {
    const { editedAtMs: atMs = Number.POSITIVE_INFINITY, ...note } = words;
    return atMs <= editedAtMs ? { seq, isNew: false } : this.note(handoffId, agent, note);
  }

  /** A note stays on record; a further one there says that it was taken back, so that nobody sends it on. */
  private async noteGone(
    handoffId: string,
    agent: Agent,
    note: Message,
    id: string,
  ): Promise<SaidAs> {
    const conversation = await this.foreign(handoffId, agent);
    // Nothing of a closed case is sent on.
    if (conversation.handoff?.id !== handoffId) return { seq: note.seq, isNew: false };
    const { wireId = '' } = note;
    const text = say('desk.note.gone', this.parts.settings(conversation.tenant).wording);
    const mark = this.draft(handoffId, agent, { id, text, wireId }, 'note');
    return this.say(handoffId, conversation, agent, { ...mark, revises: { id: note.id } });
  }

  private async revise(
    handoffId: string,
    agent: Agent,
    seq: number,
    words: AgentWords,
    kind: 'edit' | 'delete',
  ): Promise<SaidAs> {
    const conversation = await this.foreign(handoffId, agent);
    const target = await this.messageAt(conversation, seq);
    const isMine = target.author.kind === 'agent' && target.author.id === agent.id;
    if (!isMine || target.kind !== 'text') throw new GatewayError('message.not-yours');
    if (target.revised?.isGone) {
      if (kind === 'delete') return { seq: target.revised.seq, isNew: false };
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
    const { id, text, wireId, atMs = clock.nowMs(), editedAtMs, isShared = false } = words;
    const author = { kind: 'agent', id: agent.id, name: agent.name } as const;
    return {
      id: isShared ? ids.hash('agents', handoffId, id) : ids.hash('agent', handoffId, agent.id, id),
      kind,
      author,
      text,
      atMs,
      ...(wireId === undefined ? {} : { wireId }),
      ...(editedAtMs === undefined ? {} : { editedAtMs }),
    };
  }

  /** What the agent said with this id on its platform. */
  private async saidAt(handoffId: string, agent: Agent, wireId: string): Promise<Message> {
    const found = await this.find(handoffId, agent, wireId);
    if (found === null) throw new GatewayError('not-found');
    return found;
  }

  private async find(handoffId: string, agent: Agent, wireId: string): Promise<Message | null> {
    const conversation = await conversationOf(handoffId, this.parts);
    const id = this.parts.ids.hash('agent', handoffId, agent.id, wireId);
    const seq = await this.seqOf(conversation, id);
    return seq === null ? null : this.messageAt(conversation, seq);
  }

  /** The number of what has this id: on record, or still on its way there. */
  private async seqOf({ lanes }: Conversation, id: string): Promise<number | null> {
    const onItsWay = [...lanes.customer.items, ...lanes.desk.items].find(
      (item) => item.message?.id === id,
    );
    if (onItsWay?.message) return onItsWay.message.seq;
    const [known] = await this.parts.archive.known([id]);
    return known?.seq ?? null;
  }

  private async say(
    handoffId: string,
    conversation: Conversation,
    agent: Agent,
    draft: Draft,
    isAnyAgent = false,
  ): Promise<SaidAs> {
    // Only the newest ids are compared by the write. What was said long ago must not claim, said again.
    const isLong = conversation.lastSeq > RECENT_IDS_MAX;
    const before = isLong ? await this.seqOf(conversation, draft.id) : null;
    if (before !== null) return { seq: before, isNew: false };
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
        return { seq: result.seq, isNew: true };
      }
      const isStill =
        result.kind === 'stale' && mayStillSay(result.conversation, speaker, draft.kind);
      if (!isStill) return refuse(result, handoffId, agent, this.parts);
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

async function refuse(
  result: Exclude<SayResult, { kind: 'said' }>,
  handoffId: string,
  agent: Agent,
  parts: DeskParts,
): Promise<SaidAs> {
  switch (result.kind) {
    case 'duplicate':
      return { seq: result.seq, isNew: false };
    case 'full':
      throw new GatewayError('lane.full');
    case 'stale':
      throw await refusalOf(handoffId, agent, result.conversation, parts);
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
