import { slugOf } from '../domain/article-name.js';
import type { Passage } from '../ports/knowledge.js';
import type { Article } from './article.js';

/** A passage before a question gave it a score. */
export interface UnscoredPassage extends Omit<Passage, 'score'> {
  /** Questions it is known to answer, in customers' words. They are searched, not shown. */
  readonly asked?: readonly string[];
}

/** Characters of one passage. A model is shown up to five; longer ones would crowd out the conversation. */
export const PASSAGE_CHARS_MAX = 1_200;

/**
 * An article cut at its headings, and long sections at their paragraphs. Keys are `file#heading` and, for a later
 * part, `file#heading/2`, so that a key outlives edits of the text. The questions an article lists lead to its
 * beginning.
 */
export function articlePassages(fileSlug: string, article: Article): UnscoredPassage[] {
  const seen = new Map<string, number>();
  const { title, questions } = article;
  const url = article.url === null ? {} : { url: article.url };
  return article.sections.flatMap((section, place) => {
    const { heading } = section;
    const slug = slugOf(heading);
    const times = (seen.get(slug) ?? 0) + 1;
    seen.set(slug, times);
    const first = `${fileSlug}#${slug}${times > 1 ? `-${times}` : ''}`;
    return parts(section.text).map((text, index) => {
      const key = index === 0 ? first : `${first}/${index + 1}`;
      const isAsked = place === 0 && index === 0 && questions.length > 0;
      return { key, title, heading, text, ...url, ...(isAsked ? { asked: questions } : {}) };
    });
  });
}

function parts(text: string): string[] {
  if (text.length <= PASSAGE_CHARS_MAX) return [text];
  return packed(text.split(/\n\n+/).flatMap(shortened), '\n\n');
}

/** A paragraph that is too long by itself is cut at its lines, a line at its sentences, a sentence at the bound. */
function shortened(paragraph: string): string[] {
  if (paragraph.length <= PASSAGE_CHARS_MAX) return [paragraph];
  const lines = paragraph.split('\n');
  if (lines.length > 1) return packed(lines.flatMap(shortened), '\n');
  return packed(paragraph.split(/(?<=[.!?]) /).flatMap(chopped), ' ');
}

function chopped(sentence: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < sentence.length; at += PASSAGE_CHARS_MAX) {
    pieces.push(sentence.slice(at, at + PASSAGE_CHARS_MAX));
  }
  return pieces;
}

function packed(pieces: readonly string[], joint: string): string[] {
  const full: string[] = [];
  for (const piece of pieces) {
    const last = full.at(-1);
    if (last !== undefined && last.length + joint.length + piece.length <= PASSAGE_CHARS_MAX) {
      full[full.length - 1] = last + joint + piece;
    } else {
      full.push(piece);
    }
  }
  return full;
}
