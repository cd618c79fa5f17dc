import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of this origin may use a channel. `self` is the host the request came to; `*` is any. A request
 * without an origin does not come from a page, and what it may do is decided by its token.
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (allowed.includes('*') || allowed.includes(origin)) return true;
  return allowed.includes('self') && hostOf(origin) === host;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
