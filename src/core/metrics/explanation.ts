import type { Acting } from '../domain/action.js';
import type { Conversation } from '../domain/conversation.js';
import type { Handoff } from '../domain/handoff.js';
import { clipped } from '../domain/handoff-payload.js';
import type { Message } from '../domain/message.js';
import { type Truth, truthOf } from '../domain/truth.js';
import type { ShownFact, TurnRecord } from '../domain/turn.js';
import type { LedgerEntry, Usage, Spent as WholeSpent } from '../domain/usage.js';
import { type CallsSum, isSameWork, sumOf } from './explained-calls.js';

/** Characters of one text that an explanation shows. */
const TEXT_CHARS_MAX = 2_000;

/** What somebody said. Nothing is left of it once it was taken back. */
export interface SaidLine {
  readonly seq: number;
  readonly at: string;
  readonly kind: Message['kind'];
  readonly by: string;
  readonly text: string;
  readonly isEdited: boolean;
  readonly isTakenBack: boolean;
}

export interface ExplainedCall {
  readonly purpose: string;
  readonly model: string;
  readonly attempt: number;
  /** Made when the same messages were worked on before, in vain. */
  readonly isOfEarlierTry: boolean;
  readonly openedAt: string;
  /** Null while it runs. */
  readonly ms: number | null;
  readonly usage: Usage | null;
  readonly isEstimated: boolean;
  /** Null: it runs still, or its model has no price. */
  readonly costUsd: number | null;
  readonly outcome: string;
}

/** What one turn saw, why it did what it did, and what it took. */
export interface Explanation {
  readonly turn: string;
  readonly conversation: string;
  readonly tenant: string;
  readonly channel: string;
  readonly episode: number;
  /** The oldest of its messages was recorded. Null where it had none of its own. */
  readonly recordedAt: string | null;
  readonly begunAt: string;
  readonly endedAt: string;
  readonly attempts: number;
  readonly heard: readonly SaidLine[];
  readonly route: TurnRecord['route'];
  readonly rules: readonly string[];
  readonly workflow: string | null;
  readonly context: readonly {
    readonly part: string;
    readonly tokens: number;
    /** `value`: what the customer said, word for word; null if that is not known any more, or vouched for by others. */
    readonly facts: readonly { readonly name: string; readonly value: string | null }[];
  }[];
  readonly passages: TurnRecord['passages'];
  readonly mind: string;
  readonly calls: readonly ExplainedCall[];
  readonly spent: CallsSum;
  readonly action: {
    readonly id: string;
    readonly name: string;
    /** How it stood at the end of the turn. */
    readonly stage: string;
    /** How it stands now; null if that is not remembered any more. */
    readonly now: string | null;
    readonly result: string | null;
  } | null;
  readonly outcome: TurnRecord['outcome'];
  readonly why: string;
  readonly escalation: string | null;
  readonly handoff: { readonly id: string; readonly state: string | null } | null;
  readonly said: readonly (SaidLine & { readonly truth: Truth })[];
  readonly rating: number | null;
  readonly wasHelpful: boolean | null;
}

/** What an explanation is made of. */
export interface ExplanationParts {
  readonly turn: TurnRecord;
  readonly conversation: Conversation;
  /** What was said from the turn's first message on. */
  readonly messages: readonly Message[];
  /** Texts that facts of the turn were learnt from, as they read now. */
  readonly sources: readonly Message[];
  /** Of the conversation, since the turn's first message. */
  readonly calls: readonly LedgerEntry[];
  /** The one it opened, if that is on record. */
  readonly handoff: Handoff | null;
  /** The channel's clients report what they have shown. */
  readonly showsRecord: boolean;
  readonly nowMs: number;
}

export function explanationOf(parts: ExplanationParts): Explanation {
  const { turn, conversation, messages } = parts;
  const calls = parts.calls.filter((call) => isSameWork(call.turnId, turn.id));
  const heard = messages.filter(({ seq }) => turn.messageSeqs.includes(seq));
  const { id, conversationId, tenant, channel, episode, attempts, route, outcome, why } = turn;
  return {
    ...{ turn: id, conversation: conversationId, tenant, channel, episode },
    recordedAt: heard[0] === undefined ? null : iso(heard[0].atMs),
    begunAt: iso(turn.startedAtMs),
    endedAt: iso(turn.endedAtMs),
    attempts,
    heard: heard.map(lineOf),
    ...{ route, rules: turn.rules ?? [], workflow: turn.workflow ?? null },
    context: turn.context.map(({ part, tokens, facts }) => ({
      ...{ part, tokens },
      facts: (facts ?? []).map((fact) => factOf(fact, parts)),
    })),
    ...{ passages: turn.passages, mind: turn.mind },
    calls: calls.map((call) => callOf(call, turn)),
    spent: sumOf(calls),
    action: actionOf(turn, conversation.acting),
    ...{ outcome, why, escalation: turn.escalation },
    handoff: handoffOf(turn, parts.handoff),
    said: saidIn(parts),
    ...{ rating: turn.rating ?? null, wasHelpful: turn.feedback?.isHelpful ?? null },
  };
}

/** The turns of one conversation, the oldest first. */
export interface TalkExplanation {
  readonly conversation: string;
  readonly tenant: string;
  readonly channel: string;
  readonly owner: string;
  readonly turns: readonly {
    readonly turn: string;
    readonly begunAt: string;
    readonly ms: number;
    readonly type: string;
    readonly outcome: string;
    readonly why: string;
    readonly mind: string;
    readonly spent: CallsSum;
  }[];
  /** There are earlier ones, or calls that were not read. */
  readonly isCut: boolean;
  /** On the whole conversation, with what was spent beside its turns. */
  readonly spent: WholeSpent;
}

interface TalkParts {
  readonly conversation: Conversation;
  /** The newest first. */
  readonly turns: readonly TurnRecord[];
  readonly calls: readonly LedgerEntry[];
  readonly isCut: boolean;
  readonly spent: WholeSpent;
}

export function talkExplanationOf({ conversation, calls, ...parts }: TalkParts): TalkExplanation {
  const { id, tenant, channel, owner } = conversation;
  const turns = parts.turns.toReversed().map((turn) => ({
    turn: turn.id,
    begunAt: iso(turn.startedAtMs),
    ms: turn.endedAtMs - turn.startedAtMs,
    type: turn.route.type,
    ...{ outcome: turn.outcome, why: turn.why, mind: turn.mind },
    spent: sumOf(calls.filter((call) => isSameWork(call.turnId, turn.id))),
  }));
  const { isCut, spent } = parts;
  return { conversation: id, tenant, channel, owner, turns, isCut, spent };
}

function lineOf(message: Message): SaidLine {
  const { seq, atMs, kind, author, text, revised } = message;
  const isTakenBack = revised?.isGone === true;
  return {
    ...{ seq, at: iso(atMs), kind, by: author.name },
    text: clipped(text, TEXT_CHARS_MAX),
    isEdited: revised !== undefined && !isTakenBack,
    isTakenBack,
  };
}

/** Words of this turn, and what was left of them when a claim came first. */
function saidIn({ turn, messages, conversation, showsRecord, nowMs }: ExplanationParts) {
  const isOfTurn = ({ id, kind, turnId }: Message) =>
    kind === 'empty'
      ? id.startsWith(`${turn.id}-r`)
      : turnId !== undefined && isSameWork(turnId, turn.id);
  return messages
    .filter((message) => isOfTurn(message) && message.kind !== 'owner')
    .map((message) => ({
      ...lineOf(message),
      truth: truthOf(message, conversation, showsRecord, nowMs),
    }));
}

/** A value is told while it can be read where it was said; what others vouch for may have changed since. */
function factOf({ name, id }: ShownFact, { conversation, sources }: ExplanationParts) {
  const fact = id === undefined ? undefined : conversation.facts.find((one) => one.id === id);
  const source = sources.find((message) => message.id === fact?.sourceId);
  const isThere = fact !== undefined && source?.text.includes(fact.value) === true;
  return { name, value: isThere ? fact.value : null };
}

function callOf(call: LedgerEntry, { id }: TurnRecord): ExplainedCall {
  const { purpose, model, attempt, openedAtMs, closed } = call;
  return {
    ...{ purpose, model, attempt },
    isOfEarlierTry: call.turnId !== id,
    openedAt: iso(openedAtMs),
    ms: closed === null ? null : closed.closedAtMs - openedAtMs,
    usage: closed?.usage ?? null,
    isEstimated: closed?.isEstimated ?? false,
    costUsd: closed?.costUsd ?? null,
    outcome: closed?.outcome ?? 'running',
  };
}

function actionOf({ action }: TurnRecord, { current, past }: Acting): Explanation['action'] {
  if (action === undefined) return null;
  const { id, name, stage } = action;
  const ended = past.find((one) => one.id === id);
  const now = ended?.end ?? (current?.id === id ? current.stage : null);
  // Of what was only talked about the result lists what the customer stated, who may have taken it back.
  const isTalk = ended?.end === 'stopped' || ended?.end === 'cancelled';
  return { id, name, stage, now, result: isTalk ? null : (ended?.text ?? null) };
}

function handoffOf({ handoffId }: TurnRecord, handoff: Handoff | null): Explanation['handoff'] {
  return handoffId === undefined ? null : { id: handoffId, state: handoff?.state ?? null };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
