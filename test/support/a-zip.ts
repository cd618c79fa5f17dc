import { deflateRawSync } from 'node:zlib';

/** One entry of a ZIP, and what is to be wrong with it. */
export interface ZipEntry {
  readonly name: string;
  readonly content?: Buffer | string;
  readonly isStored?: boolean;
  /** Says its sizes behind its content, as programs that write as they go do. */
  readonly hasDescriptor?: boolean;
  readonly isEncrypted?: boolean;
  /** Method, unpacked size and place as the directory is to tell them. */
  readonly method?: number;
  readonly told?: { readonly unpacked?: number; readonly packed?: number; readonly at?: number };
}

/** A ZIP by its specification, with or without faults. Nothing here reads its checksums, so they are 0. */
export function aZip(entries: readonly ZipEntry[], rest: { entries?: number } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const local = localOf(entry);
    centrals.push(centralOf(entry, at, local.packed));
    locals.push(local.bytes);
    at += local.bytes.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([
    ...locals,
    directory,
    endOf(rest.entries ?? entries.length, at, directory),
  ]);
}

/** One block of deflated zeros that all entries point to. */
export function anOverlappingZip(files: number, bytes: number): Buffer {
  const kernel: ZipEntry = { name: 'a', content: Buffer.alloc(bytes) };
  const { bytes: local, packed } = localOf(kernel);
  const centrals = Array.from({ length: files }, () => centralOf(kernel, 0, packed));
  const directory = Buffer.concat(centrals);
  return Buffer.concat([local, directory, endOf(files, local.length, directory)]);
}

function localOf(entry: ZipEntry): { bytes: Buffer; packed: Buffer } {
  const { name, content = '', isStored = false, hasDescriptor = false } = entry;
  const plain = Buffer.from(content);
  const packed = isStored ? plain : deflateRawSync(plain);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flagsOf(entry), 6);
  header.writeUInt16LE(methodOf(entry), 8);
  if (!hasDescriptor) {
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(plain.length, 22);
  }
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  const descriptor = Buffer.alloc(hasDescriptor ? 16 : 0);
  if (hasDescriptor) {
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(packed.length, 8);
    descriptor.writeUInt32LE(plain.length, 12);
  }
  return { bytes: Buffer.concat([header, Buffer.from(name), packed, descriptor]), packed };
}

function centralOf(entry: ZipEntry, at: number, packed: Buffer): Buffer {
  const { name, content = '', told = {} } = entry;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flagsOf(entry), 8);
  header.writeUInt16LE(methodOf(entry), 10);
  header.writeUInt32LE(told.packed ?? packed.length, 20);
  header.writeUInt32LE(told.unpacked ?? Buffer.byteLength(content), 24);
  header.writeUInt16LE(Buffer.byteLength(name), 28);
  header.writeUInt32LE(told.at ?? at, 42);
  return Buffer.concat([header, Buffer.from(name)]);
}

function endOf(entries: number, at: number, directory: Buffer): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

function flagsOf({ hasDescriptor = false, isEncrypted = false }: ZipEntry): number {
  return (hasDescriptor ? 8 : 0) + (isEncrypted ? 1 : 0);
}

function methodOf({ isStored = false, method }: ZipEntry): number {
  return method ?? (isStored ? 0 : 8);
}
