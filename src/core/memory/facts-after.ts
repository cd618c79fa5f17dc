import { type Fact, supersede, withoutSource } from '../domain/fact.js';
import { isRevision, type Message } from '../domain/message.js';
import { factsOf } from './facts.js';

/** Characters of one message that are looked through; whoever pastes a log states nothing further down. */
const STATED_CHARS_MAX = 4_000;

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

/**
 * What is known after a turn's messages. Looked at is all since the bot last spoke, so that what was said to an agent
 * counts as well; looking twice changes nothing. What was taken back or put otherwise is forgotten first.
 */
export function factsAfter({
  facts,
  window,
  taken,
  revisions: older = [],
  customerId,
}: Heard): readonly Fact[] {
  const from = window.findLastIndex(({ author }) => author.kind === 'bot') + 1;
  const recent = [...window.slice(from), ...taken];
  const talk = [...window, ...taken];
  const revisions = [...older, ...recent.filter(isRevision)];
  const standing = revisions.reduce(
    (known, { revises }) => (revises === undefined ? known : withoutSource(known, revises.id)),
    facts,
  );
  return recent
    .filter(({ author }) => author.kind === 'customer' && author.id === customerId)
    .flatMap((message) => factsOf(asStated(message), questionBefore(talk, message)))
    .reduce(supersede, standing);
}

/** New words count as said by the text whose place they take, so that its deletion takes them along. */
function asStated(message: Message): Message {
  const text = message.text.slice(0, STATED_CHARS_MAX);
  if (message.kind === 'text' && message.revised?.isGone !== true) return { ...message, text };
  const { revises } = message;
  if (message.kind === 'edit' && revises !== undefined) return { ...message, text, id: revises.id };
  return { ...message, text: '' };
}

/** What our side said right before it, which may be what it answers. */
function questionBefore(talk: readonly Message[], message: Message): string | null {
  const before = talk.findLast(({ seq, kind }) => seq < message.seq && kind === 'text');
  return before === undefined || before.author.kind === 'customer' ? null : before.text;
}
