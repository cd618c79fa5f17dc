import type { Conversation } from '../core/domain/conversation.js';
import { problemOf, whyNot } from '../core/domain/files.js';
import type { Handoff } from '../core/domain/handoff.js';
import { PAGE_MESSAGES_MAX } from '../core/domain/limits.js';
import { type Draft, type Message, type SentFile, SYSTEM } from '../core/domain/message.js';
import { say, type TextKey } from '../core/domain/texts.js';
import { everythingFrom } from '../core/domain/transcript.js';
import type { Telemetry } from '../core/ports/telemetry.js';
import type { Watches } from '../core/ports/watches.js';
import { type DeskParts, tellChanged } from './desk-parts.js';

/** How long a turn is left to say it itself: longer than any turn takes. */
const TURN_MS_MAX = 180_000;

/** How often it is looked again, when something else of the conversation changed meanwhile or a turn is under way. */
const AGAIN_MS = 1_000;

interface NoticeParts
  extends Pick<
    DeskParts,
    | 'conversations'
    | 'archive'
    | 'signals'
    | 'clock'
    | 'ids'
    | 'laneTtlMs'
    | 'settings'
    | 'onChanged'
  > {
  readonly watches: Watches;
  readonly telemetry: Telemetry;
  /** Whether the customer's side shows what is on record by itself. */
  readonly showsRecord: (conversation: Conversation) => boolean;
}

/** What is said of one file, and to whom. */
interface Lines {
  readonly notice: Draft | null;
  readonly deskLines: readonly Draft[];
}

const NOTHING: Lines = { notice: null, deskLines: [] };

/**
 * Says once that a file could not come along, to whoever sent it and to whoever would have got it.
 *
 * | sent by | the customer hears it | the desk hears it |
 * |---|---|---|
 * | a customer, before a turn of the bot | in that turn | on the card, or like below |
 * | a customer | here | with the message; here, if it came before the case was opened |
 * | an agent | here on our pages, elsewhere with the message | here |
 */
export class FileNotices {
  constructor(private readonly parts: NoticeParts) {}

  /** Resolves once it is said, or need not be said here any more. */
  async tell(
    conversationId: string,
    message: Message,
    file: SentFile,
    signal: AbortSignal,
  ): Promise<void> {
    const { conversations, clock, telemetry } = this.parts;
    const untilMs = clock.nowMs() + TURN_MS_MAX;
    while (!signal.aborted) {
      const now = await conversations.load(conversationId);
      if (now === null) return;
      const isLate = clock.nowMs() >= untilMs;
      const isForTurn = now.inbox.some(({ id }) => id === message.id);
      if ((isLate || !isForTurn) && (await this.tellIn(now, message, file))) return;
      if (isLate) telemetry.warn('files.notice-late', { conversation: conversationId });
      await clock.wait(AGAIN_MS, signal);
    }
  }

  /** False: things changed meanwhile, and it has to be decided anew. */
  private async tellIn(now: Conversation, message: Message, file: SentFile): Promise<boolean> {
    const alarm = `file-${this.nameOf(message, file)}`;
    if (now.handoff?.alarms.includes(alarm)) return true;
    const { notice, deskLines } = await this.linesOf(now, message, file);
    if (notice === null && deskLines.length === 0) return true;
    const { watches, ids, laneTtlMs, clock } = this.parts;
    const { watchAtMs, ownership, handoff } = now;
    const nowMs = clock.nowMs();
    const take = { holder: ids.unique(), nowMs, untilMs: nowMs + laneTtlMs() };
    const after = await watches.attend({
      conversationId: now.id,
      expects: { watchAtMs, ownership },
      handoffId: handoff?.id ?? null,
      watchAtMs,
      alarms: handoff === null ? [] : [alarm],
      isCardChanged: false,
      deskLines,
      notice,
      waitingIds: [],
      take,
    });
    if (after === null) return false;
    tellChanged(after, take, this.parts);
    return true;
  }

  private async linesOf(now: Conversation, message: Message, file: SentFile): Promise<Lines> {
    const problem = problemOf(file);
    if (problem === null) return NOTHING;
    const { wording, fileBounds } = this.parts.settings(now.tenant);
    const { author } = message;
    const fill = {
      file: file.name,
      name: author.name,
      agent: author.name,
      why: whyNot(problem, fileBounds, wording),
    };
    const draft = (key: TextKey, kind: Draft['kind']): Draft => ({
      id: this.parts.ids.hash('file-notice', this.nameOf(message, file), key),
      kind,
      author: SYSTEM,
      text: say(key, wording, fill),
      atMs: this.parts.clock.nowMs(),
    });
    if (author.kind === 'agent') {
      const toAgent = now.handoff === null ? [] : [draft('desk.files.refused-own', 'note')];
      const notice = draft('files.not-passed-on-from', 'text');
      const isShown = this.parts.showsRecord(now);
      return this.unsaid(now, message, { notice: isShown ? notice : null, deskLines: toAgent });
    }
    const isOnCard = now.handoff !== null && this.wasBefore(now.handoff, message);
    const deskLines = isOnCard ? [draft('desk.files.refused', 'note')] : [];
    return this.unsaid(now, message, { notice: draft('files.refused', 'text'), deskLines });
  }

  /** Of what came before the case the desk knows by the card alone. A page of ours shows it with the message. */
  private wasBefore({ tenant, payload }: Handoff, { seq }: Message): boolean {
    const isOnWire = this.parts.settings(tenant).deskShows === 'wire';
    return isOnWire && seq <= (payload.messages.at(-1)?.seq ?? 0);
  }

  /**
   * Without what was said already: by a turn, or by another process while nobody had the case. Nothing of a file that
   * was taken back.
   */
  private async unsaid(now: Conversation, { id, seq }: Message, lines: Lines): Promise<Lines> {
    const query = { after: seq - 1, limit: PAGE_MESSAGES_MAX };
    const filed = await this.parts.archive.page(now.id, query);
    const later = everythingFrom(now, filed, seq);
    if (later.some((one) => one.id === id && one.revised?.isGone)) return NOTHING;
    const isUnsaid = ({ text }: Draft) =>
      !later.some((one) => one.author.kind !== 'customer' && one.text.includes(text));
    return {
      notice: lines.notice !== null && isUnsaid(lines.notice) ? lines.notice : null,
      deskLines: lines.deskLines.filter(isUnsaid),
    };
  }

  private nameOf(message: Message, file: SentFile): string {
    return file.id ?? this.parts.ids.hash('file', message.id, file.name);
  }
}
