import { isBomb, UNPACKED_BYTES_MAX } from './archive-limits.js';
import { CountingInflate } from './counting-inflate.js';
import { refused } from './refused.js';
import {
  descriptorBytes,
  descriptorPlace,
  type LocalHeader,
  localHeader,
  SIGNATURE_BYTES,
  signatureAt,
} from './zip-records.js';

/** Input that is unpacked at a time: at most a thousand times as much comes out before it is looked at. */
const STEP_BYTES = 16_384;

/** Where the next record may begin after an entry that tells its sizes behind it: with or without its mark, in 32 or 64 bits. */
const DESCRIPTOR_BYTES = [12, 16, 20, 24];
const DESCRIPTOR_BYTES_MAX = 24;

type Stage =
  | { readonly kind: 'header' | 'descriptor' | 'over' }
  | { readonly kind: 'seek'; readonly passed: number }
  | { readonly kind: 'skip'; readonly entry: LocalHeader; readonly left: number }
  | {
      readonly kind: 'unpack';
      readonly entry: LocalHeader;
      readonly startsAt: number;
      readonly inflate: CountingInflate;
    };

/**
 * Goes through a ZIP from its beginning, entry by entry, and unpacks to count what really comes out, because a directory
 * may lie. It ends at the directory, or where it cannot tell how long an entry is.
 */
export class ZipWalk {
  /** Bytes that came out, by the place of the entry. */
  readonly unpacked = new Map<number, number>();
  private total = 0;
  /** What is not worked through yet, and its place. */
  private rest: Buffer = Buffer.alloc(0);
  private at = 0;
  private stage: Stage = { kind: 'header' };

  async see(chunk: Buffer): Promise<void> {
    if (this.isOver()) return;
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (await this.step());
    // A copy: whoever reads may use the memory again.
    this.rest = this.isOver() ? Buffer.alloc(0) : Buffer.from(this.rest);
  }

  close(): void {
    if (this.stage.kind === 'unpack') this.stage.inflate.close();
  }

  private isOver(): boolean {
    return this.stage.kind === 'over';
  }

  /** False: it needs more, or is over. */
  private async step(): Promise<boolean> {
    const { stage } = this;
    switch (stage.kind) {
      case 'header':
        return this.readHeader();
      case 'skip':
        return this.skip(stage);
      case 'seek':
        return this.seek(stage);
      case 'unpack':
        return this.unpack(stage);
      case 'descriptor':
        return this.passDescriptor();
      case 'over':
        return false;
    }
  }

  private readHeader(): boolean {
    const entry = localHeader(this.rest);
    if (entry === 'short') return false;
    if (entry === null) return this.end();
    const startsAt = this.at;
    this.advance(entry.headerBytes);
    this.stage = within(entry, startsAt);
    return true;
  }

  /**
   * What is not packed does not tell where it ends. One that lies about it leads the walk away from what the directory
   * names, whose sizes then nobody can vouch for.
   */
  private seek({ passed }: Extract<Stage, { kind: 'seek' }>): boolean {
    let at = 0;
    while (true) {
      const place = descriptorPlace(this.rest, at);
      const isThere = place + DESCRIPTOR_BYTES_MAX + SIGNATURE_BYTES <= this.rest.length;
      const bytes = isThere ? descriptorBytes(this.rest, place, passed + place) : null;
      if (isThere && bytes === null) {
        at = place + 1;
        continue;
      }
      this.advance(place + (bytes ?? 0));
      this.stage = bytes === null ? { kind: 'seek', passed: passed + place } : { kind: 'header' };
      return bytes !== null;
    }
  }

  private skip({ entry, left }: Extract<Stage, { kind: 'skip' }>): boolean {
    const bytes = Math.min(left, this.rest.length);
    this.advance(bytes);
    const isOver = bytes === left;
    this.stage = isOver ? after(entry) : { kind: 'skip', entry, left: left - bytes };
    return isOver;
  }

  private async unpack(stage: Extract<Stage, { kind: 'unpack' }>): Promise<boolean> {
    if (this.rest.length === 0) return false;
    const { entry, startsAt, inflate } = stage;
    const before = { packed: inflate.packed, unpacked: inflate.unpacked };
    try {
      await inflate.write(this.rest.subarray(0, STEP_BYTES));
    } catch {
      // Whatever the library says, it is not what its header says.
      throw refused('kind');
    }
    this.advance(inflate.packed - before.packed);
    this.total += inflate.unpacked - before.unpacked;
    if (isBomb(inflate.packed, inflate.unpacked) || this.total > UNPACKED_BYTES_MAX) {
      throw refused('bomb');
    }
    if (!inflate.isDone) return this.rest.length > 0;
    inflate.close();
    this.unpacked.set(startsAt, inflate.unpacked);
    this.stage = after(entry);
    return true;
  }

  private passDescriptor(): boolean {
    if (this.rest.length < DESCRIPTOR_BYTES_MAX + SIGNATURE_BYTES) return false;
    const bytes = DESCRIPTOR_BYTES.find((one) => signatureAt(this.rest, one) !== null);
    if (bytes === undefined) return this.end();
    this.advance(bytes);
    this.stage = { kind: 'header' };
    return true;
  }

  private end(): false {
    this.stage = { kind: 'over' };
    return false;
  }

  private advance(bytes: number): void {
    this.rest = this.rest.subarray(bytes);
    this.at += bytes;
  }
}

function within(entry: LocalHeader, startsAt: number): Stage {
  const { isPacked, hasDescriptor, packed } = entry;
  if (isPacked) return { kind: 'unpack', entry, startsAt, inflate: new CountingInflate('raw') };
  if (hasDescriptor && packed === 0) return { kind: 'seek', passed: 0 };
  return { kind: 'skip', entry, left: packed };
}

function after({ hasDescriptor }: LocalHeader): Stage {
  return { kind: hasDescriptor ? 'descriptor' : 'header' };
}
