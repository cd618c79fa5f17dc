import { isBomb } from './archive-limits.js';
import { CountingInflate } from './counting-inflate.js';
import { refused } from './refused.js';
import type { Watch } from './watch.js';

/** What packs again within gzip: gzip, ZIP, bzip2, xz, zstd. A tar file, as in `tar.gz`, does not. */
const PACKED = ['1f8b', '504b0304', '425a68', 'fd377a58', '28b52ffd'];

/** Input that is unpacked at a time: at most a thousand times as much comes out before it is looked at. */
const STEP_BYTES = 16_384;

/** Unpacks all of it and counts, for gzip says nothing reliable of its size. */
export class GzipWatch implements Watch {
  private readonly inflate = new CountingInflate('gzip');

  async see(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length && !this.inflate.isDone; at += STEP_BYTES) {
      await this.unpack(chunk.subarray(at, at + STEP_BYTES));
    }
  }

  async end(): Promise<string> {
    await this.orNoGzip(this.inflate.finish());
    return 'application/gzip';
  }

  close(): void {
    this.inflate.close();
  }

  private async unpack(bytes: Buffer): Promise<void> {
    await this.orNoGzip(this.inflate.write(bytes));
    const { packed, unpacked, head } = this.inflate;
    const begins = head.toString('hex');
    if (isBomb(packed, unpacked) || PACKED.some((one) => begins.startsWith(one))) {
      throw refused('bomb');
    }
  }

  private async orNoGzip(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch {
      // Whatever the library says, it is not gzip.
      throw refused('kind');
    }
  }
}
