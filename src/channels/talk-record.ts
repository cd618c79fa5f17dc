import type { Conversation } from '../core/domain/conversation.js';
import { LANE_NAMES } from '../core/domain/lane.js';
import { PAGE_MESSAGES_MAX } from '../core/domain/limits.js';
import type { Author, Message } from '../core/domain/message.js';
import type { Archive } from '../core/ports/archive.js';

/** Messages looked through for who talks in a thread. Whoever said nothing for so long is not spoken with any more. */
const SPEAKERS_MESSAGES = 50;

/** Turns looked through for the one that an answer is of. */
const TURNS = 20;

/**
 * The message with this id, as it reads now; null if the conversation has none. The record has its newest words; what
 * is not there yet, the aggregate holds.
 */
export async function messageById(
  conversation: Conversation,
  id: string,
  archive: Archive,
): Promise<Message | null> {
  const [known] = await archive.known([id]);
  if (known !== undefined) {
    const filed = await archive.page(conversation.id, { after: known.seq - 1, limit: 1 });
    const found = filed.find((one) => one.id === id);
    if (found !== undefined) return found;
  }
  return heldMessages(conversation).find((one) => one.id === id) ?? null;
}

/** Whether its author took it back, by the record or by what has yet to come there. */
export function isTakenBack(conversation: Conversation, { id, revised }: Message): boolean {
  const isIts = ({ kind, revises }: Message) => kind === 'delete' && revises?.id === id;
  return revised?.isGone === true || heldMessages(conversation).some(isIts);
}

/** Edits of a text, the oldest first, as far as they are within one page behind it. */
export async function editsOf(
  conversation: Conversation,
  { id, seq }: Message,
  archive: Archive,
): Promise<readonly Message[]> {
  const behind = await archive.page(conversation.id, { after: seq, limit: PAGE_MESSAGES_MAX });
  return behind.filter(({ kind, revises }) => kind === 'edit' && revises?.id === id);
}

/**
 * The customer that an answer is for, if several talk in the conversation: whoever spoke last of those it answers.
 * Null where only one does.
 */
export async function addresseeOf(
  conversation: Conversation,
  message: Message,
  archive: Archive,
): Promise<Author | null> {
  const spoken = await spokenBefore(conversation, message, archive);
  if (new Set(spoken.map(({ author }) => author.id)).size < 2) return null;
  const upTo = await lastAnsweredSeq(conversation, message, archive);
  return spoken.findLast(({ seq }) => seq <= upTo)?.author ?? null;
}

/**
 * The platform's thread that a message of ours belongs into, in a direct message where there may be many: that of the newest
 * words it answers. Null: they stand outside of any.
 */
export async function threadAnswered(
  conversation: Conversation,
  message: Message,
  archive: Archive,
): Promise<string | null> {
  const spoken = await spokenBefore(conversation, message, archive);
  const upTo = await lastAnsweredSeq(conversation, message, archive);
  return spoken.findLast(({ seq }) => seq <= upTo)?.wireThread ?? null;
}

/** What customers said shortly before a message, the oldest first. */
async function spokenBefore(
  conversation: Conversation,
  message: Message,
  archive: Archive,
): Promise<readonly Message[]> {
  const filed = await archive.page(conversation.id, {
    before: message.seq,
    limit: SPEAKERS_MESSAGES,
  });
  const before = new Map([...heldMessages(conversation), ...filed].map((one) => [one.seq, one]));
  return [...before.values()]
    .filter(({ author, kind, seq }) => {
      const isSpoken = kind === 'text' || kind === 'edit';
      return author.kind === 'customer' && isSpoken && seq < message.seq;
    })
    .sort((one, other) => one.seq - other.seq);
}

/** Whether somebody has said something in the conversation, lately or shortly before this message. */
export async function takesPart(
  conversation: Conversation,
  customerId: string,
  message: Message,
  archive: Archive,
): Promise<boolean> {
  if (conversation.customer.id === customerId) return true;
  const isTheirs = ({ author, kind }: Message) =>
    author.kind === 'customer' && author.id === customerId && kind === 'text';
  if (heldMessages(conversation).some(isTheirs)) return true;
  for (const before of [message.seq, conversation.lastSeq + 1]) {
    const page = await archive.page(conversation.id, { before, limit: SPEAKERS_MESSAGES });
    if (page.some(isTheirs)) return true;
  }
  return false;
}

/** Whether they may say how they were served: who took part in it as a customer, and served nobody in it. */
export async function mayRate(
  conversation: Conversation,
  customerId: string,
  message: Message,
  archive: Archive,
): Promise<boolean> {
  const { handoff, stretches } = conversation;
  const served = [handoff?.claimedBy, ...stretches.map(({ agent }) => agent)];
  if (served.some((agent) => agent?.id === customerId)) return false;
  return takesPart(conversation, customerId, message, archive);
}

/** What came in while a turn was at work is not answered by it. */
async function lastAnsweredSeq(
  conversation: Conversation,
  { turnId, seq }: Message,
  archive: Archive,
): Promise<number> {
  if (turnId === undefined) return seq;
  const held = conversation.lanes.customer.items.flatMap(({ turn }) => turn ?? []);
  const turn =
    held.find(({ id }) => id === turnId) ??
    (await archive.turns(conversation.id, TURNS)).find(({ id }) => id === turnId);
  return turn === undefined ? seq : Math.max(0, ...turn.messageSeqs);
}

function heldMessages({ inbox, lanes }: Conversation): readonly Message[] {
  const items = LANE_NAMES.flatMap((name) => lanes[name].items);
  return [...inbox, ...items.flatMap(({ message }) => message ?? [])];
}
