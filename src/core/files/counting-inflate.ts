import { createGunzip, createInflateRaw } from 'node:zlib';

/** Bytes of output that are counted at a time. */
const STEP_BYTES = 65_536;
const HEAD_BYTES = 8;

/** Unpacks what it is given and keeps nothing of it but the count. */
export class CountingInflate {
  /** Bytes that came out. */
  unpacked = 0;
  /** Bytes that went in and belonged to it. */
  get packed(): number {
    return this.stream.bytesWritten;
  }
  /** The first bytes that came out. */
  head: Buffer = Buffer.alloc(0);
  isDone = false;
  private readonly stream;
  private settle: ((error?: Error) => void) | null = null;

  constructor(form: 'raw' | 'gzip') {
    this.stream =
      form === 'raw'
        ? createInflateRaw({ chunkSize: STEP_BYTES })
        : createGunzip({ chunkSize: STEP_BYTES });
    this.stream.on('data', (bytes: Buffer) => {
      if (this.head.length < HEAD_BYTES) {
        this.head = Buffer.concat([this.head, bytes.subarray(0, HEAD_BYTES)]);
      }
      this.unpacked += bytes.length;
    });
    this.stream.on('end', () => {
      this.isDone = true;
      this.settle?.();
    });
    this.stream.on('error', (error) => this.settle?.(error));
  }

  /** Resolves once all of it is counted, or as much of it as belongs to the packed stream. Rejects what is not packed. */
  write(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.settle = (error) => (error === undefined ? resolve() : reject(error));
      this.stream.write(bytes, () => this.settle?.());
    });
  }

  /** Nothing more comes. Rejects if there should have been more. */
  finish(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.isDone) return resolve();
      this.settle = (error) => (error === undefined ? resolve() : reject(error));
      this.stream.end();
    });
  }

  close(): void {
    this.stream.destroy();
  }
}
