import { choicesOf } from '../domain/card.js';
import { isRevision, type Message, withRevisions } from '../domain/message.js';
import { plain } from '../domain/plain-line.js';

/** Ids of the answers to the question for a rating, and the stars each stands for. */
const RATING = /^rating-([1-5])$/;

/** What the customer's waiting messages come to. */
export interface Heard {
  /** What is to be answered: words that still stand, in order, as they read now. */
  readonly lines: readonly Message[];
  /** The stars the customer gave; the last ones count. */
  readonly rating: number | null;
}

/**
 * What is to be answered of the messages a turn took.
 *
 * | message | comes to |
 * |---|---|
 * | words, revised meanwhile | the newest words |
 * | words, taken back meanwhile | nothing |
 * | an edit of the last thing the customer said, with other words | the new words, to be answered anew |
 * | any other edit, a deletion | nothing; the record has it |
 * | an answer to our question for a rating | a rating |
 */
export function heardIn(taken: readonly Message[], window: readonly Message[]): Heard {
  const said = withRevisions(taken).filter(
    (message) => message.kind === 'text' && message.revised?.isGone !== true,
  );
  const again = correction(taken, window);
  const ratings = said.map((message) => ratingOf(message, window));
  const lines = said.filter((_, index) => ratings[index] === null);
  return {
    lines: lines.length === 0 && again !== null ? [again] : lines,
    rating: ratings.findLast((rating) => rating !== null) ?? null,
  };
}

/** The talk before with what these messages change of it: nobody is answered by words that no longer stand. */
export function asItStands(
  window: readonly Message[],
  taken: readonly Message[],
): readonly Message[] {
  return withRevisions([...window, ...taken]).slice(0, window.length);
}

/** New words in place of what the customer said last. Changed marks or capitals ask for no new answer. */
function correction(taken: readonly Message[], window: readonly Message[]): Message | null {
  const last = window.findLast(
    (message) => message.author.kind === 'customer' && message.kind === 'text',
  );
  const newest = taken.findLast(
    (message) => isRevision(message) && message.revises?.id === last?.id,
  );
  if (last === undefined || newest === undefined || newest.kind === 'delete') return null;
  if (last.revised?.isGone) return null;
  if (newest.author.id !== last.author.id || plain(newest.text) === plain(last.text)) return null;
  const { revises: _, ...words } = newest;
  return { ...words, kind: 'text' };
}

/** Stars count only if they were asked for: anybody may send any choice. */
export function ratingOf(message: Message, window: readonly Message[]): number | null {
  const { chosen } = message;
  const stars = RATING.exec(chosen?.choiceId ?? '')?.[1];
  if (stars === undefined) return null;
  const asked = window.find((one) => one.id === chosen?.messageId);
  const isOffered = choicesOf(asked?.card).some((choice) => choice.id === chosen?.choiceId);
  return isOffered ? Number(stars) : null;
}
