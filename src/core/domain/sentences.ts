/** Where a sentence or list item stands in its text. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  /** Where its list mark begins; equals `start` outside lists. */
  readonly markStart: number;
  readonly list: 'none' | 'bullet' | 'step';
  /** Sentences of one paragraph or list share its number. */
  readonly block: number;
}

/** Sentences looked at in one text. A passage has about ten; an agent's longest message is a few dozen. */
const SENTENCES_MAX = 200;

const LIST_MARK = /^[ \t]{0,12}(?:([-*+•])|\d{1,3}[.)])[ \t]+/;
const NO_END = new Set(['e.g', 'i.e', 'approx', 'mr', 'mrs', 'ms', 'dr', 'st', 'no', 'vs', 'incl']);

/** Splits a text at its lines, list items and sentence ends, keeping the places, so that quotes stay verbatim. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let lineStart = 0;
  let block = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') block += 1;
    else sentences.push(...lineSentences(line, lineStart, block));
    if (sentences.length >= SENTENCES_MAX) break;
    lineStart += line.length + 1;
  }
  return sentences.slice(0, SENTENCES_MAX);
}

/** The sentences themselves, without what is around them. */
export function sentenceTexts(text: string): string[] {
  return sentencesOf(text).map(({ start, end }) => text.slice(start, end).trim());
}

function lineSentences(line: string, lineStart: number, block: number): Sentence[] {
  const mark = LIST_MARK.exec(line);
  const list = mark === null ? 'none' : mark[1] === undefined ? 'step' : 'bullet';
  const bodyStart = mark?.[0].length ?? line.length - line.trimStart().length;
  const ends = list === 'none' ? sentenceEnds(line, bodyStart) : [line.trimEnd().length];
  const sentences: Sentence[] = [];
  let start = bodyStart;
  for (const end of ends) {
    if (end <= start) continue;
    const at = lineStart + start;
    const markStart = list === 'none' ? at : lineStart;
    sentences.push({ start: at, end: lineStart + end, markStart, list, block });
    start = end;
    while (line[start] === ' ') start += 1;
  }
  return sentences;
}

function sentenceEnds(line: string, from: number): number[] {
  const ends: number[] = [];
  const stops = /[.!?]["”')\]]*(?=\s)/g;
  stops.lastIndex = from;
  for (let stop = stops.exec(line); stop !== null; stop = stops.exec(line)) {
    if (!isAbbreviation(line, stop.index)) ends.push(stop.index + stop[0].length);
    if (ends.length >= SENTENCES_MAX) break;
  }
  return [...ends, line.trimEnd().length];
}

function isAbbreviation(line: string, stopAt: number): boolean {
  if (line[stopAt] !== '.') return false;
  const before =
    line
      .slice(Math.max(0, stopAt - 8), stopAt)
      .split(/[\s("]/)
      .at(-1) ?? '';
  return NO_END.has(before.toLowerCase()) || /^[A-Z]$/.test(before);
}
