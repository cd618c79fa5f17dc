import MiniSearch from 'minisearch';
import { broaderTerm, termsOf } from '../domain/text-terms.js';
import type { Passage } from '../ports/knowledge.js';
import type { UnscoredPassage } from './article-passages.js';

/** Different terms of one query that are looked up. A longer message names its subject well before this. */
const QUERY_TERMS_MAX = 64;

/** Candidates whose coverage is compared; the wanted passage of a longer list is not further down. */
const CANDIDATES_MAX = 50;

/** Share of a score that is the word statistics' rank; the rest is how much of the question is covered. */
const RANK_SHARE = 0.25;

interface Entry {
  readonly passage: UnscoredPassage;
  readonly terms: ReadonlySet<string>;
}

/**
 * Finds passages by their words. Measured on help centres: stemming and doubled titles help, fuzzy and prefix
 * matching hurt.
 */
export class PassageIndex {
  readonly #entries: readonly Entry[];
  readonly #passagesWith = new Map<string, number>();
  readonly #words: MiniSearch<{ id: number; title: string; heading: string; text: string }>;

  constructor(passages: readonly UnscoredPassage[]) {
    this.#entries = passages.map((passage) => ({ passage, terms: termSetOf(passage) }));
    for (const { terms } of this.#entries) {
      for (const term of terms) {
        this.#passagesWith.set(term, (this.#passagesWith.get(term) ?? 0) + 1);
      }
    }
    this.#words = new MiniSearch({
      fields: ['title', 'heading', 'text'],
      tokenize: termsOf,
      processTerm: (term) => term,
      searchOptions: { boost: { title: 2, heading: 2 }, fuzzy: false, prefix: false },
    });
    this.#words.addAll(
      passages.map(({ title, heading, text }, id) => ({ id, title, heading, text })),
    );
  }

  get size(): number {
    return this.#entries.length;
  }

  /**
   * How telling a term is, 0 to 1: near 0 when most passages have it, 1 when one has. Null: no passage has it.
   */
  rarityOf(term: string): number | null {
    const count = this.#passagesWith.get(term);
    if (count === undefined) return null;
    return inverseFrequency(count, this.size) / inverseFrequency(1, this.size);
  }

  /**
   * The best passages first. A score is 0 to 1: the share of the query's terms the passage has, weighed by how
   * telling they are (a word no passage has weighs most), with a quarter for its rank among the others.
   */
  search(query: string, limit: number): Passage[] {
    const terms = [...new Set(termsOf(query).map((term) => this.#known(term)))];
    const asked = terms.slice(0, QUERY_TERMS_MAX);
    if (asked.length === 0 || limit < 1) return [];
    const found = this.#words
      .search(asked.join(' '), { tokenize: (joined) => joined.split(' ') })
      .slice(0, CANDIDATES_MAX);
    const best = found[0]?.score ?? 1;
    const scored = found.flatMap(({ id, score }) => {
      const entry = this.#entries[id];
      if (entry === undefined) return [];
      const share = this.#coverage(asked, entry.terms);
      return [
        {
          ...entry.passage,
          score: rounded(share * (1 - RANK_SHARE + (RANK_SHARE * score) / best)),
        },
      ];
    });
    return scored.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  /** A word the articles never use is read as its kind when they speak of that. */
  #known(term: string): string {
    if (this.#passagesWith.has(term)) return term;
    const broader = broaderTerm(term);
    return broader !== null && this.#passagesWith.has(broader) ? broader : term;
  }

  #coverage(asked: readonly string[], terms: ReadonlySet<string>): number {
    let covered = 0;
    let total = 0;
    for (const term of asked) {
      const weight = this.rarityOf(term) ?? 1;
      total += weight;
      if (terms.has(term)) covered += weight;
    }
    return total === 0 ? 0 : covered / total;
  }
}

function termSetOf({ title, heading, text }: UnscoredPassage): ReadonlySet<string> {
  return new Set([...termsOf(title), ...termsOf(heading), ...termsOf(text)]);
}

function inverseFrequency(count: number, size: number): number {
  return Math.log(1 + (size - count + 0.5) / (count + 0.5));
}

function rounded(score: number): number {
  return Math.round(score * 1_000) / 1_000;
}
