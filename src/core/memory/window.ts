import { type Conversation, pastCount } from '../domain/conversation.js';
import { type Message, withRevisions } from '../domain/message.js';
import { newest } from '../domain/transcript.js';
import type { Archive } from '../ports/archive.js';
import type { Session, SessionCache } from '../ports/session-cache.js';

/** Reads the recent texts of a conversation: from the session while it is current, else from the record. */
export class Window {
  constructor(
    private readonly archive: Archive,
    private readonly sessions: SessionCache,
  ) {}

  /** The newest `limit` texts that no turn is waiting for, oldest first. */
  async load(conversation: Conversation, limit: number): Promise<Session> {
    const covers = pastCount(conversation);
    const known = await this.sessions.load(conversation.id);
    if (known !== null && known.covers === covers) return known;
    return {
      conversationId: conversation.id,
      covers,
      window: await this.rebuild(conversation, limit),
    };
  }

  /** Carries the session over a commit. It is kept only if it then covers every past text. */
  async advance(
    before: Session,
    after: Conversation,
    texts: readonly Message[],
    limit: number,
  ): Promise<void> {
    const covers = before.covers + texts.length;
    if (covers !== pastCount(after)) return;
    const window = withRevisions([...before.window, ...texts]).slice(-limit);
    await this.sessions.save({ conversationId: after.id, covers, window });
  }

  private async rebuild(conversation: Conversation, limit: number): Promise<readonly Message[]> {
    const before = Number.MAX_SAFE_INTEGER;
    const filed = await this.archive.page(conversation.id, { before, limit });
    // What waits is not past, and an edit that waits has changed nothing yet: its turn compares it with the words before.
    return newest({ ...conversation, inbox: [] }, filed, limit);
  }
}
