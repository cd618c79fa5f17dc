import type { Handoff, HandoffState, Verdict } from '../domain/handoff.js';

export interface HandoffQuery {
  readonly tenants: readonly string[];
  readonly states: readonly HandoffState[];
  /** Only those this agent has. */
  readonly agentId?: string;
  /** The longest open first, as people should be answered; else the newest first. */
  readonly isOldestFirst?: boolean;
  readonly limit: number;
}

/** The history of handoffs, for lists. What is decided right now is on the conversation. */
export interface Handoffs {
  list(query: HandoffQuery): Promise<readonly Handoff[]>;
  find(id: string): Promise<Handoff | null>;
  /** Keeps what an agent says of a closed one; the last word counts. False: it is not on record as closed (yet). */
  judge(id: string, verdict: Verdict): Promise<boolean>;
}
