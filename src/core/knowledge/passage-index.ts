import { broaderTerm, termsOf } from '../domain/text-terms.js';
import type { Passage } from '../ports/knowledge.js';
import type { UnscoredPassage } from './article-passages.js';
import { AskedQuestions } from './asked-questions.js';
import { inverseFrequency, WordIndex } from './word-index.js';

/** Characters of a query that are looked up. A longer message names its subject well before this. */
const QUERY_CHARS_MAX = 4_000;

/** Sentences that are weighed one by one; what is left is the last of them. */
const SENTENCES_MAX = 12;

/** What the whole article counts beside its passage: of two that fit alike, the one about the rest of it too is meant. */
const ARTICLE_SHARE = 0.3;

/** Finds passages by their words, and by the questions an article says it answers. */
export class PassageIndex {
  readonly #passages: readonly UnscoredPassage[];
  readonly #words: WordIndex;
  /** For each passage the number of its article in `#articleWords`. */
  readonly #articleOf: readonly number[];
  readonly #articleWords: WordIndex;
  readonly #asked: AskedQuestions;

  constructor(passages: readonly UnscoredPassage[]) {
    this.#passages = passages;
    const fields = passages.map(fieldsOf);
    const names = passages.map(articleNameOf);
    const articles = [...new Set(names)];
    const numbers = new Map(articles.map((name, number) => [name, number]));
    this.#articleOf = names.map((name) => numbers.get(name) ?? 0);
    this.#words = new WordIndex(fields);
    this.#articleWords = new WordIndex(articleFields(fields, this.#articleOf));
    this.#asked = new AskedQuestions(
      passages.flatMap(({ title, asked = [] }, answer) =>
        (asked.length === 0 ? [] : [title, ...asked]).map((text) => ({ answer, text })),
      ),
    );
  }

  get size(): number {
    return this.#passages.length;
  }

  /**
   * How telling a term is, 0 to 1: near 0 when most passages have it, 1 when one has. Null: no passage has it.
   */
  rarityOf(term: string): number | null {
    const count = this.#words.countOf(term);
    if (count === 0) return null;
    return inverseFrequency(count, this.size) / inverseFrequency(1, this.size);
  }

  /**
   * The best passages first. A score is 0 to 1: the share of the query the passage has, weighed by how telling its
   * words are (a word no passage has weighs most), or how like its example questions the query is asked, if that is
   * more.
   */
  search(query: string, limit: number): Passage[] {
    const looked = query.slice(0, QUERY_CHARS_MAX);
    const scores = this.#sharesOf(this.#sentencesOf(looked));
    for (const [at, likeness] of this.#asked.likenesses(looked)) {
      scores[at] = Math.max(scores[at] ?? 0, likeness);
    }
    return [...scores.keys()]
      .filter((at) => (scores[at] ?? 0) > 0)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
      .slice(0, limit)
      .flatMap((at) => this.#scored(at, scores[at] ?? 0));
  }

  /** How like the questions an article lists a text is asked, 0 to 1, by the key of the passage they lead to. */
  likenesses(text: string): ReadonlyMap<string, number> {
    const found = [...this.#asked.likenesses(text)];
    return new Map(found.flatMap(([at, likeness]) => keyed(this.#passages[at], likeness)));
  }

  /** Each passage's own share with a part of its article's; none for a passage that has nothing of the query. */
  #sharesOf(sentences: string[][]): Float64Array {
    const articles = this.#articleWords.sharesOf(sentences);
    return this.#words.sharesOf(sentences).map((share, at) => {
      const around = ARTICLE_SHARE * (articles[this.#articleOf[at] ?? 0] ?? 0);
      return share === 0 ? 0 : (share + around) / (1 + ARTICLE_SHARE);
    });
  }

  #scored(at: number, score: number): Passage[] {
    const passage = this.#passages[at];
    if (passage === undefined) return [];
    const { asked: _asked, ...shown } = passage;
    return [{ ...shown, score: Math.min(1, rounded(score)) }];
  }

  #sentencesOf(query: string): string[][] {
    const sentences = query.split(/(?<=[.!?])\s+|\n+/);
    const rest = sentences.splice(SENTENCES_MAX - 1).join(' ');
    return [...sentences, rest]
      .map((sentence) => termsOf(sentence).map((term) => this.#known(term)))
      .filter((terms) => terms.length > 0);
  }

  /** A word the articles never use is read as its kind when they speak of that. */
  #known(term: string): string {
    if (this.#words.countOf(term) > 0) return term;
    const broader = broaderTerm(term);
    return broader !== null && this.#words.countOf(broader) > 0 ? broader : term;
  }
}

/** An introduction's heading is the title: told once, as the article does. */
function fieldsOf({ title, heading, text }: UnscoredPassage): string[][] {
  const titles = heading === title ? [title] : [title, heading];
  return [...titles, text].map(termsOf);
}

function keyed(passage: UnscoredPassage | undefined, likeness: number): [string, number][] {
  return passage === undefined ? [] : [[passage.key, Math.min(1, likeness)]];
}

/** The part of a key before its heading. */
function articleNameOf({ key }: UnscoredPassage): string {
  return key.split('#', 1)[0] ?? key;
}

/** The fields of each article's passages, its title told once. */
function articleFields(
  passages: readonly string[][][],
  articleOf: readonly number[],
): string[][][] {
  const articles: string[][][] = [];
  for (const [at, [title = [], ...others]] of passages.entries()) {
    const article = articles[articleOf[at] ?? 0];
    if (article === undefined) articles.push([title, ...others]);
    else article.push(...others);
  }
  return articles;
}

function rounded(score: number): number {
  return Math.round(score * 1_000) / 1_000;
}
