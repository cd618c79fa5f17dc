import type { Usage } from './usage.js';

/** What the calls of a month may be summed by. */
export const COST_GROUPS = [
  'conversation',
  'turn-type',
  'purpose',
  'channel',
  'day',
  'model',
] as const;

export type CostGroup = (typeof COST_GROUPS)[number];

/**
 * Rows of one answer about costs: a busy year has fewer conversations in a month, and a report that needs more is a
 * question for the record itself.
 */
export const COST_ROWS_MAX = 100_000;

/** Calls opened in [fromMs, toMs). `tenant` null: the operator's view of all. `by` null: one row for each tenant. */
export interface CostQuery {
  readonly fromMs: number;
  readonly toMs: number;
  readonly tenant: string | null;
  readonly by: CostGroup | null;
  readonly limit: number;
}

/** What some calls of one tenant took together. Calls that run still are in `calls` and `open`, and nowhere else. */
export interface CostSums extends Usage {
  readonly calls: number;
  readonly costUsd: number;
  readonly open: number;
  /** Calls whose figures are partly our own, because they were cut short or their process died. */
  readonly estimated: number;
  /** Calls whose model had no price; they are not in `costUsd`. */
  readonly unpriced: number;
}

/** `key`: what the calls have in common; null where they have none, as a call that decides a turn's type has no type. */
export interface CostRow extends CostSums {
  readonly tenant: string;
  readonly key: string | null;
}

/** What the calls that were opened in one hour cost. `hourMs` is its beginning. */
export interface HourCost {
  readonly hourMs: number;
  readonly costUsd: number;
}

/** What a tenant may spend in a calendar month (UTC), and at which shares of it somebody is told. */
export interface Budget {
  readonly usdPerMonth: number;
  readonly warnAt: readonly number[];
}

/**
 * Something about costs that is told once, whichever process saw it first. `exhausted`: a call was refused because with
 * what is on record it would have passed the budget. `anomaly`: an hour far above the usual.
 */
export type CostNotice = {
  readonly id: string;
  readonly tenant: string;
  readonly atMs: number;
} & (
  | {
      readonly kind: 'budget';
      readonly month: string;
      readonly share: number;
      readonly usd: number;
      readonly limitUsd: number;
    }
  | {
      readonly kind: 'exhausted';
      readonly month: string;
      readonly usd: number;
      readonly limitUsd: number;
    }
  | {
      readonly kind: 'anomaly';
      /** Beginning of the hour, as ISO 8601. */
      readonly hour: string;
      readonly usd: number;
      readonly usualUsd: number;
    }
);
