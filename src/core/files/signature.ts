import { fileTypeFromBuffer } from 'file-type/core';

/** The form of a content, as its first bytes tell it. `type` of a ZIP: what it says to be, null if it says nothing. */
export type Signature =
  | { readonly form: 'zip'; readonly type: string | null }
  | { readonly form: 'gzip' | 'compound' | 'text' }
  | { readonly form: 'other'; readonly type: string };

/** An entry of a ZIP, or the end of one without entries. */
const ZIP = ['504b0304', '504b0506'];
const GZIP = '1f8b';
/** OLE compound files: Word, Excel and PowerPoint before 2007, but also installers and mails. */
const COMPOUND = 'd0cf11e0a1b11ae1';

/** UTF-16 with its mark. As a frame of MPEG audio, which begins alike, nobody has it. */
const WIDE = ['fffe', 'feff'];

/** Other names of what is known by one, and what is text below. */
const SAME: Readonly<Record<string, string>> = {
  'image/apng': 'image/png',
  'application/vnd.ms-asf': 'video/x-ms-asf',
};

/** What the library does not know, or not in all its variants, by the first bytes: Core Audio and Windows Media. */
const MORE: readonly (readonly [begins: string, type: string])[] = [
  ['6361666600010000', 'audio/x-caf'],
  ['3026b2758e66cf11', 'video/x-ms-asf'],
];

/** Many programs write line ends before it, and all read it so. */
const LATE_PDF = /^\s{1,1000}%PDF-/;

const TEXTS = new Set(['application/xml', 'application/x-subrip', 'application/x-ms-regedit']);

export async function signatureOf(head: Buffer): Promise<Signature> {
  const begins = head.toString('hex', 0, 8);
  if (begins.startsWith(GZIP)) return { form: 'gzip' };
  if (begins === COMPOUND) return { form: 'compound' };
  if (ZIP.some((one) => begins.startsWith(one))) return { form: 'zip', type: openDocument(head) };
  if (WIDE.some((one) => begins.startsWith(one))) return { form: 'text' };
  if (LATE_PDF.test(head.toString('latin1', 0, 1_010))) {
    return { form: 'other', type: 'application/pdf' };
  }
  const found = (await fileTypeFromBuffer(head)) ?? moreOf(begins);
  if (found === undefined || TEXTS.has(found.mime) || found.mime.startsWith('text/')) {
    return { form: 'text' };
  }
  return { form: 'other', type: SAME[found.mime] ?? found.mime };
}

function moreOf(begins: string): { readonly mime: string } | undefined {
  const found = MORE.find(([begin]) => begin === begins);
  return found === undefined ? undefined : { mime: found[1] };
}

/**
 * OpenDocument files begin with an uncompressed entry `mimetype`.
 * https://docs.oasis-open.org/office/OpenDocument/v1.3/part2-packages, 3.3
 */
function openDocument(head: Buffer): string | null {
  if (head.toString('latin1', 30, 38) !== 'mimetype') return null;
  const said = head.toString('latin1', 38, 38 + 120);
  return (
    /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)(?![a-z-])/.exec(
      said,
    )?.[0] ?? null
  );
}
