/** A retrieved piece of knowledge. `key` is stable while the article keeps its name and heading. */
export interface Passage {
  readonly key: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  readonly url?: string;
  readonly score: number;
}

export interface Knowledge {
  /** The best passages first; empty when nothing matches. */
  search(tenant: string, query: string, limit: number): Promise<readonly Passage[]>;
}
