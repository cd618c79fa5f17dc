import { aZip } from '../../support/a-zip.js';
import * as some from '../../support/some-contents.js';
import { takeIn } from './take-in.js';

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const PART_BYTES = [1, 7, 4_099, 1_000_000];

describe('A file is what is in it', () => {
  test.each([
    ['picture.png', some.PNG, 'image/png, shown'],
    ['picture.gif', some.GIF, 'image/gif, shown'],
    ['picture.jpg', some.JPEG, 'image/jpeg, shown'],
    ['picture.webp', some.WEBP, 'image/webp, shown'],
    ['picture.jpg', some.PNG, 'image/png, shown'],
    ['no ending', some.PNG, 'image/png, shown'],
    ['invoice.pdf', some.PDF, 'application/pdf'],
    ['song.mp3', some.MP3, 'audio/mpeg'],
    ['film.mp4', some.MP4, 'video/mp4'],
    ['notes.txt', 'Grüße, 你好', 'text/plain'],
    ['notes', 'no ending at all', 'text/plain'],
    ['table.CSV', 'a;b\r\n1;2\r\n', 'text/csv'],
    ['table.csv', Buffer.from('a;b\r\nGr\xfc\xdfe;\x80 2', 'latin1'), 'text/csv'],
    ['wide.txt', Buffer.from('\ufeffwide', 'utf16le'), 'text/plain'],
    ['wide.txt', Buffer.from('\ufeffwide', 'utf16le').swap16(), 'text/plain'],
    ['colour.log', '\u001b[31mred\u001b[0m\n', 'text/plain'],
    ['mail.eml', 'Subject: look\n\n<html><script>quoted()</script></html>', 'text/plain'],
    ['data.xml', '<?xml version="1.0"?><orders><order/></orders>', 'text/plain'],
    [
      'objects.xml',
      '<?xml version="1.0"?><set><head/><object on-line="1"/><body/></set>',
      'text/plain',
    ],
    ['objects.xml', '<orders online="yes"><object/></orders>', 'text/plain'],
    ['wide.txt', Buffer.from('wide, and without a mark', 'utf16le'), 'text/plain'],
    ['wide.txt', Buffer.from('wide, and without a mark', 'utf16le').swap16(), 'text/plain'],
    ['bells.log', 'done\u0007 100 %\b\b\b\u000b\n', 'text/plain'],
    ['late.pdf', Buffer.concat([Buffer.from('\r\n\n'), some.PDF]), 'application/pdf'],
    [
      'song.caf',
      Buffer.concat([Buffer.from('caff\0\x01\0\0desc'), Buffer.alloc(60)]),
      'audio/x-caf',
    ],
    ['film.wmv', some.ASF, 'video/x-ms-asf'],
    ['picture.svg', some.SVG, 'image/svg+xml'],
    ['letter.docx', some.anOfficeFile('word'), `${OFFICE}wordprocessingml.document`],
    ['sheet.xlsx', some.anOfficeFile('xl'), `${OFFICE}spreadsheetml.sheet`],
    ['talk.pptx', some.anOfficeFile('ppt'), `${OFFICE}presentationml.presentation`],
    ['letter.doc', some.aCompoundFile('Root Entry', 'WordDocument'), 'application/msword'],
    ['sheet.xls', some.aCompoundFile('Root Entry', 'Workbook'), 'application/vnd.ms-excel'],
    ['letter.odt', anOpenDocument('text'), 'application/vnd.oasis.opendocument.text'],
    ['some.zip', aZip([{ name: 'a.txt', content: 'a' }]), 'application/zip'],
    ['log.gz', some.GZIP, 'application/gzip'],
  ])('%s', async (name, content, found) => {
    for (const partBytes of PART_BYTES) {
      expect([partBytes, await takeIn(name, content, { partBytes })]).toEqual([partBytes, found]);
    }
  });
});

describe('A program in disguise is refused', () => {
  test.each([
    ['of Windows, as a picture', 'holiday.png', some.WINDOWS_PROGRAM],
    ['of Windows, without an ending', 'holiday', some.WINDOWS_PROGRAM],
    ['of Windows, behind another ending', 'invoice.pdf.exe', some.PDF],
    ['of Windows, with an ending nobody sees', 'invoice.pdf.exe . ', some.PDF],
    ['of Linux', 'invoice.pdf', some.LINUX_PROGRAM],
    ['of a Mac', 'invoice.pdf', some.MAC_PROGRAM],
    ['a shortcut', 'invoice.pdf', some.SHORTCUT],
    ['an installer', 'letter.doc', some.aCompoundFile('Root Entry', 'File', 'Property')],
    ['a script for a shell', 'readme.txt', '#!/bin/sh\nrm -rf /\n'],
    ['a script by its name', 'readme.bat', 'del *.*'],
    ['a page', 'letter.txt', '<!doctype html><p>hello</p>'],
    ['a page by its name', 'letter.html', 'hello'],
    ['a page as a picture', 'picture.png', '<html><script>steal()</script></html>'],
    ['any text as a picture', 'picture.jpg', 'hello'],
    ['a document as a picture', 'picture.jpg', some.PDF],
    [
      'a picture that runs a script',
      'picture.svg',
      some.SVG.replace('<circle', '<script>x()</script><circle'),
    ],
    ['a picture that runs when it is there', 'a.svg', some.SVG.replace('r="4"', 'onload = "x()"')],
    [
      'a picture with a link that hides what it runs',
      'a.svg',
      some.SVG.replace('<circle', '<a href="java&#115;cript:x()"/><circle'),
    ],
    [
      'a picture with a link that runs',
      'a.svg',
      some.SVG.replace('<circle', '<a href="javascript:x()"/><circle'),
    ],
    [
      'a picture with a page in it',
      'a.svg',
      some.SVG.replace('<circle', '<foreignObject/><circle'),
    ],
    ['data that runs as a page', 'a.xml', '<?xml-stylesheet href="x.xsl"?><orders/>'],
    [
      'data with a page in it',
      'a.xml',
      '<orders><h:body xmlns:h="http://www.w3.org/1999/xhtml" onload="x()"/></orders>',
    ],
    [
      'data with a page in it that hides',
      'a.xml',
      '<orders><h:body xmlns:h="http://www.w3.org/1999/&#120;html" onload="x()"/></orders>',
    ],
    ['data with a script', 'a.xml', '<?xml version="1.0"?><orders><script>x()</script></orders>'],
    ['a page behind much of nothing', 'a.txt', `${' '.repeat(20_000)}<script>x()</script>`],
    [
      'a page in wide letters without a mark',
      'a.txt',
      Buffer.from('<script>x()</script>', 'utf16le'),
    ],
    ['a page in wide letters', 'a.txt', Buffer.from('\ufeff<script>x()</script>', 'utf16le')],
    [
      'an office file with macros',
      'letter.docx',
      some.anOfficeFile('word', ['word/vbaProject.bin']),
    ],
    [
      'an old office file with macros',
      'letter.doc',
      some.aCompoundFile('WordDocument', '_VBA_PROJECT'),
    ],
    ['an app of Android', 'app.zip', aZip([{ name: 'AndroidManifest.xml' }])],
    ['an app of Java', 'app.zip', aZip([{ name: 'META-INF/MANIFEST.MF' }])],
    ['in an archive', 'invoice.zip', aZip([{ name: 'invoice.pdf.exe', content: 'MZ' }])],
  ])('%s', async (_what, name, content) => {
    for (const partBytes of PART_BYTES) {
      expect([partBytes, await takeIn(name, content, { partBytes })]).toEqual([partBytes, 'kind']);
    }
  });
});

describe('A file of a kind that is not taken is refused', () => {
  test.each([
    ['what nobody knows', 'a.bin', Buffer.from('00010203040506070809', 'hex')],
    ['what was text at first', 'a.txt', `${'text '.repeat(2_000)}\0`],
    ['an archive that cannot be looked into', 'a.7z', some.SEVEN_ZIP],
    ['another one', 'a.rar', some.RAR],
  ])('%s', async (_what, name, content) => {
    expect(await takeIn(name, content)).toBe('kind');
  });

  test('whatever it calls itself', async () => {
    const kinds = ['image', 'pdf'] as const;
    expect(await takeIn('a.png', some.PNG, { kinds })).toBe('image/png, shown');
    expect(await takeIn('a.pdf', some.PDF, { kinds })).toBe('application/pdf');
    expect(await takeIn('a.pdf', 'text', { kinds })).toBe('kind');
    expect(await takeIn('a.pdf', some.MP4, { kinds })).toBe('kind');
    expect(await takeIn('a.pdf', some.anOfficeFile('word'), { kinds })).toBe('kind');
    expect(await takeIn('a.docx', some.anOfficeFile('word'), { kinds: ['office'] })).toContain(
      'word',
    );
    expect(await takeIn('a.zip', some.anOfficeFile('word'), { kinds: ['archive'] })).toBe('kind');
  });
});

describe('A name is refused', () => {
  test.each([
    '../../etc/passwd',
    '/etc/passwd',
    'a/b.png',
    'a\\b.png',
    'C:a.png',
    '..',
    '.',
    '',
    '  ',
    'a\0.png',
    'a\nb.png',
    'a\u007f.png',
    'photo\u202egnp.exe',
    'a\u2066.png',
    'CON',
    'con.txt',
    'Lpt1.png',
    'NUL ',
    `${'x'.repeat(201)}`,
  ])('%j', async (name) => {
    expect(await takeIn(name, some.PNG)).toBe('name');
  });

  test.each([
    'größe 你好 👩‍👩‍👧.png',
    'what? <a> "b" | c*.png',
    '.hidden',
    'console.png',
    'COM.png',
    `${'x'.repeat(200)}`,
    '__proto__',
    'constructor',
  ])('unless it only looks odd: %j', async (name) => {
    expect(await takeIn(name, some.PNG)).toBe('image/png, shown');
  });
});

describe('A length', () => {
  test('of nothing is refused', async () => {
    expect(await takeIn('a.txt', '')).toBe('empty');
  });

  test('beyond the limit is refused, announced or not', async () => {
    expect(await takeIn('a.txt', 'x'.repeat(1_000), { bytesMax: 1_000 })).toBe('text/plain');
    expect(await takeIn('a.txt', 'x'.repeat(1_001), { bytesMax: 1_000 })).toBe('too-large');
    expect(await takeIn('a.txt', 'x', { bytesMax: 1_000, bytes: 1_001 })).toBe('too-large');
  });

  test('that is not what was announced means that it did not arrive whole', async () => {
    expect(await takeIn('a.txt', 'x'.repeat(100), { bytes: 100 })).toBe('text/plain');
    expect(await takeIn('a.txt', 'x'.repeat(99), { bytes: 100 })).toBe('file.incomplete');
    expect(await takeIn('a.txt', 'x'.repeat(101), { bytes: 100 })).toBe('file.incomplete');
    expect(await takeIn('a.txt', '', { bytes: 100 })).toBe('file.incomplete');
  });
});

function anOpenDocument(kind: string): Buffer {
  const content = `application/vnd.oasis.opendocument.${kind}`;
  return aZip([
    { name: 'mimetype', content, isStored: true },
    { name: 'content.xml', content: '<office/>' },
  ]);
}
