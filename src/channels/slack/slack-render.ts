import { Lexer, type Token, type Tokens } from 'marked';
import { plainWords, unescapedEntities } from '../plain-words.js';
import { tableAsText } from '../table-text.js';
import { withShortSpaces } from '../visible-text.js';
import { isMisleading } from '../web-links.js';
import { BREAKER, escapeSlack, literal } from './slack-escape.js';
import { SLACK_MARKDOWN_CHARS_MAX, SLACK_TABLE_COLUMNS_MAX } from './slack-limits.js';
import { fittingAddress, slackLink } from './slack-links.js';

/** Lists in quotes in lists: nobody writes deeper; a text that does is somebody trying to break us. */
const DEPTH_MAX = 12;

const BULLETS = ['•', '◦', '▪'];
const FENCE = '```';

/** Slack's marks. It knows one of each kind at a time, so a mark within the same mark is left out. */
const MARKS = { strong: '*', em: '_', del: '~' } as const;
type Mark = keyof typeof MARKS;

/**
 * Markdown of bots and agents in Slack's own markup (https://docs.slack.dev/messaging/formatting-message-text/). All
 * of it is escaped and every `<…>` is written here, so no text can mention, broadcast or forge a link. Links lead only
 * to `hosts`; another one is shown as words with its address. Pictures are links, HTML is the text it is.
 */
export function renderMrkdwn(text: string, hosts: ReadonlySet<string>): string {
  if (text.length > SLACK_MARKDOWN_CHARS_MAX) return literal(text);
  try {
    const tokens = new Lexer({ gfm: true, breaks: true }).lex(withShortSpaces(text));
    return new Mrkdwn(hosts).blocks(tokens);
  } catch {
    // Nested beyond what the parser can take. The words matter, not their looks.
    return literal(text);
  }
}

class Mrkdwn {
  private depth = 0;
  private lists = 0;
  private readonly marks = new Set<Mark>();

  constructor(private readonly hosts: ReadonlySet<string>) {}

  blocks(tokens: readonly Token[], between = '\n\n'): string {
    return this.deeper(tokens, () => {
      const parts = tokens
        .map((token) => ({ type: token.type, text: this.block(token) }))
        .filter(({ text }) => text !== '');
      return parts
        .map(({ type, text }, at) => (at === parts.length - 1 ? text : text + after(type, between)))
        .join('');
    });
  }

  private deeper(tokens: readonly Token[], render: () => string): string {
    if (this.depth >= DEPTH_MAX) return literal(tokens.map(({ raw }) => raw).join(''));
    this.depth += 1;
    const text = render();
    this.depth -= 1;
    return text;
  }

  private block(token: Token): string {
    switch (token.type) {
      case 'space':
      case 'def':
        return '';
      case 'heading':
        return this.marked('strong', token.tokens, token.text);
      case 'code':
        return fenced(token.text);
      case 'blockquote':
        return prefixed(this.blocks(token.tokens ?? []), '> ', '> ');
      case 'list':
        return this.list(token as Tokens.List);
      case 'table':
        return this.table(token as Tokens.Table);
      case 'hr':
        return '———';
      case 'html':
        return literal(token.raw.trim());
      case 'paragraph':
        return this.inline(token.tokens, token.text);
      default:
        return this.span(token);
    }
  }

  private list({ ordered, start, items }: Tokens.List): string {
    const bullet = BULLETS[Math.min(this.lists, BULLETS.length - 1)] ?? '•';
    const first = typeof start === 'number' ? start : 1;
    this.lists += 1;
    const lines = items.map((item, at) => {
      const mark = ordered ? `${first + at}.` : bullet;
      const text = this.blocks(item.tokens, '\n');
      if (text.startsWith(FENCE)) return `${mark}\n${text}`;
      return prefixed(text, `${mark} `, '    ');
    });
    this.lists -= 1;
    return lines.join('\n');
  }

  /** Side by side in fixed-width letters if it is narrow; else, or with links in it, a line for each value. */
  private table(table: Tokens.Table): string {
    const aligned = tableAsText(table, SLACK_TABLE_COLUMNS_MAX);
    if (aligned !== null) return fenced(aligned);
    const names = table.header.map(({ tokens, text }) => this.marked('strong', tokens, text));
    return table.rows
      .map((row) =>
        row
          .map(({ tokens, text }, at) => ({
            name: names[at] ?? '',
            value: this.inline(tokens, text),
          }))
          .filter(({ value }) => value !== '')
          .map(({ name, value }) => (name === '' ? value : `${name}: ${value}`))
          .join('\n'),
      )
      .join('\n\n');
  }

  private inline(tokens: readonly Token[] | undefined, text: string): string {
    if (tokens === undefined) return literal(unescapedEntities(text));
    return this.deeper(tokens, () => joined(tokens.map((token) => this.span(token))));
  }

  private span(token: Token): string {
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        return this.marked(token.type, token.tokens, token.text);
      case 'codespan':
        return `\`${escapeSlack(token.text.replaceAll('`', 'ˋ').replace(/\s+/g, ' '))}\``;
      case 'br':
        return '\n';
      case 'link':
        return this.link(token as Tokens.Link);
      case 'image':
        return this.address(token.href, token.text === '' ? token.href : token.text, null);
      case 'escape':
        return harmless(token.text);
      case 'checkbox':
        return token['checked'] ? '☑ ' : '☐ ';
      case 'text':
        return this.inline(token['tokens'], token.text);
      default:
        return literal(token.raw);
    }
  }

  private marked(mark: Mark, tokens: readonly Token[] | undefined, text: string): string {
    if (this.marks.has(mark)) return this.inline(tokens, text);
    this.marks.add(mark);
    const words = this.inline(tokens, text);
    this.marks.delete(mark);
    return words
      .split('\n')
      .map((line) => markedLine(MARKS[mark], line))
      .join('\n');
  }

  private link({ href, text, tokens }: Tokens.Link): string {
    return this.address(href, plainWords(tokens, text), () => this.inline(tokens, text));
  }

  private address(href: string, label: string, words: (() => string) | null): string {
    const address = fittingAddress(href, this.hosts);
    const isBare = href === label || href === `mailto:${label}` || href === `http://${label}`;
    if (address !== null && !isMisleading(label, address)) return slackLink(address, label);
    const shown = words?.() ?? literal(label);
    if (address !== null) return `${shown} (${slackLink(address, '')})`;
    return isBare || href === '' ? shown : `${shown} (${literal(href)})`;
  }
}

/** What stands between a block and the next one: a title and the box of a task belong to what follows. */
function after(type: string, between: string): string {
  if (type === 'heading') return '\n';
  return type === 'checkbox' ? '' : between;
}

/** A formatting character that its writer escaped must not begin anything. */
function harmless(sign: string): string {
  return /[*_~`]/.test(sign) ? `${sign}${BREAKER}` : literal(sign);
}

/** Slack reads a mark only beside a space or a sign, so one within a word gets a character without width beside it. */
function joined(parts: readonly string[]): string {
  return parts.reduce((before, part) => {
    const opens = /[\p{L}\p{N}]$/u.test(before) && /^[*_~`]/.test(part);
    const closes = /[*_~`]$/.test(before) && /^[\p{L}\p{N}]/u.test(part);
    return opens || closes ? `${before}${BREAKER}${part}` : before + part;
  }, '');
}

/** Slack ends every mark with its line and ignores one beside a space. */
function markedLine(mark: string, line: string): string {
  const words = line.trim();
  return words === '' ? line : line.replace(words, () => `${mark}${words}${mark}`);
}

function fenced(code: string): string {
  const safe = escapeSlack(code.replace(/\r\n?/g, '\n')).replaceAll(FENCE, `\`\`${BREAKER}\``);
  return `${FENCE}\n${safe}\n${FENCE}`;
}

/** Lines behind a prefix. Code stays as it is: what stands before its lines would become a part of it. */
function prefixed(text: string, first: string, others: string): string {
  let isCode = false;
  return text
    .split('\n')
    .map((line, at) => {
      const isFence = line === FENCE;
      if (isFence) isCode = !isCode;
      if (isFence || isCode) return line;
      return `${at === 0 ? first : others}${line}`.trimEnd();
    })
    .join('\n');
}
