import { type JWTPayload, SignJWT } from 'jose';

/** What a site shares with Frontdesk to sign its own users in. */
export const SITE_KEY = 'the key of the shop, 32 characters or more';

interface Signing {
  readonly key?: string | Uint8Array;
  readonly algorithm?: string;
  readonly channel?: string | null;
  readonly validSeconds?: number | null;
}

/** A token as a site signs it for its user; `null` leaves a claim out. */
export function siteToken(claims: JWTPayload, signing: Signing = {}): Promise<string> {
  const { algorithm = 'HS256', channel = 'demo-web', validSeconds = 600 } = signing;
  const { key = SITE_KEY } = signing;
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: algorithm });
  if (channel !== null) jwt.setAudience(channel);
  if (validSeconds !== null) {
    jwt.setExpirationTime(Math.floor(Date.now() / 1_000) + validSeconds);
  }
  return jwt.sign(typeof key === 'string' ? new TextEncoder().encode(key) : key);
}

/** What nobody has signed. */
export function unsigned(claims: JWTPayload): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

/** One token's words with another one's signature. */
export function withSignatureOf(token: string, other: string): string {
  return [...token.split('.').slice(0, 2), other.split('.')[2]].join('.');
}
