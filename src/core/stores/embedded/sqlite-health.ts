import type { Clock } from '../../ports/clock.js';
import type { StoreHealth } from '../../ports/health.js';
import type { Sqlite } from './sqlite-database.js';

/** Asks with a real write, so that a full disk shows. */
export class SqliteHealth implements StoreHealth {
  constructor(
    private readonly database: Sqlite,
    private readonly clock: Clock,
  ) {}

  async checkRecord(): Promise<void> {
    this.database
      .prepare(
        'INSERT INTO health (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
      )
      .run(this.clock.nowMs());
  }

  async degraded(): Promise<readonly string[]> {
    return [];
  }
}
