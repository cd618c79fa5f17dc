/** Texts of the config with `{name}` marks in them, to be filled in with values. */

/** Between braces; what is in them need not be a name yet. */
const MARK = /\{([^{}]*)\}/g;

/** What the marks of a text name, in order, each once. */
export function marksIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(MARK)].map(([, name = '']) => name))];
}

/** Whether a brace is left that belongs to no mark. */
export function hasStrayBrace(template: string): boolean {
  return /[{}]/.test(template.replace(MARK, ''));
}

/** The text with every mark filled in; null if one of them has no value. */
export function filledMarks(
  template: string,
  fill: (name: string) => string | null,
): string | null {
  let isWhole = true;
  const text = template.replace(MARK, (mark, name: string) => {
    const value = fill(name);
    if (value === null) isWhole = false;
    return value ?? mark;
  });
  return isWhole ? text : null;
}
