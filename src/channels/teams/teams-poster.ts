import type { Conversation } from '../../core/domain/conversation.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { asTeamsFailure } from './teams-errors.js';
import type { TeamsPacer } from './teams-pacer.js';
import { type Progress, ProgressBook } from './teams-progress.js';
import type { TeamsAddress, TeamsConnector, TeamsFailure, TeamsOutgoing } from './teams-shapes.js';

/** What is under way is finished, or it would be in doubt; the connector ends every call in time. */
const NEVER = new AbortController().signal;

/** Why it did not go on. `late`: its turn did not come in time. `file`: a file cannot be read now. */
export type TeamsStop =
  | { readonly kind: 'refused'; readonly failure: TeamsFailure }
  | { readonly kind: 'late' }
  | { readonly kind: 'file' };

/** Where a message goes, and how long it may take. */
export interface TeamsLine {
  readonly conversation: Conversation;
  readonly address: TeamsAddress;
  readonly signal: AbortSignal;
}

/** A message whose parts are put into Teams one after the other. */
export interface TeamsSaying extends TeamsLine {
  readonly messageId: string;
  readonly progress: Progress;
  /** Somebody may have sent it before; nobody can look whether they did. */
  isInDoubt: boolean;
}

interface PosterParts {
  readonly connector: TeamsConnector;
  readonly pacer: TeamsPacer;
  readonly telemetry: Telemetry;
  /** Resolves once nothing can come behind what is posted now. */
  readonly beforePosting: (conversationId: string) => Promise<void>;
}

/**
 * Puts messages into Teams, in order and at their pace. Teams does not let a bot look what it has said, so that what is
 * in doubt is sent again: at least once, and the log says when it may have been twice (P6).
 */
export class TeamsPoster {
  private readonly book = new ProgressBook();

  constructor(private readonly parts: PosterParts) {}

  begin(line: TeamsLine, messageId: string, isInDoubt: boolean, charsMax: number): TeamsSaying {
    const known = this.book.find(messageId);
    const isOpen = isInDoubt && (known === null || known.isInDoubt);
    const progress = known ?? this.book.begin(messageId, charsMax);
    // Until a part is put it stays in doubt, however often its turn does not come.
    progress.isInDoubt = isOpen;
    return { ...line, messageId, progress, isInDoubt: isOpen };
  }

  /** Nothing more is done about it. */
  end({ messageId }: TeamsSaying): void {
    this.book.end(messageId);
  }

  /** One part, unless it stands there by what this process did before. Null: it stands there now. */
  async put(saying: TeamsSaying, part: string, post: TeamsOutgoing): Promise<TeamsStop | null> {
    const { address, conversation, progress, signal, messageId } = saying;
    if (progress.posted.has(part)) return null;
    await this.parts.beforePosting(conversation.id);
    if (!(await this.parts.pacer.turn(address, signal))) return { kind: 'late' };
    if (saying.isInDoubt) {
      saying.isInDoubt = false;
      progress.isInDoubt = false;
      const { id } = conversation;
      this.parts.telemetry.warn('teams.maybe-twice', { conversation: id, message: messageId });
    }
    try {
      const { id } = await this.parts.connector.send(address, post, NEVER);
      progress.posted.set(part, id);
      return null;
    } catch (error) {
      const failure = asTeamsFailure(error);
      progress.isInDoubt = failure.isUnknown;
      return this.stopped(address, failure);
    }
  }

  change(line: TeamsLine, activityId: string, post: TeamsOutgoing): Promise<TeamsStop | null> {
    const { address } = line;
    return this.deed(line, () => this.parts.connector.update(address, activityId, post, NEVER));
  }

  remove(line: TeamsLine, activityId: string): Promise<TeamsStop | null> {
    const { address } = line;
    return this.deed(line, () => this.parts.connector.remove(address, activityId, NEVER));
  }

  private async deed(
    { address, signal }: TeamsLine,
    call: () => Promise<void>,
  ): Promise<TeamsStop | null> {
    if (!(await this.parts.pacer.turn(address, signal))) return { kind: 'late' };
    try {
      await call();
      return null;
    } catch (error) {
      return this.stopped(address, asTeamsFailure(error));
    }
  }

  private async stopped(address: TeamsAddress, failure: TeamsFailure): Promise<TeamsStop> {
    const { status, retryAfterMs } = failure;
    if (status === 429 && retryAfterMs !== null)
      await this.parts.pacer.pause(address, retryAfterMs);
    return { kind: 'refused', failure };
  }
}
