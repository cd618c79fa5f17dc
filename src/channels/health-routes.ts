import { type Request, Router } from 'express';
import type { StoreHealth } from '../core/ports/health.js';
import type { Telemetry } from '../core/ports/telemetry.js';

interface HealthParts {
  readonly health: StoreHealth;
  readonly telemetry: Telemetry;
  readonly isAdmin: (request: Request) => boolean;
  readonly isStopping: () => boolean;
}

/**
 * `/health/live`: the process runs. `/health/ready`: 503 only when a message cannot be recorded; otherwise 200, and
 * what is degraded by name only for admins, because it tells of the inside.
 */
export function healthRoutes(parts: HealthParts): Router {
  const router = Router();
  const recent = new RecentCheck(parts.health);
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (request, response) => {
    if (parts.isStopping()) {
      response.status(503).json({ status: 'stopping' });
      return;
    }
    try {
      await recent.check();
    } catch (error) {
      parts.telemetry.error('health.cannot-record', error);
      response.status(503).json({ status: 'cannot record' });
      return;
    }
    const degraded = await parts.health.degraded();
    const status = degraded.length === 0 ? 'ready' : 'degraded';
    response.json(parts.isAdmin(request) ? { status, degraded } : { status });
  });
  return router;
}

/** A probe writes, so many who ask at once share one. */
const CHECK_KEPT_MS = 1_000;

class RecentCheck {
  private last: Promise<void> | null = null;
  private startedAt = 0;

  constructor(private readonly health: StoreHealth) {}

  check(): Promise<void> {
    const now = performance.now();
    if (this.last === null || now - this.startedAt > CHECK_KEPT_MS) {
      this.startedAt = now;
      this.last = this.health.checkRecord();
    }
    return this.last;
  }
}
