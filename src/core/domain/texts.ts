import { DE } from './texts/de.js';
import { EN } from './texts/en.js';
import { ES } from './texts/es.js';
import { FR } from './texts/fr.js';
import { JA } from './texts/ja.js';
import { PT } from './texts/pt.js';

export type TextKey = keyof typeof EN;

/** One language, complete. */
export type Catalogue = Readonly<Record<TextKey, string>>;

/** The languages there are; one file each. */
export const CATALOGUES = {
  en: EN,
  de: DE,
  fr: FR,
  es: ES,
  pt: PT,
  ja: JA,
} as const satisfies Readonly<Record<string, Catalogue>>;
export type Language = keyof typeof CATALOGUES;

/** A tenant's own wording; keys that are not in the catalogue are refused by the config check. */
export type TextOverrides = Readonly<Record<string, string>>;

/** The sentences of one tenant: its language, with its own wording over it. */
export interface Wording {
  readonly language: Language;
  readonly overrides: TextOverrides;
}

export function say(
  key: TextKey,
  wording: Wording,
  fill: Readonly<Record<string, string>> = {},
): string {
  // A key put together from an older record may be unknown by now; its name is better than nothing.
  const template: string = wording.overrides[key] ?? CATALOGUES[wording.language][key] ?? key;
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => fill[name] ?? mark);
}

/** All sentences whose key begins so, still with their marks: what a page of ours fills in by itself. */
export function textsUnder(prefix: string, wording: Wording): Record<string, string> {
  const all = { ...CATALOGUES[wording.language], ...wording.overrides };
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith(prefix)));
}
