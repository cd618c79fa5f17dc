import { acceptsOf } from '../../../src/core/domain/file-limits.js';
import { KINDS, kindOf } from '../../../src/core/files/file-types.js';

/** How a file of each type is named, as file dialogs know it. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/rtf': '.rtf',
  'application/msword': '.doc',
  'application/vnd.ms-excel': '.xls',
  'application/vnd.ms-powerpoint': '.ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': '.pptx',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.oasis.opendocument.spreadsheet': '.ods',
  'application/vnd.oasis.opendocument.presentation': '.odp',
  'application/zip': '.zip',
  'application/gzip': '.gz',
  'application/x-tar': '.tar',
};

/** What a file dialog takes for a type of such a family, whatever the gateway calls it. */
const FAMILIES: Readonly<Record<string, string>> = {
  'image/svg+xml': 'image/*',
  'application/ogg': 'audio/*',
  'application/mp4': 'video/*',
};

test.each(Object.entries(KINDS))('%s, which is taken, can be picked', (type, kind) => {
  expect(acceptsOf([kind])).toContain(FAMILIES[type] ?? ENDINGS[type]);
});

test.each(['image', 'audio', 'video', 'text'])(
  'every type of the family %s can be picked',
  (family) => {
    expect(acceptsOf([kindOf(`${family}/anything`) ?? 'pdf'])).toContain(`${family}/*`);
  },
);
