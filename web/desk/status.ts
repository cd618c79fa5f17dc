import { byId, setAttribute, setText } from '../shared/element.js';

/** Good news may go by itself; what went wrong stays until something else is told. */
const NEWS_MS = 6_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** The one place that says what happened; screen readers say it, too. */
export function tell(words: string, kind: 'news' | 'problem' = 'news'): void {
  clearTimeout(timer);
  const place = byId('status');
  setText(place, words);
  setAttribute(place, 'data-kind', kind);
  if (kind === 'news' && words !== '') timer = setTimeout(() => tell(''), NEWS_MS);
}
