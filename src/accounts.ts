import { accountRoutes } from './admin/account-routes.js';
import { AdminAuth } from './admin/admin-auth.js';
import { AccountLookup } from './core/accounts/account-lookup.js';
import { WebhookLookup } from './core/accounts/webhook-lookup.js';
import type { Config } from './core/config/config-schema.js';
import type { Clock } from './core/ports/clock.js';
import type { IdSource } from './core/ports/ids.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { Stores } from './core/stores/open-stores.js';
import { accountLookup } from './settings.js';

interface AccountSideParts {
  readonly config: () => Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
}

/** What businesses know of their customers: how it comes in, and how a turn asks for it. */
export class AccountSide {
  readonly lookup: AccountLookup;
  readonly routes: ReturnType<typeof accountRoutes>;

  constructor({ config, stores, clock, ids, telemetry }: AccountSideParts) {
    const { accounts, limiter } = stores;
    const webhook = new WebhookLookup({
      clock,
      telemetry,
      settings: (tenant) => accountLookup(config(), tenant),
    });
    this.lookup = new AccountLookup({ accounts, webhook, clock, telemetry });
    this.routes = accountRoutes({
      auth: new AdminAuth({ limiter, ids, tokens: () => config().admin.tokens }),
      accounts,
      clock,
      channelsOf: (tenant) => channelsOf(config(), tenant),
      onChanged: (tenant) => this.lookup.forget(tenant),
    });
  }
}

function channelsOf({ tenants, channels }: Config, tenant: string): readonly string[] | null {
  if (tenants[tenant] === undefined) return null;
  return Object.entries(channels).flatMap(([name, one]) => (one.tenant === tenant ? [name] : []));
}
