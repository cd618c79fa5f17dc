const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A day in what a mind is shown of earlier talk: `18 Nov 2026`, by UTC. */
export function dayOf(atMs: number): string {
  return DAY.format(atMs);
}

/** The same with its time: `18 Nov 2026 09:30`, by UTC. */
export function dayAndTimeOf(atMs: number): string {
  return `${DAY.format(atMs)} ${TIME.format(atMs)}`;
}
