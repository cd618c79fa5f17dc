import type { SocketModeClient } from '@slack/socket-mode';
import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackDeliveryKind } from './slack-dispatch.js';
import type { SlackDoor } from './slack-door.js';
import type { SlackFailure } from './slack-errors.js';
import { SLACK_ANSWER_MS, SLACK_CALL_MS } from './slack-limits.js';
import { silence } from './slack-silence.js';
import type { SlackSocketPace } from './slack-socket-pace.js';
import { slackFailureOf, webClientOptions } from './slack-web-api.js';
import { within } from './slack-within.js';

export interface SlackSocketParts {
  readonly appName: string;
  readonly appToken: string;
  readonly apiUrl: string;
  readonly door: SlackDoor;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly pace: SlackSocketPace;
}

/** `told-to-leave`: Slack closes it within seconds, and wants us on another one. */
export type LineEnd = 'closed' | 'told-to-leave';

/** What the client gives with its event `slack_event`. */
interface Envelope {
  readonly type: string;
  readonly envelope_id?: string;
  readonly body: unknown;
  readonly retry_num?: number;
  readonly accepts_response_payload?: boolean;
  readonly ack: (answer?: object) => Promise<void>;
}

export type OpenedLine =
  | { readonly kind: 'open'; readonly line: SlackSocketLine }
  | { readonly kind: 'refused'; readonly failure: SlackFailure };

/**
 * One connection of Socket Mode, from hello to its end. Slack's client makes it and watches pings; it does not
 * reconnect, as its own way of doing so ends the process when Slack is away.
 */
export class SlackSocketLine {
  readonly ended: Promise<LineEnd>;
  readonly openedAtMs: number;
  heardAtMs: number;
  private readonly inHand = new Set<Promise<void>>();

  private constructor(
    private readonly client: SocketModeClient,
    private readonly parts: SlackSocketParts,
  ) {
    this.openedAtMs = parts.clock.nowMs();
    this.heardAtMs = this.openedAtMs;
    this.ended = new Promise((resolve) => {
      client.on('disconnected', () => resolve('closed'));
      client.on('ws_message', (text: unknown) => {
        if (isGoodbye(text)) resolve('told-to-leave');
      });
    });
    client.on('slack_event', (envelope: Envelope) => {
      const work = this.hear(envelope);
      this.inHand.add(work);
      void work.then(() => this.inHand.delete(work));
    });
  }

  static async open(parts: SlackSocketParts, signal: AbortSignal): Promise<OpenedLine> {
    const [client, { webApi }] = await Promise.all([newClient(parts), import('@slack/bolt')]);
    const line = new SlackSocketLine(client, parts);
    const starting = client.start();
    try {
      const started = await within(starting, parts.pace.connectMs, parts.clock, signal);
      if (started !== null) return { kind: 'open', line };
    } catch (error) {
      return { kind: 'refused', failure: slackFailureOf(webApi, error) };
    }
    // Nobody answers, or nobody waits. The client goes on if it was still asking for the address.
    const disconnect = () => client.disconnect();
    void disconnect();
    void starting.then(disconnect, () => undefined);
    return { kind: 'refused', failure: { kind: 'network' } };
  }

  /** What it brought may still be acknowledged on it; then it is closed. */
  async close(): Promise<void> {
    const { pace, clock } = this.parts;
    await within(Promise.all(this.inHand), pace.drainMs, clock);
    // Half a minute if nobody answers at the other end: nothing waits for that.
    void this.client.disconnect();
    await within(this.ended, pace.drainMs, clock);
  }

  private async hear({ type, body, ack, ...rest }: Envelope): Promise<void> {
    const { door, clock, telemetry, appName } = this.parts;
    this.heardAtMs = clock.nowMs();
    const kind = KINDS.get(type);
    try {
      if (kind === undefined) {
        // Of a kind we do not use: there is nothing to record before it is acknowledged.
        if (rest.envelope_id !== undefined) await ack();
        return;
      }
      const delivery = { kind, body, retryNum: rest.retry_num ?? 0 };
      const reply = await door.take(delivery);
      const tookMs = clock.nowMs() - this.heardAtMs;
      if (tookMs > SLACK_ANSWER_MS) telemetry.warn('slack.slow', { app: appName, kind, tookMs });
      // Without an acknowledgement Slack sends it again, as after a 503.
      if (reply.kind !== 'done') return;
      await ack(rest.accepts_response_payload === true ? reply.answer : undefined);
    } catch {
      telemetry.warn('slack.acknowledgement-lost', { app: appName, kind: kind ?? 'other' });
    }
  }
}

const KINDS: ReadonlyMap<string, SlackDeliveryKind> = new Map([
  ['events_api', 'event'],
  ['interactive', 'interaction'],
  ['slash_commands', 'command'],
]);

async function newClient(parts: SlackSocketParts): Promise<SocketModeClient> {
  const { appName, appToken, apiUrl, telemetry } = parts;
  const { SocketModeClient: Client, LogLevel } = await import('@slack/socket-mode');
  /** The client throws at what it cannot read where nobody catches it, and that would end the process. */
  class CarefulClient extends Client {
    protected override async onWebSocketMessage(
      data: string | ArrayBuffer,
      isBinary: boolean,
    ): Promise<void> {
      try {
        await super.onWebSocketMessage(data, isBinary);
      } catch {
        telemetry.warn('slack.refused', { app: appName, where: 'socket', reason: 'malformed' });
      }
    }
  }
  return new CarefulClient({
    appToken,
    autoReconnectEnabled: false,
    logger: silence(LogLevel.ERROR),
    clientOptions: webClientOptions(apiUrl, SLACK_CALL_MS),
  });
}

function isGoodbye(text: unknown): boolean {
  if (typeof text !== 'string' || !text.includes('"disconnect"')) return false;
  try {
    return (JSON.parse(text) as { type?: unknown } | null)?.type === 'disconnect';
  } catch {
    return false;
  }
}
