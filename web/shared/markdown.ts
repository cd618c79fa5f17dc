import { Lexer, type Token, type Tokens } from 'marked';
import { element } from './element.js';
import { allowedAddress, linkTo } from './links.js';

/** Lists in quotes in lists: nobody writes deeper; a text that does is somebody trying to break the page. */
const DEPTH_MAX = 12;

/** Entities a model writes by habit. They are text all the same: what they stand for never becomes markup. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': '\u00a0',
};

/**
 * Markdown of bots and agents as nodes of the page, all of them made here by name. HTML in it is shown as the text it
 * is, images are never loaded, and links lead only to `hosts`; another one is shown as words with its address.
 */
export function renderMarkdown(text: string, hosts: ReadonlySet<string>): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...blocksOf(text, hosts));
  return fragment;
}

function blocksOf(text: string, hosts: ReadonlySet<string>): Node[] {
  try {
    return new MarkdownNodes(hosts).blocks(new Lexer({ gfm: true, breaks: true }).lex(text));
  } catch {
    // Nested beyond what the parser can take. The words matter, not their looks.
    return [element('p', {}, text)];
  }
}

class MarkdownNodes {
  private depth = 0;
  private isInLink = false;

  constructor(private readonly hosts: ReadonlySet<string>) {}

  blocks(tokens: readonly Token[]): Node[] {
    return this.deeper(tokens, (token) => this.block(token));
  }

  private inline(tokens: readonly Token[] | undefined, text: string): Node[] {
    if (tokens === undefined) return [new Text(unescaped(text))];
    return this.deeper(tokens, (token) => this.span(token));
  }

  private deeper(tokens: readonly Token[], nodesOf: (token: Token) => Node[]): Node[] {
    if (this.depth >= DEPTH_MAX) return [new Text(tokens.map(({ raw }) => raw).join(''))];
    this.depth += 1;
    const nodes = tokens.flatMap(nodesOf);
    this.depth -= 1;
    return nodes;
  }

  private block(token: Token): Node[] {
    switch (token.type) {
      case 'space':
      case 'def':
        return [];
      case 'heading':
        return [headingOf(token.depth, this.inline(token.tokens, token.text))];
      case 'code':
        return [element('pre', { tabindex: 0 }, element('code', {}, token.text))];
      case 'blockquote':
        return [element('blockquote', {}, ...this.blocks(token.tokens ?? []))];
      case 'list':
        return [this.list(token as Tokens.List)];
      case 'table':
        return [this.table(token as Tokens.Table)];
      case 'hr':
        return [element('hr')];
      case 'html':
        return [element('p', {}, token.raw.trim())];
      case 'paragraph':
        return [element('p', {}, ...this.inline(token.tokens, token.text))];
      default:
        return this.span(token);
    }
  }

  private list({ ordered, start, items }: Tokens.List): HTMLElement {
    const entries = items.map((item) => element('li', {}, ...this.blocks(item.tokens)));
    if (!ordered) return element('ul', {}, ...entries);
    return element('ol', { start: typeof start === 'number' && start !== 1 && start }, ...entries);
  }

  private table({ header, rows }: Tokens.Table): HTMLElement {
    const cell = (tag: 'th' | 'td', { tokens, text, align }: Tokens.TableCell) =>
      element(tag, { class: align && `align-${align}` }, ...this.inline(tokens, text));
    const head = element('tr', {}, ...header.map((one) => cell('th', one)));
    const body = rows.map((row) => element('tr', {}, ...row.map((one) => cell('td', one))));
    const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...body));
    // What scrolls must be reachable by keyboard.
    return element('div', { class: 'table', tabindex: 0 }, table);
  }

  private span(token: Token): Node[] {
    switch (token.type) {
      case 'strong':
        return [element('strong', {}, ...this.inline(token.tokens, token.text))];
      case 'em':
        return [element('em', {}, ...this.inline(token.tokens, token.text))];
      case 'del':
        return [element('del', {}, ...this.inline(token.tokens, token.text))];
      case 'codespan':
        return [element('code', {}, token.text)];
      case 'br':
        return [element('br')];
      case 'link':
        return this.link(token as Tokens.Link);
      case 'image':
        return this.image(token as Tokens.Image);
      case 'escape':
        return [new Text(token.text)];
      case 'checkbox':
        return [new Text(token['checked'] ? '☑ ' : '☐ ')];
      case 'text':
        return this.inline(token['tokens'], token.text);
      default:
        return [new Text(token.raw)];
    }
  }

  private link({ href, text, tokens }: Tokens.Link): Node[] {
    this.isInLink = true;
    const words = this.inline(tokens, text);
    this.isInLink = false;
    const address = allowedAddress(href, this.hosts);
    if (address !== null) return [linkTo(address, {}, ...words)];
    const isBare = href === text || href === `mailto:${text}` || href === `http://${text}`;
    return isBare || href === '' ? words : [...words, new Text(` (${href})`)];
  }

  /** Loading a picture would tell a stranger who reads this. */
  private image({ href, text }: Tokens.Image): Node[] {
    const address = this.isInLink ? null : allowedAddress(href, this.hosts);
    const words = text === '' ? href : text;
    return [address === null ? new Text(words) : linkTo(address, {}, words)];
  }
}

/** A chat's headings stand below the page's own, so `#` becomes a third level. */
function headingOf(depth: number, words: readonly Node[]): HTMLElement {
  if (depth <= 1) return element('h3', {}, ...words);
  return depth === 2 ? element('h4', {}, ...words) : element('h5', {}, ...words);
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
}
