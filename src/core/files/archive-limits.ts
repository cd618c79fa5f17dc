/** Bytes an archive may unpack to. Agents' machines unpack in memory or on a small disk. */
export const UNPACKED_BYTES_MAX = 2_000_000_000;

/** How many times its packed size an archive may unpack to: text packs to a tenth, tables of zeros to a fiftieth. */
export const UNPACKED_RATIO_MAX = 100;

/** An archive that unpacks to less does no harm, whatever its ratio. */
export const UNPACKED_BYTES_FREE = 20_000_000;

/** Files in one archive. */
export const ENTRIES_MAX = 10_000;

/** Archives within one: bombs are built of them, because each level multiplies. */
export const NESTED_MAX = 8;

/** Bytes of an archive's end that are held, for its directory. */
export const DIRECTORY_BYTES_MAX = 1_048_576;

export function isBomb(packed: number, unpacked: number): boolean {
  if (unpacked > UNPACKED_BYTES_MAX) return true;
  return unpacked > UNPACKED_BYTES_FREE && unpacked > packed * UNPACKED_RATIO_MAX;
}
