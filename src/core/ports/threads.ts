/**
 * Which handoff is talked about at a place of a platform. Durable, and independent of where its card stands now: rooms are
 * renamed and replaced, and what is written in an old thread still belongs to its case. Many places may name one handoff.
 */
export interface Threads {
  keep(place: string, handoffId: string): Promise<void>;
  find(place: string): Promise<string | null>;
}
