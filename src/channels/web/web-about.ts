import type { About } from '../../core/domain/customer.js';
import { FACT_CHARS_MAX } from '../../core/domain/limits.js';
import type { Handshake } from './web-parse.js';

/** What a browser says of itself, for agents to see. Nobody vouches for it, so it decides nothing. */
export function aboutOf(about: Handshake['about']): readonly About[] {
  const { page, language, timeZone } = about ?? {};
  const said: readonly About[] = [
    { name: 'page', value: pageOf(page) },
    { name: 'language', value: kept(language) },
    { name: 'time-zone', value: kept(timeZone) },
  ];
  return said.filter(({ value }) => value !== '');
}

/** Host and path: what follows them may hold secrets of the site. */
function pageOf(page: string | undefined): string {
  if (page === undefined || !URL.canParse(page)) return '';
  const { host, pathname } = new URL(page);
  return kept(`${host}${pathname}`);
}

function kept(text: string | undefined): string {
  return (text ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, FACT_CHARS_MAX);
}
