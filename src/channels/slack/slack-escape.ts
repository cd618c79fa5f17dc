/** Means nothing in a text, and takes six characters each in the JSON whose length Slack limits. */
const CONTROLS = /(?![\n\t])[\p{Cc}]/gu;

/** Stands between characters so that Slack does not read them as markup; has no width. */
export const BREAKER = '\u200b';

/** Letters that turn the direction of what follows, so that an address or a name reads as another one. */
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/** Format characters, control characters, and tags: nothing a label needs, much that makes it lie. */
const UNSEEN = /(?!\u200d)[\p{Cf}\p{Cc}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;

/** A joiner belongs between two parts of one emoji and nowhere else. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

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
  const plain = text.replace(OVERRIDES, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '');
  return escapeSlack(plain)
    .replaceAll('```', `\`${BREAKER}\`${BREAKER}\``)
    .replace(/(^|[\s\p{P}\p{S}])([*_~`])(?=[^\s\u200b])/gu, `$1$2${BREAKER}`)
    .replace(/^([^\S\n]*)&gt;/gm, `$1${BREAKER}&gt;`);
}

/** Words for the face of a link, a button or a name: one line, nothing in it that cannot be seen. */
export function plainLabel(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNSEEN, '').replace(STRAY_JOINER, '').trim();
}
