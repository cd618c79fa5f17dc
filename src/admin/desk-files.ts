import { type Request, Router } from 'express';
import type { FileView } from '../channels/file-view.js';
import { uploaded } from '../channels/upload.js';
import { GatewayError } from '../core/domain/errors.js';
import { conversationIdOf, type Handoff } from '../core/domain/handoff.js';
import type { Clock } from '../core/ports/clock.js';
import type { FileOwner, Files } from '../core/ports/files.js';
import type { DeskAuth } from './desk-auth.js';

const BASE = '/api/v1/desk/handoffs/:id/files';

interface DeskFilesParts {
  readonly auth: DeskAuth;
  readonly find: (handoffId: string) => Promise<Handoff>;
  readonly files: Pick<Files, 'take'>;
  readonly view: Pick<FileView, 'linkTo'>;
  readonly clock: Clock;
}

/** Files of agents at the local desk over HTTP: uploaded before the reply that names them, and linked anew. */
export function deskFileRoutes(parts: DeskFilesParts): Router {
  const router = Router();
  router.post(BASE, async (request, response) => {
    const owner = await ownerOf(request, parts);
    const { id, name, type, bytes } = await uploaded(request, response, owner, parts);
    response.json({ ok: true, file: { id, name, type, bytes } });
  });
  router.get(`${BASE}/:fileId`, async (request, response) => {
    const owner = await ownerOf(request, parts);
    const url = await parts.view.linkTo(request.params.fileId, owner);
    response.set('Cache-Control', 'no-store').json({ ok: true, url });
  });
  return router;
}

async function ownerOf(
  request: Request<{ id: string }>,
  { auth, find }: DeskFilesParts,
): Promise<FileOwner> {
  const agent = await auth.agentOf(request as unknown as Request);
  const handoff = await find(request.params.id);
  return ownerAt(handoff, agent.tenants);
}

/** Whose talk a case is about. Another tenant's handoff does not exist for an agent (P10). */
function ownerAt({ id, tenant }: Handoff, tenants: readonly string[]): FileOwner {
  const conversationId = conversationIdOf(id);
  if (conversationId === null || !tenants.includes(tenant))
    throw new GatewayError('handoff.unknown');
  return { tenant, conversationId };
}
