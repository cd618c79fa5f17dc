import { SIGNATURE_HEADER, signatureOf } from '../accounts/webhook-signature.js';
import { knownAs } from '../domain/account.js';
import type { ActionCall } from '../ports/actions.js';
import { percentEncoded } from './webhook-address.js';

const KEY_HEADER = 'idempotency-key';

/**
 * Who it is for, where no body says so; percent-encoded, for a name may have letters that no header can have. The first
 * proves nothing and is always there, the second only for somebody whom the channel vouches for.
 */
const CUSTOMER_HEADER = 'frontdesk-customer';
const KNOWN_AS_HEADER = 'frontdesk-known-as';

/** Headers of ours that say something of a request: the config must not say it in another way. */
export const SPEAKING_HEADERS: readonly string[] = [
  KEY_HEADER,
  CUSTOMER_HEADER,
  KNOWN_AS_HEADER,
  SIGNATURE_HEADER,
];

/** What a request's headers are made of. */
interface Sent {
  readonly url: URL;
  readonly method: string;
  /** Null: it has none. */
  readonly body: string | null;
  readonly call: Pick<ActionCall, 'key' | 'customer'>;
  /** The config's own. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: it is not signed. */
  readonly secret: string | null;
}

/** The headers a request goes with, signed if there is a secret. */
export function headersOf(sent: Sent, nowMs: number): Readonly<Record<string, string>> {
  const { body, call, headers, secret } = sent;
  const own: Record<string, string> = {
    // An answer that is packed could not be bounded by its bytes, so none is asked for.
    'accept-encoding': 'identity',
    accept: 'application/json',
    'user-agent': 'Frontdesk',
    ...lowered(headers),
    [KEY_HEADER]: call.key,
    ...(body === null ? customerHeaders(call) : bodyHeaders(body)),
  };
  if (secret === null) return own;
  const signed = body ?? linesOf(sent, own);
  return { ...own, [SIGNATURE_HEADER]: signatureOf(signed, secret, nowMs) };
}

function bodyHeaders(body: string) {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
}

function customerHeaders({ customer }: Sent['call']): Record<string, string> {
  const known = knownAs(customer);
  const who = { [CUSTOMER_HEADER]: percentEncoded(customer.id) };
  return known === null ? who : { ...who, [KNOWN_AS_HEADER]: percentEncoded(known) };
}

/**
 * What is signed where there is no body: whatever the other side goes by, a line each, empty for a header that is not
 * there. docs/actions.md gives the same lines to those who check them.
 */
function linesOf({ method, url }: Sent, headers: Readonly<Record<string, string>>): string {
  const told = [KEY_HEADER, CUSTOMER_HEADER, KNOWN_AS_HEADER].map((name) => headers[name] ?? '');
  return [method, url.pathname + url.search, ...told].join('\n');
}

/** Names of headers are the same in any case; the last one would otherwise be sent beside ours. */
function lowered(headers: Sent['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
