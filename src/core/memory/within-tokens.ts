import type { Estimate } from './line-tokens.js';

/** Where a long text was cut. */
const CUT = '\n[… left out …]\n';

/** Halvings of a text until it fits; twenty make one character of a million. */
const HALVINGS_MAX = 20;

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
  let chars = text.length;
  for (let halving = 0; halving < HALVINGS_MAX; halving++) {
    chars = Math.floor(chars / 2);
    const end = Math.floor(chars / 3);
    const clipped = `${text.slice(0, chars - end)}${CUT}${end === 0 ? '' : text.slice(-end)}`;
    if (estimate(clipped) <= budget) return clipped;
  }
  return '';
}
