import type { App } from '@slack/bolt';
import { GatewayError } from '../../core/domain/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackDeliveryKind, SlackDispatch } from './slack-dispatch.js';
import { SLACK_ANSWER_MS, SLACK_DELIVERIES_MAX, SLACK_STOP_MS } from './slack-limits.js';
import { within } from './slack-within.js';

/** Something Slack brought, known to be from Slack. */
export interface SlackDelivery {
  readonly kind: SlackDeliveryKind;
  readonly body: unknown;
  /** Which time it is sent again; 0: the first time. */
  readonly retryNum: number;
}

/** What Slack is to be told of it. `refused`: it would be no better the next time. `failed`: it is to come again. */
export type SlackReply =
  | { readonly kind: 'done'; readonly answer: object | undefined }
  | { readonly kind: 'refused'; readonly reason: 'malformed' | 'unknown-team' }
  | { readonly kind: 'failed' };

const FAILED: SlackReply = { kind: 'failed' };

/**
 * Where both transports hand in what Slack brought. Bolt acknowledges events before its listeners run, so the
 * acknowledgement it is given only keeps the answer; the receiver acknowledges after `take` came back with `done`.
 */
export class SlackDoor {
  lastEventAtMs: number | null = null;
  private bolt: App | null = null;
  private readonly inHand = new Set<Promise<SlackReply>>();

  constructor(
    private readonly parts: {
      readonly appName: string;
      readonly dispatch: SlackDispatch;
      readonly clock: Clock;
      readonly telemetry: Telemetry;
    },
  ) {}

  open(bolt: App): void {
    this.bolt = bolt;
  }

  /** Nothing is taken any more; what is under way gets its time. */
  async close(): Promise<void> {
    this.bolt = null;
    await within(Promise.all(this.inHand), SLACK_STOP_MS, this.parts.clock);
  }

  /** Never rejects. May take longer than Slack waits: see `takeInTime`. */
  async take(delivery: SlackDelivery): Promise<SlackReply> {
    const { clock, telemetry, appName } = this.parts;
    const { bolt } = this;
    if (bolt === null) return FAILED;
    if (this.inHand.size >= SLACK_DELIVERIES_MAX) {
      telemetry.warn('slack.overrun', { app: appName, inHand: this.inHand.size });
      return FAILED;
    }
    this.lastEventAtMs = clock.nowMs();
    const work = this.work(bolt, delivery);
    this.inHand.add(work);
    try {
      return await work;
    } finally {
      this.inHand.delete(work);
    }
  }

  /** As `take`, and `failed` when Slack would not wait longer: the work goes on, and finds itself done the next time. */
  async takeInTime(delivery: SlackDelivery): Promise<SlackReply> {
    const { clock, telemetry, appName } = this.parts;
    const reply = await within(this.take(delivery), SLACK_ANSWER_MS, clock);
    if (reply === null) telemetry.warn('slack.slow', { app: appName, kind: delivery.kind });
    return reply ?? FAILED;
  }

  /** Somebody was turned away. Never with a word of what they brought. */
  refuse(where: string, reason: string, fields: { readonly field?: string } = {}): void {
    this.parts.telemetry.warn('slack.refused', {
      app: this.parts.appName,
      where,
      reason,
      ...fields,
    });
  }

  private async work(bolt: App, delivery: SlackDelivery): Promise<SlackReply> {
    const { kind, retryNum } = delivery;
    try {
      // Bolt reads on where our own shapes would have stopped, so they are checked first.
      const body = fieldsOf(delivery.body);
      if (isForNobody(kind, body)) return { kind: 'done', answer: undefined };
      if (this.parts.dispatch.workspaceOf(kind, body) === null) {
        this.refuse(kind, 'unknown-team');
        return { kind: 'refused', reason: 'unknown-team' };
      }
      let answer: object | undefined;
      const ack = async (said?: object) => {
        answer = said;
      };
      await bolt.processEvent({ body, ack, retryNum });
      return { kind: 'done', answer };
    } catch (error) {
      return this.failed(kind, retryNum, error);
    }
  }

  private failed(kind: SlackDeliveryKind, retryNum: number, error: unknown): SlackReply {
    const cause = originalOf(error);
    if (cause instanceof GatewayError && cause.code === 'request.invalid') {
      this.refuse(kind, 'malformed', { field: String(cause.details['field']) });
      return { kind: 'refused', reason: 'malformed' };
    }
    this.parts.telemetry.error('slack.delivery-failed', cause, {
      app: this.parts.appName,
      kind,
      retryNum,
    });
    return FAILED;
  }
}

/** What Slack tells that we have no use for: a closed modal, a shortcut. Its workspace may stand anywhere in it. */
function isForNobody(kind: SlackDeliveryKind, body: Readonly<Record<string, unknown>>): boolean {
  if (kind !== 'interaction') return false;
  return typeof body['type'] === 'string' && !USED.has(body['type']);
}

const USED: ReadonlySet<string> = new Set(['block_actions', 'view_submission']);

function fieldsOf(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new GatewayError('request.invalid', { field: 'payload', problem: 'invalid_type' });
}

/** Bolt wraps errors it does not know. */
function originalOf(error: unknown): unknown {
  const isWrapped = error instanceof Error && 'original' in error;
  return isWrapped && error.original instanceof Error ? error.original : error;
}
