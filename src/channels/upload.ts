import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayError } from '../core/domain/errors.js';
import type { SentFile } from '../core/domain/message.js';
import type { Clock } from '../core/ports/clock.js';
import type { FileOwner, Files } from '../core/ports/files.js';

/**
 * How long the rest of a refused upload is still read, and thrown away: closed at once, the connection would take the
 * refusal with it before the page has read it.
 */
const LINGER_MS = 1_000;

/** Longest name as a request gives it; what is kept of it is shorter. */
const NAME_CHARS_MAX = 1_000;

interface UploadParts {
  readonly files: Pick<Files, 'take'>;
  readonly clock: Clock;
}

/**
 * Takes in the raw body of a request as a file, while it comes. Whatever ends it early leaves nothing behind.
 */
export async function uploaded(
  request: IncomingMessage & { readonly query: object },
  response: ServerResponse,
  owner: FileOwner,
  { files, clock }: UploadParts,
): Promise<SentFile> {
  const bytes = lengthOf(request);
  const upload = {
    ...owner,
    name: nameOf(request.query),
    ...(bytes === null ? {} : { bytes }),
    // Ending this ends only the reading: with the request itself the refusal's connection would be gone.
    content: request.iterator({ destroyOnReturn: false }),
  };
  try {
    return await files.take(upload);
  } catch (error) {
    response.once('finish', () => {
      if (request.complete) return;
      request.resume();
      clock.alarm(LINGER_MS, () => {
        // If the rest came meanwhile, the connection is good for whatever the page asks next.
        if (!request.complete) request.destroy();
      });
    });
    throw error;
  }
}

function nameOf(query: object): string {
  const name = 'name' in query ? query.name : undefined;
  if (typeof name === 'string' && name !== '' && name.length <= NAME_CHARS_MAX) return name;
  throw new GatewayError('request.invalid', { field: 'name', charsMax: NAME_CHARS_MAX });
}

/** Null: it comes without saying how long it is. */
function lengthOf({ headers }: IncomingMessage): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}
