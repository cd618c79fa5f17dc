import { conversationIdFor } from '../../core/domain/conversation-id.js';
import type { Clock } from '../../core/ports/clock.js';
import type { IdSource } from '../../core/ports/ids.js';
import { type Visit, VisitTokens } from './visit-tokens.js';

interface VisitSettings {
  readonly name: string;
  readonly tenant: string;
  readonly visitorTtlSeconds: number;
  readonly userKey: string | null;
}

interface VisitParts {
  readonly secret: string;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Whom a token admits to a channel, and to which conversation. Without a token it is a new visitor. */
export async function visitIn(
  { name: channel, tenant, visitorTtlSeconds, userKey }: VisitSettings,
  token: string | undefined,
  { secret, clock, ids }: VisitParts,
): Promise<{ readonly visit: Visit; readonly conversationId: string }> {
  const tokens = new VisitTokens({ channel, secret, userKey, visitorTtlSeconds, clock, ids });
  const visit = await tokens.admit(token);
  const place = { tenant, channel, thread: visit.thread };
  return { visit, conversationId: conversationIdFor((...parts) => ids.hash(...parts), place) };
}
