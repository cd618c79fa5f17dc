import { buffer } from 'node:stream/consumers';
import { GatewayError } from '../../../src/core/domain/errors.js';
import { FILE_KINDS, type FileKind } from '../../../src/core/domain/file-kinds.js';
import { taking } from '../../../src/core/files/incoming.js';
import { StoryClock } from '../../support/story-clock.js';

interface TakeIn {
  readonly kinds?: readonly FileKind[];
  readonly bytesMax?: number;
  readonly bytes?: number;
  /** Bytes of the parts in which it comes. */
  readonly partBytes?: number;
}

/** What a content is taken for under a name: its type, or the problem it is refused for. */
export async function takeIn(
  name: string,
  content: Buffer | string,
  rest: TakeIn = {},
): Promise<string> {
  const { partBytes = 10_000, kinds = FILE_KINDS, bytesMax = 100_000_000, bytes } = rest;
  const whole = Buffer.from(content);
  const owner = { tenant: 'demo', conversationId: 'talk', name, isExact: true };
  const announced = bytes === undefined ? {} : { bytes };
  try {
    const parts = inParts(whole, partBytes);
    const taken = taking(
      { ...owner, ...announced, content: parts },
      { kinds, bytesMax },
      new StoryClock(),
    );
    const passed = await buffer(taken.content);
    expect(passed.equals(whole)).toBe(true);
    const { type, isImage } = taken.found();
    return isImage ? `${type}, shown` : type;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return error.code === 'file.refused' ? String(error.details['problem']) : error.code;
  }
}

async function* inParts(whole: Buffer, partBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += partBytes) {
    // Memory that is used again for the next part, as a careless source would.
    const part = Buffer.from(whole.subarray(at, at + partBytes));
    yield part;
  }
}
