import type { FactKind } from '../domain/fact.js';

const ASKS: readonly (readonly [FactKind, RegExp])[] = [
  ['name', /\b(?:name|who (?:am i|is this|are you|is it for|should)|call you|speaking with)\b/i],
  [
    'time',
    /\b(?:what|which|any|preferred|exact|arrival|pick-?up|delivery) (?:time|hour)|\bwhen\b|\btime (?:would|do|should|works)|\bo['’]?clock\b/i,
  ],
  [
    'date',
    /\b(?:what|which|any|preferred|exact|arrival) (?:day|date)|\bwhen\b|\bdate (?:would|do|should|works|of)|\bwhat (?:is|was) the date\b/i,
  ],
  [
    'people',
    /\bhow many (?:people|persons|guests|adults|seats|of you|passengers|tickets)|\bparty size\b|\bnumber of (?:people|persons|guests|passengers)|\bfor how many\b/i,
  ],
  ['amount', /\bhow much\b|\b(?:what|which|exact) (?:amount|sum)\b/i],
  ['email', /\be-?mail\b/i],
  ['phone', /\b(?:phone|telephone|mobile|cell|contact) ?(?:number|no)?\b/i],
  [
    'reference',
    /\b(?:order|booking|reservation|confirmation|ticket|reference|invoice|tracking|account|policy|claim|case|customer|serial) ?(?:number|no\b|id|code)|\breference\b/i,
  ],
];

/** What a line asks for; nothing where it asks nothing. The last sentence with a question mark counts. */
export function askedBy(line: string): ReadonlySet<FactKind> {
  const questions = line.split(/(?<=[.!?])\s+/).filter((sentence) => isAsking(sentence));
  const last = questions.at(-1) ?? '';
  return new Set(ASKS.flatMap(([kind, form]) => (form.test(last) ? [kind] : [])));
}

function isAsking(sentence: string): boolean {
  return (
    sentence.trimEnd().endsWith('?') ||
    /^\W*(?:please|kindly|tell me|let me know|may i|could)\b/i.test(sentence)
  );
}
