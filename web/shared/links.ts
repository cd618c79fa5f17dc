import { type Attributes, type Child, element } from './element.js';

/** What of a citation is needed to link to it. */
export interface Source {
  readonly title: string;
  readonly url?: string;
  readonly quote?: string;
}

/** The address if a link to it is a link to a web page; anything else (`javascript:`, `data:`) is none. */
export function webAddress(url: unknown): URL | null {
  if (typeof url !== 'string') return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed : null;
  } catch {
    // Relative, or no address at all.
    return null;
  }
}

/** Hosts a text may link to: the configured ones, and those of the sources it cites itself. */
export function hostsFor(
  linkHosts: Iterable<string>,
  citations: readonly Source[] = [],
): ReadonlySet<string> {
  const cited = citations.flatMap(({ url }) => webAddress(url)?.host ?? []);
  return new Set([...linkHosts, ...cited].map((host) => host.toLowerCase()));
}

/** The address a link may have, or null. Mail counts by the host its address ends in. */
export function allowedAddress(href: string, hosts: ReadonlySet<string>): string | null {
  const web = webAddress(href);
  if (web !== null) {
    // `https://known.host@evil.example` reads like the first and leads to the second.
    const isPlain = web.username === '' && web.password === '';
    return isPlain && hosts.has(web.host) ? web.href : null;
  }
  const mail = /^mailto:[^\s@?,]+@([^\s@?,]+)$/i.exec(href);
  return mail?.[1] !== undefined && hosts.has(mail[1].toLowerCase()) ? href : null;
}

/** A link out: opens beside the page, and tells the other site nothing of it. */
export function linkTo(
  href: string,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLAnchorElement {
  const rel = 'noopener noreferrer nofollow';
  return element('a', { href, target: '_blank', rel, ...attributes }, ...children);
}

/** The sources an answer rests on, each once, numbered. Only web addresses become links; the rest stays a title. */
export function citationList(citations: readonly Source[], label: string): HTMLOListElement | null {
  const byPlace = new Map(citations.map((one) => [`${one.title}\n${one.url ?? ''}`, one]));
  if (byPlace.size === 0) return null;
  const items = [...byPlace.values()].map((source) => element('li', {}, sourceOf(source)));
  return element('ol', { class: 'citations', 'aria-label': label }, ...items);
}

function sourceOf({ title, url, quote }: Source): HTMLElement {
  const href = webAddress(url)?.href;
  const attributes = { 'data-testid': 'citation', class: 'citation', title: quote };
  const words = element('span', { class: 'citation-title' }, title);
  return href === undefined ? element('span', attributes, words) : linkTo(href, attributes, words);
}
