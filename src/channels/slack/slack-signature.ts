import { createHmac, timingSafeEqual } from 'node:crypto';
import { SLACK_SIGNATURE_AGE_SECONDS_MAX } from './slack-limits.js';

/** What of a request's headers is needed, as Node gives them: names in small letters. */
export type SignedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type SignatureCheck =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'refused';
      readonly reason: 'no-secret' | 'unsigned' | 'malformed' | 'out-of-time' | 'mismatch';
    };

const VERSION = 'v0';

/**
 * Whether Slack sent this request, and not long ago (a replay is recognised by its age; the ids of what is recorded do
 * the rest). The body is the bytes as they came in: parsed and written again it is another one.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack/
 */
export function checkSlackSignature(
  secret: string,
  headers: SignedHeaders,
  rawBody: string | Uint8Array,
  nowMs: number,
): SignatureCheck {
  // An empty secret would let everybody sign.
  if (secret === '') return refused('no-secret');
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (signature === undefined || timestamp === undefined) return refused('unsigned');
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return refused('malformed');
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) {
    return refused('malformed');
  }
  const ageSeconds = Math.abs(nowMs / 1000 - Number(timestamp));
  if (ageSeconds > SLACK_SIGNATURE_AGE_SECONDS_MAX) return refused('out-of-time');
  const expected = signSlackRequest(secret, timestamp, rawBody);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
    ? { kind: 'ok' }
    : refused('mismatch');
}

/** The signature Slack gives a request. */
export function signSlackRequest(
  secret: string,
  timestamp: string,
  rawBody: string | Uint8Array,
): string {
  const hmac = createHmac('sha256', secret).update(`${VERSION}:${timestamp}:`).update(rawBody);
  return `${VERSION}=${hmac.digest('hex')}`;
}

function refused(reason: Extract<SignatureCheck, { kind: 'refused' }>['reason']): SignatureCheck {
  return { kind: 'refused', reason };
}
