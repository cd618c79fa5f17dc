import { createHash, randomUUID } from 'node:crypto';
import type { IdSource } from '../../ports/ids.js';

/** Hex digits of a hash kept in an id: 128 bits, so that two identities never share one by accident. */
const HASH_DIGITS = 32;

/** Ids from the machine's source of chance, and hashes of identities. */
export class CryptoIds implements IdSource {
  unique(): string {
    return randomUUID().replaceAll('-', '');
  }

  hash(...parts: readonly string[]): string {
    // Lengths are part of the input, so that ("ab", "c") and ("a", "bc") differ.
    const text = parts.map((part) => `${part.length}:${part}`).join('');
    return createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
  }
}
