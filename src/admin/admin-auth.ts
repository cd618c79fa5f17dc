import type { Request } from 'express';
import { GatewayError } from '../core/domain/errors.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Limiter } from '../core/ports/limiter.js';
import { bearerOf, isSameSecret } from './bearer.js';

/** Wrong tokens per address and minute. Tokens are too long to be found by trying; more are not even looked at. */
const WRONG_TOKENS = { points: 20, windowMs: 60_000 };

/** Whoever has a token of the admin API. */
interface Admin {
  readonly name: string;
  /** The only tenants they reach; not there: all. */
  readonly tenants?: readonly string[];
}

interface AdminAuthParts {
  readonly limiter: Limiter;
  readonly ids: IdSource;
  readonly tokens: () => readonly (Admin & { readonly token: string })[];
}

/** Whether somebody reaches a tenant. What they do not reach is not there for them. */
export function reaches({ tenants }: Admin, tenant: string): boolean {
  return tenants === undefined || tenants.includes(tenant);
}

/** Whether a request may use the admin API. */
export class AdminAuth {
  constructor(private readonly parts: AdminAuthParts) {}

  /** Whose token it is; rejects for whoever has none. */
  async adminOf(request: Request): Promise<Admin> {
    const token = bearerOf(request);
    const known = this.parts
      .tokens()
      .find((one) => token !== null && isSameSecret(one.token, token));
    if (known !== undefined) return known;
    const address = this.parts.ids.hash(request.ip ?? '');
    const waitMs = await this.parts.limiter.spend(`wrong-token-${address}`, WRONG_TOKENS);
    if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
    throw new GatewayError('admin.unauthorized');
  }
}
