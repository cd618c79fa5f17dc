import type { Card } from '../core/domain/card.js';

/** Presses remembered, so that a second click on the same button, before it is gone, says nothing twice. */
const TAKEN_MAX = 2_000;

/** The last choice of each person on each question. */
export class TakenPresses {
  private readonly taken = new Map<string, string>();

  has(key: string, choiceId: string): boolean {
    return this.taken.get(key) === choiceId;
  }

  remember(key: string, choiceId: string): void {
    this.taken.set(key, choiceId);
    for (const oldest of this.taken.keys()) {
      if (this.taken.size <= TAKEN_MAX) return;
      this.taken.delete(oldest);
    }
  }
}

/** Whether a card asks how somebody was served, which only they themselves may say. */
export function isRating(card: Card | undefined): boolean {
  return (card?.blocks ?? []).some((block) => block.kind === 'choices' && block.look === 'rating');
}
