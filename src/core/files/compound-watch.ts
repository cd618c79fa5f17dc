import { refused } from './refused.js';
import type { Watch } from './watch.js';

/**
 * Names of streams in a compound file's directory, UTF-16. They tell documents from installers and mails, and which of
 * them hold macros. https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb
 */
const TYPES: readonly (readonly [type: string, stream: Buffer])[] = [
  ['application/msword', utf16('WordDocument\0')],
  ['application/vnd.ms-excel', utf16('Workbook\0')],
  ['application/vnd.ms-excel', utf16('Book\0')],
  ['application/vnd.ms-powerpoint', utf16('PowerPoint Document\0')],
];

const MACROS = [utf16('_VBA_PROJECT'), utf16('VBA\0'), utf16('Macros\0'), utf16('Ole10Native')];

const OVERLAP = 64;

/** Word, Excel and PowerPoint files from before 2007, without macros and embedded programs. */
export class CompoundWatch implements Watch {
  private last: Buffer = Buffer.alloc(0);
  private type: string | null = null;

  see(chunk: Buffer): void {
    const around = Buffer.concat([this.last, chunk]);
    if (MACROS.some((stream) => around.includes(stream))) throw refused('kind');
    this.type ??= TYPES.find(([, stream]) => around.includes(stream))?.[0] ?? null;
    this.last = Buffer.from(around.subarray(-OVERLAP));
  }

  end(): string {
    if (this.type === null) throw refused('kind');
    return this.type;
  }

  close(): void {
    this.last = Buffer.alloc(0);
  }
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
