import type { Context, Line } from '../ports/mind.js';

/** Earlier lines of those who wrote the new ones; nobody else's words are read for an action. */
export function ownLines({ lines, window }: Context): readonly Line[] {
  const writers = new Set(lines.map(({ author }) => author.id));
  return window.filter(({ author }) => author.kind === 'customer' && writers.has(author.id));
}
