import type { Conversation } from '../../core/domain/conversation.js';
import type { Message, Owner } from '../../core/domain/message.js';
import { customerPageAfter, lastShownSeq } from '../../core/domain/transcript.js';
import type { Archive } from '../../core/ports/archive.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Conversations } from '../../core/ports/conversations.js';
import type { Outbox } from '../../core/ports/outbox.js';
import { changed, type Signal, type Signals } from '../../core/ports/signals.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { FileView } from '../file-view.js';
import { FILES_MS_MAX, PUMP_PAGE_MAX, RECEIPT_EVERY_MS } from './web-limits.js';
import { type FilesShown, renderEvent } from './web-render.js';

export interface RoomParts {
  readonly conversations: Conversations;
  readonly archive: Archive;
  readonly outbox: Outbox;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly fileView: Pick<FileView, 'of'>;
  /** Told when what a client has shown is news to a desk on a platform; must return at once. */
  readonly onReceived: (conversation: Conversation) => void;
}

/** One connection as its room sees it: everything up to `cursor` has been sent. */
export interface Seat {
  cursor: number;
  send(event: string, payload: unknown): void;
}

/** What a client is told first. `lastSeq` is where it stands; everything later is sent. */
export interface Standing {
  readonly owner: Owner;
  readonly ownership: number;
  readonly agent?: string;
  readonly lastSeq: number;
}

export function standingOf(conversation: Conversation | null): Standing {
  if (conversation === null) return { owner: 'bot', ownership: 0, lastSeq: 0 };
  const { owner, ownership } = conversation;
  const lastSeq = lastShownSeq(conversation);
  const agent = owner === 'agent' ? conversation.handoff?.claimedBy?.name : undefined;
  return { owner, ownership, lastSeq, ...(agent === undefined ? {} : { agent }) };
}

/**
 * The connections of one conversation in this process. Each follows the record by number, so that nothing is shown
 * twice, out of order, or before it is real; signals only say when to look. Because a change of owner is a number
 * too, no text of the bot can follow it.
 */
export class WebRoom {
  private readonly seats = new Set<Seat>();
  private readonly stopListening: () => void;
  private ownership = 0;
  /** As it was last read. */
  private known: Conversation | null = null;
  private pumping: Promise<void> | null = null;
  private isDirty = false;
  private receivedSeq = 0;
  private writtenSeq = 0;
  private cancelReceipt: (() => void) | null = null;

  constructor(
    readonly conversationId: string,
    private readonly parts: RoomParts,
  ) {
    this.stopListening = parts.signals.listen(conversationId, (signal) => this.hear(signal));
  }

  get isEmpty(): boolean {
    return this.seats.size === 0;
  }

  /** The place of the connection that is furthest behind. */
  get cursor(): number {
    return Math.min(...[...this.seats].map((seat) => seat.cursor));
  }

  join(seat: Seat): void {
    this.seats.add(seat);
    this.look();
  }

  leave(seat: Seat): void {
    this.seats.delete(seat);
  }

  close(): void {
    this.stopListening();
    this.cancelReceipt?.();
    this.writeReceipt();
  }

  /** A client has shown everything up to this number; it cannot have shown what it was not sent. */
  received(seat: Seat, seq: number): void {
    const shown = Math.min(seq, seat.cursor);
    if (shown <= this.receivedSeq) return;
    this.receivedSeq = shown;
    this.planReceipt();
  }

  /** Reads the record if there may be more in it. At most one reading runs; what comes meanwhile makes it read again. */
  look(): void {
    this.isDirty = true;
    this.pumping ??= this.pump().finally(() => {
      this.pumping = null;
      if (this.isDirty && this.seats.size > 0) this.look();
    });
  }

  private hear(signal: Signal): void {
    switch (signal.kind) {
      case 'changed':
        this.look();
        break;
      case 'delta':
        this.showDelta(signal);
        break;
      case 'retract':
        this.sendAll('retract', { turnId: signal.turnId });
        break;
      case 'typing':
        // Customers know that they type themselves.
        if (signal.author.kind !== 'customer') {
          this.sendAll('typing', { author: signal.author, on: signal.on });
        }
        break;
    }
  }

  /** Growing text from before a change of owner that was already shown is late, and stays unseen. */
  private showDelta({ turnId, ownership, text }: Extract<Signal, { kind: 'delta' }>): void {
    if (ownership >= this.ownership) this.sendAll('delta', { turnId, ownership, text });
  }

  private async pump(): Promise<void> {
    while (this.isDirty && this.seats.size > 0) {
      this.isDirty = false;
      try {
        if (await this.readOnce()) this.isDirty = true;
      } catch (error) {
        // The next signal or the next comparison with the record looks again.
        this.parts.telemetry.error('web.read-failed', error, { conversation: this.conversationId });
      }
    }
  }

  /** True: a full page was read and there may be more. */
  private async readOnce(): Promise<boolean> {
    const { conversations, archive } = this.parts;
    const after = this.cursor;
    const conversation = await conversations.load(this.conversationId);
    if (conversation === null) return false;
    this.known = conversation;
    const to = standingOf(conversation).lastSeq;
    if (to <= after) {
      this.ownership = Math.max(this.ownership, conversation.ownership);
      return false;
    }
    const filed = await archive.page(conversation.id, { after, limit: PUMP_PAGE_MAX });
    const isFull = filed.length === PUMP_PAGE_MAX;
    const page = customerPageAfter(conversation, filed, after, PUMP_PAGE_MAX);
    // Never past what is said: the record may hold texts whose delivery is not settled.
    const reached = isFull ? Math.min(filed.at(-1)?.seq ?? to, to) : to;
    const files = await this.filesOf(conversation, page);
    for (const seat of this.seats) this.show(seat, page, files, after, reached);
    this.ownership = Math.max(this.ownership, conversation.ownership);
    return isFull && reached < to;
  }

  private async filesOf(
    { tenant, id: conversationId }: Conversation,
    page: readonly Message[],
  ): Promise<FilesShown> {
    const patience = new AbortController();
    const cancel = this.parts.clock.alarm(FILES_MS_MAX, () => patience.abort());
    try {
      return await this.parts.fileView.of(page, { tenant, conversationId }, patience.signal);
    } finally {
      cancel();
    }
  }

  /** Sends a seat what it has not had. A seat that joined behind the page's start waits for the next reading. */
  private show(
    seat: Seat,
    page: readonly Message[],
    files: FilesShown,
    after: number,
    reached: number,
  ): void {
    if (seat.cursor < after) {
      this.isDirty = true;
      return;
    }
    for (const message of page) {
      if (message.seq <= seat.cursor) continue;
      const { event, payload } = renderEvent(message, files);
      seat.send(event, payload);
    }
    seat.cursor = Math.max(seat.cursor, reached);
  }

  private sendAll(event: string, payload: unknown): void {
    for (const seat of this.seats) seat.send(event, payload);
  }

  private planReceipt(): void {
    this.cancelReceipt ??= this.parts.clock.alarm(RECEIPT_EVERY_MS, () => this.writeReceipt());
  }

  private writeReceipt(): void {
    this.cancelReceipt = null;
    const seq = this.receivedSeq;
    if (seq <= this.writtenSeq) return;
    const { outbox, telemetry } = this.parts;
    outbox.receive(this.conversationId, seq).then(
      (toTell) => {
        if (toTell !== null) this.parts.onReceived(toTell);
        this.writtenSeq = Math.max(this.writtenSeq, seq);
        // Agents wait to see that their words were shown.
        const { known } = this;
        if (known !== null && known.owner !== 'bot') this.parts.signals.publish(changed(known));
      },
      (error) => {
        telemetry.error('web.receipt-failed', error, { conversation: this.conversationId });
        if (!this.isEmpty) this.planReceipt();
      },
    );
  }
}
