/** What a look at the timers of a conversation does to it, in one conditional update: of two lookers one does it. */
import { type Conversation, cardItem, hasHandoff, withDue } from './conversation.js';
import { withCardOf } from './conversation-writes.js';
import { withAlarms } from './handoff.js';
import { laneItem, pushed, type TakeRequest } from './lane.js';
import { markItem } from './mark-writes.js';
import { type Draft, numbered } from './message.js';

export interface AttendCommand {
  readonly conversationId: string;
  /** What was there when it was decided; if it is not any more, somebody else was faster and nothing happens. */
  readonly expects: Pick<Conversation, 'watchAtMs' | 'ownership'>;
  /** The open or claimed handoff that it is about; null if there need not be one. */
  readonly handoffId: string | null;
  /** When to look again; null: nothing is left to look for. */
  readonly watchAtMs: number | null;
  /** Timers of the handoff that fire now. One that has fired before makes the whole command stale. */
  readonly alarms: readonly string[];
  /** Whether the card shows something of it, so that the desk has to have it anew. */
  readonly isCardChanged: boolean;
  /** What the desk is told: drafts of kind `note` by `SYSTEM`. */
  readonly deskLines: readonly Draft[];
  /** What the customer is told; nothing when null. A claim does not withdraw it, because it is about people. */
  readonly notice: Draft | null;
  /** Replies of `unmarked` of which the desk is told that the customer has yet to see them. */
  readonly waitingIds: readonly string[];
  readonly take: TakeRequest;
}

export function mayAttend(before: Conversation, command: AttendCommand): boolean {
  const { expects, handoffId, alarms } = command;
  if (before.watchAtMs !== expects.watchAtMs || before.ownership !== expects.ownership)
    return false;
  if (handoffId === null) return true;
  const fired = before.handoff?.alarms ?? [];
  return hasHandoff(before, handoffId) && !alarms.some((alarm) => fired.includes(alarm));
}

/** Timers that have run out, made real. In the desk's lane: the lines, then what is waited for, then the card. */
export function attend(before: Conversation, command: AttendCommand): Conversation | null {
  if (!mayAttend(before, command)) return null;
  const { deskLines, notice, take } = command;
  const lines = deskLines.map((draft, index) => numbered(draft, before.lastSeq + 1 + index));
  const told = notice === null ? [] : [numbered(notice, before.lastSeq + lines.length + 1)];
  const asItem = (message: (typeof lines)[number]) => laneItem('deliver', message.id, { message });
  const isNews = (one: Conversation['unmarked'][number]) =>
    command.waitingIds.includes(one.messageId) && !one.isWaitingTold;
  const waiting = before.unmarked.filter(isNews).map((one) => markItem(one, 'waiting'));
  const { customer, desk } = before.lanes;
  const after: Conversation = {
    ...before,
    lastSeq: before.lastSeq + lines.length + told.length,
    watchAtMs: command.watchAtMs,
    unmarked: before.unmarked.map((one) => (isNews(one) ? { ...one, isWaitingTold: true } : one)),
    lanes: {
      customer: pushed(customer, told.map(asItem), take),
      desk: pushed(desk, [...lines.map(asItem), ...waiting], take),
    },
  };
  return withDue(withFired(after, command));
}

/** The handoff with its timers that have fired, and its card again if that shows them. */
function withFired(before: Conversation, command: AttendCommand): Conversation {
  const { handoffId, alarms, isCardChanged, take } = command;
  if (before.handoff === null || handoffId === null) return before;
  const fired = withAlarms(before.handoff, alarms);
  if (!isCardChanged) return { ...before, handoff: fired };
  const handoff = { ...fired, revision: fired.revision + 1 };
  return { ...before, handoff, lanes: withCardOf(before, cardItem(handoff), take) };
}
