import { visibleText } from '../visible-text.js';

/** Stands between characters so that Slack does not read them as markup; has no width. */
export const BREAKER = '\u200b';

/** What must not be left as it is: https://docs.slack.dev/messaging/formatting-message-text/#escaping */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The inverse of `escapeSlack`, in one pass, so that `&amp;lt;` stays the text `&lt;`. */
export function unescapeSlack(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => PLAIN[name] ?? '');
}

const PLAIN: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * Somebody's words for a `mrkdwn` text, to be read as they were written: nothing in them mentions, links, formats or
 * quotes. Slack has no escape for its formatting characters, so an opening one is followed by a character without width.
 */
export function literal(text: string): string {
  return escapeSlack(visibleText(text))
    .replaceAll('```', `\`${BREAKER}\`${BREAKER}\``)
    .replace(/(^|[\s\p{P}\p{S}])([*_~`])(?=[^\s\u200b])/gu, `$1$2${BREAKER}`)
    .replace(/^([^\S\n]*)&gt;/gm, `$1${BREAKER}&gt;`);
}
