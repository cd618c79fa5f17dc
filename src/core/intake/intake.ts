import type { Conversation } from '../domain/conversation.js';
import { conversationIdFor } from '../domain/conversation-id.js';
import type { Customer } from '../domain/customer.js';
import { GatewayError } from '../domain/errors.js';
import { sentFiles } from '../domain/files.js';
import type { TakeRequest } from '../domain/lane.js';
import { CLIENT_ID_CHARS_MAX, NAME_CHARS_MAX, RECENT_IDS_MAX } from '../domain/limits.js';
import type { Draft } from '../domain/message.js';
import type { Archive } from '../ports/archive.js';
import type { Accepted, Arrival } from '../ports/channel.js';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/ids.js';
import type { Inbox } from '../ports/inbox.js';
import type { Telemetry } from '../ports/telemetry.js';

/** Who is told that something was recorded; must return at once, for the acknowledgement waits behind it. */
export type OnRecorded = (conversation: Conversation, tenant: string, take: TakeRequest) => void;

interface IntakeParts {
  readonly inbox: Inbox;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly ids: IdSource;
  /** How long a courier keeps a lane taken by the record. */
  readonly laneTtlMs: () => number;
  readonly onRecorded: OnRecorded;
}

/**
 * Accepts one message: checks it, records it, asks for work on it. When `accept` resolves, the message is durable and
 * the channel may acknowledge; when it rejects, nothing was recorded and the channel must refuse.
 */
export class Intake {
  private open = true;
  private readonly underway = new Set<Promise<unknown>>();

  constructor(private readonly parts: IntakeParts) {}

  async accept(arrival: Arrival): Promise<Accepted> {
    if (!this.open) throw new GatewayError('stopping');
    check(arrival);
    const work = this.record(arrival);
    this.underway.add(work);
    try {
      return await work;
    } finally {
      this.underway.delete(work);
    }
  }

  /** Refuses what comes from now on and waits for what is being recorded. */
  async stop(): Promise<void> {
    this.open = false;
    await Promise.allSettled(this.underway);
  }

  private async record(arrival: Arrival): Promise<Accepted> {
    const { clock, ids, inbox } = this.parts;
    const { tenant, channel, thread } = arrival.place;
    const conversationId = conversationIdFor((...parts) => ids.hash(...parts), arrival.place);
    const idOf = (wireId: string) => ids.hash('message', tenant, channel, thread, wireId);
    const messageId = idOf(arrival.wireId);
    const fileIdOf = (at: number) => ids.hash('file', messageId, String(at));
    const nowMs = clock.nowMs();
    const customer = { ...arrival.customer, name: arrival.customer.name.slice(0, NAME_CHARS_MAX) };
    const take = { holder: ids.unique(), nowMs, untilMs: nowMs + this.parts.laneTtlMs() };
    const result = await inbox.record({
      conversationId,
      place: arrival.place,
      customer,
      draft: { ...draftOf(arrival, customer, idOf, fileIdOf), atMs: nowMs },
      nowMs,
      take,
    });
    if (result.kind === 'full') throw new GatewayError('conversation.full');
    if (result.kind === 'duplicate') return { conversationId, seq: result.seq, isNew: false };
    this.parts.onRecorded(result.conversation, tenant, take);
    return this.firstOf(conversationId, messageId, result.seq);
  }

  /**
   * The record compares with the newest ids only. A message that is on record under an older number is acknowledged
   * with that one; the turn finds it out too and drops it.
   */
  private async firstOf(conversationId: string, messageId: string, seq: number): Promise<Accepted> {
    const known = seq > RECENT_IDS_MAX ? await this.known(messageId) : [];
    const first = known.find((one) => one.seq < seq)?.seq;
    return { conversationId, seq: first ?? seq, isNew: first === undefined };
  }

  /** It is recorded by now, so a record that cannot be read is no reason to refuse it. */
  private async known(messageId: string): Promise<readonly { id: string; seq: number }[]> {
    try {
      return await this.parts.archive.known([messageId]);
    } catch (error) {
      this.parts.telemetry.error('intake.known-failed', error);
      return [];
    }
  }
}

function draftOf(
  arrival: Arrival,
  customer: Customer,
  idOf: (wireId: string) => string,
  fileIdOf: (at: number) => string,
): Omit<Draft, 'atMs'> {
  const { wireId, wireThread, text, chosen, isFeedback = false, revises, editedAtMs } = arrival;
  const files = sentFiles(arrival.files ?? [], fileIdOf);
  return {
    id: idOf(wireId),
    kind: revises?.kind ?? (isFeedback ? 'feedback' : 'text'),
    author: { kind: 'customer', id: customer.id, name: customer.name },
    text: revises?.kind === 'delete' ? '' : text,
    wireId,
    ...(wireThread === undefined ? {} : { wireThread }),
    ...(files.length > 0 ? { files } : {}),
    ...(chosen ? { chosen } : {}),
    ...(revises ? { revises: { id: idOf(revises.wireId), wireId: revises.wireId } } : {}),
    ...(editedAtMs === undefined ? {} : { editedAtMs }),
  };
}

function check(arrival: Arrival): void {
  if (arrival.wireId.length === 0 || arrival.wireId.length > CLIENT_ID_CHARS_MAX) {
    throw new GatewayError('message.invalid', { field: 'id', charsMax: CLIENT_ID_CHARS_MAX });
  }
  const mayBeEmpty = arrival.revises?.kind === 'delete' || (arrival.files?.length ?? 0) > 0;
  if (arrival.text.trim().length === 0 && !mayBeEmpty) throw new GatewayError('message.empty');
  if (arrival.text.length > arrival.charsMax) {
    throw new GatewayError('message.too-long', { charsMax: arrival.charsMax });
  }
}
