import type { FileLimits } from '../../src/core/domain/file-limits.js';
import type { Uploaded, UploadWatch } from '../shared/upload.js';
import { UploadList } from '../shared/upload-list.js';
import type { DraftKeeper } from './draft-keeper.js';

interface ReplyFilesParts {
  readonly limits: FileLimits | null;
  readonly drafts: DraftKeeper;
  send(handoffId: string, file: File, watch: UploadWatch): Promise<Uploaded>;
  onChange(handoffId: string, list: UploadList): void;
}

/**
 * The files that go with the next reply, for each customer apart. Uploads go on while the agent looks at another case;
 * what is uploaded is part of the draft.
 */
export class ReplyFiles {
  private readonly lists = new Map<string, UploadList>();

  constructor(private readonly parts: ReplyFilesParts) {}

  of(handoffId: string): UploadList {
    const known = this.lists.get(handoffId);
    if (known !== undefined) return known;
    for (const [id, list] of this.lists) if (list.isEmpty) this.lists.delete(id);
    const { limits, drafts, send, onChange } = this.parts;
    const begun = drafts.of(handoffId, 'reply').files;
    let kept = begun;
    const made: UploadList = new UploadList({
      limits,
      send: (file, watch) => send(handoffId, file, watch),
      onChange: () => {
        // Storage need not hear of each step on the way.
        if (!isSame(kept, made.done)) drafts.keepFiles(handoffId, made.done);
        kept = made.done;
        onChange(handoffId, made);
      },
    });
    this.lists.set(handoffId, made);
    if (begun.length > 0) made.restore(begun);
    return made;
  }

  /** The server answers again. */
  resume(): void {
    for (const list of this.lists.values()) list.resume();
  }

  /** The agent goes. */
  stop(): void {
    const lists = [...this.lists.values()];
    this.lists.clear();
    for (const list of lists) list.stop();
  }
}

function isSame(some: readonly Uploaded[], others: readonly Uploaded[]): boolean {
  return some.length === others.length && some.every(({ id }, at) => id === others[at]?.id);
}
