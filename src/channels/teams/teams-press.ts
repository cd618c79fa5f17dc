import { z } from 'zod';
import type { Chosen } from '../../core/domain/card.js';

/** What a button of ours carries. Short names: Teams gives a card little room. */
const data = z.object({ frontdesk: z.tuple([z.string().max(200), z.string().max(200)]) });

/** The data of a button: the message it stands under, and the answer it is. */
export function pressData({ messageId, choiceId }: Chosen): Readonly<Record<string, unknown>> {
  return { frontdesk: [messageId, choiceId] };
}

/** The verb of all buttons of ours. */
export const PRESS_VERB = 'frontdesk';

/** Null: not written by `pressData`. Whether it was ever offered is not said by it. */
export function chosenOf(value: unknown): Chosen | null {
  const seen = data.safeParse(value);
  if (!seen.success) return null;
  const [messageId, choiceId] = seen.data.frontdesk;
  return { messageId, choiceId };
}
