import type { LaneName } from '../domain/lane.js';

/** Work that a conversation may need: a turn, a summary of older talk, an action under way, or one lane's deliveries. */
export type Wake =
  | { readonly kind: 'turn'; readonly conversationId: string; readonly tenant: string }
  | { readonly kind: 'summary'; readonly conversationId: string; readonly tenant: string }
  | { readonly kind: 'action'; readonly conversationId: string; readonly tenant: string }
  | { readonly kind: 'delivery'; readonly conversationId: string; readonly lane: LaneName };

/**
 * Asks some process to work on a conversation. Never a promise: a lost wake is made good by the sweep. `wake` gives up
 * on its own within 250 ms and never rejects; it must not be awaited by an acknowledgement.
 */
export interface Wakes {
  wake(wake: Wake): Promise<void>;
  /** Runs `work` for each wake, one at a time per conversation and kind. */
  start(work: (wake: Wake) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** What work of one kind is done one at a time for. */
export function wakeKey(wake: Wake): string {
  return wake.kind === 'delivery' ? `${wake.conversationId}-${wake.lane}` : wake.conversationId;
}
