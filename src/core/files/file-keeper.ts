import { GatewayError } from '../domain/errors.js';
import { plainName } from '../domain/files.js';
import type { FileProblem, SentFile } from '../domain/message.js';
import { orAborted } from '../domain/or-aborted.js';
import type { Blob, Blobs } from '../ports/blobs.js';
import type { Clock } from '../ports/clock.js';
import type { FileOwner, FileSource, Files, Opened, Upload } from '../ports/files.js';
import type { IdSource } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { Telemetry } from '../ports/telemetry.js';
import { type FileLink, FileLinks } from './file-links.js';
import type { FileSettings } from './file-settings.js';
import { heedErrors, type Incoming, taking } from './incoming.js';
import { isNotGiven, problemOf, refused } from './refused.js';
import { SharedSlots } from './shared-slots.js';
import { Slots } from './slots.js';

export interface FileKeeperParts {
  readonly blobs: Blobs;
  /** Asked when it is needed: platforms are joined after what they fetch through. */
  readonly sources: () => readonly FileSource[];
  readonly settings: () => FileSettings;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** The gateway's. */
  readonly secret: string;
}

/** A fetch that takes longer is given up and may be begun again: a gigabyte at 2 MB a second. */
const FETCH_MS = 500_000;

/** Uploads to one conversation at once. Pages send two. */
const UPLOADS_AT_ONCE_MAX = 3;

/** How long an upload waits for others to be done. */
const SLOT_WAIT_MS = 5_000;

/**
 * Ids of uploads begin with it; ids of what is fetched are hashes and never do. Only uploads may be sent by naming their
 * id, so that nobody sends what a platform brought.
 */
const UPLOAD_MARK = 'u';

const NO_CONTENT: Pick<Blob, 'type' | 'bytes' | 'isImage'> = { type: '', bytes: 0, isImage: false };

/** Takes files in, looks into them on the way, keeps each once, and gives them out again. */
export class FileKeeper implements Files {
  private readonly links: FileLinks;
  private readonly uploads = new SharedSlots();
  private readonly fetches = new Slots();
  /** Fetches under way, by the id of the file. */
  private readonly fetching = new Map<string, Promise<Blob>>();
  private readonly stopping = new AbortController();

  constructor(private readonly parts: FileKeeperParts) {
    this.links = new FileLinks(parts.secret);
  }

  async take(upload: Upload): Promise<SentFile> {
    heedErrors(upload.content);
    const { settings, limiter, ids } = this.parts;
    const { isEnabled, perConversation, inFlightMax } = settings();
    if (!isEnabled) throw new GatewayError('file.off');
    const { tenant, conversationId } = upload;
    const who = `files:${tenant}:${conversationId}`;
    const release = await this.uploadSlot(who, inFlightMax);
    try {
      const waitMs = await limiter.spend(who, perConversation);
      if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
      const id = `${UPLOAD_MARK}${ids.unique()}`;
      const name = plainName(upload.name);
      return sentFile(await this.put(id, { ...upload, name, isAttached: false, isExact: true }));
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'store.unavailable') {
        const { problem = 'broken or full' } = error.details;
        this.parts.telemetry.error('files.not-kept', error, { problem: String(problem) });
      }
      throw error;
    } finally {
      release();
    }
  }

  /** Rejects with `file.busy` if it takes too long. */
  private async uploadSlot(who: string, max: number): Promise<() => void> {
    const late = new AbortController();
    const busy = () => late.abort(new GatewayError('file.busy'));
    const cancel = this.parts.clock.alarm(SLOT_WAIT_MS, busy);
    try {
      return await this.uploads.take(who, { max, shareMax: UPLOADS_AT_ONCE_MAX }, late.signal);
    } finally {
      cancel();
    }
  }

  async pick(owner: FileOwner, ids: readonly string[]): Promise<readonly SentFile[]> {
    const { blobs, settings } = this.parts;
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return [];
    const { isEnabled, perMessageMax } = settings();
    if (!isEnabled) throw new GatewayError('file.off');
    if (wanted.length > perMessageMax) throw refused('too-many', { filesMax: perMessageMax });
    const picked: Blob[] = [];
    for (const id of wanted) {
      const blob = id.startsWith(UPLOAD_MARK) ? await blobs.find(id) : null;
      if (blob === null || !isOf(blob, owner)) throw new GatewayError('file.unknown', { id });
      picked.push(blob);
    }
    if (!(await blobs.attach(wanted))) throw new GatewayError('file.unknown');
    return picked.map(sentFile);
  }

  async open(file: SentFile, owner: FileOwner, signal: AbortSignal): Promise<Opened> {
    const blob = await this.arrive(file, owner, signal);
    return typeof blob === 'string' ? { kind: 'problem', problem: blob } : this.opened(blob);
  }

  async settle(
    files: readonly SentFile[],
    owner: FileOwner,
    signal: AbortSignal,
  ): Promise<readonly SentFile[]> {
    return Promise.all(files.map((file) => this.settled(file, owner, signal)));
  }

  async giveUp(file: SentFile, owner: FileOwner): Promise<SentFile> {
    const { id, problem } = file;
    if (id === undefined || problem !== undefined) return { ...file, problem: problem ?? 'gone' };
    try {
      return known(file, await this.arrive(file, owner, this.stopping.signal));
    } catch (error) {
      if (!isNotGiven(error)) return file;
      return known(file, await this.refuse({ id, name: file.name, problem: 'gone' }, owner));
    }
  }

  path(file: SentFile, owner: FileOwner): string | null {
    return this.pathFor(file, owner, this.parts.settings().linkMs);
  }

  url(file: SentFile, owner: FileOwner): string | null {
    const { publicUrl, postedLinkMs } = this.parts.settings();
    const path = this.pathFor(file, owner, postedLinkMs);
    return publicUrl === null || path === null ? null : `${publicUrl}${path}`;
  }

  /** What a link leads to; null: the link is not ours, has ended, or its content is not here (yet). */
  async openLink(id: string, link: FileLink): Promise<Opened | null> {
    const { blobs, clock } = this.parts;
    if (link.expiresMs <= clock.nowMs()) return null;
    const blob = await blobs.find(id);
    if (blob === null || !this.links.isOurs(id, blob, link)) return null;
    return this.opened(blob);
  }

  /** Ends fetches under way; whoever waits for one is told that it may be tried again. */
  async stop(): Promise<void> {
    this.stopping.abort(new GatewayError('stopping'));
    await Promise.allSettled(this.fetching.values());
  }

  private pathFor({ id, problem }: SentFile, owner: FileOwner, linkMs: number): string | null {
    const { clock, settings } = this.parts;
    if (!settings().isEnabled || id === undefined || problem !== undefined) return null;
    return this.links.path(id, owner, clock.nowMs(), linkMs);
  }

  private async opened(blob: Blob): Promise<Opened> {
    const { id, name, type, bytes, isImage, problem } = blob;
    if (problem !== undefined) return { kind: 'problem', problem };
    const content = await this.parts.blobs.open(id);
    if (content === null) return { kind: 'problem', problem: 'gone' };
    return { kind: 'open', name, type, bytes, isImage, content };
  }

  private async settled(file: SentFile, owner: FileOwner, signal: AbortSignal): Promise<SentFile> {
    try {
      return known(file, await this.arrive(file, owner, signal));
    } catch (error) {
      if (!signal.aborted)
        this.parts.telemetry.error('files.not-settled', error, { file: file.id });
      return file;
    }
  }

  /** What is kept of the file's content, fetched if need be, or why there is none. */
  private async arrive(
    file: SentFile,
    owner: FileOwner,
    signal: AbortSignal,
  ): Promise<Blob | FileProblem> {
    const { id, source, problem } = file;
    if (problem !== undefined) return problem;
    if (id === undefined) return 'gone';
    const blob = await this.parts.blobs.find(id);
    if (blob !== null) return isOf(blob, owner) ? blob : 'gone';
    if (source === undefined) return 'gone';
    if (!this.parts.settings().isEnabled) return 'kind';
    signal.throwIfAborted();
    return orAborted(this.fetchOnce({ ...file, id, source }, owner), signal);
  }

  /** One fetch in this process for all who wait for it. Another process's may be faster: what it kept is what counts. */
  private fetchOnce(file: SentFile & { id: string; source: string }, owner: FileOwner) {
    const underWay = this.fetching.get(file.id);
    if (underWay !== undefined) return underWay;
    const fetch = this.fetch(file, owner).finally(() => this.fetching.delete(file.id));
    this.fetching.set(file.id, fetch);
    return fetch;
  }

  private async fetch(
    { id, name, source }: SentFile & { id: string; source: string },
    owner: FileOwner,
  ): Promise<Blob> {
    const { sources, settings, clock } = this.parts;
    const scheme = source.split(' ', 1)[0];
    const from = sources().find((one) => one.scheme === scheme);
    // Its app may be configured again later, so this is not for good.
    if (from === undefined) throw new GatewayError('broken', { problem: 'no source', scheme });
    const release = await this.fetches.take(settings().inFlightMax, this.stopping.signal);
    const late = new AbortController();
    const cancel = clock.alarm(FETCH_MS, () => late.abort(new GatewayError('file.incomplete')));
    const signal = AbortSignal.any([this.stopping.signal, late.signal]);
    try {
      const fetched = await orAborted(from.fetch(source, owner, signal), signal);
      if (fetched === null) throw refused('gone');
      heedErrors(fetched.content);
      const { tenant, conversationId } = owner;
      const incoming = { tenant, conversationId, name, ...fetched, isAttached: true };
      return await this.put(id, { ...incoming, isExact: false });
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      return this.refuse({ id, name, problem }, owner);
    } finally {
      cancel();
      // Whatever is left of the request is not wanted any more.
      late.abort();
      release();
    }
  }

  private async refuse(
    { id, name, problem }: { id: string; name: string; problem: FileProblem },
    { tenant, conversationId }: FileOwner,
  ): Promise<Blob> {
    const about = { id, tenant, conversationId, name, problem, isAttached: true };
    const atMs = this.parts.clock.nowMs();
    return (await this.parts.blobs.refuse({ ...NO_CONTENT, ...about, atMs })).blob;
  }

  private async put(id: string, incoming: Incoming & { isAttached: boolean }): Promise<Blob> {
    const { blobs, clock, settings } = this.parts;
    const { tenant, conversationId, name, isAttached } = incoming;
    const { content, found } = taking(incoming, settings(), clock);
    const seal = () => {
      const about = { id, tenant, conversationId, name, isAttached, atMs: clock.nowMs() };
      return { ...about, ...found() };
    };
    return (await blobs.put(id, content, seal)).blob;
  }
}

function isOf(blob: Blob, { tenant, conversationId }: FileOwner): boolean {
  return blob.tenant === tenant && blob.conversationId === conversationId;
}

/** The file with what is known of it now. Nobody needs to know any more where it was. */
function known({ source: _, ...file }: SentFile, now: Blob | FileProblem): SentFile {
  if (typeof now === 'string') return { ...file, problem: now };
  const { type, bytes, problem } = now;
  return problem === undefined ? { ...file, type, bytes } : { ...file, problem };
}

function sentFile({ id, name, type, bytes }: Blob): SentFile {
  return { id, name, type, bytes };
}
