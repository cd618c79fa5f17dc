import { type FSWatcher, watch } from 'node:fs';
import type { Clock } from '../ports/clock.js';
import type { Knowledge, Passage } from '../ports/knowledge.js';
import type { Telemetry } from '../ports/telemetry.js';
import { ArticleFolder } from './article-folder.js';
import { PassageIndex } from './passage-index.js';

/** Quiet time after a change before the folder is read: an editor writes a file in several steps. */
export const SETTLE_MS = 250;

const NONE_LIKE: ReadonlyMap<string, number> = new Map();

/** How often the folder is looked at anyway; some file systems report no changes. */
export const LOOK_MS = 15_000;

export interface KnowledgeFolder {
  readonly tenant: string;
  /** Folder with `*.md` articles; folders below it are not read. */
  readonly path: string;
}

export interface MarkdownKnowledgeParts {
  readonly folders: readonly KnowledgeFolder[];
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Help articles as Markdown files, one folder per tenant, read again whenever they change. */
export class MarkdownKnowledge implements Knowledge {
  readonly #shelves: ReadonlyMap<string, Shelf>;

  constructor({ folders, clock, telemetry }: MarkdownKnowledgeParts) {
    this.#shelves = new Map(
      folders.map((folder) => [folder.tenant, new Shelf(folder, clock, telemetry)]),
    );
  }

  /** Reads every folder once and begins to watch. A missing folder is reported and looked for again. */
  async start(): Promise<void> {
    await Promise.all([...this.#shelves.values()].map((shelf) => shelf.start()));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#shelves.values()].map((shelf) => shelf.stop()));
  }

  async search(tenant: string, query: string, limit: number): Promise<readonly Passage[]> {
    return this.#shelves.get(tenant)?.index.search(query, limit) ?? [];
  }

  /** How telling a term is among a tenant's articles, 0 to 1; null when none has it. See `PassageIndex`. */
  rarityOf(tenant: string, term: string): number | null {
    return this.#shelves.get(tenant)?.index.rarityOf(term) ?? null;
  }

  /** How like the questions a tenant's articles list a text is asked. See `PassageIndex`. */
  likenessesOf(tenant: string, text: string): ReadonlyMap<string, number> {
    return this.#shelves.get(tenant)?.index.likenesses(text) ?? NONE_LIKE;
  }
}

/** One tenant's folder with its index. A failed reading changes nothing. */
class Shelf {
  index = new PassageIndex([]);
  readonly #path: string;
  readonly #tenant: string;
  readonly #clock: Clock;
  readonly #telemetry: Telemetry;
  readonly #folder: ArticleFolder;
  #watcher: FSWatcher | null = null;
  #cancelNextLook = (): void => {};
  #cancelSettling = (): void => {};
  #reading: Promise<void> = Promise.resolve();
  #isStopped = false;
  #isMissing = false;

  constructor({ path, tenant }: KnowledgeFolder, clock: Clock, telemetry: Telemetry) {
    this.#path = path;
    this.#tenant = tenant;
    this.#clock = clock;
    this.#telemetry = telemetry;
    this.#folder = new ArticleFolder(path, tenant, telemetry);
  }

  async start(): Promise<void> {
    this.#watch();
    this.#look();
    await this.#reading;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelNextLook();
    this.#cancelSettling();
    this.#unwatch();
    await this.#reading;
  }

  /** One reading after the other, each with the alarm for the next. */
  #look(): void {
    this.#reading = this.#reading.then(async () => {
      if (this.#isStopped) return;
      await this.#read();
      if (this.#isStopped) return;
      if (this.#watcher === null) this.#watch();
      this.#cancelNextLook();
      this.#cancelNextLook = this.#clock.alarm(LOOK_MS, () => this.#look());
    });
  }

  /** Apart from the regular alarm: a change during a reading must not wait for the next regular one. */
  #settle(): void {
    this.#cancelSettling();
    this.#cancelSettling = this.#clock.alarm(SETTLE_MS, () => this.#look());
  }

  async #read(): Promise<void> {
    try {
      const passages = await this.#folder.changes();
      this.#isMissing = false;
      if (passages === null) return;
      this.index = new PassageIndex(passages);
      this.#telemetry.info('knowledge.read', { tenant: this.#tenant, passages: passages.length });
    } catch (error) {
      if (!this.#isMissing) {
        this.#telemetry.error('knowledge.folder-unreadable', error, { tenant: this.#tenant });
      }
      this.#isMissing = true;
      this.#unwatch();
    }
  }

  /** Where the folder cannot be watched, the regular look finds the change. */
  #watch(): void {
    try {
      const watcher = watch(this.#path, () => this.#settle());
      watcher.on('error', () => this.#unwatch());
      this.#watcher = watcher;
    } catch {
      this.#watcher = null;
    }
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = null;
  }
}
