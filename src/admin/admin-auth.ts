import type { Request } from 'express';
import { GatewayError } from '../core/domain/errors.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Limiter } from '../core/ports/limiter.js';
import { bearerOf, isSameSecret } from './bearer.js';

/** Wrong tokens per address and minute. Tokens are too long to be found by trying; more are not even looked at. */
const WRONG_TOKENS = { points: 20, windowMs: 60_000 };

interface AdminAuthParts {
  readonly limiter: Limiter;
  readonly ids: IdSource;
  readonly tokens: () => readonly { readonly name: string; readonly token: string }[];
}

/** Whether a request may use the admin API. */
export class AdminAuth {
  constructor(private readonly parts: AdminAuthParts) {}

  /** The token's name; rejects for whoever has none. */
  async nameOf(request: Request): Promise<string> {
    const token = bearerOf(request);
    const known = this.parts
      .tokens()
      .find((one) => token !== null && isSameSecret(one.token, token));
    if (known !== undefined) return known.name;
    const address = this.parts.ids.hash(request.ip ?? '');
    const waitMs = await this.parts.limiter.spend(`wrong-token-${address}`, WRONG_TOKENS);
    if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
    throw new GatewayError('admin.unauthorized');
  }
}
