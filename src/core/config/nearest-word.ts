/** The known word that a mistyped one was most likely meant to be, if any is near enough. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const distanceMax = Math.max(1, Math.floor(word.length / 3));
  let nearest: string | undefined;
  let least = distanceMax + 1;
  for (const candidate of known) {
    const distance = editDistance(plainWord(word), plainWord(candidate));
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** `trust_proxy`, `trust-proxy` and `TrustProxy` are all meant to be `trustProxy`. */
function plainWord(word: string): string {
  return word
    .slice(0, 80)
    .replace(/[-_\s]/g, '')
    .toLowerCase();
}

/** Optimal string alignment: two neighbours exchanged (`prot` for `port`) are one mistake, not two. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + changed);
      rows[i]?.push(swapped ? Math.min(least, cell(i - 2, j - 2) + 1) : least);
    }
  }
  return cell(a.length, b.length);
}
