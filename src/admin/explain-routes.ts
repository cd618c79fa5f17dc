import { Router } from 'express';
import { z } from 'zod';
import { GatewayError } from '../core/domain/errors.js';
import { EXPLAINED_TURNS_MAX } from '../core/metrics/explainer.js';
import type { Explanation, TalkExplanation } from '../core/metrics/explanation.js';
import type { Limiter } from '../core/ports/limiter.js';
import type { AdminAuth } from './admin-auth.js';

/** Explanations one token may ask for: each reads the record in several places. */
const ASKED = { points: 120, windowMs: 60_000 };

const lastQuery = z.object({
  last: z.coerce.number().int().min(1).max(EXPLAINED_TURNS_MAX).default(20),
});

interface ExplainRoutesParts {
  readonly auth: AdminAuth;
  readonly limiter: Limiter;
  /** `reach`: whose records are shown; null: all. Null comes back where nothing is there for them. */
  readonly explainer: {
    turn(id: string, reach: readonly string[] | null): Promise<Explanation | null>;
    conversation(
      id: string,
      last: number,
      reach: readonly string[] | null,
    ): Promise<TalkExplanation | null>;
  };
}

/** What turns saw and why they did what they did, over HTTP. */
export function explainRoutes({ auth, limiter, explainer }: ExplainRoutesParts): Router {
  const router = Router();
  const paths = ['/api/v1/turns/:id/explain', '/api/v1/conversations/:id/explain'];
  router.use(paths, async (request, response, next) => {
    const { name, tenants } = await auth.adminOf(request);
    const waitMs = await limiter.spend(`explain-${name}`, ASKED);
    if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
    response.locals['reach'] = tenants ?? null;
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/api/v1/turns/:id/explain', async (request, response) => {
    const turn = await explainer.turn(request.params.id, response.locals['reach']);
    if (turn === null) throw new GatewayError('turn.unknown');
    response.json({ ok: true, turn });
  });
  router.get('/api/v1/conversations/:id/explain', async (request, response) => {
    const query = lastQuery.safeParse(request.query);
    if (!query.success) {
      const message = `last has to be a whole number from 1 to ${EXPLAINED_TURNS_MAX}.`;
      throw new GatewayError('request.invalid', { field: 'last' }, { message });
    }
    const { last } = query.data;
    const talk = await explainer.conversation(request.params.id, last, response.locals['reach']);
    if (talk === null) throw new GatewayError('conversation.unknown');
    response.json({ ok: true, conversation: talk });
  });
  return router;
}
