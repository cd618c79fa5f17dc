import { randomUUID } from 'node:crypto';
import type { NowMs } from './now-ms.js';

/** https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses: a trigger_id lives three seconds. */
const TRIGGER_TTL_MS = 3_000;
/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses: 5 uses within 30 minutes. */
const RESPONSE_URL_TTL_MS = 30 * 60_000;
const RESPONSE_URL_USES_MAX = 5;

export interface TriggerTicket {
  readonly appId: string;
  readonly teamId: string;
  readonly userId: string;
}

/** Where a response_url leads: a room, the person who acted, and what they acted on. */
export interface ResponseTicket extends TriggerTicket {
  readonly roomId: string;
  readonly messageTs: string | null;
  readonly ephemeralId: string | null;
}

interface Held<Ticket> {
  readonly ticket: Ticket;
  readonly atMs: number;
  uses: number;
}

export type Redeemed<Ticket> =
  | { readonly kind: 'good'; readonly ticket: Ticket }
  | { readonly kind: 'unknown' | 'expired' | 'used' };

/** Hands out what an app may use only for a while: trigger ids and response urls. */
export class TicketDesk {
  private readonly triggers = new Map<string, Held<TriggerTicket>>();
  private readonly responses = new Map<string, Held<ResponseTicket>>();
  /** Tests that stop a process in a debugger may raise it. */
  triggerTtlMs = TRIGGER_TTL_MS;

  constructor(private readonly nowMs: NowMs) {}

  newTrigger(ticket: TriggerTicket): string {
    const id = `${Date.now()}.${randomUUID()}`;
    this.triggers.set(id, { ticket, atMs: this.nowMs(), uses: 0 });
    return id;
  }

  newResponse(ticket: ResponseTicket): string {
    const id = randomUUID();
    this.responses.set(id, { ticket, atMs: this.nowMs(), uses: 0 });
    return id;
  }

  redeemTrigger(id: string): Redeemed<TriggerTicket> {
    return this.redeem(this.triggers.get(id), this.triggerTtlMs, 1);
  }

  redeemResponse(id: string): Redeemed<ResponseTicket> {
    return this.redeem(this.responses.get(id), RESPONSE_URL_TTL_MS, RESPONSE_URL_USES_MAX);
  }

  private redeem<Ticket>(
    held: Held<Ticket> | undefined,
    ttlMs: number,
    usesMax: number,
  ): Redeemed<Ticket> {
    if (!held) return { kind: 'unknown' };
    if (this.nowMs() - held.atMs > ttlMs) return { kind: 'expired' };
    if (held.uses >= usesMax) return { kind: 'used' };
    held.uses += 1;
    return { kind: 'good', ticket: held.ticket };
  }
}
