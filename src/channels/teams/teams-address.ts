import { z } from 'zod';
import type { TeamsAddress } from './teams-shapes.js';

const person = z.object({ id: z.string(), name: z.string() });
const shape = z.object({
  bot: z.string().min(1),
  serviceUrl: z.string().min(1),
  conversationId: z.string().min(1),
  scope: z.enum(['personal', 'groupChat', 'channel']),
  organization: z.string(),
  botAccount: person,
  customer: person,
  locale: z.string().optional(),
});

/** An address as it is kept. Null: not one of ours. */
export function addressOf(text: string): TeamsAddress | null {
  try {
    const seen = shape.safeParse(JSON.parse(text));
    if (!seen.success) return null;
    const { locale, ...address } = seen.data;
    return locale === undefined ? address : { ...address, locale };
  } catch {
    return null;
  }
}
