import { createHmac } from 'node:crypto';
import { decodeJwt, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { CardFact } from '../../core/domain/card.js';
import { type Customer, VISITOR_NAME } from '../../core/domain/customer.js';
import { GatewayError } from '../../core/domain/errors.js';
import { FACT_CHARS_MAX, FACTS_MAX, NAME_CHARS_MAX } from '../../core/domain/limits.js';
import type { Clock } from '../../core/ports/clock.js';
import type { IdSource } from '../../core/ports/ids.js';
import { TOKEN_RENEW_SHARE, USER_TOKEN_SECONDS_MAX } from './web-limits.js';

const ISSUER = 'frontdesk';
const ALGORITHM = 'HS256';

/** Who a connection belongs to, and the thread of their one conversation in this channel. */
export interface Visit {
  readonly thread: string;
  readonly customer: Customer;
  readonly token: string;
}

interface TokenParts {
  readonly channel: string;
  /** The gateway's secret. Each channel signs with a key of its own drawn from it. */
  readonly secret: string;
  /** The key a site signs its own users' tokens with; null when it has none. */
  readonly userKey: string | null;
  readonly visitorTtlSeconds: number;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Tokens of one web channel. A visitor without one gets one for the visit; a site may bring its own for a signed-in
 * user (`sub`, `name`, `email`, `facts`). Fixed algorithm, audience = channel, bounded life.
 */
export class VisitTokens {
  private readonly visitorKey: Uint8Array;
  private readonly userKey: Uint8Array | null;

  constructor(private readonly parts: TokenParts) {
    this.visitorKey = createHmac('sha256', parts.secret).update(`web:${parts.channel}`).digest();
    this.userKey = parts.userKey === null ? null : new TextEncoder().encode(parts.userKey);
  }

  async admit(token: string | undefined): Promise<Visit> {
    if (token === undefined) return this.newVisit();
    return this.isOurs(token) ? this.visitorOf(token) : this.userOf(token);
  }

  private async newVisit(): Promise<Visit> {
    const id = this.parts.ids.unique();
    return { ...visitorOf(id), token: await this.sign(id) };
  }

  private async visitorOf(token: string): Promise<Visit> {
    const claims = await this.verify(token, this.visitorKey, { issuer: ISSUER });
    const left = (claims.exp ?? 0) - this.parts.clock.nowMs() / 1000;
    const isOld = left < this.parts.visitorTtlSeconds * TOKEN_RENEW_SHARE;
    return { ...visitorOf(claims.sub), token: isOld ? await this.sign(claims.sub) : token };
  }

  private async userOf(token: string): Promise<Visit> {
    if (this.userKey === null) throw new GatewayError('token.invalid');
    const claims = await this.verify(token, this.userKey, {});
    const seconds = (claims.exp ?? Number.POSITIVE_INFINITY) - this.parts.clock.nowMs() / 1000;
    if (seconds > USER_TOKEN_SECONDS_MAX) {
      throw new GatewayError('token.invalid', {
        problem: 'exp is too far ahead',
        secondsMax: USER_TOKEN_SECONDS_MAX,
      });
    }
    const name = textOf(claims['name']) ?? VISITOR_NAME;
    const email = textOf(claims['email']);
    const facts = factsOf(claims['facts']);
    const customer = {
      id: `user-${claims.sub}`,
      name: name.slice(0, NAME_CHARS_MAX),
      ...(email === null ? {} : { email }),
      ...(facts.length === 0 ? {} : { facts }),
    };
    return { thread: `user-${claims.sub}`, customer, token };
  }

  /** Which key to check with. Nothing of it is believed before that check. */
  private isOurs(token: string): boolean {
    try {
      return decodeJwt(token).iss === ISSUER;
    } catch (cause) {
      throw new GatewayError('token.invalid', {}, { cause });
    }
  }

  private async verify(
    token: string,
    key: Uint8Array,
    options: { issuer?: string },
  ): Promise<JWTPayload & { sub: string }> {
    try {
      const { payload } = await jwtVerify(token, key, {
        ...options,
        algorithms: [ALGORITHM],
        audience: this.parts.channel,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(this.parts.clock.nowMs()),
      });
      const { sub } = payload;
      if (typeof sub !== 'string' || sub === '' || sub.length > 200)
        throw new GatewayError('token.invalid');
      return { ...payload, sub };
    } catch (cause) {
      if (cause instanceof GatewayError) throw cause;
      const code = cause instanceof errors.JWTExpired ? 'token.expired' : 'token.invalid';
      throw new GatewayError(code, {}, { cause });
    }
  }

  private async sign(id: string): Promise<string> {
    const nowSeconds = Math.floor(this.parts.clock.nowMs() / 1000);
    return new SignJWT({})
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(this.parts.channel)
      .setSubject(id)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + this.parts.visitorTtlSeconds)
      .sign(this.visitorKey);
  }
}

function visitorOf(id: string): { thread: string; customer: Customer } {
  return { thread: `visit-${id}`, customer: { id: `visit-${id}`, name: VISITOR_NAME } };
}

/** What the site says of its user's account, under `facts`. What is no name with a plain value is left out. */
function factsOf(claim: unknown): readonly CardFact[] {
  if (typeof claim !== 'object' || claim === null) return [];
  return Object.entries(claim)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, FACTS_MAX)
    .map(([name, value]) => ({
      name: name.slice(0, FACT_CHARS_MAX),
      value: String(value).slice(0, FACT_CHARS_MAX),
    }));
}

function textOf(claim: unknown): string | null {
  return typeof claim === 'string' && claim !== '' ? claim : null;
}
