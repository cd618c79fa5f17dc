import type { Estimate } from './line-tokens.js';

/** Where a long text was cut. */
const CUT = '\n[… left out …]\n';

/** Halvings of a text until it fits; twenty make one character of a million. */
const HALVINGS_MAX = 20;

/** Steps after the first that fits: of what would fit at most an eighth is left out for the sake of speed. */
const REFINEMENTS = 4;

/** Items that fit together, and what they take. */
export interface Fitting<Item> {
  readonly items: readonly Item[];
  readonly tokens: number;
}

/** The newest items, which come last, that fit; order kept. None behind one that does not fit. */
export function newestWithin<Item>(
  items: readonly Item[],
  budget: number,
  costOf: (item: Item) => number,
): Fitting<Item> {
  let tokens = 0;
  let from = items.length;
  for (let at = items.length - 1; at >= 0; at--) {
    const cost = costOf(items[at] as Item);
    if (tokens + cost > budget) break;
    tokens += cost;
    from = at;
  }
  return { items: items.slice(from), tokens };
}

/** The first items that fit. */
export function firstWithin<Item>(
  items: readonly Item[],
  budget: number,
  costOf: (item: Item) => number,
): Fitting<Item> {
  const { items: kept, tokens } = newestWithin([...items].reverse(), budget, costOf);
  return { items: [...kept].reverse(), tokens };
}

/** A text that takes no more than this: its beginning and its end, where people say what they want. */
export function clippedToTokens(text: string, budget: number, estimate: Estimate): string {
  if (estimate(text) <= budget) return text;
  let best = '';
  let over = text.length;
  let fits = 0;
  let refinements = 0;
  for (let step = 0; step < HALVINGS_MAX && refinements < REFINEMENTS; step++) {
    const chars = Math.floor((fits + over) / 2);
    const clipped = clippedTo(text, chars);
    const isFitting = estimate(clipped) <= budget;
    if (isFitting) {
      best = clipped;
      fits = chars;
    } else over = chars;
    if (best !== '') refinements += 1;
  }
  return best;
}

function clippedTo(text: string, chars: number): string {
  const end = Math.floor(chars / 3);
  return `${text.slice(0, chars - end)}${CUT}${end === 0 ? '' : text.slice(-end)}`;
}
