const SLUG_CHARS_MAX = 80;

/** The name of a file or heading as part of a key: lower case, dashes, no signs a store gives a meaning. */
export function slugOf(name: string): string {
  const runs = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['untitled'];
  return runs.join('-').slice(0, SLUG_CHARS_MAX);
}

/** The slug of the article that a passage's key names. */
export function articleOf(passageKey: string): string {
  return passageKey.split('#')[0] ?? '';
}

/** Whether a pattern means the article of this slug: its name, or one in which `*` stands for any characters. */
export function meansArticle(pattern: string, slug: string): boolean {
  const parts = pattern
    .toLowerCase()
    .replace(/[^\p{L}\p{N}*]+/gu, '-')
    .replace(/^-|-$/g, '')
    .split('*');
  const [first = '', ...later] = parts;
  const last = later.pop();
  if (last === undefined) return slug === first.slice(0, SLUG_CHARS_MAX);
  if (!slug.startsWith(first)) return false;
  let at = first.length;
  for (const part of later) {
    const found = slug.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return slug.length - last.length >= at && slug.endsWith(last);
}
