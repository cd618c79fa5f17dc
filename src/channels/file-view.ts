import { GatewayError } from '../core/domain/errors.js';
import { isShownInPlace } from '../core/domain/files.js';
import type { FileProblem, Message, SentFile } from '../core/domain/message.js';
import type { FileOwner, Files } from '../core/ports/files.js';

/** A file as a page of ours gets it. Without `url` and `problem` it is still on its way. */
export interface ShownFile {
  readonly id?: string;
  readonly name: string;
  readonly type?: string;
  readonly bytes?: number;
  /** A path on this gateway, good for a while. */
  readonly url?: string;
  /** Whether it may be shown in place. */
  readonly isImage?: true;
  readonly problem?: FileProblem;
}

interface ViewParts {
  readonly files: Pick<Files, 'settle' | 'path'>;
  /** Told of a message with files that are not here yet, so that somebody fetches them. Must return at once. */
  readonly onMissing: (owner: FileOwner, message: Message) => void;
}

/** Of a file that is known by its id alone: it may be on its way still, from a place that does not matter here. */
const ELSEWHERE = 'elsewhere';

/** Files for pages of ours: as they are known by now, and with nothing of where they came from. */
export class FileView {
  constructor(private readonly parts: ViewParts) {}

  /** By the message's id. `signal`: how long is waited for those on their way; not at all, if it is not given. */
  async of(
    messages: readonly Message[],
    owner: FileOwner,
    signal: AbortSignal = AbortSignal.abort(),
  ): Promise<ReadonlyMap<string, readonly ShownFile[]>> {
    const withFiles = messages.filter(({ files = [] }) => files.length > 0);
    const shown = withFiles.map(
      async (message) => [message.id, await this.ofOne(message, owner, signal)] as const,
    );
    return new Map(await Promise.all(shown));
  }

  /**
   * One file by its id, newly linked. Null: it is not here yet. Rejects with `file.refused` if it never will be, and
   * with `file.unknown` if it is gone or another conversation's.
   */
  async linkTo(id: string, owner: FileOwner): Promise<string | null> {
    const asked: SentFile = { id, name: id, source: ELSEWHERE };
    const [file = asked] = await this.parts.files.settle([asked], owner, AbortSignal.abort());
    const { problem } = file;
    if (problem === 'gone') throw new GatewayError('file.unknown');
    if (problem !== undefined) throw new GatewayError('file.refused', { problem });
    return isHere(file) ? this.parts.files.path(file, owner) : null;
  }

  private async ofOne(
    message: Message,
    owner: FileOwner,
    signal: AbortSignal,
  ): Promise<readonly ShownFile[]> {
    const { files = [] } = message;
    const known = await this.parts.files.settle(files, owner, signal);
    if (known.some(({ source, problem }) => source !== undefined && problem === undefined)) {
      this.parts.onMissing(owner, message);
    }
    return known.map((file) => this.shown(file, owner));
  }

  private shown(file: SentFile, owner: FileOwner): ShownFile {
    const { id, name, type, bytes } = file;
    const problem = file.problem ?? (id === undefined ? 'gone' : undefined);
    if (problem !== undefined) return { ...(id === undefined ? {} : { id }), name, problem };
    const url = isHere(file) ? this.parts.files.path(file, owner) : null;
    return {
      ...(id === undefined ? {} : { id }),
      name,
      ...(type === undefined ? {} : { type }),
      ...(bytes === undefined ? {} : { bytes }),
      ...(url === null ? {} : { url }),
      ...(url !== null && isShownInPlace(type ?? '') ? { isImage: true as const } : {}),
    };
  }
}

/** What it was found to be is known only of contents that are kept here. */
function isHere({ source, problem, type }: SentFile): boolean {
  return source === undefined && problem === undefined && type !== undefined;
}
