import type { FileLimits } from '../../src/core/domain/file-limits.js';
import type { FileProblem } from '../../src/core/domain/message.js';
import { type Uploaded, UploadFailure, type UploadWatch } from './upload.js';

/** Files on their way at once. More would only share the same line, and all of them would be late. */
const AT_ONCE_MAX = 2;

export type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'uploading'; readonly share: number }
  | { readonly kind: 'done'; readonly file: Uploaded }
  | { readonly kind: 'refused'; readonly problem: FileProblem }
  /** It may be tried again. */
  | { readonly kind: 'failed'; readonly code: string };

export interface Upload {
  readonly name: string;
  /** Null for what was uploaded before the page was loaded. */
  readonly content: File | null;
  readonly state: UploadState;
}

interface Entry extends Upload {
  state: UploadState;
  abort: AbortController | null;
}

interface UploadListParts {
  /** Null: no files are taken. */
  readonly limits: FileLimits | null;
  send(file: File, watch: UploadWatch): Promise<Uploaded>;
  onChange(): void;
}

/** The files that will go with the next message, in the order they were picked, each with what became of it so far. */
export class UploadList {
  private entries: Entry[] = [];

  constructor(private readonly parts: UploadListParts) {}

  get all(): readonly Upload[] {
    return this.entries;
  }

  get done(): readonly Uploaded[] {
    return this.entries.flatMap(({ state }) => (state.kind === 'done' ? [state.file] : []));
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Whether something is still on its way. */
  get isBusy(): boolean {
    return this.entries.some(({ state }) => state.kind === 'waiting' || state.kind === 'uploading');
  }

  /** Whether something will not get there by itself. */
  get isStuck(): boolean {
    return this.entries.some(({ state }) => state.kind === 'refused' || state.kind === 'failed');
  }

  /** Returns how many were left out because there are too many. */
  add(files: readonly File[]): number {
    const { limits } = this.parts;
    if (limits === null) return files.length;
    const taken = files.slice(0, Math.max(0, limits.perMessageMax - this.entries.length));
    this.entries.push(...taken.map((content) => entryOf(content, limits)));
    this.changed();
    return files.length - taken.length;
  }

  /** Puts back what was uploaded already. */
  restore(files: readonly Uploaded[]): void {
    const made = files.map((file): Entry => {
      return { name: file.name, content: null, state: { kind: 'done', file }, abort: null };
    });
    this.entries = [...made, ...this.entries];
    this.changed();
  }

  remove(upload: Upload): void {
    const entry = this.entries.find((one) => one === upload);
    this.entries = this.entries.filter((one) => one !== upload);
    entry?.abort?.abort();
    this.changed();
  }

  retry(upload: Upload): void {
    const entry = this.entries.find((one) => one === upload);
    if (entry?.state.kind === 'failed') this.begin([entry]);
  }

  /** The line is up again. */
  resume(): void {
    this.begin(this.entries.filter(({ state }) => state.kind === 'failed'));
  }

  /** Everything belongs to another conversation now: it is uploaded once more, and what cannot be is dropped. */
  again(): void {
    this.entries = this.entries.filter(({ content }) => content !== null);
    const known = this.entries.filter(({ state }) => state.kind !== 'refused');
    for (const entry of known) entry.abort?.abort();
    this.begin(known);
  }

  /** Drops what went out with a message; what was added meanwhile stays. */
  sent(ids: readonly string[]): void {
    this.entries = this.entries.filter(
      ({ state }) => state.kind !== 'done' || !ids.includes(state.file.id),
    );
    this.changed();
  }

  clear(): void {
    const { entries } = this;
    this.entries = [];
    for (const { abort } of entries) abort?.abort();
    this.changed();
  }

  /** Ends what is on its way and tells nobody. */
  stop(): void {
    for (const { abort } of this.entries) abort?.abort();
  }

  private begin(entries: readonly Entry[]): void {
    for (const entry of entries) entry.state = { kind: 'waiting' };
    this.changed();
  }

  private changed(): void {
    const busy = this.entries.filter(({ state }) => state.kind === 'uploading').length;
    const waiting = this.entries.filter(({ state }) => state.kind === 'waiting');
    for (const entry of waiting.slice(0, Math.max(0, AT_ONCE_MAX - busy))) void this.send(entry);
    this.parts.onChange();
  }

  private async send(entry: Entry): Promise<void> {
    if (entry.content === null) return;
    const abort = new AbortController();
    entry.abort = abort;
    entry.state = { kind: 'uploading', share: 0 };
    const onShare = (share: number) => {
      if (entry.abort !== abort) return;
      entry.state = { kind: 'uploading', share };
      this.parts.onChange();
    };
    const state = await this.parts.send(entry.content, { signal: abort.signal, onShare }).then(
      (file): UploadState => ({ kind: 'done', file }),
      (error): UploadState => stateAfter(error),
    );
    // Given up, or begun anew for another conversation.
    if (entry.abort !== abort || abort.signal.aborted) return;
    entry.abort = null;
    entry.state = state;
    this.changed();
  }
}

/** What is known to be refused is not sent at all. */
function entryOf(content: File, { bytesMax }: FileLimits): Entry {
  const { name, size } = content;
  const isTooLarge = size > bytesMax;
  const state: UploadState =
    isTooLarge || size === 0
      ? { kind: 'refused', problem: isTooLarge ? 'too-large' : 'empty' }
      : { kind: 'waiting' };
  return { name, content, state, abort: null };
}

function stateAfter(error: unknown): UploadState {
  if (!(error instanceof UploadFailure)) throw error;
  return error.problem === null
    ? { kind: 'failed', code: error.code }
    : { kind: 'refused', problem: error.problem };
}
