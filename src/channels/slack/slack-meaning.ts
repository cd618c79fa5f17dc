import type { Handoff } from '../../core/domain/handoff.js';
import type { SlackDeskSettings } from './slack-desk-parts.js';

type Marks = Pick<SlackDeskSettings, 'replies' | 'noteMark' | 'replyMark'>;

/** What an agent's words in a thread are: for the customer, without the mark that says so, or for colleagues. */
export type Meaning =
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string };

/**
 * Where words in a thread go.
 *
 * | replies | open | claimed by who wrote it | claimed by somebody else |
 * |---|---|---|---|
 * | `claimer` | to the customer, and claims | to the customer | note |
 * | `marked` | if marked | if marked | note |
 * | `all` | to the customer, and claims | to the customer | to the customer |
 *
 * What begins with the note mark is a note in every case.
 */
export function meaningOf(
  text: string,
  handoff: Pick<Handoff, 'state' | 'claimedBy'>,
  agentId: string,
  marks: Marks,
): Meaning {
  const { claimedBy } = handoff;
  const mayReply = claimedBy === null || claimedBy.id === agentId || marks.replies === 'all';
  return mayReply && mayHaveMeantToSend(text, marks)
    ? { kind: 'reply', text: withoutMark(text, marks) }
    : { kind: 'note', text };
}

/** Whether words say of themselves that they are for the customer, whoever wrote them. */
export function mayHaveMeantToSend(text: string, { replies, noteMark, replyMark }: Marks): boolean {
  const words = text.trimStart();
  if (words.startsWith(noteMark)) return false;
  return replies !== 'marked' || words.startsWith(replyMark);
}

/** The words themselves. */
export function withoutMark(text: string, { replies, replyMark }: Marks): string {
  const words = text.trim();
  const isMarked = replies === 'marked' && words.startsWith(replyMark);
  return isMarked ? words.slice(replyMark.length).trimStart() : words;
}
