import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Complaints } from './complaints.js';
import { type Answer, type Packet, UNHEARD } from './delivery.js';
import { type JsonObject, objectIn, parseJson, textIn } from './json.js';
import type { AppRecord } from './model.js';

const PING_EVERY_MS = 5_000;

interface Waiting {
  readonly settle: (outcome: Answer['outcome'], payload: JsonObject) => void;
}

/**
 * One Socket Mode connection as Slack holds it. Shapes from
 * https://docs.slack.dev/apis/events-api/using-socket-mode#events
 */
export class SlackSocket {
  /** Stays open, answers pings, delivers nothing: what a half-dead connection looks like to an app. */
  isDeaf = false;
  private readonly waiting = new Map<string, Waiting>();
  private readonly past = new Map<string, 'acknowledged' | 'timed-out'>();
  private readonly pings: NodeJS.Timeout;

  constructor(
    readonly app: AppRecord,
    private readonly connection: WebSocket,
    private readonly complaints: Complaints,
  ) {
    connection.on('message', (data) => this.heard(String(data)));
    // A broken connection closes, and closing is handled; without a listener it would end the process.
    connection.on('error', () => undefined);
    this.pings = setInterval(() => connection.ping(), PING_EVERY_MS);
    this.pings.unref();
  }

  hello(connections: number): void {
    this.write({
      type: 'hello',
      num_connections: connections,
      connection_info: { app_id: this.app.id },
      debug_info: {
        host: 'applink-stand-in',
        build_number: 1,
        approximate_connection_time: 18_060,
      },
    });
    this.connection.ping();
  }

  send(packet: Packet, withinMs: number): Promise<Answer> {
    if (this.isDeaf) return Promise.resolve(UNHEARD);
    const envelopeId = randomUUID();
    const startedMs = performance.now();
    return new Promise((resolve) => {
      const settle: Waiting['settle'] = (outcome, payload) => {
        clearTimeout(timer);
        this.waiting.delete(envelopeId);
        if (outcome !== 'unreachable')
          this.past.set(envelopeId, outcome === 'acknowledged' ? outcome : 'timed-out');
        resolve({
          status: outcome === 'acknowledged' ? 200 : 0,
          body: outcome === 'acknowledged' ? JSON.stringify(payload) : '',
          headers: {},
          ms: performance.now() - startedMs,
          outcome,
        });
      };
      const timer = setTimeout(() => settle('timed-out', {}), withinMs);
      this.waiting.set(envelopeId, { settle });
      this.write(envelopeOf(envelopeId, packet));
    });
  }

  /** Slack recycles connections every few hours: it says so, then closes. */
  refresh(reason: 'refresh_requested' | 'warning' | 'link_disabled' = 'refresh_requested'): void {
    this.write({ type: 'disconnect', reason, debug_info: { host: 'applink-stand-in' } });
    // "warning" leaves the app about ten seconds to connect anew; the client closes by itself then.
    if (reason !== 'warning') setTimeout(() => this.connection.close(1000), 100).unref();
  }

  /** A frame that Slack would not send. */
  sendsRaw(text: string): void {
    this.connection.send(text);
  }

  cut(): void {
    this.connection.terminate();
  }

  closed(): void {
    clearInterval(this.pings);
    for (const waiting of [...this.waiting.values()]) waiting.settle('unreachable', {});
  }

  private heard(text: string): void {
    const message = objectIn(parseJson(text));
    const envelopeId = textIn(message['envelope_id']);
    const waiting = this.waiting.get(envelopeId);
    if (waiting) {
      waiting.settle('acknowledged', objectIn(message['payload']));
      return;
    }
    if (this.past.get(envelopeId) === 'timed-out') return; // late, as after a slow write
    this.complaints.add(`Socket Mode: acknowledged nothing, or twice: ${text.slice(0, 200)}`);
  }

  private write(message: JsonObject): void {
    this.connection.send(JSON.stringify(message));
  }
}

/** Only what the app may answer with words accepts a payload: slash commands and submitted modals. */
function envelopeOf(envelopeId: string, packet: Packet): JsonObject {
  const isAnswerable =
    packet.kind === 'slash_commands' || packet.payload['type'] === 'view_submission';
  const isMarked = packet.retry !== null && !packet.withoutRetryHeaders;
  return {
    envelope_id: envelopeId,
    type: packet.kind,
    accepts_response_payload: isAnswerable,
    payload: packet.payload,
    ...(packet.kind === 'events_api' && {
      retry_attempt: isMarked ? packet.retry?.num : 0,
      retry_reason: isMarked ? 'timeout' : '',
    }),
  };
}
