import { Lexer, type Token, type Tokens } from 'marked';
import { plainWords, unescapedEntities } from '../plain-words.js';
import { tableAsText } from '../table-text.js';
import { plainLabel, withShortSpaces } from '../visible-text.js';
import { allowedAddress, isMisleading } from '../web-links.js';
import {
  BREAKER,
  codeText,
  escapeTeams,
  LINE_END,
  literal,
  withoutOpenings,
} from './teams-escape.js';
import {
  TEAMS_LINK_CHARS_MAX,
  TEAMS_MARKDOWN_CHARS_MAX,
  TEAMS_TABLE_COLUMNS_MAX,
} from './teams-limits.js';

/** Lists in quotes in lists: nobody writes deeper; a text that does is somebody trying to break us. */
const DEPTH_MAX = 12;

/** Spaces before what belongs to an item. Old readers of Markdown want as many, new ones take them. */
const INDENT_MIN = 4;

const FENCE = '```';
const MARKS = { strong: '**', em: '*', del: '~~' } as const;
type Mark = keyof typeof MARKS;

/**
 * Where a text stands. On cards Teams knows no code, quotations or struck out words
 * (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format), and no headings or
 * tables anywhere.
 */
export type TeamsPlace = 'message' | 'card';

/**
 * Markdown of bots and agents in the part of it that Teams knows
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages). All of it is escaped and
 * all marks are written here, so that no text can mention, be a tag or forge a link. Links lead only to `hosts`; another
 * one is shown as words with its address. Pictures are links, HTML is the text it is.
 */
export function renderTeams(
  text: string,
  hosts: ReadonlySet<string>,
  place: TeamsPlace = 'message',
): string {
  if (text.length > TEAMS_MARKDOWN_CHARS_MAX) return withoutOpenings(literal(text));
  try {
    const tokens = new Lexer({ gfm: true, breaks: true }).lex(withShortSpaces(text));
    return new TeamsMarkdown(hosts, place).blocks(tokens);
  } catch {
    // Nested beyond what the parser can take. The words matter, not their looks.
    return withoutOpenings(literal(text));
  }
}

/** A link of ours. `address` has passed `allowedAddress` or `webAddress`. */
export function teamsLink(address: string, label: string): string {
  const words = plainLabel(label) || address;
  const target = address
    .replace(/[\s\p{Cf}\p{Cc}]/gu, '')
    .replace(/[()<>\\"*[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/&(?=#?\w+;)/g, '&amp;');
  return `[${escapeTeams(words)}](${target})`;
}

class TeamsMarkdown {
  private depth = 0;
  private readonly marks = new Set<Mark>();
  private readonly lineEnd: string;

  constructor(
    private readonly hosts: ReadonlySet<string>,
    private readonly place: TeamsPlace,
  ) {
    this.lineEnd = place === 'card' ? '\n\n' : LINE_END;
  }

  blocks(tokens: readonly Token[]): string {
    return this.deeper(tokens, () =>
      tokens
        .map((token) => this.block(token))
        .filter((text) => text !== '')
        .join('\n\n'),
    );
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
        return this.code(token.text);
      case 'blockquote':
        return this.quote(token.tokens ?? []);
      case 'list':
        return this.list(token as Tokens.List);
      case 'table':
        return this.table(token as Tokens.Table);
      case 'hr':
        return '———';
      case 'html':
        return withoutOpenings(literal(token.raw.trim()));
      case 'paragraph':
        return withoutOpenings(this.inline(token.tokens, token.text));
      default:
        return withoutOpenings(this.span(token));
    }
  }

  private code(text: string): string {
    if (this.place === 'card') return withoutOpenings(this.lines(literal(text)));
    const safe = codeText(text).replaceAll(FENCE, `\`\`${BREAKER}\``);
    return `${FENCE}\n${safe}\n${FENCE}`;
  }

  private quote(tokens: readonly Token[]): string {
    const words = this.blocks(tokens);
    return this.place === 'card' ? words : prefixed(words, '> ', '> ').replace(/^> $/gm, '>');
  }

  private list({ ordered, start, items }: Tokens.List): string {
    const first = typeof start === 'number' ? start : 1;
    return items
      .map((item, at) => {
        const mark = ordered ? `${first + at}. ` : '- ';
        const indent = ' '.repeat(Math.max(INDENT_MIN, mark.length));
        return prefixed(this.item(item), mark, indent).trimEnd();
      })
      .join('\n');
  }

  private item({ tokens }: Tokens.ListItem): string {
    return this.deeper(tokens, () =>
      tokens
        .map((token) => ({ type: token.type, text: this.block(token) }))
        .filter(({ text }) => text !== '')
        .reduce((before, { type, text }) => {
          // The box of a task belongs to what follows.
          if (before === '' || /[☐☑] $/u.test(before)) return before + text;
          return `${before}${type === 'list' ? '\n' : '\n\n'}${text}`;
        }, ''),
    );
  }

  /** Side by side in fixed-width letters if it is narrow; else, or with links in it, a line for each value. */
  private table(table: Tokens.Table): string {
    const aligned = this.place === 'card' ? null : tableAsText(table, TEAMS_TABLE_COLUMNS_MAX);
    if (aligned !== null) return this.code(aligned);
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
          .join(this.lineEnd),
      )
      .join('\n\n');
  }

  private inline(tokens: readonly Token[] | undefined, text: string): string {
    if (tokens === undefined) return this.lines(literal(unescapedEntities(text)));
    return this.deeper(tokens, () =>
      joined(tokens.map((token) => ({ text: this.span(token), isMarked: token.type in MARKS }))),
    );
  }

  private span(token: Token): string {
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        return this.marked(token.type, token.tokens, token.text);
      case 'codespan':
        return this.codeSpan(token.text);
      case 'br':
        return this.lineEnd;
      case 'link':
        return this.link(token as Tokens.Link);
      case 'image':
        return this.address(token.href, token.text === '' ? token.href : token.text, null);
      case 'escape':
        return literal(token.text);
      case 'checkbox':
        return token['checked'] ? '☑ ' : '☐ ';
      case 'text':
        return this.inline(token['tokens'], token.text);
      default:
        return this.lines(literal(token.raw));
    }
  }

  private codeSpan(text: string): string {
    const words = text.replace(/\s+/g, ' ');
    if (this.place === 'card') return literal(words);
    return `\`${codeText(words).replaceAll('`', 'ˋ')}\``;
  }

  private marked(mark: Mark, tokens: readonly Token[] | undefined, text: string): string {
    const isUnknown = mark === 'del' && this.place === 'card';
    if (isUnknown || this.marks.has(mark)) return this.inline(tokens, text);
    this.marks.add(mark);
    const words = this.inline(tokens, text);
    this.marks.delete(mark);
    return words
      .split(this.lineEnd)
      .map((line) => markedLine(MARKS[mark], line))
      .join(this.lineEnd);
  }

  private link({ href, text, tokens }: Tokens.Link): string {
    return this.address(href, plainWords(tokens, text), () => this.inline(tokens, text));
  }

  private address(href: string, label: string, words: (() => string) | null): string {
    const allowed = href.length > TEAMS_LINK_CHARS_MAX ? null : allowedAddress(href, this.hosts);
    const isBare = href === label || href === `mailto:${label}` || href === `http://${label}`;
    if (allowed !== null && !isMisleading(label, allowed)) return teamsLink(allowed, label);
    const shown = isBare ? literal(label) : (words?.() ?? literal(label));
    if (allowed !== null) return `${shown} (${teamsLink(allowed, '')})`;
    return isBare || href === '' ? shown : `${shown} (${literal(href)})`;
  }

  private lines(text: string): string {
    return text.replaceAll(LINE_END, this.lineEnd);
  }
}

interface Part {
  readonly text: string;
  readonly isMarked: boolean;
}

/**
 * A mark between a letter and a sign, as around 「words」 in a text without spaces, is none: Markdown looks at both sides
 * of it. A character without width within it makes it one.
 */
function joined(parts: readonly Part[]): string {
  return parts
    .map(({ text, isMarked }, at) => {
      if (!isMarked) return text;
      const isBehindLetter = /[\p{L}\p{N}]$/u.test(parts[at - 1]?.text ?? '');
      const isBeforeLetter = /^[\p{L}\p{N}]/u.test(parts[at + 1]?.text ?? '');
      const opened = isBehindLetter
        ? text.replace(/^([*~]+)(?=[\p{P}\p{S}])/u, `$1${BREAKER}`)
        : text;
      return isBeforeLetter ? opened.replace(/(?<=[\p{P}\p{S}])([*~]+)$/u, closingApart) : opened;
    })
    .join('');
}

function closingApart(marks: string): string {
  return BREAKER + marks;
}

function markedLine(mark: string, line: string): string {
  const words = line.trim();
  return words === '' ? line : line.replace(words, () => `${mark}${words}${mark}`);
}

function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, at) =>
      line === '' && at > 0 ? others.trimEnd() : (at === 0 ? first : others) + line,
    )
    .join('\n');
}
