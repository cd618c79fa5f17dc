/** Whether the stores can do their work. */
export interface StoreHealth {
  /** Rejects when a message could not be recorded now. */
  checkRecord(): Promise<void>;
  /** Names of parts that are away; everything still works, slower. */
  degraded(): Promise<readonly string[]>;
}
