import type { Conversation } from '../../src/core/domain/conversation.js';
import { ownerMark } from '../../src/core/domain/conversation.js';
import type { CommitCommand, RecordCommand } from '../../src/core/domain/conversation-writes.js';
import { type Agent, handoffIdOf, type NewHandoff } from '../../src/core/domain/handoff.js';
import type { TakeRequest } from '../../src/core/domain/lane.js';
import type { Draft } from '../../src/core/domain/message.js';
import type { OwnCommand, SayCommand } from '../../src/core/domain/ownership-writes.js';
import type { TurnRecord } from '../../src/core/domain/turn.js';

export const ANA: Agent = { id: 'ana', name: 'Ana Alvarez' };
export const BEN: Agent = { id: 'ben', name: 'Ben Okafor' };

let holders = 0;

/** A lane request nobody else makes. */
export function take(nowMs: number, ttlMs = 1_000): TakeRequest {
  holders += 1;
  return { holder: `holder${holders}`, nowMs, untilMs: nowMs + ttlMs };
}

export function draft(
  id: string,
  text: string,
  atMs: number,
  kind: Draft['author']['kind'],
): Draft {
  return { id, kind: 'text', author: { kind, id: kind, name: kind }, text, atMs };
}

export function recordOf(
  conversationId: string,
  id: string,
  text: string,
  nowMs: number,
): RecordCommand {
  return {
    conversationId,
    place: { tenant: 'demo', channel: 'demo-web', thread: 'visit-1' },
    customer: { id: 'visit-1', name: 'Visitor' },
    draft: draft(id, text, nowMs, 'customer'),
    nowMs,
    take: take(nowMs),
  };
}

export function turnRecord(conversation: Conversation, id: string, nowMs: number): TurnRecord {
  return {
    id,
    conversationId: conversation.id,
    tenant: conversation.tenant,
    channel: conversation.channel,
    episode: conversation.episode.number,
    messageSeqs: conversation.inbox.map((message) => message.seq),
    route: { type: 'info_question', reason: 'test', confidence: 1 },
    outcome: 'answered',
    escalation: null,
    why: 'test',
    mind: 'test',
    context: [],
    passages: [],
    attempts: conversation.attempts,
    startedAtMs: nowMs,
    endedAtMs: nowMs,
  };
}

export function newHandoff(conversation: Conversation, nowMs: number): NewHandoff {
  return {
    id: handoffIdOf(conversation.id, conversation.handoffCount + 1),
    conversationId: conversation.id,
    tenant: conversation.tenant,
    channel: conversation.channel,
    reason: 'user_request',
    openedAtMs: nowMs,
    payload: {
      customer: conversation.customer,
      intent: 'help',
      summary: '',
      actions: [],
      evidence: [],
      accountFacts: [],
      confidence: null,
      uncertainty: '',
      lastReasoning: 'asked',
      suggestedNextAction: '',
      draftReply: '',
      messages: [],
    },
  };
}

/** A commit of everything that waits, as the worker that leased this conversation would make it. */
export function commitOf(
  leased: Conversation,
  nowMs: number,
  rest: Partial<CommitCommand> & {
    readonly escalates?: boolean;
    readonly says?: readonly string[];
  } = {},
): CommitCommand {
  const { escalates, says, ...given } = rest;
  const turnId = `${leased.id}-t${leased.fence}-${leased.inbox[0]?.seq ?? 0}`;
  const replies = (says ?? ['an answer']).map((text, index) =>
    draft(`${turnId}-r${index}`, text, nowMs, 'bot'),
  );
  return {
    conversationId: leased.id,
    fence: leased.fence,
    ownership: leased.ownership,
    takenIds: leased.inbox.map((message) => message.id),
    droppedIds: [],
    replies,
    turn: turnRecord(leased, turnId, nowMs),
    escalation: escalates
      ? {
          handoff: newHandoff(leased, nowMs),
          mark: ownerMark(leased.id, 'waiting', leased.ownership + 1, null, nowMs),
        }
      : null,
    episode: { ...leased.episode, turns: leased.episode.turns + 1 },
    memory: { condensed: null, dueAtMs: null },
    facts: leased.facts,
    stretches: leased.stretches,
    acting: null,
    nowMs,
    leaseUntilMs: nowMs + 1_000,
    take: take(nowMs),
    ...given,
  };
}

/** What an `OwnCommand` needs, as far as tests care. */
export function ownOf(
  kind: 'claim' | 'release' | 'return' | 'resolve',
  conversation: Conversation,
  agent: Agent,
  nowMs: number,
): OwnCommand {
  const closes = kind === 'return' || kind === 'resolve';
  return {
    kind,
    conversationId: conversation.id,
    handoffId: conversation.handoff?.id ?? 'none-1',
    agent,
    nowMs,
    take: take(nowMs),
    notice: closes
      ? draft(`${conversation.id}-n${conversation.lastSeq}`, 'closed', nowMs, 'system')
      : null,
    note: 'done',
  } as OwnCommand;
}

export function sayOf(
  conversation: Conversation,
  agent: Agent,
  id: string,
  text: string,
  nowMs: number,
  rest: Partial<SayCommand> = {},
): SayCommand {
  return {
    conversationId: conversation.id,
    handoffId: conversation.handoff?.id ?? 'none-1',
    agent,
    draft: { ...draft(id, text, nowMs, 'agent'), author: { kind: 'agent', ...agent } },
    claiming: conversation.handoff?.state === 'open',
    deskShows: 'record',
    nowMs,
    take: take(nowMs),
    ...rest,
  };
}
