import type { Card, Chosen } from './card.js';

export type AuthorKind = 'customer' | 'bot' | 'agent' | 'system';

/** Who said it. `system` is Frontdesk itself: notices, changes of owner. */
export interface Author {
  readonly kind: AuthorKind;
  readonly id: string;
  readonly name: string;
}

export const SYSTEM: Author = { kind: 'system', id: 'frontdesk', name: 'Frontdesk' };

/** A piece of knowledge an answer rests on, as a person can open it. */
export interface Citation {
  readonly title: string;
  readonly url?: string;
  readonly quote: string;
}

/**
 * A file that somebody sent along.
 *
 * | `id` | `source` | `problem` | |
 * |---|---|---|---|
 * | – | – | perhaps | only its name is known; its content cannot come along |
 * | yes | – | – | its content is kept here under the id |
 * | yes | yes | – | its content is fetched from there, if it is not kept here by now |
 */
export interface SentFile {
  readonly name: string;
  readonly id?: string;
  /** What its sender's platform says it is, and how long; once the content is here, what it really is. */
  readonly type?: string;
  readonly bytes?: number;
  /** Its platform's own name of it: a scheme, a space, and what only that platform's folder reads. Never shown to anybody. */
  readonly source?: string;
  /** Why it could not come along. */
  readonly problem?: FileProblem;
}

/**
 * `name`: it has a path, or signs that belong into no name. `kind`: files of that kind are not taken, whatever it calls
 * itself. `bomb`: an archive that would unpack to far more. `gone`: its platform does not have it or does not give it.
 */
export type FileProblem = 'name' | 'kind' | 'too-large' | 'too-many' | 'empty' | 'bomb' | 'gone';

/** What became of a text after it was said. `seq` is the number of the newest edit or deletion. */
export interface Revised {
  readonly seq: number;
  readonly atMs: number;
  readonly isGone: boolean;
}

/**
 * What a line of ours at a desk is about, for a desk that does more than show it.
 *
 * | alarm | the desk also |
 * |---|---|
 * | `remind`, `nobody` | – |
 * | `escalate` | calls further people, or another room |
 * | `agent-silent` | calls the agent who has the handoff |
 */
export type Alarm = 'remind' | 'escalate' | 'nobody' | 'agent-silent';

export type Owner = 'bot' | 'waiting' | 'agent';

/** A change of owner, kept among the messages so that everybody sees it at the same place in the talk. */
export interface OwnerChange {
  readonly owner: Owner;
  readonly ownership: number;
  readonly agent?: string;
}

/**
 * `text`: something said. `edit`: its author put other words in its place. `delete`: its author took it back.
 * `owner`: a change of owner. `note`: an agent's words that never reach the customer. `feedback`: a customer's press on
 * whether an answer helped, which nobody is told and nothing answers. `empty`: a number whose text was withdrawn, or
 * turned out to be an old duplicate.
 */
export type MessageKind = 'text' | 'edit' | 'delete' | 'owner' | 'note' | 'feedback' | 'empty';

/** One normalized thing said, with its number in the conversation. */
export interface Message {
  /** Hash of the identity on its wire; unique over all conversations. */
  readonly id: string;
  readonly seq: number;
  readonly kind: MessageKind;
  readonly author: Author;
  readonly text: string;
  readonly atMs: number;
  readonly citations?: readonly Citation[];
  /** What is offered with it: answers to press. */
  readonly card?: Card;
  /** The answer that was pressed; `text` has its label. */
  readonly chosen?: Chosen;
  /** Files that were sent along. */
  readonly files?: readonly SentFile[];
  readonly change?: OwnerChange;
  /**
   * Of an edit or a deletion: the id of the text it is about, and that text's id on its wire. Of a note: the note that
   * its author took back.
   */
  readonly revises?: { readonly id: string; readonly wireId?: string };
  readonly revised?: Revised;
  /** When its author put it in these words, by the clock of the platform that says so; of what was never edited, nothing. */
  readonly editedAtMs?: number;
  /** The id of the failed text this one says again. */
  readonly retries?: string;
  readonly alarm?: Alarm;
  readonly turnId?: string;
  /** The platform's own id of it where it was said, for that platform's folder only. */
  readonly wireId?: string;
  /** The platform's own thread it was said in, where a conversation is more than one of them. */
  readonly wireThread?: string;
  /** Where a platform shows it to the other side: at the customer's, at the desk. Opaque outside the platform's folder. */
  readonly posted?: { readonly customer?: string; readonly desk?: string };
  /** Why it could not be delivered, once that is final. */
  readonly failure?: string;
}

/** A message before the write that numbers it. */
export type Draft = Omit<Message, 'seq'>;

export function numbered(draft: Draft, seq: number): Message {
  return { ...draft, seq };
}

/** The number without its text: what remains of a withdrawn message. */
export function emptied(message: Message): Message {
  return {
    id: message.id,
    seq: message.seq,
    kind: 'empty',
    author: message.author,
    text: '',
    atMs: message.atMs,
  };
}

/** The number of an old duplicate. Its id is another one, because the first message keeps the id. */
export function emptiedDuplicate(message: Message): Message {
  return { ...emptied(message), id: `${message.id}-${message.seq}` };
}

/** Whether a customer may ever see it. Notes, feedback and empty numbers stay inside. */
export function isForCustomer(message: Message): boolean {
  return message.kind === 'text' || message.kind === 'owner' || isRevision(message);
}

export function isRevision(message: Pick<Message, 'kind'>): boolean {
  return message.kind === 'edit' || message.kind === 'delete';
}

/** Texts with all edits and deletions among them applied. The revisions keep their places. */
export function withRevisions(messages: readonly Message[]): Message[] {
  const revisions = messages.filter(isRevision);
  return messages.map((message) => revisions.reduce(afterRevision, message));
}

/**
 * What a revision makes of a message; nobody revises what another one said.
 *
 * | message | comes to |
 * |---|---|
 * | the text that is revised | its newest words; none, and no files, once it is taken back |
 * | an edit of a text that is taken back | an edit without words |
 * | any other | itself |
 */
export function afterRevision(message: Message, revision: Message): Message {
  const target = revision.revises?.id;
  if (target === undefined || !isSamePerson(message.author, revision.author)) return message;
  if (message.kind === 'text' && message.id === target) return revisedBy(message, revision);
  const isItsEdit = message.kind === 'edit' && message.revises?.id === target;
  return isItsEdit && revision.kind === 'delete' ? { ...message, text: '' } : message;
}

/**
 * Of several edits the newest counts. A deletion counts whatever else there is and in whatever order it is heard of:
 * platforms do not promise any, and what somebody took back must not come back.
 */
function revisedBy(message: Message, revision: Message): Message {
  const { revised } = message;
  const isGone = revision.kind === 'delete';
  const isNewer = (revised?.seq ?? 0) < revision.seq;
  const counts = isGone ? revised?.isGone !== true || isNewer : !revised?.isGone && isNewer;
  if (!counts) return message;
  const { files: _, ...rest } = message;
  return {
    ...(isGone ? rest : message),
    text: isGone ? '' : revision.text,
    revised: { seq: revision.seq, atMs: revision.atMs, isGone },
  };
}

function isSamePerson(one: Author, other: Author): boolean {
  return one.kind === other.kind && one.id === other.id;
}
