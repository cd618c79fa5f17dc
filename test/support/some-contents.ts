import { gzipSync } from 'node:zlib';
import { aZip } from './a-zip.js';

/** The smallest files of each sort that programs take for one. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
export const GIF = Buffer.from(
  'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  'base64',
);
export const JPEG = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.alloc(64, 1),
  Buffer.from('ffd9', 'hex'),
]);
export const WEBP = Buffer.concat([
  Buffer.from('RIFF\x1a\0\0\0WEBPVP8L', 'latin1'),
  Buffer.alloc(14, 1),
]);
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
export const MP3 = Buffer.concat([Buffer.from('fffb9044', 'hex'), Buffer.alloc(413)]);
export const MP4 = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
  Buffer.alloc(64),
]);
export const WINDOWS_PROGRAM = Buffer.concat([
  Buffer.from('MZ\x90\0\x03', 'latin1'),
  Buffer.alloc(300),
]);
export const LINUX_PROGRAM = Buffer.concat([
  Buffer.from('\x7fELF\x02\x01\x01', 'latin1'),
  Buffer.alloc(300),
]);
export const MAC_PROGRAM = Buffer.concat([Buffer.from('cffaedfe', 'hex'), Buffer.alloc(300)]);
export const SHORTCUT = Buffer.concat([
  Buffer.from('4c0000000114020000000000c000000000000046', 'hex'),
  Buffer.alloc(300),
]);
/** As Windows Media writes it; what is behind its mark does not matter. */
export const ASF = Buffer.concat([
  Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'),
  Buffer.alloc(300),
]);
export const SEVEN_ZIP = Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), Buffer.alloc(64)]);
export const RAR = Buffer.concat([Buffer.from('526172211a070100', 'hex'), Buffer.alloc(64)]);
export const SVG =
  '<?xml version="1.0"?>\n<!-- a dot -->\n<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>';
export const GZIP = gzipSync('hello '.repeat(1_000));

export function anOfficeFile(folder: 'word' | 'xl' | 'ppt', more: readonly string[] = []): Buffer {
  const names = ['[Content_Types].xml', '_rels/.rels', `${folder}/document.xml`, ...more];
  return aZip(names.map((name) => ({ name, content: `<${name}/>`, hasDescriptor: true })));
}

/** An office file from before 2007, with these streams in its directory. */
export function aCompoundFile(...streams: readonly string[]): Buffer {
  return Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(20_000, 7),
    ...streams.map((name) => Buffer.from(`${name}\0`, 'utf16le')),
    Buffer.alloc(20_000, 7),
  ]);
}
