import type { CardFact } from '../../core/domain/card.js';
import { FACT_CHARS_MAX } from '../../core/domain/limits.js';
import type { Handshake } from './web-parse.js';

/** What a browser says of itself, for agents to see. Nobody vouches for it, so it decides nothing. */
export function aboutOf(about: Handshake['about']): readonly CardFact[] {
  const { page, language, timeZone } = about ?? {};
  return [
    { name: 'Page', value: pageOf(page) },
    { name: 'Language', value: kept(language) },
    { name: 'Time zone', value: kept(timeZone) },
  ].filter(({ value }) => value !== '');
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
