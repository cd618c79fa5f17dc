const UNSEEN_ELEMENT = /<(script|style|iframe|object|template|noscript)\b/gi;
const TAG = /<[a-z/!?][^<>]*>/gi;
const LINK = /!?\[([^[\]\n]{0,500})\]\(([^()\s]{0,2000})(?:[ \t][^()\n]{0,300})?\)/g;
const ENTITIES = new Map([
  ['&nbsp;', ' '],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
]);

/**
 * The words of a piece of Markdown as a customer may be shown them: no markup, no HTML, nothing a script contains;
 * list marks and line breaks stay. The result is text, not HTML: who shows it escapes it.
 */
export function plainText(markdown: string): string {
  return withoutHidden(markdown)
    .replace(TAG, '')
    .replace(LINK, withTarget)
    .replace(/&(?:nbsp|quot|#39|lt|gt|amp);/g, (entity) => ENTITIES.get(entity) ?? entity)
    .split('\n')
    .map(plainLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The text without comments and without elements a reader never sees. */
export function withoutHidden(markdown: string): string {
  return withoutUnseen(withoutComments(markdown));
}

/** What never closes is cut to the end: half a comment or script is not for customers. */
function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (;;) {
    const open = text.indexOf('<!--', from);
    if (open < 0) return kept + text.slice(from);
    kept += text.slice(from, open);
    const close = text.indexOf('-->', open);
    if (close < 0) return kept;
    from = close + 3;
  }
}

function withoutUnseen(text: string): string {
  let kept = '';
  let from = 0;
  for (;;) {
    UNSEEN_ELEMENT.lastIndex = from;
    const open = UNSEEN_ELEMENT.exec(text);
    if (open === null) return kept + text.slice(from);
    kept += text.slice(from, open.index);
    const end = new RegExp(`</${open[1]}[^<>]*>`, 'gi');
    end.lastIndex = open.index;
    if (end.exec(text) === null) return kept;
    from = end.lastIndex;
  }
}

/** A link keeps its web address, which the customer cannot press otherwise. */
function withTarget(_link: string, label: string, target: string): string {
  if (!/^https?:\/\//.test(target) || label.includes(target)) return label;
  return label === '' ? '' : `${label} (${target})`;
}

function plainLine(line: string): string {
  const isRule = line.includes('---') && /^[\s:|-]+$/.test(line);
  if (isRule || /^\s*(?:```|~~~)/.test(line)) return '';
  return line
    .replace(/^\s*>\s?/, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/(^|[\s("“])[*_]([^\s*_][^*_]*)[*_](?=[\s).,;:!?”"]|$)/g, '$1$2')
    .trimEnd();
}
