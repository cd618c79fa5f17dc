import { parse } from 'yaml';
import { plainText, withoutHidden } from './plain-text.js';

/** A part of an article under one heading. */
export interface Section {
  readonly heading: string;
  readonly text: string;
}

/** One help article as it stands in its file. */
export interface Article {
  readonly title: string;
  readonly url: string | null;
  /** Questions it answers, in customers' words, as its front matter lists them. */
  readonly questions: readonly string[];
  readonly sections: readonly Section[];
}

/** Either the article, or what keeps it from being used, as a code for the log. */
export type ArticleReading =
  | { readonly kind: 'read'; readonly article: Article }
  | { readonly kind: 'broken'; readonly problem: string };

/** Questions one article may list. More than that are several articles. */
const QUESTIONS_MAX = 100;

/** Characters of one of them; a longer one is no example. */
const QUESTION_CHARS_MAX = 300;

const HEADING = /^ {0,3}#{1,6}[ \t]+(\S.*)$/;

/** Reads a Markdown file: front matter with `title`, `url` and `questions`, then headings with text. Never throws. */
export function readArticle(source: string): ArticleReading {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (text.includes('\u0000')) return { kind: 'broken', problem: 'not-text' };
  const parts = frontMatterOf(text);
  if (parts === null) return { kind: 'broken', problem: 'front-matter-not-closed' };
  const front = fieldsOf(parts.front);
  if (front === null) return { kind: 'broken', problem: 'front-matter-not-yaml' };
  const title = front.title ?? firstHeadingOf(parts.body);
  if (title === null) return { kind: 'broken', problem: 'no-title' };
  const sections = sectionsOf(parts.body, title).filter((section) => section.text !== '');
  if (sections.length === 0) return { kind: 'broken', problem: 'no-text' };
  return { kind: 'read', article: { title, url: front.url, questions: front.questions, sections } };
}

function frontMatterOf(text: string): { readonly front: string; readonly body: string } | null {
  if (!text.startsWith('---\n')) return { front: '', body: text };
  const close = text.indexOf('\n---', 3);
  if (close < 0) return null;
  const bodyAt = text.indexOf('\n', close + 1);
  return { front: text.slice(4, close + 1), body: bodyAt < 0 ? '' : text.slice(bodyAt + 1) };
}

interface FrontFields {
  readonly title: string | null;
  readonly url: string | null;
  readonly questions: readonly string[];
}

function fieldsOf(front: string): FrontFields | null {
  let fields: unknown;
  try {
    fields = parse(front, { maxAliasCount: 0 }) ?? {};
  } catch {
    return null;
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return null;
  const { title, url, questions } = fields as Readonly<Record<string, unknown>>;
  return { title: titleOf(title), url: webAddressOf(url), questions: questionsOf(questions) };
}

function questionsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((one) => typeof one === 'string' && one.trim() !== '')
    .slice(0, QUESTIONS_MAX)
    .map((one: string) => one.trim().slice(0, QUESTION_CHARS_MAX));
}

function titleOf(value: unknown): string | null {
  const title = typeof value === 'string' ? plainText(value).trim() : '';
  return title === '' ? null : title;
}

/** Only web addresses become links: an article cannot smuggle in a `javascript:` one. */
function webAddressOf(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\/\S+$/.test(value) ? value : null;
}

function firstHeadingOf(body: string): string | null {
  for (const line of body.split('\n')) {
    const heading = HEADING.exec(line)?.[1];
    if (heading !== undefined) return headingText(heading);
  }
  return null;
}

function headingText(heading: string): string {
  const text = heading.trimEnd();
  let end = text.length;
  while (text[end - 1] === '#') end -= 1;
  return plainText(end === 0 ? text : text.slice(0, end).trimEnd());
}

/** Hidden parts go before the split: a heading inside a comment must not begin a section. */
function sectionsOf(body: string, title: string): Section[] {
  const sections: { heading: string; lines: string[] }[] = [{ heading: title, lines: [] }];
  let isInCode = false;
  for (const line of withoutHidden(body).split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) isInCode = !isInCode;
    const heading = isInCode ? undefined : HEADING.exec(line)?.[1];
    if (heading !== undefined) sections.push({ heading: headingText(heading), lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ heading, lines }) => ({ heading, text: plainText(lines.join('\n')) }));
}
