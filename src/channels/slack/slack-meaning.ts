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
 * What begins with the note mark is a note in every case, however it is spelled or dressed.
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
  if (isMarkedNote(text, noteMark)) return false;
  return replies !== 'marked' || text.trimStart().startsWith(replyMark);
}

/** What may stand before a note mark without anybody seeing it: formatting, a quotation, a bullet. */
const DRESS = '[\\s*_~>\u2022\u25e6\u25aa`]*';

/** Characters of colleagues' names, together, that a note is addressed to. A reply mentions nobody at its beginning. */
const ADDRESSED_CHARS_MAX = 100;

/** Takes no room on a screen: joiners, marks of direction, fillers. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;

/**
 * Whether words begin with the note mark as a person sees them: in another width, behind something unseen, in bold, in
 * a quotation or behind the mention of a colleague. In doubt it is a note, for a note that is sent cannot be called
 * back.
 */
export function isMarkedNote(text: string, noteMark: string): boolean {
  const mark = asSeen(noteMark).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const address = `(?:@[^\\n]{1,${ADDRESSED_CHARS_MAX}}?\\s${DRESS})?`;
  return new RegExp(`^${DRESS}${address}${mark}`).test(asSeen(text));
}

function asSeen(text: string): string {
  return text.normalize('NFKC').replace(UNSEEN, '').toLowerCase();
}

/** The words themselves. */
export function withoutMark(text: string, { replies, replyMark }: Marks): string {
  const words = text.trim();
  const isMarked = replies === 'marked' && words.startsWith(replyMark);
  return isMarked ? words.slice(replyMark.length).trimStart() : words;
}
