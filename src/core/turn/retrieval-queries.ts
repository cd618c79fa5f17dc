import type { Message } from '../domain/message.js';
import { termsOf, wordsOf } from '../domain/text-terms.js';

/** Texts before the new lines that may name what these are about: two exchanges. Older ones lead astray. */
const EARLIER_MAX = 4;

/** Characters of one of them; an answer names its matter at its beginning, then quotes. */
const EARLIER_CHARS_MAX = 200;

/** A line shorter than this is likely to lean on what was said before. */
const LEANING_CHARS = 30;

/** Different terms from which a line says what it is about, whatever it points at. */
const TELLING_TERMS = 4;

/** Words that stand for something named before. */
const POINTING = new Set(
  `he her him his it its one ones same she that their them there these they this those`.split(' '),
);

/** How a line goes on with what was said. */
const GOING_ON = /^\s*(?:and|or|but|also|so|then|what about|how about)\b/i;

/**
 * What passages are looked for by, the likelier first: the new lines alone, and together with what was said before.
 * Only the passages tell which was meant: "How long does it take?" asks about the last thing named, and "What are
 * your hours?" about none of it.
 */
export function retrievalQueries(
  lines: readonly Message[],
  window: readonly Message[],
): readonly string[] {
  const own = lines.map(({ text }) => text).join('\n');
  const earlier = window
    .filter(isTelling)
    .slice(-EARLIER_MAX)
    .map(({ text }) => text.slice(0, EARLIER_CHARS_MAX));
  if (earlier.length === 0) return [own];
  const together = [...earlier, own].join('\n');
  return isLeaning(own) ? [together, own] : [own, together];
}

/** What people and the bot said, but not thanks and greetings, notices, or what was taken back. */
function isTelling({ kind, author, text, revised }: Message): boolean {
  const isSaid = kind === 'text' && author.kind !== 'system' && revised?.isGone !== true;
  return isSaid && termsOf(text.slice(0, EARLIER_CHARS_MAX)).length > 0;
}

function isLeaning(text: string): boolean {
  if (text.length < LEANING_CHARS || GOING_ON.test(text)) return true;
  if (new Set(termsOf(text)).size >= TELLING_TERMS) return false;
  return wordsOf(text).some((word) => POINTING.has(word));
}
