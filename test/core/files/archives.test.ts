import { gzipSync } from 'node:zlib';
import { anOverlappingZip, aZip, type ZipEntry } from '../../support/a-zip.js';
import { PNG } from '../../support/some-contents.js';
import { takeIn } from './take-in.js';

const MB = 1_000_000;
const PART_BYTES = [997, 1_000_000];

const text = (name: string): ZipEntry => ({ name, content: `the words of ${name} `.repeat(50) });

/** What it is taken for, in whatever parts it comes. */
async function taken(content: Buffer, name = 'some.zip'): Promise<string> {
  const found = await Promise.all(
    PART_BYTES.map((partBytes) => takeIn(name, content, { partBytes })),
  );
  expect(new Set(found).size).toBe(1);
  return found[0] ?? '';
}

describe('An archive is taken', () => {
  test.each<[string, readonly ZipEntry[]]>([
    ['without anything in it', []],
    ['with files and folders', [text('a.txt'), { name: 'b/', isStored: true }, text('b/c.txt')]],
    [
      'written as one goes',
      [
        { ...text('a.txt'), hasDescriptor: true },
        { ...text('b'), hasDescriptor: true },
      ],
    ],
    [
      'with what is not packed',
      [
        { ...text('a.txt'), isStored: true },
        { name: 'empty', isStored: true },
      ],
    ],
    [
      'written as one goes, packed and not packed',
      [
        { name: 'photo.png', content: PNG, isStored: true, hasDescriptor: true },
        { ...text('a.txt'), hasDescriptor: true },
        { name: 'empty', isStored: true, hasDescriptor: true },
        { name: 'odd', content: 'PK\x07\x08'.repeat(9), isStored: true, hasDescriptor: true },
        { ...text('b'), isEncrypted: true, isStored: true, hasDescriptor: true },
        text('c'),
      ],
    ],
    [
      'with a password',
      [
        { ...text('a.txt'), isEncrypted: true, isStored: true },
        { ...text('b'), isEncrypted: true },
      ],
    ],
    ['with a few archives in it', Array.from({ length: 8 }, (_, at) => text(`${at}.zip`))],
    ['that packs well', [{ name: 'zeros', content: Buffer.alloc(15 * MB) }]],
    [
      'with what looks like a header',
      [{ name: 'a', isStored: true, content: 'PK\x03\x04PK\x01\x02PK\x05\x06' }],
    ],
  ])('%s', async (_what, entries) => {
    expect(await taken(aZip(entries))).toBe('application/zip');
  });

  test('with a comment behind it', async () => {
    const zip = aZip([text('a')]);
    zip.writeUInt16LE(5, zip.length - 2);
    expect(await taken(Buffer.concat([zip, Buffer.from('hello')]))).toBe('application/zip');
  });
});

describe('A zip bomb is refused', () => {
  test('that unpacks to a thousand times its size', async () => {
    const bomb = aZip([{ name: 'zeros.txt', content: Buffer.alloc(60 * MB) }]);
    expect(bomb.length).toBeLessThan(MB / 10);
    expect(await taken(bomb)).toBe('bomb');
  });

  test('that says so little of itself that only unpacking tells', async () => {
    const content = Buffer.alloc(60 * MB);
    expect(await taken(aZip([{ name: 'zeros', content, told: { unpacked: 1_000 } }]))).toBe('bomb');
    const written = { name: 'zeros', content, hasDescriptor: true, told: { unpacked: 1_000 } };
    expect(await taken(aZip([written]))).toBe('bomb');
  });

  test('that says too little of a small file', async () => {
    const entry = { name: 'zeros', content: Buffer.alloc(MB), told: { unpacked: 1_000 } };
    expect(await taken(aZip([entry]))).toBe('bomb');
  });

  test('of many files that are harmless each', async () => {
    const content = Buffer.alloc(15 * MB);
    const entries = Array.from({ length: 12 }, (_, at) => ({ name: `${at}`, content }));
    expect(await taken(aZip(entries))).toBe('bomb');
  });

  test('of archives in archives, as 42.zip', async () => {
    const inner = aZip([{ name: 'zeros', content: Buffer.alloc(MB) }]);
    const entries = Array.from({ length: 16 }, (_, at) => ({
      name: `lib ${at}.zip`,
      content: inner,
    }));
    expect(await taken(aZip(entries))).toBe('bomb');
  });

  test('of files that share their bytes', async () => {
    expect(await taken(anOverlappingZip(40, MB))).toBe('bomb');
  });

  test('as an office file', async () => {
    const sheet = { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(60 * MB, 32) };
    const bomb = aZip([{ name: '[Content_Types].xml' }, sheet]);
    expect(await taken(bomb, 'sheet.xlsx')).toBe('bomb');
  });

  test('of more files than anybody sends', async () => {
    const entries = Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}`, isStored: true }));
    expect(await takeIn('many.zip', aZip(entries))).toBe('bomb');
    expect(await takeIn('many.zip', aZip(entries.slice(1)))).toBe('application/zip');
  });

  test('in gzip', async () => {
    expect(await taken(gzipSync(Buffer.alloc(60 * MB)), 'a.gz')).toBe('bomb');
    expect(await taken(gzipSync(gzipSync(Buffer.alloc(MB))), 'a.gz')).toBe('bomb');
    expect(await taken(gzipSync(Buffer.alloc(15 * MB)), 'a.gz')).toBe('application/gzip');
    const members = Array.from({ length: 30 }, () => gzipSync(Buffer.alloc(2 * MB)));
    expect(await taken(Buffer.concat(members), 'a.gz')).toBe('bomb');
  });
});

describe('An archive that cannot be believed is refused', () => {
  test.each<[string, Buffer]>([
    ['without its end', aZip([text('a')]).subarray(0, -22)],
    ['cut in the middle', aZip([text('a'), text('b')]).subarray(0, 100)],
    ['with fewer files than it says', aZip([text('a')], { entries: 2 })],
    ['with more files than it says', aZip([text('a'), text('b')], { entries: 1 })],
    ['with a file elsewhere than it says', aZip([text('a'), { ...text('b'), told: { at: 7 } }])],
    ['with a path that leads out', aZip([text('../../a')])],
    ['with a path from the root', aZip([text('/etc/passwd')])],
    ['with a path of Windows', aZip([text('..\\a')])],
    [
      'with an end of a file within it that hides the next',
      aZip([{ name: 'a', content: forgedEnd(), isStored: true, hasDescriptor: true }, text('b')]),
    ],
    ['packed as nobody here can look into', aZip([{ ...text('a'), method: 14 }])],
    ['with what is not packed as it says', aZip([{ ...text('a'), isStored: true, method: 8 }])],
  ])('%s', async (_what, zip) => {
    expect(['kind', 'bomb']).toContain(await taken(zip));
  });

  test('that is no gzip behind its first bytes', async () => {
    expect(await taken(Buffer.from('1f8b0800ffffffffffff', 'hex'), 'a.gz')).toBe('kind');
  });
});

/** Bytes that say: here ends a file of two bytes, and another header follows. */
function forgedEnd(): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(2, 8);
  descriptor.writeUInt32LE(2, 12);
  return Buffer.concat([
    Buffer.from('ab'),
    descriptor,
    Buffer.from('PK\x03\x04'),
    Buffer.alloc(40),
  ]);
}
