/** What a piece of knowledge is called to customers and agents alike. */
export function citationTitle(title: string, heading: string): string {
  return heading === title ? title : `${title} — ${heading}`;
}
