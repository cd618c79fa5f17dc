import type { Response } from 'express';
import { GatewayError } from '../core/domain/errors.js';
import type { Clock } from '../core/ports/clock.js';
import { deskTopic, type Signal, type Signals } from '../core/ports/signals.js';
import type { DeskAgent } from './desk-auth.js';

/** Streams one agent may have open: more tabs than anyone works in. */
const STREAMS_PER_AGENT_MAX = 20;

/** A line of silence ends streams whose reader is gone, and keeps proxies from ending the others. */
const HEARTBEAT_MS = 15_000;

/** Bytes that may wait for a reader who does not read; then the stream ends, and a page begins another. */
const UNREAD_BYTES_MAX = 256_000;

interface EventsParts {
  readonly signals: Signals;
  readonly clock: Clock;
  readonly isKnown: (agent: DeskAgent) => boolean;
}

/**
 * Tells desk pages when to look again. A hint only, which may be lost: what is so stands in the record, and pages look
 * at it now and then by themselves.
 */
export class DeskEvents {
  private readonly streams = new Map<string, number>();

  constructor(private readonly parts: EventsParts) {}

  /** `conversationId`: the one whose customer's typing is told too. */
  open(response: Response, agent: DeskAgent, conversationId: string | null): void {
    // Gone while it was looked at whose it is: nothing would ever end what is begun now.
    if (response.destroyed) return;
    const before = this.streams.get(agent.id) ?? 0;
    if (before >= STREAMS_PER_AGENT_MAX) throw new GatewayError('connections.full');
    this.streams.set(agent.id, before + 1);
    response.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // Proxies of the nginx family would keep the events until there are many.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    const stops = [...new Set(agent.tenants)].map((tenant) =>
      this.parts.signals.listen(deskTopic(tenant), (signal) => tellChanged(response, signal)),
    );
    if (conversationId !== null) {
      stops.push(
        this.parts.signals.listen(conversationId, (signal) => tellTyping(response, signal)),
      );
    }
    stops.push(this.beat(response, agent));
    response.once('close', () => {
      for (const stop of stops) stop();
      this.streams.set(agent.id, (this.streams.get(agent.id) ?? 1) - 1);
    });
  }

  private beat(response: Response, agent: DeskAgent): () => void {
    let cancel = () => {};
    const next = () => {
      if (!this.parts.isKnown(agent)) response.end();
      else send(response, ':\n\n');
      cancel = this.parts.clock.alarm(HEARTBEAT_MS, next);
    };
    next();
    return () => cancel();
  }
}

function tellChanged(response: Response, signal: Signal): void {
  tell(response, 'changed', { conversationId: signal.conversationId });
}

function tellTyping(response: Response, signal: Signal): void {
  if (signal.kind !== 'typing' || signal.author.kind !== 'customer') return;
  tell(response, 'typing', { on: signal.on });
}

function tell(response: Response, event: string, content: object): void {
  send(response, `event: ${event}\ndata: ${JSON.stringify(content)}\n\n`);
}

function send(response: Response, text: string): void {
  if (response.writableEnded) return;
  if (response.writableLength > UNREAD_BYTES_MAX) response.destroy();
  else response.write(text);
}
