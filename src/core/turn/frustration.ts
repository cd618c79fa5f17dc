import { feedbackOn } from '../domain/feedback.js';
import type { Message } from '../domain/message.js';
import { plain } from '../domain/plain-line.js';
import { stem, termsOf, wordsOf } from '../domain/text-terms.js';
import { say, type Wording } from '../domain/texts.js';
import type { Route } from '../domain/turn.js';
import type { Guess } from '../ports/classifier.js';
import { complains } from './complaint.js';
import { isHarsh, shouts, withoutHarsh } from './harsh-words.js';
import { ratingOf } from './heard.js';

export type SignalName =
  | 'repetition'
  | 'not-helpful'
  | 'capitals'
  | 'insult'
  | 'complaint'
  | 'low-rating'
  | 'falling-rating';

export interface Signal {
  readonly name: SignalName;
  readonly weight: number;
}

/** How unhappy a customer seems, over the episode. */
export interface Frustration {
  /** The signals of this turn and what is left of earlier ones; kept with the episode for the next turn. */
  readonly score: number;
  readonly signals: readonly Signal[];
}

/** What the signs are looked for in. */
export interface FrustrationParts {
  /** The customer's new lines. */
  readonly lines: readonly Message[];
  /** Earlier talk, oldest first, with presses and changes of owner among it. */
  readonly window: readonly Message[];
  /** The stars given along with these lines; null without. */
  readonly rating: number | null;
  /** The score of the turn before; 0 at the beginning of an episode and after a handoff. */
  readonly carried: number;
  /** What the classifier makes of the lines; null where it was not asked. */
  readonly guess: Guess | null;
}

/** Share of the score that is left in the next turn: two signs count together if no more than two turns lie between. */
const KEPT_SHARE = 0.8;

/** Below any threshold's step, so that sums of decimals compare as they are written. */
const DIGITS = 100;

/** One sign never suffices at the usual threshold of 1, any two different ones in one turn do. */
const WEIGHT = 0.6;

/** Some people always write in capitals. */
const CAPITALS_WEIGHT = 0.4;

/** A complaint that the classifier, too, takes for something a person should see; by itself it does not suffice either. */
const AGREED_WEIGHT = 0.8;

/** Presses on several answers count each, but not without end. */
const PRESSES_MAX = 2;

/** Of five stars. */
const LOW_RATING_MAX = 2;

/** Share of telling words, and of all words of the shorter line, that two lines must have in common to say the same. */
const SAME_TERMS_MIN = 0.75;
const SAME_WORDS_MIN = 0.5;

/** Messages that are looked back on. What was asked before them may be asked again in peace. */
const TALK_MAX = 40;

/** Shorter lines are answers: "yes please" is said again without any harm. */
const REPEATED_WORDS_MIN = 3;

/** The signs of frustration in a turn, with those of earlier turns carried along. */
export function frustrationIn(parts: FrustrationParts): Frustration {
  const signals = [
    ...repetition(parts),
    ...capitals(parts),
    ...harshness(parts),
    ...presses(parts),
    ...ratings(parts),
  ];
  const sum = signals.reduce((total, { weight }) => total + weight, parts.carried * KEPT_SHARE);
  return { score: Math.round(sum * DIGITS) / DIGITS, signals };
}

/** To a person, once the score has reached what the tenant bears; null below it, or where it is turned off. */
export function routeByFrustration(
  { score, signals }: Frustration,
  max: number | null,
): Route | null {
  if (max === null || score < max || signals.length === 0) return null;
  const signs = signals.map(({ name, weight }) => `${name} ${weight}`).join(', ');
  return {
    type: 'escalation_candidate',
    escalation: 'frustrated_user',
    reason: `Frustration ${score} of ${max}: ${signs}; the rest from earlier turns.`,
    confidence: Math.min(1, score / (2 * max)),
  };
}

/** The signs for the card. */
export function frustrationInWords({ score, signals }: Frustration, wording: Wording): string {
  const now = signals.reduce((total, { weight }) => total + weight, 0);
  const names = [...new Set(signals.map(({ name }) => name))];
  const signs = names.map((name) => say(`brief.sign.${name}`, wording));
  // Rounding is no earlier sign.
  const earlier = score - now > 1 / DIGITS ? [say('brief.sign.earlier', wording)] : [];
  return say('brief.frustrated', wording, { signs: [...signs, ...earlier].join(', ') });
}

function signal(name: SignalName, weight = WEIGHT): Signal[] {
  return [{ name, weight }];
}

/** Asked before, answered by the bot, asked again. Twice in a row is a slip of the finger, or impatience with us. */
function repetition({ lines, window }: FrustrationParts): Signal[] {
  const talk = sinceOwner(window);
  const answeredAt = talk.findLastIndex(({ author }) => author.kind === 'bot');
  const answered = talk.slice(0, Math.max(0, answeredAt)).filter(isSaid);
  const isAgain = lines.some(
    (line) =>
      line.chosen === undefined &&
      // An edit of what was said stands in the window with its new words, too.
      answered.some(
        (before) => before.revised?.seq !== line.seq && isNearlySame(before.text, line.text),
      ),
  );
  return isAgain ? signal('repetition') : [];
}

/** Whoever has written in capitals all along does not raise their voice. */
function capitals({ lines, window }: FrustrationParts): Signal[] {
  const before = sinceOwner(window).filter(isSaid);
  const isHabit =
    before.length > 0 && 2 * before.filter(({ text }) => shouts(text)).length >= before.length;
  const isLoud = !isHabit && lines.some(({ text }) => shouts(text));
  return isLoud ? signal('capitals', CAPITALS_WEIGHT) : [];
}

/** A line counts once, as a complaint or for its harsh words. */
function harshness({ lines, guess }: FrustrationParts): Signal[] {
  const said = lines.map(({ text }) => plain(text));
  const isComplaint = said.some(complains);
  const isInsult = said.some((line) => !complains(line) && isHarsh(line));
  const isAgreed = guess?.type === 'escalation_candidate';
  return [
    ...(isComplaint ? signal('complaint', isAgreed ? AGREED_WEIGHT : WEIGHT) : []),
    ...(isInsult ? signal('insult') : []),
  ];
}

/** Answers said not to help since the customer last wrote; of several presses on one the last counts. */
function presses(parts: FrustrationParts): Signal[] {
  const { window } = parts;
  const last = new Map<string, boolean>();
  for (const press of sinceLastSaid(parts)) {
    const answer = window.find(({ id }) => id === press.chosen?.messageId);
    const feedback = answer === undefined ? null : feedbackOn(answer, press);
    if (feedback !== null) last.set(feedback.messageId, feedback.isHelpful);
  }
  const unhelpful = [...last.values()].filter((isHelpful) => !isHelpful);
  return unhelpful.slice(0, PRESSES_MAX).flatMap(() => signal('not-helpful'));
}

/** The newest stars since the customer last wrote: few, or fewer than the time before. */
function ratings(parts: FrustrationParts): Signal[] {
  const { window } = parts;
  const given = (messages: readonly Message[]) =>
    messages.map((one) => ratingOf(one, window)).filter((stars) => stars !== null);
  const recent = sinceLastSaid(parts);
  const fresh = [...given(recent), ...(parts.rating === null ? [] : [parts.rating])];
  const newest = fresh.at(-1);
  if (newest === undefined) return [];
  if (newest <= LOW_RATING_MAX) return signal('low-rating');
  const before = [
    ...given(window.filter((one) => !recent.includes(one))),
    ...fresh.slice(0, -1),
  ].at(-1);
  return before !== undefined && newest < before ? signal('falling-rating') : [];
}

/**
 * What came in between the customer's words before and these: each press is looked at in one turn only, also if it was
 * filed while that one ran.
 */
function sinceLastSaid({ lines, window }: FrustrationParts): readonly Message[] {
  const last = window.findLast((one) => isSaid(one) && ratingOf(one, window) === null)?.seq ?? 0;
  const newest = lines.at(-1)?.seq ?? 0;
  return window.filter(({ seq }) => seq > last && seq < newest);
}

/** The talk since the conversation last changed hands: after an agent's time nothing is held against the bot. */
function sinceOwner(window: readonly Message[]): readonly Message[] {
  return window.slice(window.findLastIndex(({ kind }) => kind === 'owner') + 1).slice(-TALK_MAX);
}

function isSaid({ kind, author, revised }: Message): boolean {
  return kind === 'text' && author.kind === 'customer' && revised?.isGone !== true;
}

/** Whether two lines ask the same: the same telling words in mostly the same others. Another number is another matter. */
function isNearlySame(one: string, other: string): boolean {
  const texts = [one, other].map((text) => withoutHarsh(plain(text)));
  const [first = '', second = ''] = texts;
  const words = texts.map((text) => new Set(wordsOf(text).map(stem)));
  const shorter = Math.min(...words.map(({ size }) => size));
  if (shorter < REPEATED_WORDS_MIN || numbersIn(first) !== numbersIn(second)) return false;
  const [terms, otherTerms] = [new Set(termsOf(first)), new Set(termsOf(second))];
  const shared = sharedOf(terms, otherTerms);
  const all = terms.size + otherTerms.size - shared;
  const isSameMatter = all === 0 ? first === second : shared / all >= SAME_TERMS_MIN;
  return isSameMatter && sharedOf(words[0], words[1]) / shorter >= SAME_WORDS_MIN;
}

function sharedOf(one: Iterable<string> = [], other: ReadonlySet<string> = new Set()): number {
  return [...one].filter((word) => other.has(word)).length;
}

function numbersIn(text: string): string {
  return (text.match(/\p{N}+/gu) ?? []).sort().join(' ');
}
