import type { Addresses } from '../../core/ports/addresses.js';
import type { Clock } from '../../core/ports/clock.js';
import type { TeamsAddress } from './teams-shapes.js';

/** Conversations whose address is remembered as written; of others it is written once more. */
const KNOWN_MAX = 5_000;

/** How long: another process may have written another one since, and the newest is to stand again. */
const KNOWN_MS = 10 * 60_000;

interface Known {
  readonly address: string;
  readonly untilMs: number;
}

/** Keeps where conversations are answered, without a write for each message of a talk. */
export class TeamsAddressBook {
  private readonly known = new Map<string, Known>();

  constructor(private readonly parts: { readonly addresses: Addresses; readonly clock: Clock }) {}

  /** Durable once it resolves. */
  async keep(conversationId: string, address: TeamsAddress): Promise<void> {
    const text = JSON.stringify(address);
    const nowMs = this.parts.clock.nowMs();
    const known = this.known.get(conversationId);
    if (known !== undefined && known.address === text && known.untilMs > nowMs) return;
    this.known.delete(conversationId);
    await this.parts.addresses.keep(conversationId, text);
    this.known.set(conversationId, { address: text, untilMs: nowMs + KNOWN_MS });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KNOWN_MAX) return;
      this.known.delete(oldest);
    }
  }
}
