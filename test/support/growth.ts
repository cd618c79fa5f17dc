/**
 * How many times as long some work takes on sixteen times as much: about 16 where time grows with the length, 256 where it
 * grows with its square. The best of several, side by side, as the machine may be busy with other things; below a
 * millisecond the clock tells nothing.
 */
export function growthOf(work: (text: string) => unknown, part: string, charsMax = 16_000): number {
  const timeOf = (chars: number) => {
    const text = part.repeat(Math.ceil(chars / part.length));
    const begunMs = performance.now();
    work(text);
    return performance.now() - begunMs;
  };
  const tries = Array.from({ length: 5 }, () => [timeOf(charsMax / 16), timeOf(charsMax)] as const);
  const short = Math.min(...tries.map(([ms]) => ms));
  const long = Math.min(...tries.map(([, ms]) => ms));
  return long / Math.max(short, 1);
}

/** Runs that some form of ours begins to match again and again. */
export const LONG_RUNS: readonly string[] = [
  'a',
  'a-',
  'a.',
  '1',
  '1 ',
  '1.',
  '1-',
  'A',
  'A1',
  'A ',
  ' ',
  '(',
  '"',
  '. ',
  '.)',
  '#',
  '#a',
  '$ ',
  'x@',
  '@a.',
  'i really ',
  "i'll just ",
  'my name ',
  'order ',
  'pin is ',
  'password ',
  'password:',
  '4111 ',
  '1 is my ',
];
