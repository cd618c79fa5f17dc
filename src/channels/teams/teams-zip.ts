import { crc32 } from 'node:zlib';

interface ZipEntry {
  /** Printable ASCII, without folders. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** 1 January 1980, the first day there is in a ZIP file: the same entries always make the same file. */
const DAY = (1 << 5) | 1;

/** Version 1.0 of the format, which is all that stored entries need. */
const VERSION = 10;

const LOCAL = 0x0403_4b50;
const CENTRAL = 0x0201_4b50;
const END = 0x0605_4b50;

/**
 * A ZIP file with the entries as they are, not compressed: it is for a few small files.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const fields = fieldsOf(name, bytes);
    const local = Buffer.concat([number(4, LOCAL), ...fields, Buffer.from(name, 'ascii'), bytes]);
    parts.push(local);
    directory.push(
      number(4, CENTRAL),
      number(2, VERSION),
      ...fields,
      // No comment, on the first disk, no attributes.
      Buffer.alloc(10),
      number(4, at),
      Buffer.from(name, 'ascii'),
    );
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const count = number(2, entries.length);
  const end = [number(4, END), Buffer.alloc(4), count, count, number(4, central.length)];
  return Buffer.concat([...parts, central, ...end, number(4, at), Buffer.alloc(2)]);
}

/** What both headers of an entry say of it. */
function fieldsOf(name: string, bytes: Buffer): Buffer[] {
  return [
    number(2, VERSION),
    // No flags, stored, at midnight.
    Buffer.alloc(6),
    number(2, DAY),
    number(4, crc32(bytes)),
    number(4, bytes.length),
    number(4, bytes.length),
    number(2, name.length),
    // No further fields.
    Buffer.alloc(2),
  ];
}

function number(size: 2 | 4, value: number): Buffer {
  const field = Buffer.alloc(size);
  field.writeUIntLE(value, 0, size);
  return field;
}
