import { broaderTerm } from '../../domain/text-terms.js';

/** What the local mind must know of a tenant's articles as a whole; a passage alone does not tell a rare word. */
export interface Vocabulary {
  /** How telling a term is, 0 to 1; null when no article has it. */
  rarityOf(tenant: string, term: string): number | null;
  /** How like the questions an article lists a text is asked, 0 to 1, by the key of the passage they lead to. */
  likenessesOf(tenant: string, text: string): ReadonlyMap<string, number>;
}

/** What one tenant's articles say about terms, and about questions they list. */
export class TermWeights {
  readonly #vocabulary: Vocabulary;
  readonly #tenant: string;

  constructor(vocabulary: Vocabulary, tenant: string) {
    this.#vocabulary = vocabulary;
    this.#tenant = tenant;
  }

  isKnown(term: string): boolean {
    return this.#vocabulary.rarityOf(this.#tenant, term) !== null;
  }

  /** The term, or its kind when the articles only speak of that. */
  known(term: string): string {
    const broader = this.isKnown(term) ? null : broaderTerm(term);
    return broader !== null && this.isKnown(broader) ? broader : term;
  }

  likenesses(text: string): ReadonlyMap<string, number> {
    return this.#vocabulary.likenessesOf(this.#tenant, text);
  }

  /** An unknown term weighs most: an article that lacks it most likely answers something else. */
  of(term: string): number {
    return this.#vocabulary.rarityOf(this.#tenant, term) ?? 1;
  }

  sumOf(terms: Iterable<string>): number {
    let sum = 0;
    for (const term of terms) sum += this.of(term);
    return sum;
  }

  /** Which part of the terms' weight is among the others, 0 to 1; 0 when there are no terms. */
  shareOf(terms: ReadonlySet<string>, others: ReadonlySet<string>): number {
    const total = this.sumOf(terms);
    return total === 0 ? 0 : this.sumOf([...terms].filter((term) => others.has(term))) / total;
  }
}
