import { DIRECTORY_BYTES_MAX, ENTRIES_MAX, isBomb, NESTED_MAX } from './archive-limits.js';
import { refused } from './refused.js';
import { Tail } from './tail.js';
import type { Watch } from './watch.js';
import { type CentralEntry, centralEntries, directoryPlace } from './zip-records.js';
import { ZipWalk } from './zip-walk.js';

const STORED = 0;

/** Programs that a double click within an opened archive runs. */
const PROGRAM =
  /\.(appx|bat|cmd|com|cpl|dll|exe|hta|jar|jse|lnk|msi|msix|msp|pif|ps1|scr|vbe|vbs|wsf)[\s.]*$/i;

const ARCHIVE = /\.(7z|ace|arj|bz2|cab|gz|iso|lz|lzma|rar|tar|tbz2|tgz|txz|xz|zip|zst)$/i;

/** Programs that are archives themselves: of Android, Java, Windows, Apple. */
const PACKAGE =
  /^(androidmanifest\.xml|meta-inf\/manifest\.mf|appxmanifest\.xml|payload\/[^/]+\.app\/.*)$/i;

/** Where Office and OpenDocument files keep what runs. */
const MACROS = /(^|\/)(vbaproject\.bin|macrosheets\/.*|activex\/.*\.bin)$|^(basic|scripts)\/./i;

const LEADS_OUT = /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|\p{Cc}/iu;

/** Office files by the folder their words are in. ECMA-376 part 2. */
const OFFICE: readonly (readonly [folder: string, type: string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

/** A ZIP, or an office file, which is one: what its directory says must be harmless, and true. */
export class ZipWatch implements Watch {
  private readonly tail = new Tail(DIRECTORY_BYTES_MAX);
  private readonly walk = new ZipWalk();

  /** `type`: what its first entry says it is. */
  constructor(private readonly type: string | null) {}

  async see(chunk: Buffer): Promise<void> {
    this.tail.push(chunk);
    await this.walk.see(chunk);
  }

  end(): string {
    const entries = this.entries();
    for (const entry of entries) this.check(entry);
    if (entries.filter(({ name }) => ARCHIVE.test(name)).length > NESTED_MAX) throw refused('bomb');
    const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
    if (isBomb(this.tail.seen, unpacked)) throw refused('bomb');
    return this.type ?? officeType(entries) ?? 'application/zip';
  }

  close(): void {
    this.walk.close();
  }

  private entries(): CentralEntry[] {
    const tail = this.tail.bytes();
    const place = directoryPlace(tail, this.tail.seen);
    if (place === null) throw refused('kind');
    if (place.entries > ENTRIES_MAX || place.bytes > DIRECTORY_BYTES_MAX) throw refused('bomb');
    const from = place.at - (this.tail.seen - tail.length);
    if (from < 0 || from + place.bytes > tail.length) throw refused('kind');
    const entries = centralEntries(tail.subarray(from, from + place.bytes), place.entries);
    if (entries === null) throw refused('kind');
    if (overlap(entries, place.at)) throw refused('bomb');
    return entries;
  }

  private check(entry: CentralEntry): void {
    const { name, method, isEncrypted, isPacked, packed, unpacked, at } = entry;
    if (LEADS_OUT.test(name) || PROGRAM.test(name) || PACKAGE.test(name)) throw refused('kind');
    if (MACROS.test(name) && (this.type !== null || isOfficeName(name))) throw refused('kind');
    if (isBomb(packed, unpacked)) throw refused('bomb');
    // What is encrypted cannot be looked into; what is packed some other way could, but not here.
    if (isEncrypted) return;
    if (!isPacked && method !== STORED) throw refused('kind');
    const really = isPacked ? this.walk.unpacked.get(at) : packed;
    if (really === undefined) throw refused('kind');
    if (really !== unpacked) throw refused('bomb');
  }
}

/** Entries that share bytes: a few of them make a bomb without nesting. https://www.bamsoftware.com/hacks/zipbomb/ */
function overlap(entries: readonly CentralEntry[], directoryAt: number): boolean {
  const inOrder = [...entries].sort((one, other) => one.at - other.at);
  return inOrder.some(({ endsAt }, index) => endsAt > (inOrder[index + 1]?.at ?? directoryAt));
}

function isOfficeName(name: string): boolean {
  return OFFICE.some(([folder]) => name.startsWith(folder));
}

function officeType(entries: readonly CentralEntry[]): string | null {
  if (!entries.some(({ name }) => name === '[Content_Types].xml')) return null;
  const found = OFFICE.find(([folder]) => entries.some(({ name }) => name.startsWith(folder)));
  return found?.[1] ?? null;
}
