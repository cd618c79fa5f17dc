import type { Conversation } from '../domain/conversation.js';
import type { Handoff } from '../domain/handoff.js';
import { PAGE_MESSAGES_MAX } from '../domain/limits.js';
import type { Message } from '../domain/message.js';
import { everythingFrom, messageAt } from '../domain/transcript.js';
import type { TurnRecord } from '../domain/turn.js';
import type { Archive } from '../ports/archive.js';
import type { Clock } from '../ports/clock.js';
import type { Conversations } from '../ports/conversations.js';
import type { Handoffs } from '../ports/handoffs.js';
import type { Ledger } from '../ports/ledger.js';
import { conversationOfTurn } from './explained-calls.js';
import {
  type Explanation,
  explanationOf,
  type TalkExplanation,
  talkExplanationOf,
} from './explanation.js';

/** Turns of a conversation that are told at once. */
export const EXPLAINED_TURNS_MAX = 200;

/** Calls that are read for an answer; a turn makes a handful. */
const CALLS_MAX = 2_000;

/** A platform's clock, which dates messages, may be so far from ours, which dates calls. */
const CLOCKS_APART_MS = 300_000;

interface ExplainerParts {
  readonly conversations: Pick<Conversations, 'load'>;
  readonly archive: Pick<Archive, 'turn' | 'turns' | 'page' | 'known'>;
  readonly ledger: Pick<Ledger, 'calls' | 'spent'>;
  readonly handoffs: Pick<Handoffs, 'find'>;
  readonly clock: Clock;
  /** Whether the clients of a channel report what they have shown. */
  readonly showsRecord: (conversation: Conversation) => boolean;
}

/** Whose records whoever asks may see; null: all. */
export type Reach = readonly string[] | null;

/** Reads what is on record of turns. What is beyond somebody's reach is not there for them. */
export class Explainer {
  constructor(private readonly parts: ExplainerParts) {}

  /** Null: there is no such turn on record. */
  async turn(id: string, reach: Reach): Promise<Explanation | null> {
    const { archive, conversations, clock, showsRecord } = this.parts;
    const filed = await archive.turn(id);
    const conversationId = filed?.conversationId ?? conversationOfTurn(id);
    const conversation = conversationId === null ? null : await conversations.load(conversationId);
    if (conversation === null || !isWithin(reach, conversation)) return null;
    const turn = filed ?? heldTurns(conversation).find((one) => one.id === id);
    if (turn === undefined) return null;
    const [first] = turn.messageSeqs;
    const messages = first === undefined ? [] : await this.messagesFrom(conversation, first);
    const oldestMs = Math.min(turn.startedAtMs, ...messages.slice(0, 1).map(({ atMs }) => atMs));
    const [calls, handoff, sources] = await Promise.all([
      this.callsFrom(conversation, oldestMs - CLOCKS_APART_MS),
      this.handoffOf(turn, conversation),
      this.sourcesOf(turn, conversation),
    ]);
    const shown = { showsRecord: showsRecord(conversation), nowMs: clock.nowMs() };
    return explanationOf({ turn, conversation, messages, sources, calls, handoff, ...shown });
  }

  /** Its newest turns. Null: there is no such conversation. */
  async conversation(id: string, last: number, reach: Reach): Promise<TalkExplanation | null> {
    const { archive, conversations, ledger } = this.parts;
    const conversation = await conversations.load(id);
    if (conversation === null || !isWithin(reach, conversation)) return null;
    // One more tells whether there are earlier ones.
    const filed = await archive.turns(id, Math.min(last, EXPLAINED_TURNS_MAX) + 1);
    const all = new Map([...filed, ...heldTurns(conversation)].map((turn) => [turn.id, turn]));
    const newest = [...all.values()].sort((one, other) => other.endedAtMs - one.endedAtMs);
    const turns = newest.slice(0, Math.min(last, EXPLAINED_TURNS_MAX));
    const fromMs = Math.min(...turns.map(({ startedAtMs }) => startedAtMs)) - CLOCKS_APART_MS;
    const [calls, spent] = await Promise.all([
      turns.length === 0 ? [] : this.callsFrom(conversation, fromMs),
      ledger.spent(conversation.tenant, id),
    ]);
    const isCut = newest.length > turns.length || calls.length === CALLS_MAX;
    return talkExplanationOf({ conversation, turns, calls, isCut, spent });
  }

  /** From a turn's first message on: its words follow soon. */
  private async messagesFrom(conversation: Conversation, seq: number) {
    const query = { after: seq - 1, limit: PAGE_MESSAGES_MAX };
    return everythingFrom(conversation, await this.parts.archive.page(conversation.id, query), seq);
  }

  /** The texts that the turn's facts were learnt from: a fact outlives its text until the next turn. */
  private async sourcesOf(turn: TurnRecord, conversation: Conversation): Promise<Message[]> {
    const { archive } = this.parts;
    const shown = new Set(turn.context.flatMap(({ facts }) => facts?.map(({ id }) => id) ?? []));
    const facts = conversation.facts.filter(({ id }) => shown.has(id));
    const ids = [...new Set(facts.map(({ sourceId }) => sourceId))];
    const waiting = conversation.inbox.filter(({ id }) => ids.includes(id));
    const seqs = [...(await archive.known(ids)), ...waiting].map(({ seq }) => seq);
    const found = await Promise.all(
      [...new Set(seqs)].map(async (seq) =>
        messageAt(
          conversation,
          await archive.page(conversation.id, { after: seq - 1, limit: 1 }),
          seq,
        ),
      ),
    );
    return found.filter((message) => message !== null);
  }

  private callsFrom({ tenant, id }: Conversation, fromMs: number) {
    return this.parts.ledger.calls(tenant, id, CALLS_MAX, fromMs);
  }

  private async handoffOf(
    { handoffId }: TurnRecord,
    { handoff }: Conversation,
  ): Promise<Handoff | null> {
    if (handoffId === undefined) return null;
    return handoff?.id === handoffId ? handoff : this.parts.handoffs.find(handoffId);
  }
}

function isWithin(reach: Reach, { tenant }: Conversation): boolean {
  return reach === null || reach.includes(tenant);
}

/** Turns that are not on record yet. */
function heldTurns({ lanes }: Conversation): TurnRecord[] {
  return [...lanes.customer.items, ...lanes.desk.items].flatMap(({ turn }) => turn ?? []);
}
