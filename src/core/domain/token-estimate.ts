/** Scripts that a provider's tokenizer treats alike. `marks`: digits, punctuation, code. */
export type Script = 'latin' | 'cyrillic' | 'cjk' | 'other' | 'pictures' | 'marks';

/** Tokens of a text by script, before calibration. */
export type TokenCounts = Readonly<Record<Script, number>>;

/** What the provider counts for one token of ours, by script. */
export type TokenFactors = TokenCounts;

/** Nothing is known of the provider's counts yet. */
export const UNCALIBRATED: TokenFactors = {
  latin: 1,
  cyrillic: 1,
  cjk: 1,
  other: 1,
  pictures: 1,
  marks: 1,
};

/** A provider may count so much less or more than we do; what lies outside came of something else than text. */
const FACTOR_MIN = 0.5;
const FACTOR_MAX = 3;

/** How much of a new ratio is believed. Ten calls of one kind are enough, one odd call changes little. */
const CALIBRATION_SHARE = 0.2;

/**
 * Tokens per character. Byte-pair vocabularies are trained mostly on English: a Latin word is one or two tokens, a
 * Cyrillic one two to four, a Chinese or Japanese character about one, an emoji two or three. Set beside public
 * vocabularies (cl100k, o200k, an old one of Anthropic's); what the provider really counts is learnt from its `usage`.
 */
const FORMS: readonly (readonly [Exclude<Script, 'other' | 'marks'>, RegExp, number])[] = [
  ['latin', /[\p{Script=Latin}\s]/u, 0.23],
  ['cyrillic', /\p{Script=Cyrillic}/u, 0.46],
  [
    'cjk',
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u,
    1.1,
  ],
  [
    'pictures',
    /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f/u,
    2,
  ],
];
const OTHER_PER_CHAR = 0.8;
const MARK_PER_CHAR = 0.6;
const LETTER = /[\p{L}\p{M}]/u;
const ASCII_LETTER_OR_SPACE = /[a-zA-Z\s]/;

/** Uncalibrated tokens of a text, by script. Empty text has none; no character counts for nothing. */
export function countTokens(text: string): TokenCounts {
  const counts = { latin: 0, cyrillic: 0, cjk: 0, other: 0, pictures: 0, marks: 0 };
  for (const char of text) {
    const [script, tokens] = weightOf(char);
    counts[script] += tokens;
  }
  return counts;
}

/** What a text will take, as far as the provider's counts are known; rounded up. */
export function estimateTokens(text: string, factors: TokenFactors = UNCALIBRATED): number {
  return Math.ceil(rounded(weighted(countTokens(text), factors)));
}

/**
 * Factors after a call of which the provider's count is known. Each script moves as far as it had a share in the text,
 * a bounded step towards what was counted, so that one odd call spoils nothing and English calls do not touch Russian.
 */
export function calibrated(
  factors: TokenFactors,
  counts: TokenCounts,
  actualTokens: number,
): TokenFactors {
  const estimate = weighted(counts, factors);
  if (estimate <= 0 || !(actualTokens > 0)) return factors;
  const ratio = Math.min(FACTOR_MAX, Math.max(FACTOR_MIN, actualTokens / estimate));
  const next = { ...factors };
  for (const script of scriptsOf(factors)) {
    const share = (counts[script] * factors[script]) / estimate;
    const factor = factors[script] * (1 + CALIBRATION_SHARE * share * (ratio - 1));
    next[script] = Math.min(FACTOR_MAX, Math.max(FACTOR_MIN, factor));
  }
  return next;
}

function weightOf(char: string): readonly [Script, number] {
  if (ASCII_LETTER_OR_SPACE.test(char)) return ['latin', 0.23];
  for (const [script, form, tokens] of FORMS) {
    if (form.test(char)) return [script, tokens];
  }
  return LETTER.test(char) ? ['other', OTHER_PER_CHAR] : ['marks', MARK_PER_CHAR];
}

function weighted(counts: TokenCounts, factors: TokenFactors): number {
  return scriptsOf(counts).reduce((sum, script) => sum + counts[script] * factors[script], 0);
}

function scriptsOf(counts: TokenCounts): readonly Script[] {
  return Object.keys(counts) as Script[];
}

/** Sums of decimals come out a hair above whole numbers; a token more for that would be one too many. */
function rounded(tokens: number): number {
  return Math.round(tokens * 1_000) / 1_000;
}
