/**
 * What was done instead of a usual answer, because the model was slow, away or not to be paid for.
 *
 * | rung | |
 * |---|---|
 * | `held` | the customer was told that it takes longer |
 * | `later` | the turn was given back, to be tried again |
 * | `local` | the local mind answered from the articles |
 * | `handed-off` | a person was asked, because the model failed |
 * | `no-budget` | a person was asked, because the budget is used up |
 */
export const RUNGS = ['held', 'later', 'local', 'handed-off', 'no-budget'] as const;
export type Rung = (typeof RUNGS)[number];

/** How often turns of this process came down to a rung lately. */
export interface RungCount {
  readonly rung: Rung;
  readonly count: number;
  readonly lastAt: string;
}

/** Counts the rungs of the degradation ladder that turns came down to. Returns at once. */
export interface Rungs {
  note(rung: Rung, turn: { readonly tenant: string; readonly turnId: string }): void;
}
