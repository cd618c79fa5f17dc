import { type Conversation, ownerMark } from '../domain/conversation.js';
import type { CommitCommand } from '../domain/conversation-writes.js';
import { handoffIdOf } from '../domain/handoff.js';
import { clipped } from '../domain/handoff-payload.js';
import { ANSWER_CHARS_MAX } from '../domain/limits.js';
import type { MemoryAfterTurn } from '../domain/memory-writes.js';
import { type Draft, emptiedDuplicate, type Message, numbered, SYSTEM } from '../domain/message.js';
import type { TurnRecord } from '../domain/turn.js';
import { planOf, wantsSummarised } from '../memory/remember.js';
import { isPoisoned, type Turn, type TurnResult } from './turn.js';

/** The outcome of a turn in which nothing is to be answered. */
export function ignored(turn: Turn): TurnResult {
  const isOld = turn.messages.length === 0;
  return {
    route: { type: 'info_question', reason: 'nothing new was said', confidence: 1 },
    outcome: 'ignored',
    replies: [],
    escalation: null,
    episode: turn.conversation.episode,
    remembered: turn.remembered,
    stretches: turn.stretches,
    acting: null,
    why: isOld
      ? 'All messages were on record already.'
      : 'Only what was said and answered before was changed or taken back.',
    sizes: [],
    passages: [],
  };
}

/** A reply before its number. The turn's id carries the fence, so that a superseded draft never shares an id. */
export function replyOf(turn: Turn, result: TurnResult, index: number, atMs: number): Draft {
  const reply = result.replies[index];
  const bot = { kind: 'bot', id: 'bot', name: turn.settings.botName } as const;
  const citations = reply?.citations ?? [];
  return {
    id: `${turn.id}-r${index}`,
    kind: 'text',
    author: reply?.byBot ? bot : SYSTEM,
    text: clipped(reply?.text ?? '', ANSWER_CHARS_MAX),
    atMs,
    turnId: turn.id,
    ...(citations.length > 0 ? { citations } : {}),
    ...(reply?.card ? { card: reply.card } : {}),
  };
}

export function escalationOf(
  turn: Turn,
  result: TurnResult,
  nowMs: number,
): CommitCommand['escalation'] {
  if (result.escalation === null) return null;
  const { conversation } = turn;
  return {
    handoff: {
      id: handoffIdOf(conversation.id, conversation.handoffCount + 1),
      conversationId: conversation.id,
      tenant: conversation.tenant,
      channel: conversation.channel,
      reason: result.escalation.reason,
      openedAtMs: nowMs,
      payload: result.escalation.payload,
    },
    mark: ownerMark(conversation.id, 'waiting', conversation.ownership + 1, null, nowMs),
  };
}

/** What the turn does to memory, and whether older talk now wants summarising. */
export function memoryAfter(turn: Turn, result: TurnResult, nowMs: number): MemoryAfterTurn {
  // Nothing is counted for a poisoned turn: whatever ended it before must not keep it from ending now.
  if (isPoisoned(turn.conversation)) return { condensed: null, dueAtMs: null };
  const { memory: settings, mind } = turn.settings;
  const { memory, condensed, window, facts } = result.remembered;
  const replies = result.replies.map((_, index) => replyOf(turn, result, index, nowMs));
  const said = [...turn.heard.lines, ...replies.map((draft) => numbered(draft, 0))];
  const estimate = (text: string) => mind.meter.estimate(text);
  const given = { settings, estimate, facts, taken: [], waitingSeq: Number.POSITIVE_INFINITY };
  const next = [...window, ...said];
  const plan = planOf({ ...given, window: next }, memory);
  const isWanted = wantsSummarised(next, plan, given).length > 0;
  return { condensed, dueAtMs: isWanted ? nowMs : null };
}

export function recordOf(
  turn: Turn,
  result: TurnResult,
  startedAtMs: number,
  endedAtMs: number,
): TurnRecord {
  const { conversation } = turn;
  const { rating } = turn.heard;
  return {
    id: turn.id,
    conversationId: conversation.id,
    tenant: conversation.tenant,
    channel: conversation.channel,
    episode: result.episode.number,
    messageSeqs: turn.messages.map((message) => message.seq),
    route: result.route,
    outcome: result.outcome,
    escalation: result.escalation?.reason ?? null,
    why: result.why,
    mind: turn.settings.mind.name,
    ...(result.episode.workflow === null ? {} : { workflow: result.episode.workflow }),
    ...(result.rules === undefined ? {} : { rules: result.rules }),
    ...(result.escalation === null
      ? {}
      : { handoffId: handoffIdOf(conversation.id, conversation.handoffCount + 1) }),
    context: result.sizes,
    passages: result.passages,
    ...(rating === null ? {} : { rating }),
    ...(result.action === undefined ? {} : { action: result.action }),
    attempts: conversation.attempts,
    startedAtMs,
    endedAtMs,
  };
}

/**
 * The texts a commit made past, as the session keeps them: what was taken, what was said on the way (`meanwhile`), then
 * what was said in the end.
 */
export function textsOf(
  command: CommitCommand,
  turn: Turn,
  after: Conversation,
  meanwhile: readonly Message[],
): Message[] {
  const taken = turn.conversation.inbox
    .filter((message) => command.takenIds.includes(message.id))
    .map((message) =>
      command.droppedIds.includes(message.id) ? emptiedDuplicate(message) : message,
    );
  const drafts = command.escalation
    ? [command.escalation.mark, ...command.replies]
    : command.replies;
  const first = after.lastSeq - drafts.length + 1;
  return [
    ...taken,
    ...meanwhile,
    ...drafts.map((draft, index) => ({ ...draft, seq: first + index })),
  ];
}
