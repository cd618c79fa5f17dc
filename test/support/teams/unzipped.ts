import { crc32 } from 'node:zlib';

/** What a ZIP file of stored entries holds, read by its directory as other programs do, with every checksum looked at. */
export function unzipped(zip: Buffer): { readonly name: string; readonly bytes: Buffer }[] {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const count = zip.readUInt16LE(end + 10);
  expect(zip.readUInt16LE(end + 8)).toBe(count);
  let at = zip.readUInt32LE(end + 16);
  expect(at + zip.readUInt32LE(end + 12)).toBe(end);
  const entries = [];
  for (let index = 0; index < count; index += 1) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('ascii', at + 46, at + 46 + nameLength);
    entries.push({ name, bytes: entryOf(zip, at, name) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  expect(at).toBe(end);
  return entries;
}

function entryOf(zip: Buffer, at: number, name: string): Buffer {
  const local = zip.readUInt32LE(at + 42);
  expect(zip.readUInt32LE(local)).toBe(0x04034b50);
  // Version to sizes and length of the name are the same in both headers.
  expect(zip.subarray(local + 4, local + 30)).toEqual(zip.subarray(at + 6, at + 32));
  expect(zip.readUInt16LE(local + 8)).toBe(0);
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = zip.subarray(from, from + zip.readUInt32LE(local + 18));
  if (crc32(bytes) !== zip.readUInt32LE(local + 14)) {
    throw new RangeError(`${name} has another checksum.`);
  }
  return Buffer.from(bytes);
}
