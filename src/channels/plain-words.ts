import type { Token } from 'marked';

/** Entities a model writes by habit. They are text all the same: what they stand for never becomes markup. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': '\u00a0',
};

export function unescapedEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Words without their looks, for the face of a link and the cell of a table. Not escaped. */
export function plainWords(tokens: readonly Token[] | undefined, text: string): string {
  if (tokens === undefined) return unescapedEntities(text);
  return tokens
    .map((token) => {
      if (token.type === 'br') return ' ';
      if (token.type === 'codespan' || token.type === 'escape') return token.text as string;
      if ('tokens' in token && token.tokens !== undefined) return plainWords(token.tokens, '');
      return unescapedEntities('text' in token ? token.text : token.raw);
    })
    .join('');
}
