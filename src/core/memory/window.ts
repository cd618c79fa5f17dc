import { type Conversation, pastCount } from '../domain/conversation.js';
import { CARD_MESSAGES_MAX, WINDOW_MESSAGES_MAX } from '../domain/limits.js';
import { type Message, withRevisions } from '../domain/message.js';
import { newestForTurn } from '../domain/transcript.js';
import type { Archive } from '../ports/archive.js';
import type { Session, SessionCache } from '../ports/session-cache.js';

/** Texts kept at hand though a summary stands for them: for a card, and to see what an edit or a press is about. */
const RECENT_MESSAGES = CARD_MESSAGES_MAX + 8;

/** Reads the recent texts of a conversation: from the session while it is current, else from the record. */
export class Window {
  constructor(
    private readonly archive: Archive,
    private readonly sessions: SessionCache,
  ) {}

  /**
   * The newest texts that no turn is waiting for, oldest first: all that nothing stands for yet, at most
   * `WINDOW_MESSAGES_MAX`, and at least a few.
   */
  async load(conversation: Conversation): Promise<Session> {
    const covers = pastCount(conversation);
    const known = await this.sessions.load(conversation.id);
    if (known !== null && known.covers === covers) return known;
    return { conversationId: conversation.id, covers, window: await this.rebuild(conversation) };
  }

  /** Carries the session over a commit. It is kept only if it then covers every past text. */
  async advance(before: Session, after: Conversation, texts: readonly Message[]): Promise<void> {
    const covers = before.covers + texts.length;
    if (covers !== pastCount(after)) return;
    const all = withRevisions([...before.window, ...texts]);
    const window = all.slice(-limitOf(after));
    await this.sessions.save({ conversationId: after.id, covers, window });
  }

  private async rebuild(conversation: Conversation): Promise<readonly Message[]> {
    const limit = limitOf(conversation);
    const before = Number.MAX_SAFE_INTEGER;
    const filed = await this.archive.page(conversation.id, { before, limit });
    // What waits is not past, and an edit that waits has changed nothing yet: its turn compares it with the words before.
    return newestForTurn({ ...conversation, inbox: [] }, filed, limit);
  }
}

/** Numbers that nothing stands for yet, however many of them are texts. */
function limitOf({ lastSeq, memory }: Conversation): number {
  const uncovered = lastSeq - Math.max(memory.coveredSeq, memory.startSeq);
  return Math.min(WINDOW_MESSAGES_MAX, Math.max(RECENT_MESSAGES, uncovered));
}
