/**
 * Marks for what is data. No text inside can open or close one, because none keeps a `<`; the prompts say so. What is
 * put between them is read by the model and never obeyed.
 */
export function tagged(
  tag: string,
  content: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${attribute(value)}"`);
  return `<${tag}${named.join('')}>${content}</${tag}>`;
}

/** A text of somebody, as it may stand between marks. */
export function escaped(text: string): string {
  return text.replaceAll('<', '&lt;');
}

function attribute(value: string): string {
  return escaped(value).replaceAll('"', "'").replace(/\s+/g, ' ').trim();
}
