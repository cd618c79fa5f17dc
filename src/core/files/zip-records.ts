/**
 * The records of a ZIP as its specification has them, little-endian.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3 to 4.5
 */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const DESCRIBED = 0x08074b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;

export const SIGNATURE_BYTES = 4;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const END_64_BYTES = 56;
const LOCATOR_64_BYTES = 20;

/** Says: the number is in the extra field, or in the 64-bit record. */
const ELSEWHERE = 0xffffffff;
const ELSEWHERE_SHORT = 0xffff;
const EXTRA_64 = 0x0001;

const ENCRYPTED = 1;
const DESCRIPTOR = 8;
const DEFLATE = 8;

export interface LocalHeader {
  readonly headerBytes: number;
  readonly packed: number;
  /** By the one method there is to look into; not encrypted. */
  readonly isPacked: boolean;
  /** Its sizes come behind it. */
  readonly hasDescriptor: boolean;
}

export interface CentralEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly isPacked: boolean;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its local header is. */
  readonly at: number;
  /** Where it ends, at the earliest. */
  readonly endsAt: number;
}

/** Where the directory is. Places count from the file's beginning. */
export interface DirectoryPlace {
  readonly entries: number;
  readonly at: number;
  readonly bytes: number;
}

/** The signature of a header there, local or central. */
export function signatureAt(bytes: Buffer, at: number): 'local' | 'central' | null {
  const signature = bytes.readUInt32LE(at);
  if (signature === LOCAL) return 'local';
  return signature === CENTRAL ? 'central' : null;
}

/** Where the next mark of a descriptor is or may begin: the length of what cannot be part of one, if there is none. */
export function descriptorPlace(bytes: Buffer, from: number): number {
  const mark = Buffer.alloc(SIGNATURE_BYTES);
  mark.writeUInt32LE(DESCRIBED);
  const at = bytes.indexOf(mark, from);
  return at < 0 ? Math.max(from, bytes.length - SIGNATURE_BYTES + 1) : at;
}

/** How long the descriptor there is, with its sizes in 32 or 64 bits. Null: it is none of a content of so many bytes. */
export function descriptorBytes(bytes: Buffer, at: number, contentBytes: number): number | null {
  const isShort = bytes.readUInt32LE(at + 8) === contentBytes;
  if (isShort && signatureAt(bytes, at + 16) !== null) return 16;
  const isLong = longAt(bytes, at + 8) === contentBytes;
  return isLong && signatureAt(bytes, at + 24) !== null ? 24 : null;
}

/** Null: it is none. */
export function localHeader(bytes: Buffer): LocalHeader | 'short' | null {
  if (bytes.length < LOCAL_BYTES) return 'short';
  if (bytes.readUInt32LE(0) !== LOCAL) return null;
  const flags = bytes.readUInt16LE(6);
  const nameEnds = LOCAL_BYTES + bytes.readUInt16LE(26);
  const headerBytes = nameEnds + bytes.readUInt16LE(28);
  if (bytes.length < headerBytes) return 'short';
  const sizes = [bytes.readUInt32LE(22), bytes.readUInt32LE(18)];
  const [, packed = 0] = withExtra(sizes, bytes.subarray(nameEnds, headerBytes));
  const isPacked = bytes.readUInt16LE(8) === DEFLATE && (flags & ENCRYPTED) === 0;
  return { headerBytes, packed, isPacked, hasDescriptor: (flags & DESCRIPTOR) !== 0 };
}

/** Null: no end of a ZIP is there. `tail` is the end of a file of `fileBytes`. */
export function directoryPlace(tail: Buffer, fileBytes: number): DirectoryPlace | null {
  const signature = Buffer.alloc(SIGNATURE_BYTES);
  signature.writeUInt32LE(END);
  let at = tail.length - END_BYTES;
  while (at >= 0) {
    at = tail.lastIndexOf(signature, at);
    if (at < 0) return null;
    const isWhole = at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length;
    if (isWhole) return placeAt(tail, at, fileBytes);
    at--;
  }
  return null;
}

function placeAt(tail: Buffer, at: number, fileBytes: number): DirectoryPlace | null {
  const entries = tail.readUInt16LE(at + 10);
  const bytes = tail.readUInt32LE(at + 12);
  const starts = tail.readUInt32LE(at + 16);
  const isLong = entries === ELSEWHERE_SHORT || bytes === ELSEWHERE || starts === ELSEWHERE;
  if (!isLong) return { entries, at: starts, bytes };
  const locator = at - LOCATOR_64_BYTES;
  if (locator < 0 || tail.readUInt32LE(locator) !== LOCATOR_64) return null;
  const record = longAt(tail, locator + 8) - (fileBytes - tail.length);
  if (record < 0 || record + END_64_BYTES > locator) return null;
  if (tail.readUInt32LE(record) !== END_64) return null;
  return {
    entries: longAt(tail, record + 32),
    bytes: longAt(tail, record + 40),
    at: longAt(tail, record + 48),
  };
}

/** Null: they are not what the end of the file says. */
export function centralEntries(directory: Buffer, count: number): CentralEntry[] | null {
  const entries: CentralEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + CENTRAL_BYTES > directory.length) return null;
    if (directory.readUInt32LE(at) !== CENTRAL) return null;
    const nameEnds = at + CENTRAL_BYTES + directory.readUInt16LE(at + 28);
    const extraEnds = nameEnds + directory.readUInt16LE(at + 30);
    const next = extraEnds + directory.readUInt16LE(at + 32);
    if (next > directory.length) return null;
    entries.push(centralEntry(directory, { at, nameEnds, extraEnds }));
    at = next;
  }
  return at === directory.length ? entries : null;
}

function centralEntry(
  directory: Buffer,
  place: { readonly at: number; readonly nameEnds: number; readonly extraEnds: number },
): CentralEntry {
  const { at: from, nameEnds, extraEnds } = place;
  const flags = directory.readUInt16LE(from + 8);
  const method = directory.readUInt16LE(from + 10);
  const numbers = [24, 20, 42].map((field) => directory.readUInt32LE(from + field));
  const extra = directory.subarray(nameEnds, extraEnds);
  const [unpacked = 0, packed = 0, at = 0] = withExtra(numbers, extra);
  const name = directory.toString('utf8', from + CENTRAL_BYTES, nameEnds);
  const isEncrypted = (flags & ENCRYPTED) !== 0;
  const endsAt = at + LOCAL_BYTES + (nameEnds - from - CENTRAL_BYTES) + packed;
  const isPacked = method === DEFLATE && !isEncrypted;
  return { name, method, isEncrypted, isPacked, packed, unpacked, at, endsAt };
}

/** Numbers too long for their field stand in the extra field, in the same order. */
function withExtra(numbers: readonly number[], extra: Buffer): number[] {
  let long = extraField(extra, EXTRA_64);
  return numbers.map((number) => {
    if (number !== ELSEWHERE || long.length < 8) return number;
    const value = longAt(long, 0);
    long = long.subarray(8);
    return value;
  });
}

function extraField(extra: Buffer, id: number): Buffer {
  let at = 0;
  while (at + 4 <= extra.length) {
    const ends = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, ends);
    at = ends;
  }
  return Buffer.alloc(0);
}

/** A place or size beyond what numbers hold exactly is beyond every limit, too. */
function longAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}
