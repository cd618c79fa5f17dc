import type { Conversation } from '../../core/domain/conversation.js';
import { PAGE_MESSAGES_MAX } from '../../core/domain/limits.js';
import type { Message } from '../../core/domain/message.js';
import { messageAt, newest } from '../../core/domain/transcript.js';
import type { Archive } from '../../core/ports/archive.js';

/** Pages looked through behind a note. Whoever wants to send words from before so much talk writes them again. */
const PAGES_MAX = 10;

/** What became of the words of a note: other ones stand in their place, or none. */
export type NoteFate = 'changed' | 'gone';

/** Whether the note says no more than that its author took an earlier one back. */
export function isTakenBack({ revises }: Message): boolean {
  return revises !== undefined;
}

/** An agent's note with this number, on record or on its way there; null: there is none. */
export async function noteNumbered(
  conversation: Conversation,
  seq: number,
  archive: Archive,
): Promise<Message | null> {
  const filed = await archive.page(conversation.id, { after: seq - 1, limit: 1 });
  const found = messageAt(conversation, filed, seq);
  const isNote = found?.kind === 'note' && found.author.kind === 'agent' && !isTakenBack(found);
  return isNote ? found : null;
}

/** Null: nobody has changed or deleted the note since. */
export async function noteFate(
  conversation: Conversation,
  note: Message,
  archive: Archive,
): Promise<NoteFate | null> {
  let after = note.seq;
  let fate: NoteFate | null = null;
  for (let pages = 0; after < conversation.lastSeq; pages++) {
    if (pages === PAGES_MAX) return 'changed';
    const filed = await archive.page(conversation.id, { after, limit: PAGE_MESSAGES_MAX });
    const later = againIn(conversation, filed, note).filter(({ seq }) => seq > note.seq);
    if (later.some(isTakenBack)) return 'gone';
    if (later.length > 0) fate = 'changed';
    const isLast = filed.length < PAGE_MESSAGES_MAX;
    if (isLast) break;
    after = filed.at(-1)?.seq ?? after;
  }
  return fate;
}

/** The same note as it read before, as far as it is within one page. */
export async function earlierNotes(
  conversation: Conversation,
  note: Message,
  archive: Archive,
): Promise<readonly Message[]> {
  const query = { before: note.seq, limit: PAGE_MESSAGES_MAX };
  const filed = await archive.page(conversation.id, query);
  return againIn(conversation, filed, note).filter(({ seq }) => seq < note.seq);
}

/** What its author wrote in the same place. */
function againIn(
  conversation: Conversation,
  filed: readonly Message[],
  { wireId, author, seq }: Message,
): Message[] {
  if (wireId === undefined) return [];
  return newest(conversation, filed, Number.MAX_SAFE_INTEGER).filter(
    (one) =>
      one.kind === 'note' &&
      one.wireId === wireId &&
      one.author.kind === author.kind &&
      one.author.id === author.id &&
      one.seq !== seq,
  );
}
