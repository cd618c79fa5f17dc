const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day in what a mind is shown of earlier talk: `18 Nov 2026`, by UTC. */
export function dayOf(atMs: number): string {
  return DAY.format(atMs);
}
