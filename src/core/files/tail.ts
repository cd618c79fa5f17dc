/** The last bytes of what passes, and how many passed. Holds no more than that, in however small parts they come. */
export class Tail {
  seen = 0;
  private readonly ring: Buffer;

  constructor(bytesMax: number) {
    this.ring = Buffer.allocUnsafe(bytesMax);
  }

  push(chunk: Buffer): void {
    const last = chunk.subarray(-this.ring.length);
    this.seen += chunk.length - last.length;
    const at = this.seen % this.ring.length;
    const fits = last.copy(this.ring, at);
    last.copy(this.ring, 0, fits);
    this.seen += last.length;
  }

  bytes(): Buffer {
    if (this.seen <= this.ring.length) return this.ring.subarray(0, this.seen);
    const at = this.seen % this.ring.length;
    return Buffer.concat([this.ring.subarray(at), this.ring.subarray(0, at)]);
  }
}
