/** A calendar month in UTC: [fromMs, toMs). */
export interface Month {
  /** As `2026-11`. */
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

const FORM = /^(\d{4})-(0[1-9]|1[0-2])$/;

export function monthAt(nowMs: number): Month {
  const now = new Date(nowMs);
  return monthOf(now.getUTCFullYear(), now.getUTCMonth());
}

/** Null if the name is no month. */
export function monthNamed(name: string): Month | null {
  const found = FORM.exec(name);
  return found === null ? null : monthOf(Number(found[1]), Number(found[2]) - 1);
}

function monthOf(year: number, index: number): Month {
  const fromMs = Date.UTC(year, index);
  return {
    name: new Date(fromMs).toISOString().slice(0, 7),
    fromMs,
    toMs: Date.UTC(year, index + 1),
  };
}
