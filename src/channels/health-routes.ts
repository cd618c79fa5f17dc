import { type Request, Router } from 'express';
import type { CostNotice } from '../core/domain/costs.js';
import type { StoreHealth } from '../core/ports/health.js';
import type { RungCount } from '../core/ports/rungs.js';
import type { Telemetry } from '../core/ports/telemetry.js';

/** A connection to a platform. Some platforms turn silent without a word: then the last event is what tells. */
export interface Connection {
  readonly name: string;
  readonly lastEventAt: string | null;
  readonly problem: string | null;
}

/** What is known of the platforms; empty lists if there are none. */
export interface PlatformHealth {
  connections(): readonly Connection[];
  /** What cannot be delivered to for now, and why, in words. */
  problems(): readonly string[];
}

/** What is known of costs; empty lists if there is nothing to tell. */
interface SpendingHealth {
  told(): readonly CostNotice[];
  /** Tenants whose budget is spent. */
  exhausted(): readonly string[];
}

/** What is known of the models: those that are left alone, and what was done without them lately. */
export interface ModelHealth {
  paused(): readonly {
    readonly model: string;
    readonly code: string;
    readonly untilMs: number;
  }[];
  rungs(): readonly RungCount[];
}

interface HealthParts {
  readonly health: StoreHealth;
  readonly platforms: PlatformHealth;
  readonly spending: SpendingHealth;
  readonly models: ModelHealth;
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
  const shared = new SharedCheck(parts.health);
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (request, response) => {
    if (parts.isStopping()) {
      response.status(503).json({ status: 'stopping' });
      return;
    }
    try {
      await shared.check();
    } catch (error) {
      parts.telemetry.error('health.cannot-record', error);
      response.status(503).json({ status: 'cannot record' });
      return;
    }
    const connections = parts.platforms.connections();
    const degraded = [
      ...(await parts.health.degraded()),
      ...connections.flatMap(({ name, problem }) =>
        problem === null ? [] : [`${name}: ${problem}`],
      ),
      ...parts.platforms.problems(),
      ...parts.models.paused().map(({ model, code }) => `${model}: ${code}`),
      ...parts.spending.exhausted().map((tenant) => `budget of ${tenant}: spent`),
    ];
    const status = degraded.length === 0 ? 'ready' : 'degraded';
    const rungs = parts.models.rungs();
    const costs = parts.spending.told().map(toldCost);
    const inside = {
      degraded,
      ...(connections.length === 0 ? {} : { connections }),
      ...(rungs.length === 0 ? {} : { ladder: rungs }),
      ...(costs.length === 0 ? {} : { costs }),
    };
    response.json(parts.isAdmin(request) ? { status, ...inside } : { status });
  });
  return router;
}

function toldCost({ id: _, atMs, ...notice }: CostNotice) {
  return { at: new Date(atMs).toISOString(), ...notice };
}

/** A probe writes, so those who ask while one is under way share it. */
class SharedCheck {
  private current: Promise<void> | null = null;

  constructor(private readonly health: StoreHealth) {}

  check(): Promise<void> {
    this.current ??= this.health.checkRecord().finally(() => {
      this.current = null;
    });
    return this.current;
  }
}
