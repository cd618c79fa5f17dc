import { plainLabel } from './visible-text.js';

/** Something like `bank.example`: a label that names a place must name the one it leads to. */
const PLACE = /(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu;

/** The address if it is one of a web page; anything else (`javascript:`, `data:`) is none. */
export function webAddress(url: string): URL | null {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed : null;
  } catch {
    return null;
  }
}

/** Hosts a text may link to: the configured ones, and those of the sources it cites itself. */
export function linkHostsOf(
  hosts: Iterable<string>,
  citations: readonly { readonly url?: string }[] = [],
): ReadonlySet<string> {
  const cited = citations.flatMap(({ url }) => webAddress(url ?? '')?.host ?? []);
  return new Set([...hosts, ...cited].map((host) => host.toLowerCase()));
}

/** The address a link may have, or null. Mail counts by the host its address ends in. */
export function allowedAddress(href: string, hosts: ReadonlySet<string>): string | null {
  const web = webAddress(href);
  if (web !== null) {
    // `https://known.host@evil.example` reads like the first and leads to the second.
    const isPlain = web.username === '' && web.password === '';
    return isPlain && hosts.has(web.host) ? web.href : null;
  }
  const mail = /^mailto:[^\s@?,<>|]+@([^\s@?,<>|]+)$/i.exec(href);
  return mail?.[1] !== undefined && hosts.has(mail[1].toLowerCase()) ? href : null;
}

/** Whether the words on a link name another place than the one it leads to. Names of files look like places, too. */
export function isMisleading(label: string, address: string): boolean {
  const host = webAddress(address)?.hostname ?? address.replace(/^mailto:[^@]*@/i, '');
  const named = plainLabel(label).match(PLACE) ?? [];
  return named.some((place) => bare(place) !== bare(host));
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}
