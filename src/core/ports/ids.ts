/** Chance and hashing as inputs. Ids are made of letters, digits and `_` only. */
export interface IdSource {
  unique(): string;
  /** The same parts give the same id for ever; the parts cannot be read from it. */
  hash(...parts: readonly string[]): string;
}
