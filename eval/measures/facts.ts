import type { FactKind } from '../../src/core/domain/fact.js';
import { mentionsIn } from '../../src/core/memory/facts-mentions.js';
import { scoredOf } from '../data.js';
import type { Figure } from '../figure.js';
import {
  type Compared,
  isExact,
  isSameTime,
  type SpanScores,
  scoreSpans,
  type Value,
} from '../span-scores.js';

interface Slot {
  readonly slot: string;
  readonly value: string;
}

interface Said {
  readonly text: string;
  readonly slots: readonly Slot[];
}

interface Asking extends Said {
  /** Slots the question before it asked for. */
  readonly requested: readonly string[];
}

interface Dialogue {
  readonly turns: readonly Said[];
}

const TARGETS: readonly (readonly [FactKind, number])[] = [
  ['time', 0.9],
  ['date', 0.85],
  ['name', 0.8],
];

/** Slots of the sources that are one of our kinds. Spans of time ("three nights") are none. */
const KINDS: Readonly<Record<string, FactKind>> = {
  time: 'time',
  time_from: 'time',
  time_to: 'time',
  date: 'date',
  date_from: 'date',
  date_to: 'date',
  start_date: 'date',
  end_date: 'date',
  charge_date: 'date',
  lastuseddate: 'date',
  first_name: 'name',
  last_name: 'name',
  person_name: 'name',
  name: 'name',
  people: 'people',
};

const EXACT = 'exact span but for case and outer punctuation; micro F1';
const SAME_TIME = 'the same, or one of the two spans leaves out am, pm or the part of the day';

/** Values of single messages, with what the question before them asked for. */
export async function measure(folder: string): Promise<readonly Figure[]> {
  const { rows, how } = await scoredOf<Asking>(folder, 'memory/keyfacts', ['text', 'slots']);
  const all = rows.map((row) => compare(row, askedOf(row.requested ?? [])));
  const source = `shipped rules, nothing learnt; ${how}`;
  return [
    ...TARGETS.map(([kind, target]) => ({ measure: `key facts: ${kind}`, kind, target })),
    { measure: 'key facts: time, exact span', kind: 'time' as const, target: null },
  ].map(({ measure: title, kind, target }) => {
    const isLenient = kind === 'time' && target !== null;
    const scores = scoreSpans(all, kind, isLenient ? isSameTime : isExact);
    const rule = isLenient ? SAME_TIME : EXACT;
    return figureOf(title, scores, target, `${source}; ${rule}`);
  });
}

/** Customers' turns of chats whose other side is missing, in lower case and without punctuation. */
export async function measureDialogues(folder: string): Promise<readonly Figure[]> {
  const { rows, how } = await scoredOf<Dialogue>(folder, 'memory/multidogo_keyfacts', ['turns']);
  const all = rows.flatMap(({ turns }) => turns.map((turn) => compare(turn, new Set())));
  return (['date', 'name'] as const).map((kind) =>
    figureOf(
      `key facts, questions unknown: ${kind}`,
      scoreSpans(all, kind, isExact),
      null,
      `shipped rules, nothing learnt; ${how}; ${EXACT}`,
    ),
  );
}

function figureOf(
  title: string,
  { f1, precision, recall, n }: SpanScores,
  target: number | null,
  how: string,
): Figure {
  const shares = `precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`;
  return { measure: title, figure: f1, target, unit: 'f1', how: `${how}; ${shares}`, n };
}

function compare({ text, slots }: Said, asked: ReadonlySet<FactKind>): Compared {
  return { found: mentionsIn(text, asked), expected: expectedOf(text, slots ?? []) };
}

function askedOf(requested: readonly string[]): ReadonlySet<FactKind> {
  return new Set(requested.flatMap((slot) => KINDS[slot] ?? []));
}

/** First and last names that stand side by side are one name; apart from each other they stay two. */
function expectedOf(text: string, slots: readonly Slot[]): readonly Value[] {
  const values = slots.flatMap(({ slot, value }) => {
    const kind = KINDS[slot];
    return kind === undefined ? [] : [{ kind, value }];
  });
  const names = values
    .filter(({ kind }) => kind === 'name')
    .map(({ value }) => value)
    .sort((one, other) => text.indexOf(one) - text.indexOf(other));
  const joined: string[] = [];
  for (const name of names) {
    const whole = `${joined.at(-1)} ${name}`;
    if (text.includes(whole)) joined[joined.length - 1] = whole;
    else joined.push(name);
  }
  return [
    ...values.filter(({ kind }) => kind !== 'name'),
    ...joined.map((value) => ({ kind: 'name', value })),
  ];
}
