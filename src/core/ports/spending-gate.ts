/** A call that is to be made. `usdMax`: the most it can cost by our own count; null without a price. */
export interface IntendedCall {
  readonly id: string;
  readonly usdMax: number | null;
}

/** Lets calls through while their tenant may spend, and knows what is under way here. */
export interface SpendingGate {
  /**
   * To be awaited before anything is written or sent. Rejects with `model.budget`, or with the store's error when it
   * cannot be known what was spent; the call must not be made then.
   */
  enter(tenant: string, call: IntendedCall): Promise<void>;
  /** It ended, or was never made, and cost so much; null without a price. */
  leave(callId: string, usd: number | null): void;
  /** What it cost is on record, where the gate will find it. */
  recorded(callId: string): void;
}
