import type { Message, SentFile } from '../../core/domain/message.js';
import type { Wording } from '../../core/domain/texts.js';
import type { Files, Opened, OpenFile } from '../../core/ports/files.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { TEAMS_FILE_ATTEMPTS_MAX } from './teams-limits.js';
import { isPicture, PictureUnread, putDown, TeamsPictures } from './teams-pictures.js';
import type { TeamsPoster, TeamsSaying, TeamsStop } from './teams-poster.js';
import { fileLine, filesPost } from './teams-posts.js';

/** What Teams answers of a picture that it does not take: the others may be sent all the same. */
const NOT_TAKEN: ReadonlySet<number> = new Set([400, 413, 415]);

interface AlongParts {
  readonly files: Files;
  readonly telemetry: Telemetry;
  readonly poster: TeamsPoster;
}

/**
 * Files that come along with words to a customer. Bots cannot put files into a chat but by a person's own consent and
 * storage, so that all but small pictures are lines that say where to fetch them.
 */
export class TeamsFilesAlong {
  private readonly pictures = new TeamsPictures();

  constructor(private readonly parts: AlongParts) {}

  get heldBytesMost(): number {
    return this.pictures.bytesMost;
  }

  /** Pictures first, in their order, and then one message about all others. Null: all is there. */
  async put(saying: TeamsSaying, message: Message, wording: Wording): Promise<TeamsStop | null> {
    const { files = [] } = message;
    const { posted } = saying.progress;
    if (files.length === 0 || posted.has('l')) return null;
    const lines: string[] = [];
    for (const [at, file] of files.entries()) {
      const part = `p${at}`;
      if (posted.has(part)) continue;
      const told = await this.putOne(saying, part, file);
      if (told === 'shown') continue;
      if (typeof told === 'object') return told;
      lines.push(fileLine(file, told === 'nowhere' ? null : this.urlOf(saying, file), wording));
    }
    return lines.length === 0 ? null : this.parts.poster.put(saying, 'l', filesPost(lines));
  }

  private async putOne(
    saying: TeamsSaying,
    part: string,
    file: SentFile,
  ): Promise<TeamsStop | 'shown' | 'elsewhere' | 'nowhere'> {
    if (file.problem !== undefined || file.id === undefined) return 'nowhere';
    const opened = await this.open(saying, file);
    if (opened === 'elsewhere') return opened;
    if (opened.kind === 'problem') return 'nowhere';
    if (opened.kind !== 'open') return opened;
    if (!isPicture(opened)) {
      await putDown(opened);
      return 'elsewhere';
    }
    return this.show(saying, part, opened);
  }

  private async show(saying: TeamsSaying, part: string, file: OpenFile) {
    const { poster } = this.parts;
    try {
      const done = await this.pictures.withPicture(file, async (post) => ({
        stop: await poster.put(saying, part, post),
      }));
      if (done === null) return 'elsewhere';
      return done.stop === null ? 'shown' : notTaken(done.stop);
    } catch (error) {
      if (error instanceof PictureUnread) return this.unread(saying, error);
      throw error;
    }
  }

  private async open(
    saying: TeamsSaying,
    file: SentFile,
  ): Promise<Opened | TeamsStop | 'elsewhere'> {
    const { tenant, id: conversationId } = saying.conversation;
    try {
      return await this.parts.files.open(file, { tenant, conversationId }, saying.signal);
    } catch (error) {
      return this.unread(saying, error);
    }
  }

  /** A next try, unless there were enough: the words stand there, and what is said next must not wait for ever. */
  private unread({ messageId, progress }: TeamsSaying, error: unknown): TeamsStop | 'elsewhere' {
    this.parts.telemetry.error('teams.file-failed', error, { message: messageId });
    progress.unreadCount += 1;
    return progress.unreadCount >= TEAMS_FILE_ATTEMPTS_MAX ? 'elsewhere' : { kind: 'file' };
  }

  private urlOf({ conversation }: TeamsSaying, file: SentFile): string | null {
    const { tenant, id: conversationId } = conversation;
    return this.parts.files.url(file, { tenant, conversationId });
  }
}

function notTaken(stop: TeamsStop): TeamsStop | 'elsewhere' {
  return stop.kind === 'refused' && NOT_TAKEN.has(stop.failure.status) ? 'elsewhere' : stop;
}
