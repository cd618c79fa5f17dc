import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { slugOf } from '../domain/article-name.js';
import type { Telemetry } from '../ports/telemetry.js';
import { readArticle } from './article.js';
import { articlePassages, type UnscoredPassage } from './article-passages.js';

/** Bytes of one article. A longer file is an export or a mistake, not a help article. */
export const ARTICLE_BYTES_MAX = 256 * 1024;

/** Articles of one tenant. The index is in memory and rebuilt whole on every change. */
export const ARTICLES_MAX = 2_000;

/** Passages of one tenant, for the same reason. */
export const PASSAGES_MAX = 20_000;

interface KeptArticle {
  readonly stamp: string;
  readonly passages: readonly UnscoredPassage[];
}

/**
 * One tenant's folder of Markdown articles. An article that cannot be read stays as it last was; the others follow
 * their files.
 */
export class ArticleFolder {
  readonly #path: string;
  readonly #tenant: string;
  readonly #telemetry: Telemetry;
  #articles = new Map<string, KeptArticle>();

  constructor(path: string, tenant: string, telemetry: Telemetry) {
    this.#path = path;
    this.#tenant = tenant;
    this.#telemetry = telemetry;
  }

  /** All passages if any file changed since the last call, else null. Rejects when the folder cannot be listed. */
  async changes(): Promise<readonly UnscoredPassage[] | null> {
    const names = await this.#names();
    const articles = new Map<string, KeptArticle>();
    let isChanged = [...this.#articles.keys()].some((name) => !names.includes(name));
    for (const name of names) {
      const kept = this.#articles.get(name);
      const fresh = await this.#article(name, kept);
      if (fresh !== kept) isChanged = true;
      if (fresh !== undefined) articles.set(name, fresh);
    }
    this.#articles = articles;
    return isChanged ? this.#passages() : null;
  }

  async #names(): Promise<readonly string[]> {
    const entries = await readdir(this.#path, { withFileTypes: true });
    const names = entries
      .filter((entry) => !entry.isDirectory() && /^[^.].*\.md$/i.test(entry.name))
      .map((entry) => entry.name)
      .sort();
    if (names.length > ARTICLES_MAX) {
      this.#warn('knowledge.too-many-articles', { count: names.length, countMax: ARTICLES_MAX });
    }
    return names.slice(0, ARTICLES_MAX);
  }

  async #article(name: string, kept: KeptArticle | undefined): Promise<KeptArticle | undefined> {
    try {
      const { size, mtimeMs, ino } = await stat(join(this.#path, name));
      const stamp = `${size} ${mtimeMs} ${ino}`;
      if (kept?.stamp === stamp) return kept;
      if (size > ARTICLE_BYTES_MAX) return this.#broken(name, stamp, 'too-large', kept);
      const reading = readArticle(await readFile(join(this.#path, name), 'utf8'));
      if (reading.kind === 'broken') return this.#broken(name, stamp, reading.problem, kept);
      return { stamp, passages: articlePassages(slugOf(name.slice(0, -3)), reading.article) };
    } catch (error) {
      this.#telemetry.error('knowledge.article-unreadable', error, this.#fields({ file: name }));
      return kept;
    }
  }

  /** The stamp is kept with the old passages, so that a broken file is reported once and not at every look. */
  #broken(name: string, stamp: string, problem: string, kept?: KeptArticle): KeptArticle {
    const isKept = (kept?.passages.length ?? 0) > 0;
    this.#warn('knowledge.article-broken', { file: name, problem, keptOlder: isKept });
    return { stamp, passages: kept?.passages ?? [] };
  }

  #passages(): readonly UnscoredPassage[] {
    const all = [...this.#articles.values()].flatMap(({ passages }) => passages);
    if (all.length > PASSAGES_MAX) {
      this.#warn('knowledge.too-many-passages', { count: all.length, countMax: PASSAGES_MAX });
    }
    return all.slice(0, PASSAGES_MAX);
  }

  #warn(event: string, fields: Readonly<Record<string, string | number | boolean>>): void {
    this.#telemetry.warn(event, this.#fields(fields));
  }

  #fields<T extends object>(fields: T): T & { readonly tenant: string } {
    return { tenant: this.#tenant, ...fields };
  }
}
