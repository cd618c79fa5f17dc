/** What kind of number a figure is: all but `ms` and `count` are better the higher they are and lie between 0 and 1. */
export type Unit = 'share' | 'f1' | 'mrr' | 'auroc' | 'ms' | 'count';

/** One measured number beside what it should reach. */
export interface Figure {
  /** What was measured, as docs name it. */
  readonly measure: string;
  readonly figure: number;
  /** What it should reach; null where it is only told. */
  readonly target: number | null;
  readonly unit: Unit;
  /** How it was obtained: what was trained on, what was scored and by which rule. */
  readonly how: string;
  /** How many cases were scored. */
  readonly n: number;
}
