import { type Fact, supersede, withoutSource } from '../domain/fact.js';
import { isRevision, type Message } from '../domain/message.js';
import { secretsIn } from '../domain/secrets.js';
import { factsOf } from './facts.js';

/** Characters of one message that are looked through; whoever pastes a log states nothing further down. */
const STATED_CHARS_MAX = 4_000;

/** Characters of all messages that are looked through, the newest. So many take about 40 ms, and customers choose them. */
const STATED_ALL_CHARS_MAX = 60_000;

/** Characters behind those, by which a card's number is told from half of one. */
const CUT_CHARS_MAX = 80;

export interface Heard {
  readonly facts: readonly Fact[];
  /** Earlier talk, oldest first, as it stands now. */
  readonly window: readonly Message[];
  /** What came in for this turn, edits and deletions among it, as it stands now. */
  readonly taken: readonly Message[];
  /** Edits and deletions of older talk that neither holds. */
  readonly revisions?: readonly Message[];
  /** Whose facts they are: others who speak in the same conversation state theirs elsewhere. */
  readonly customerId: string;
}

/** A text of the customer as it counts: an edit as the text whose place it takes. */
interface Stated {
  readonly message: Message;
  readonly sourceId: string;
}

/**
 * What is known after a turn's messages. Looked at is all since the bot last spoke, so that what was said to an agent
 * counts as well; looking twice changes nothing. What was taken back or put otherwise is forgotten first; then all that is
 * at hand is looked at again, because the same may have been said elsewhere, too.
 */
export function factsAfter(heard: Heard): readonly Fact[] {
  const { facts, window, taken } = heard;
  const from = window.findLastIndex(({ author }) => author.kind === 'bot') + 1;
  const recent = [...window.slice(from), ...taken];
  const talk = [...window, ...taken];
  const revisions = [...(heard.revisions ?? []), ...recent.filter(isRevision)];
  const revised = new Set(revisions.flatMap(({ revises }) => revises?.id ?? []));
  const stated = newestWithin(statedIn(revised.size > 0 ? talk : recent, heard.customerId));
  // What the first one at hand answers is not at hand any more, so what it states is not told anew.
  const again = stated.filter(({ message }) => message !== talk[0]).map(({ sourceId }) => sourceId);
  const forgotten = revised.size > 0 ? [...revised, ...again] : [];
  return stated
    .flatMap(({ message, sourceId }) => factsIn(message, sourceId, questionBefore(talk, message)))
    .reduce(supersede, forgotten.reduce(withoutSource, facts));
}

/**
 * The customer's texts as they stand, in order, and the newest edit of each text that is not among them; an older edit of
 * the same says nothing any more. New words count as said by the text whose place they take, so that its deletion takes
 * them along.
 */
function statedIn(messages: readonly Message[], customerId: string): readonly Stated[] {
  const own = messages.filter(
    ({ author }) => author.kind === 'customer' && author.id === customerId,
  );
  const texts = new Set(own.filter(({ kind }) => kind === 'text').map(({ id }) => id));
  const newestEdits = new Map(
    own.flatMap((message) => {
      const target = message.kind === 'edit' ? message.revises?.id : undefined;
      return target === undefined || texts.has(target) ? [] : [[target, message] as const];
    }),
  );
  return own.flatMap((message) => {
    if (message.kind === 'text') {
      return message.revised?.isGone === true ? [] : [{ message, sourceId: message.id }];
    }
    const target = message.revises?.id ?? '';
    return newestEdits.get(target) === message ? [{ message, sourceId: target }] : [];
  });
}

function newestWithin(stated: readonly Stated[]): readonly Stated[] {
  let left = STATED_ALL_CHARS_MAX;
  const from = stated.findLastIndex(({ message }) => {
    left -= Math.min(message.text.length, STATED_CHARS_MAX);
    return left < 0;
  });
  return stated.slice(from + 1);
}

function factsIn(message: Message, sourceId: string, question: string | null): readonly Fact[] {
  const { atMs } = message;
  const text = message.text.slice(0, STATED_CHARS_MAX);
  const secrets = secretsIn(
    message.text.slice(0, STATED_CHARS_MAX + CUT_CHARS_MAX),
    question ?? '',
  );
  return factsOf({ id: sourceId, text, atMs }, question).filter(
    ({ span: [start, end] }) => !secrets.some((one) => start < one.end && one.start < end),
  );
}

/** What our side said right before it, which may be what it answers. */
function questionBefore(talk: readonly Message[], message: Message): string | null {
  const before = talk.findLast(({ seq, kind }) => seq < message.seq && kind === 'text');
  return before === undefined || before.author.kind === 'customer' ? null : before.text;
}
