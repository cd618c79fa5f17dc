import type { Conversation } from '../core/domain/conversation.js';
import type { Handoff } from '../core/domain/handoff.js';
import { isClosed } from '../core/domain/handoff.js';
import { type Draft, SYSTEM } from '../core/domain/message.js';
import { say, type TextKey, type Wording } from '../core/domain/texts.js';
import { durationInWords, momentInWords } from '../core/domain/time-in-words.js';
import type { AttendCommand } from '../core/domain/watch-writes.js';
import type { Telemetry } from '../core/ports/telemetry.js';
import type { Watches } from '../core/ports/watches.js';
import { type DeskParts, tellChanged, writeBy } from './desk-parts.js';
import { type OpeningHours, opensAtMs } from './hours.js';
import { type Decision, type Fired, type Timers, watchDecision } from './watch-decision.js';

/** What a tenant's config, and that of its desk, says about waiting. */
export interface WatchSettings {
  readonly tenantName: string;
  readonly botName: string;
  readonly wording: Wording;
  readonly timers: Timers;
  /** Null: somebody is always there. */
  readonly hours: OpeningHours | null;
}

export interface WatchParts
  extends Pick<
    DeskParts,
    'conversations' | 'signals' | 'clock' | 'ids' | 'laneTtlMs' | 'onChanged'
  > {
  readonly watches: Watches;
  readonly telemetry: Telemetry;
  readonly settings: (tenant: string) => WatchSettings;
}

/**
 * Sees to it that no handoff is forgotten: reminds, calls further people, tells the customer, closes what nobody speaks
 * in any more. What is due follows from the aggregate alone, and one conditional write does it and says when to look
 * again, so that any number of processes may look at once and a crash between two looks costs nothing.
 */
export class Watch {
  constructor(private readonly parts: WatchParts) {}

  /** Somebody should look at this conversation now. If it has changed since it was read, the next sweep looks again. */
  async due(conversation: Conversation): Promise<void> {
    const nowMs = this.parts.clock.nowMs();
    if (conversation.watchAtMs === null || conversation.watchAtMs > nowMs) return;
    const { timers, hours } = this.parts.settings(conversation.tenant);
    const decision = watchDecision(conversation, timers, hours, nowMs);
    if (decision.expires) await this.expire(conversation);
    else await this.attend(conversation, decision, nowMs);
  }

  /**
   * The room where agents would read of this handoff cannot be reached. The customer is told, once per handoff, that it
   * takes longer. `reason` is for the log.
   */
  async deskAway(stale: Conversation, reason: string): Promise<void> {
    const conversation = await this.parts.conversations.load(stale.id);
    const handoff = conversation?.handoff;
    if (!conversation || !handoff || isClosed(handoff.state)) return;
    if (handoff.alarms.includes(DESK_AWAY)) return;
    const nowMs = this.parts.clock.nowMs();
    const after = await this.write(conversation, nowMs, {
      handoffId: handoff.id,
      // What else has to be looked for is found by looking now.
      watchAtMs: nowMs,
      alarms: [DESK_AWAY],
      deskLines: [],
      notice: this.notice(conversation, handoff, DESK_AWAY, 'watch.desk-away'),
      waitingIds: [],
    });
    if (after) this.parts.telemetry.warn('desk.away', { handoff: handoff.id, reason });
  }

  private async attend(
    conversation: Conversation,
    decision: Decision,
    nowMs: number,
  ): Promise<void> {
    const { handoff } = conversation;
    const { alarms, fired, waitingIds, nextAtMs } = decision;
    const after = await this.write(conversation, nowMs, {
      handoffId: handoff?.id ?? null,
      watchAtMs: nextAtMs,
      alarms,
      deskLines: handoff === null ? [] : fired.flatMap((one) => this.line(one, handoff, nowMs)),
      notice: handoff && this.noticeOf(fired, conversation, handoff, nowMs),
      waitingIds,
    });
    if (after === null || handoff === null) return;
    for (const { kind } of fired) {
      this.parts.telemetry.info('handoff.alarm', { handoff: handoff.id, alarm: kind });
    }
  }

  private async write(
    conversation: Conversation,
    nowMs: number,
    command: Omit<AttendCommand, 'conversationId' | 'expects' | 'isCardChanged' | 'take'>,
  ): Promise<Conversation | null> {
    const { watches, ids, laneTtlMs } = this.parts;
    const { watchAtMs, ownership } = conversation;
    const take = { holder: ids.unique(), nowMs, untilMs: nowMs + laneTtlMs() };
    const after = await watches.attend({
      ...command,
      conversationId: conversation.id,
      expects: { watchAtMs, ownership },
      isCardChanged: false,
      take,
    });
    if (after === null) return null;
    const isSaid = command.deskLines.length + command.waitingIds.length > 0 || command.notice;
    if (isSaid) tellChanged(after, take, this.parts);
    return after;
  }

  /** The customer has left the agent without an answer for too long. Whoever says something meanwhile keeps it open. */
  private async expire(conversation: Conversation): Promise<void> {
    const { handoff, lastSeq } = conversation;
    if (!handoff?.claimedBy) return;
    const command = writeBy(handoff.claimedBy, conversation, this.parts);
    const result = await this.parts.conversations.own({
      kind: 'expire',
      ...command,
      handoffId: handoff.id,
      note: '',
      lastSeq,
      notice: this.notice(conversation, handoff, 'expired', 'handoff.expired'),
    });
    if (result.kind === 'stale') return;
    tellChanged(result.conversation, command.take, this.parts);
    this.parts.telemetry.info('handoff.expired', { handoff: handoff.id });
  }

  /** What the desk is told; nothing of what only the customer is told. */
  private line({ kind, sinceMs }: Fired, handoff: Handoff, nowMs: number): Draft[] {
    if (kind === 'closed') return [];
    const { wording } = this.parts.settings(handoff.tenant);
    const time = durationInWords(nowMs - sinceMs, wording.language);
    const text = say(`watch.${kind}`, wording, { time, agent: handoff.claimedBy?.name ?? '' });
    const id = this.parts.ids.hash('watch', handoff.id, kind, String(sinceMs));
    return [{ id, kind: 'note', author: SYSTEM, text, atMs: nowMs, alarm: kind }];
  }

  private noticeOf(
    fired: readonly Fired[],
    conversation: Conversation,
    handoff: Handoff,
    nowMs: number,
  ): Draft | null {
    const { hours, wording } = this.parts.settings(conversation.tenant);
    const told = fired.find(({ kind }) => kind === 'closed' || kind === 'nobody');
    if (told === undefined) return null;
    const name = `${told.kind}@${told.sinceMs}`;
    if (told.kind === 'nobody') return this.notice(conversation, handoff, name, 'watch.nobody-yet');
    const backAtMs = opensAtMs(hours, nowMs);
    if (hours === null || backAtMs === null) {
      return this.notice(conversation, handoff, name, 'watch.closed');
    }
    const time = momentInWords(backAtMs, hours.timeZone, wording.language);
    return this.notice(conversation, handoff, name, 'watch.closed-until', { time });
  }

  private notice(
    conversation: Conversation,
    handoff: Handoff,
    name: string,
    key: TextKey,
    fill: Readonly<Record<string, string>> = {},
  ): Draft {
    const { tenantName: tenant, botName: bot, wording } = this.parts.settings(conversation.tenant);
    const agent = handoff.claimedBy?.name ?? '';
    return {
      id: this.parts.ids.hash('watch-notice', handoff.id, name),
      kind: 'text',
      author: SYSTEM,
      text: say(key, wording, { tenant, bot, agent, ...fill }),
      atMs: this.parts.clock.nowMs(),
    };
  }
}

/** Once per handoff, however often the room breaks. */
const DESK_AWAY = 'desk-away';
