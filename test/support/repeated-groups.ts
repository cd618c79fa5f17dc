/** A pattern's source as far as our tables of phrases need it: every string a part of it may read. */
type Read = readonly string[];

/** What a class of characters stands for: one of them is as good as the other. */
const ANY_LETTER = 'ℓ';

/** The groups of a pattern that may be repeated without end, each as all that one round of it may read. */
export function repeatedGroups(pattern: RegExp): Read[] {
  const groups: Read[] = [];
  const { source } = pattern;
  let at = 0;
  let endless = 0;

  const alternatives = (): Read => {
    const read = [...sequence()];
    while (source[at] === '|') {
      at++;
      read.push(...sequence());
    }
    return read;
  };
  const sequence = (): Read => {
    let read: Read = [''];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const before = endless;
      const inner = atom();
      const next = repeated(inner, endless > before);
      read = read.flatMap((head) => next.map((tail) => head + tail));
    }
    return read;
  };
  const atom = (): Read => {
    const start = /^\((?:\?(?::|<?[!=]))?/.exec(source.slice(at))?.[0];
    if (start === undefined) return one();
    at += start.length;
    const read = alternatives();
    at++;
    // What only looks around reads nothing.
    return /[!=]$/.test(start) ? [''] : read;
  };
  const one = (): Read => {
    const token = /^(?:\[[^\]]*\]|\\p\{\w+\}|\\?[\s\S])/u.exec(source.slice(at))?.[0] ?? '';
    at += token.length;
    if (token === '^' || token === '\\b') return [''];
    if (token === '\\s') return [' '];
    const letters = /^\[([\p{L}]+)\]$/u.exec(token)?.[1];
    if (letters !== undefined) return [...letters];
    return token.length > 1 ? [ANY_LETTER] : [token];
  };
  const repeated = (read: Read, isEndless: boolean): Read => {
    const sign = /^(?:[?*+]|\{\d*,?\d*\})/.exec(source.slice(at))?.[0] ?? '';
    at += sign.length;
    if (sign === '*' || sign === '+') {
      if (isEndless) throw new Error(`Endless within endless, up to ${at} of ${source}`);
      endless++;
      groups.push(read);
    }
    return sign === '' || sign === '+' ? read : ['', ...read];
  };

  alternatives();
  if (at < source.length) throw new Error(`Cannot read ${source} from ${at} on`);
  return groups;
}

/**
 * A line that rounds of a group can read in two ways, null if there is none (Sardinas and Patterson). Where there is
 * one, each of its repetitions doubles what a pattern tries before it gives a line up.
 */
export function readTwoWays(group: Read): string | null {
  const twice = group.find((one, index) => one === '' || group.indexOf(one) !== index);
  if (twice !== undefined) return twice;
  const rests = new Set<string>();
  const open: string[] = [];
  const leave = (longer: string, shorter: string): void => {
    const rest = longer.slice(shorter.length);
    if (longer === shorter || !longer.startsWith(shorter) || rests.has(rest)) return;
    rests.add(rest);
    open.push(rest);
  };
  for (const longer of group) for (const shorter of group) leave(longer, shorter);
  for (let rest = open.pop(); rest !== undefined; rest = open.pop()) {
    if (group.includes(rest)) return rest;
    for (const one of group) {
      leave(one, rest);
      leave(rest, one);
    }
  }
  return null;
}
