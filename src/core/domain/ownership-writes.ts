/**
 * Changes of owner by people, or because nobody speaks any more: claim, release, return, resolve, take over, expire; and
 * what an agent says. Each is one conditional update; the loser of a race learns the state that won.
 */
import type { Acting } from './action.js';
import {
  type Conversation,
  cardItem,
  hasHandoff,
  newEpisode,
  ownerMark,
  type Stretch,
  withDue,
} from './conversation.js';
import { withCardOf, withRecentId } from './conversation-writes.js';
import {
  type Agent,
  type Handoff,
  type HandoffPayload,
  type HandoffState,
  type HandoffStep,
  handoffIdOf,
  isClosed,
  type NewHandoff,
  openHandoff,
  stepped,
  wasCausedBy,
} from './handoff.js';
import { type LaneName, laneItem, pushed, type TakeRequest, withdrawn } from './lane.js';
import { LANE_ITEMS_MAX, STRETCHES_MAX, WAITING_TOLD_MS } from './limits.js';
import { withFates, withUnmarked } from './mark-writes.js';
import { type Draft, type Message, numbered, type Owner } from './message.js';
import { newerEdit, withRecentEdit } from './recent-edits.js';

export type OwnCommand = {
  readonly conversationId: string;
  /** Who does it; of `expire`, who had the case. */
  readonly agent: Agent;
  readonly nowMs: number;
  readonly take: TakeRequest;
  /** What the customer is told; nothing when null. */
  readonly notice: Draft | null;
  /** What it is done by, by its platform's own name: brought again it does nothing, even if it was undone since. */
  readonly cause?: string;
} & (
  | { readonly kind: 'claim'; readonly handoffId: string }
  | { readonly kind: 'release'; readonly handoffId: string }
  | { readonly kind: 'return'; readonly handoffId: string; readonly note: string }
  | { readonly kind: 'resolve'; readonly handoffId: string; readonly note: string }
  | {
      readonly kind: 'expire';
      readonly handoffId: string;
      readonly note: string;
      /** The last number there was when it was decided: whoever says something keeps the case open. */
      readonly lastSeq: number;
    }
  | { readonly kind: 'take-over'; readonly handoff: NewHandoff }
);

/** `stale`: the condition did not hold; `handoff` and `owner` are what does. */
export type OwnResult =
  | { readonly kind: 'done'; readonly conversation: Conversation }
  | { readonly kind: 'stale'; readonly conversation: Conversation | null };

/** Which state each step starts from; only the claimer takes the later ones. */
export function mayOwn(before: Conversation, command: OwnCommand): boolean {
  if (command.kind === 'take-over') {
    const isNext = command.handoff.id === handoffIdOf(before.id, before.handoffCount + 1);
    return before.owner === 'bot' && before.handoff === null && isNext;
  }
  if (!hasHandoff(before, command.handoffId)) return false;
  if (before.handoff !== null && wasCausedBy(before.handoff, command.cause)) return false;
  if (command.kind === 'claim') return before.handoff?.state === 'open';
  if (closesCase(command) && isBeingDone(before)) return false;
  if (command.kind === 'expire' && before.lastSeq !== command.lastSeq) return false;
  return before.handoff?.state === 'claimed' && before.handoff.claimedBy?.id === command.agent.id;
}

/** Whether the step ends the case, so that nobody has it any more. */
export function closesCase({ kind }: Pick<OwnCommand, 'kind'>): boolean {
  return kind === 'return' || kind === 'resolve' || kind === 'expire';
}

/** Whether something is being done, or is approved and about to be: its end must not find that everybody has gone. */
export function isBeingDone({
  acting,
  handoff,
}: Pick<Conversation, 'acting' | 'handoff'>): boolean {
  const stage = acting.current?.stage;
  const isApproved = handoff?.payload.approval?.decision?.isApproved === true;
  return stage === 'running' || (stage === 'approving' && isApproved);
}

export const OWNER_AFTER: Record<OwnCommand['kind'], Owner> = {
  claim: 'agent',
  'take-over': 'agent',
  release: 'waiting',
  return: 'bot',
  resolve: 'bot',
  expire: 'bot',
};

export const STATE_AFTER: Record<OwnCommand['kind'], HandoffState> = {
  claim: 'claimed',
  'take-over': 'claimed',
  release: 'open',
  return: 'returned',
  resolve: 'resolved',
  expire: 'expired',
};

/** How a stretch ended, of the steps that end one. */
export const STRETCH_ENDS = {
  return: 'returned',
  resolve: 'resolved',
  expire: 'expired',
} as const satisfies Partial<Record<OwnCommand['kind'], Stretch['outcome']>>;

/** The step as the handoff's history has it. Nobody does it when a case runs out. */
export function stepOf({ kind, nowMs, agent, cause }: OwnCommand): HandoffStep {
  const step = { state: STATE_AFTER[kind], atMs: nowMs, ...(cause === undefined ? {} : { cause }) };
  return kind === 'expire' ? step : { ...step, by: agent };
}

/** Whether what follows is a new episode, which the bot begins afresh. */
export function endsEpisode({ kind }: OwnCommand): boolean {
  return kind === 'resolve' || kind === 'expire';
}

function handoffAfter(before: Conversation, command: OwnCommand): Handoff | null {
  const handoff = command.kind === 'take-over' ? openHandoff(command.handoff) : before.handoff;
  if (handoff === null) return null;
  const step = stepOf(command);
  return stepped(handoff, step, step.state === 'open' ? null : command.agent);
}

/** When the agent's stretch began: the last claim. */
function claimedAtMs(handoff: Handoff): number {
  return handoff.history.findLast((step) => step.state === 'claimed')?.atMs ?? handoff.openedAtMs;
}

function stretchesAfter(before: Conversation, command: OwnCommand, handoff: Handoff) {
  if (command.kind !== 'return' && command.kind !== 'resolve' && command.kind !== 'expire') {
    return before.stretches;
  }
  const stretch: Stretch = {
    handoffId: handoff.id,
    agent: command.agent,
    outcome: STRETCH_ENDS[command.kind],
    note: command.note,
    fromMs: claimedAtMs(handoff),
    toMs: command.nowMs,
  };
  return [...before.stretches, stretch].slice(-STRETCHES_MAX);
}

/**
 * One change of owner. A claim also withdraws what the bot has not sent and hands the inbox to the desk: were these
 * apart, the bot could still speak over the person, or a message could wait for a turn that will never come.
 */
export function own(before: Conversation, command: OwnCommand): Conversation | null {
  if (!mayOwn(before, command)) return null;
  const handoff = handoffAfter(before, command);
  if (handoff === null) return null;
  const owner = OWNER_AFTER[command.kind];
  const ownership = before.ownership + 1;
  const shownAgent = owner === 'agent' ? command.agent : null;
  const mark = ownerMark(before.id, owner, ownership, shownAgent, command.nowMs);
  const drafts = command.notice === null ? [mark] : [mark, command.notice];
  const said = drafts.map((draft, index) => numbered(draft, before.lastSeq + 1 + index));
  const owed = said.map((message) =>
    message.kind === 'text'
      ? laneItem('deliver', message.id, { message, byBot: true })
      : laneItem('file', message.id, { message }),
  );
  const lane = owner === 'agent' ? withdrawn(before.lanes.customer) : before.lanes.customer;
  const moved = owner === 'agent' ? before.inbox : [];
  const desk = pushed(
    before.lanes.desk,
    moved.map((message) => laneItem('deliver', message.id, { message })),
    null,
  );
  const after: Conversation = {
    ...before,
    owner,
    ownership,
    lastSeq: before.lastSeq + said.length,
    inbox: owner === 'agent' ? [] : before.inbox,
    attempts: owner === 'agent' ? 0 : before.attempts,
    leaseUntilMs: owner === 'agent' ? 0 : before.leaseUntilMs,
    handoff: isClosed(handoff.state) ? null : handoff,
    handoffCount: before.handoffCount + (command.kind === 'take-over' ? 1 : 0),
    stretches: stretchesAfter(before, command, handoff),
    acting: closesCase(command) ? undecided(before.acting, command.nowMs) : before.acting,
    watchAtMs: command.nowMs,
    episode: endsEpisode(command)
      ? newEpisode(before.episode.number + 1, command.nowMs)
      : before.episode,
    lanes: { customer: pushed(lane, owed, command.take), desk },
  };
  return withDue({ ...after, lanes: withCardOf(after, cardItem(handoff), command.take) });
}

/** An approval nobody will give any more: somebody has to say so, now. */
function undecided(acting: Acting, nowMs: number): Acting {
  const { current, revision } = acting;
  if (current?.stage !== 'approving') return acting;
  return { ...acting, revision: revision + 1, current: { ...current, dueAtMs: nowMs } };
}

export interface SayCommand {
  readonly conversationId: string;
  readonly handoffId: string;
  readonly agent: Agent;
  readonly draft: Draft;
  /** The handoff is open: claim it and say this in one write, so that nobody can come between. */
  readonly claiming: boolean;
  /** Whether the desk sees what is on record by itself, or has to be told what became of a reply, and of others' replies. */
  readonly deskShows: 'record' | 'wire';
  readonly nowMs: number;
  readonly take: TakeRequest;
}

/** The claim that a first reply brings with it. */
export function claimOf(command: SayCommand): OwnCommand {
  const { conversationId, handoffId, agent, nowMs, take } = command;
  return { kind: 'claim', conversationId, handoffId, agent, nowMs, take, notice: null };
}

export type SayResult =
  | { readonly kind: 'said'; readonly seq: number; readonly conversation: Conversation }
  | { readonly kind: 'duplicate'; readonly seq: number }
  | { readonly kind: 'full' }
  | { readonly kind: 'stale'; readonly conversation: Conversation | null };

/** The lanes that must have room: on a platform's desk a reply leaves its mark, and maybe a copy, in that lane as well. */
export function lanesOfWords({ draft, deskShows }: SayCommand): readonly LaneName[] {
  if (draft.kind === 'note') return ['desk'];
  return deskShows === 'wire' ? ['customer', 'desk'] : ['customer'];
}

/**
 * An agent's words to the customer, or a note. Words need the claim; a note only needs the handoff. What was said in a
 * case can be taken back after its end, too: whoever wrote to the wrong one must not have to look on.
 */
export function say(found: Conversation, command: SayCommand): SayResult {
  const known = found.recentIds.find((recent) => recent.id === command.draft.id);
  if (known) return { kind: 'duplicate', seq: known.seq };
  const newer = newerEdit(found.recentEdits, command.draft);
  if (newer) return { kind: 'duplicate', seq: newer.seq };
  const before = command.claiming ? own(found, claimOf(command)) : found;
  if (before === null) return { kind: 'stale', conversation: found };
  const isNote = command.draft.kind === 'note';
  const mine =
    before.handoff?.state === 'claimed' && before.handoff.claimedBy?.id === command.agent.id;
  const isTheCase = hasHandoff(before, command.handoffId);
  const maySay = isTheCase ? isNote || mine : command.draft.kind === 'delete';
  if (!maySay) return { kind: 'stale', conversation: before };
  const name = isNote ? ('desk' as const) : ('customer' as const);
  if (lanesOfWords(command).some((lane) => before.lanes[lane].items.length >= LANE_ITEMS_MAX)) {
    return { kind: 'full' };
  }
  const seq = before.lastSeq + 1;
  const message = numbered(command.draft, seq);
  const item = laneItem('deliver', message.id, { message });
  const after: Conversation = {
    ...before,
    lastSeq: seq,
    recentIds: withRecentId(before.recentIds, message.id, seq),
    recentEdits: withRecentEdit(before.recentEdits, message),
    lanes: { ...before.lanes, [name]: pushed(before.lanes[name], [item], command.take) },
  };
  const conversation = withDue(isNote ? after : withReply(after, message, command));
  return { kind: 'said', seq, conversation };
}

/**
 * What words to the customer bring with them: somebody looks soon whether they were seen, and a desk on a platform waits
 * to hear it. If they were not said in its thread, the thread gets them too.
 */
function withReply(before: Conversation, message: Message, command: SayCommand): Conversation {
  const { nowMs, take } = command;
  const isOnWire = command.deskShows === 'wire';
  const copies =
    isOnWire && message.wireId === undefined ? [laneItem('deliver', message.id, { message })] : [];
  return {
    ...before,
    agentAtMs: message.kind === 'text' ? nowMs : before.agentAtMs,
    watchAtMs: Math.min(before.watchAtMs ?? Number.POSITIVE_INFINITY, nowMs + WAITING_TOLD_MS),
    unmarked: isOnWire ? withUnmarked(before.unmarked, message, nowMs) : before.unmarked,
    lanes: { ...before.lanes, desk: pushed(before.lanes.desk, copies, take) },
  };
}

export interface AmendCommand {
  readonly conversationId: string;
  readonly handoffId: string;
  /** What the card says from now on; what is not named stays. */
  readonly changes: Partial<HandoffPayload>;
  /** Which state of the case the change was decided on. It holds only if that is still so; without it, on any. */
  readonly revision?: number;
  /** When somebody must look at the action that is under way, if one is; without it, as before. */
  readonly actionDueAtMs?: number;
  readonly take: TakeRequest;
}

/** Changes what a card says, while the case is not closed: a brief that came later, words that were taken back. */
export function amend(before: Conversation, command: AmendCommand): Conversation | null {
  const { handoff } = before;
  if (handoff === null || !hasHandoff(before, command.handoffId)) return null;
  if (command.revision !== undefined && command.revision !== handoff.revision) return null;
  const payload = { ...handoff.payload, ...command.changes };
  const after = { ...handoff, revision: handoff.revision + 1, payload };
  const next = { ...before, handoff: after, acting: hurried(before.acting, command) };
  return withDue({ ...next, lanes: withCardOf(next, cardItem(after), command.take) });
}

function hurried(acting: Acting, { actionDueAtMs }: AmendCommand): Acting {
  const { current, revision } = acting;
  if (current === null || actionDueAtMs === undefined) return acting;
  return { ...acting, revision: revision + 1, current: { ...current, dueAtMs: actionDueAtMs } };
}

/**
 * A receipt: the customer's client has shown everything up to this number, and a desk that waits to hear so is told.
 * Never beyond what was said.
 */
export function receive(before: Conversation, seq: number): Conversation | null {
  const receivedSeq = Math.min(seq, before.lastSeq);
  if (receivedSeq <= before.receivedSeq) return null;
  const seen = before.unmarked.filter((one) => one.seq <= receivedSeq);
  const fates = seen.map(({ messageId }) => ({ messageId, state: 'delivered' as const }));
  return withDue(withFates({ ...before, receivedSeq }, fates));
}
