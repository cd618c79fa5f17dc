import { plainLabel } from '../visible-text.js';
import { type EmojiNames, emojiOf, emojiPattern, NO_EMOJI } from './slack-emoji.js';
import { unescapeSlack } from './slack-escape.js';

/** What a name in `<@U123>` stands for; nothing if it is not known. Answers at once: whoever parses does not wait. */
export type NameOf = (userId: string) => string | undefined;

const TOKEN = '<([^<>]*)>|&(?:amp|lt|gt);';
const CODE = '(```[^]+?```|`[^`\\n]+`)';
const MENTION = /<@([A-Z0-9]{1,32})(?:\|[^<>]*)?>/g;

/** Whether the user is mentioned in a text as Slack sends it. */
export function mentions(text: string, userId: string): boolean {
  return mentionedUsers(text).includes(userId);
}

/** The users a text mentions, each once, so that their names can be asked for beforehand. */
export function mentionedUsers(text: string): string[] {
  return [...new Set([...text.matchAll(MENTION)].map(([, id = '']) => id))];
}

/**
 * A text as Slack sends it (https://docs.slack.dev/messaging/formatting-message-text/#parsing) in words a person reads.
 * Its formatting characters stay as they were typed, and so do names of emoji in code, and those that are no sign. The
 * mention of ourselves goes: it was the address on the envelope. One pass, so that nothing which a person typed becomes
 * a token by being unescaped.
 */
export function readableText(
  text: string,
  ownUserId: string,
  nameOf: NameOf,
  emoji: EmojiNames = NO_EMOJI,
): string {
  const own = `<@${ownUserId}(?:\\|[^<>]*)?>`;
  const words = text
    .replace(new RegExp(`^\\s*(?:${own}[\\s,:]*)+`), '')
    .replace(new RegExp(`[^\\S\\n]?${own}`, 'g'), '')
    .trim();
  return asWords(words, nameOf, emoji).trim();
}

function asWords(text: string, nameOf: NameOf, emoji: EmojiNames): string {
  const codes = emojiPattern(emoji);
  const pattern = codes === null ? TOKEN : `${TOKEN}|${CODE}|${codes}`;
  return text.replace(
    new RegExp(pattern, 'g'),
    (all, token?: string, code?: string | number, name?: string) => {
      if (token !== undefined) return readableToken(token, nameOf);
      if (codes === null || all.startsWith('&')) return unescapeSlack(all);
      return code === undefined ? emojiOf(name ?? '', emoji) : asWords(all, nameOf, NO_EMOJI);
    },
  );
}

function readableToken(token: string, nameOf: NameOf): string {
  const bar = token.indexOf('|');
  const target = unescapeSlack(bar === -1 ? token : token.slice(0, bar));
  const label = bar === -1 ? '' : plainLabel(unescapeSlack(token.slice(bar + 1)));
  switch (target[0]) {
    case '@':
      return marked('@', plainLabel(nameOf(target.slice(1)) ?? '') || label || target.slice(1));
    case '#':
      return marked('#', label || target.slice(1));
    case '!':
      return special(target.slice(1), label);
    default:
      return link(target, label);
  }
}

/** `here`, `subteam^S1`, `date^…`. A date without its fallback is a number nobody reads. */
function special(target: string, label: string): string {
  const [kind = '', id = ''] = target.split('^');
  if (kind === 'date') return label || 'date';
  if (kind === 'subteam') return marked('@', label || id);
  return label || `@${kind}`;
}

function marked(mark: string, name: string): string {
  return name.startsWith(mark) ? name : mark + name;
}

function link(target: string, label: string): string {
  const address = target.replace(/^(?:mailto|tel):/i, '');
  const isSame = label === '' || label === target || label === address || isWithout(label, address);
  return isSame ? address : `${label} (${address})`;
}

/** Slack links `shop.example` to `http://shop.example`, and both say the same. */
function isWithout(label: string, address: string): boolean {
  return address === `http://${label}` || address === `https://${label}`;
}
