/**
 * Writes on the way to an outcome: what an action has come to, and words that keep a customer company meanwhile. Each is
 * one conditional update of the aggregate.
 */
import type { Acting } from './action.js';
import { type Conversation, cardItem, hasHandoff, withDue } from './conversation.js';
import { withCardOf } from './conversation-writes.js';
import type { HandoffPayload } from './handoff.js';
import { laneItem, pushed, type TakeRequest } from './lane.js';
import { type Draft, numbered } from './message.js';

export interface ActCommand {
  readonly conversationId: string;
  /** The revision of `acting` it was decided on; if it has changed, nothing happens. */
  readonly revision: number;
  /** Of a turn: it must still have the lease, and nobody may have claimed. Null: it holds whoever owns the conversation. */
  readonly lease: { readonly fence: number; readonly ownership: number } | null;
  /** From now on; its revision is one higher. */
  readonly acting: Acting;
  /** What the card of this case says from now on; the case must not be closed. Null: no card is touched. */
  readonly handoff: { readonly id: string; readonly changes: Partial<HandoffPayload> } | null;
  /** What the desk is told: drafts of kind `note` by `SYSTEM`. */
  readonly deskLines: readonly Draft[];
  /** What the customer is told; nothing when null. A claim does not withdraw it: what was done was done. */
  readonly notice: Draft | null;
  readonly take: TakeRequest;
}

export function mayAct(before: Conversation, command: ActCommand): boolean {
  const { revision, lease, handoff } = command;
  if (before.acting.revision !== revision) return false;
  if (lease !== null && !isHeld(before, lease)) return false;
  return handoff === null || hasHandoff(before, handoff.id);
}

/** A lease that was given back is nobody's, although no later one has raised the fence yet. */
function isHeld(before: Conversation, lease: NonNullable<ActCommand['lease']>): boolean {
  const { fence, ownership, leaseUntilMs } = before;
  return lease.fence === fence && lease.ownership === ownership && leaseUntilMs !== 0;
}

/** A step of an action. In the desk's lane: the lines, then the card. */
export function act(before: Conversation, command: ActCommand): Conversation | null {
  if (!mayAct(before, command)) return null;
  const { acting, deskLines, notice, take } = command;
  const lines = deskLines.map((draft, index) => numbered(draft, before.lastSeq + 1 + index));
  const told = notice === null ? [] : [numbered(notice, before.lastSeq + lines.length + 1)];
  const asItem = (message: (typeof lines)[number]) => laneItem('deliver', message.id, { message });
  const { customer, desk } = before.lanes;
  const after: Conversation = {
    ...before,
    lastSeq: before.lastSeq + lines.length + told.length,
    acting,
    lanes: {
      customer: pushed(customer, told.map(asItem), take),
      desk: pushed(desk, lines.map(asItem), take),
    },
  };
  return withDue(withChanges(after, command));
}

function withChanges(before: Conversation, { handoff, take }: ActCommand): Conversation {
  if (before.handoff === null || handoff === null) return before;
  const payload = { ...before.handoff.payload, ...handoff.changes };
  const next = { ...before.handoff, revision: before.handoff.revision + 1, payload };
  return { ...before, handoff: next, lanes: withCardOf(before, cardItem(next), take) };
}

export interface HoldCommand {
  readonly conversationId: string;
  readonly fence: number;
  readonly ownership: number;
  /** The newest message that has been waiting. Each is held once, however often its turn is tried. */
  readonly seq: number;
  readonly notice: Draft;
  readonly take: TakeRequest;
}

/** Tells the customer that it takes longer. A claim withdraws it as it does with all of the bot's words. */
export function hold(before: Conversation, command: HoldCommand): Conversation | null {
  const { fence, ownership, seq, notice, take } = command;
  if (before.fence !== fence || before.ownership !== ownership) return null;
  if (before.leaseUntilMs === 0 || before.heldSeq >= seq) return null;
  const message = numbered(notice, before.lastSeq + 1);
  const item = laneItem('deliver', message.id, { message, byBot: true });
  const customer = pushed(before.lanes.customer, [item], take);
  return withDue({
    ...before,
    lastSeq: message.seq,
    heldSeq: seq,
    lanes: { ...before.lanes, customer },
  });
}
