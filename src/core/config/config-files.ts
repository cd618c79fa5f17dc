import { z } from 'zod';
import { FILE_KINDS } from '../domain/file-kinds.js';
import { FILES_MAX } from '../domain/limits.js';
import { wholeNumber } from './config-fields.js';

const MB = 1_000_000;

/** Where people elsewhere reach this gateway: links in Slack and Teams begin with it. */
export const PUBLIC_URL =
  /^(https:\/\/[A-Za-z0-9.-]{1,253}(:\d{1,5})?|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?)(\/[\w.~/-]{0,200})?$/;

export const files = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe('Whether contents of files are taken in; if not, only their names are told'),
    bytesMax: wholeNumber(1_000, 1_000 * MB, 'Bytes of one file').default(25 * MB),
    perMessageMax: wholeNumber(1, FILES_MAX, 'Files uploaded with one message').default(10),
    kinds: z
      .array(z.enum(FILE_KINDS))
      .min(1)
      .max(FILE_KINDS.length)
      .default([...FILE_KINDS])
      .describe(
        'Kinds of files that are taken, as found by looking into them; archive is ZIP, gzip and tar',
      ),
    linkMinutes: wholeNumber(
      1,
      1_440,
      'Minutes a link to a file on a page is good for at least; pages ask for new ones',
    ).default(60),
    postedLinkDays: wholeNumber(
      1,
      365,
      'Days a link to a file that was posted in Slack or Teams is good for at least',
    ).default(14),
    inFlightMax: wholeNumber(
      1,
      1_000,
      'Uploads one process receives at once, at most 3 of one conversation, and files it fetches from platforms at once',
    ).default(16),
    rate: z
      .strictObject({
        files: wholeNumber(1, 10_000, 'Files allowed').default(30),
        perSeconds: wholeNumber(1, 3_600, 'Seconds they are counted over').default(60),
      })
      .prefault({})
      .describe('How fast files may be uploaded to one conversation'),
  })
  .prefault({})
  .describe('Files that customers and agents send along');
