import type { FileProblem, SentFile } from '../../src/core/domain/message.js';
import type { FileOwner, Files, Opened, Upload } from '../../src/core/ports/files.js';

/** What becomes of a file that is fetched: it comes, never comes, or cannot be had for now, maybe by a fault of ours. */
type Fate = 'here' | FileProblem | 'later' | 'ours';

/** Files without contents. What is not told otherwise comes at once; `hold` lets them wait. */
export class FakeFiles implements Files {
  readonly fates = new Map<string, Fate>();
  /** What was asked for and would have been fetched, by name. */
  readonly fetched: string[] = [];
  readonly givenUp: string[] = [];
  readonly here = new Set<string>();
  private gate: Promise<void> = Promise.resolve();

  /** Nothing comes from now on, until the function that is returned is called. */
  hold(): () => void {
    let open = () => {};
    this.gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  async settle(
    files: readonly SentFile[],
    _owner: FileOwner,
    signal: AbortSignal,
  ): Promise<readonly SentFile[]> {
    return Promise.all(files.map((file) => this.settled(file, signal)));
  }

  async giveUp(file: SentFile): Promise<SentFile> {
    this.givenUp.push(file.name);
    if (this.fates.get(file.name) === 'ours') return file;
    this.fates.set(file.name, 'gone');
    return { ...file, problem: 'gone' };
  }

  path({ id, problem }: SentFile): string | null {
    return id === undefined || problem !== undefined ? null : `/files/${id}?e=1&s=2`;
  }

  url(): string | null {
    return null;
  }

  take(_upload: Upload): Promise<SentFile> {
    return Promise.reject(new Error('nothing is uploaded here'));
  }

  async pick(_owner: FileOwner, ids: readonly string[]): Promise<readonly SentFile[]> {
    return ids.map((id) => ({ id, name: id, type: 'image/png', bytes: 1 }));
  }

  open(): Promise<Opened> {
    return Promise.reject(new Error('nothing is opened here'));
  }

  private async settled(file: SentFile, signal: AbortSignal): Promise<SentFile> {
    const { source, ...rest } = file;
    if (source === undefined || this.here.has(file.name)) {
      return { type: 'image/png', bytes: 1, ...rest };
    }
    if (!signal.aborted) await this.comes(file.name, signal);
    if (signal.aborted) return file;
    const fate = this.fates.get(file.name) ?? 'here';
    if (fate === 'later' || fate === 'ours') return file;
    if (fate !== 'here') return { ...rest, problem: fate };
    this.here.add(file.name);
    return { type: 'image/png', bytes: 1, ...rest };
  }

  private async comes(name: string, signal: AbortSignal): Promise<void> {
    this.fetched.push(name);
    const end = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([this.gate, end]);
  }
}
