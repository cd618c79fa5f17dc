import type { Conversation } from '../core/domain/conversation.js';
import { problemOf } from '../core/domain/files.js';
import type { Message, SentFile } from '../core/domain/message.js';
import type { Clock } from '../core/ports/clock.js';
import type { FileOwner, Files } from '../core/ports/files.js';
import type { Telemetry } from '../core/ports/telemetry.js';
import type { FileNotices } from './file-notices.js';

const MINUTE_MS = 60_000;

/**
 * Waits before a file is asked for again, as platforms are away for seconds often and for hours rarely. After the last
 * it counts as gone.
 */
const WAITS_MS = [2_000, 10_000, ...[1, 5, 15, 60, 120, 180].map((minutes) => minutes * MINUTE_MS)];

/** Files this process looks after at once; of more, whoever shows or hands them on fetches them. */
const LOOKED_AFTER_MAX = 500;

/** Files that are known to be settled, so that nobody looks again at each change of their conversation. */
const SETTLED_MAX = 2_000;

interface FetcherParts {
  readonly files: Pick<Files, 'settle' | 'giveUp'>;
  readonly notices: Pick<FileNotices, 'tell'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Fetches what was sent along from the platforms it is on, as soon as the message is on record, so that it is here when
 * somebody wants it, and says so if it cannot be had. Losing this work loses nothing: whoever needs a file fetches it.
 */
export class FileFetcher {
  private readonly running = new Map<string, Promise<void>>();
  private readonly settled = new Set<string>();
  private readonly stopping = new AbortController();

  constructor(private readonly parts: FetcherParts) {}

  /** Looks for files in what was just recorded or said. Returns at once. */
  recorded({ id: conversationId, tenant, inbox, lanes }: Conversation): void {
    const items = [...lanes.customer.items, ...lanes.desk.items];
    const messages = [...inbox, ...items.flatMap(({ message }) => message ?? [])];
    for (const message of messages) this.begin({ tenant, conversationId }, message);
  }

  /** Looks after the files of one message, unless that is done or under way. Returns at once. */
  begin(owner: FileOwner, message: Message): void {
    if (message.kind !== 'text') return;
    for (const file of message.files ?? []) {
      const key = file.id ?? `${message.id} ${file.name}`;
      // What was uploaded is here, or was refused to whoever uploaded it.
      if (file.source === undefined && problemOf(file) === null) continue;
      if (this.settled.has(key) || this.running.has(key)) continue;
      if (this.stopping.signal.aborted || this.running.size >= LOOKED_AFTER_MAX) continue;
      const work = this.lookAfter(owner, message, file, key).catch((error) => {
        this.parts.telemetry.error('files.fetch-failed', error, { file: key });
      });
      this.running.set(
        key,
        work.finally(() => this.running.delete(key)),
      );
    }
  }

  /** Ends what is under way; what was not said is said by nobody, but shown with the message. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  private async lookAfter(
    owner: FileOwner,
    message: Message,
    file: SentFile,
    key: string,
  ): Promise<void> {
    const known = problemOf(file) === null ? await this.fetched(owner, file) : file;
    const { signal } = this.stopping;
    if (problemOf(known) !== null) {
      await this.parts.notices.tell(owner.conversationId, message, known, signal);
    }
    const isOpen = problemOf(known) === null && known.source !== undefined;
    if (signal.aborted || isOpen) return;
    this.settled.add(key);
    for (const oldest of this.settled) {
      if (this.settled.size <= SETTLED_MAX) break;
      this.settled.delete(oldest);
    }
  }

  /** The file once it is here or never will be. As it was if this process stops, or what is in the way is ours. */
  private async fetched(owner: FileOwner, file: SentFile): Promise<SentFile> {
    const { files, clock } = this.parts;
    const { signal } = this.stopping;
    for (const waitMs of WAITS_MS) {
      const [known = file] = await files.settle([file], owner, signal);
      if (problemOf(known) !== null || known.source === undefined) return known;
      if (!signal.aborted) await clock.wait(waitMs, signal);
      if (signal.aborted) return file;
    }
    return files.giveUp(file, owner);
  }
}
