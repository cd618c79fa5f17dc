import type { FactKind } from '../domain/fact.js';

/** A value found in a text, whatever the sentence around it does with it. */
export interface Mention {
  readonly kind: FactKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What the question before a message asks for: it turns a bare "7" into a time and a bare word into a name. */
export type Asked = ReadonlySet<FactKind>;

/** Looks for mentions of one kind. */
export type Finder = (text: string, asked: Asked) => readonly Mention[];

/** Characters that are read; what matters is said before that, and patterns must not run for long. */
export const READ_CHARS_MAX = 2_000;

/**
 * Every match of a pattern, as mentions. A group called `value` narrows the mention to it; without one it is the whole
 * match.
 */
export function mentionsOf(kind: FactKind, text: string, pattern: RegExp): readonly Mention[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [start, end] = match.indices?.groups?.['value'] ?? [
      match.index,
      match.index + match[0].length,
    ];
    return end > start ? [{ kind, value: text.slice(start, end), start, end }] : [];
  });
}

/** Mentions in the order given, without those that touch an earlier one. */
export function apart(mentions: readonly Mention[]): readonly Mention[] {
  const kept: Mention[] = [];
  for (const one of mentions) {
    if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one);
  }
  return kept;
}

/** The text with the mentions blanked, of the same length, for finders that look at what is left. */
export function blanked(text: string, mentions: readonly Mention[]): string {
  return mentions.reduce(
    (left, { start, end }) => left.slice(0, start) + '\u0000'.repeat(end - start) + left.slice(end),
    text,
  );
}
