import fc from 'fast-check';
import { aZip } from '../../support/a-zip.js';
import * as some from '../../support/some-contents.js';
import { takeIn } from './take-in.js';

const SOUND = [
  aZip([
    { name: 'a.txt', content: 'words '.repeat(40) },
    { name: 'b', content: 'b', isStored: true },
  ]),
  aZip([{ name: 'a.txt', content: 'words '.repeat(40), hasDescriptor: true }]),
  some.anOfficeFile('word'),
  some.GZIP,
  some.aCompoundFile('WordDocument'),
  some.PNG,
  some.MP4,
  some.MP3,
  Buffer.from(some.SVG),
];

/** A sound file with some bytes changed, cut out or put in. */
const spoilt = fc
  .tuple(
    fc.constantFrom(...SOUND),
    fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 }), fc.nat(8)), { maxLength: 6 }),
  )
  .map(([sound, changes]) =>
    changes.reduce((content, [place, put, out]) => {
      const at = place % (content.length + 1);
      return Buffer.concat([content.subarray(0, at), put, content.subarray(at + out)]);
    }, sound),
  );

test('a spoilt file is taken or refused, and nothing else happens', async () => {
  const ends = /^(kind|bomb|empty|[a-z]+\/.+)$/;
  await fc.assert(
    fc.asyncProperty(spoilt, fc.integer({ min: 40, max: 5_000 }), async (content, partBytes) => {
      expect(await takeIn('a.file', content, { partBytes })).toMatch(ends);
    }),
    { numRuns: 200 },
  );
});

test('what it is taken for does not depend on the parts it comes in', async () => {
  await fc.assert(
    fc.asyncProperty(spoilt, fc.integer({ min: 40, max: 5_000 }), async (content, partBytes) => {
      const whole = await takeIn('a.file', content, { partBytes: 1_000_000 });
      expect(await takeIn('a.file', content, { partBytes })).toBe(whole);
    }),
    { numRuns: 200 },
  );
});
