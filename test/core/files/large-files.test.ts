import { createHash } from 'node:crypto';
import { aKeeper, inParts, NEVER } from '../../support/a-keeper.js';
import { type OpenBlobs, openBlobs } from '../../support/blob-kinds.js';
import { PNG } from '../../support/some-contents.js';
import { describeStores } from '../../support/stores.js';
import { StoryClock } from '../../support/story-clock.js';

const PART_BYTES = 65_536;
const PARTS = 800;
/** 52 MB. */
const BYTES = PARTS * PART_BYTES;
/** What may be on its way between whoever sends and the store: a part, and a chunk of the store that is not full yet. */
const IN_FLIGHT_BYTES_MAX = 400_000;

const LARGE = { tenant: 'demo', conversationId: 'large' };
const SMALL = { tenant: 'demo', conversationId: 'small' };

function part(number: number): Buffer {
  const bytes = Buffer.alloc(PART_BYTES, `${number} `);
  if (number === 0) bytes.write('%PDF-1.7\n');
  return bytes;
}

describeStores('A file of 50 MB', (kind) => {
  const clock = new StoryClock();
  let opened: OpenBlobs;
  beforeAll(async () => {
    opened = await openBlobs(kind, clock);
  });
  afterAll(() => opened.close());

  test('passes through without being held, and holds nobody up', async () => {
    const { blobs, bytesHeld } = opened;
    const keeper = aKeeper({ blobs, clock });
    const ended: string[] = [];
    const sent = createHash('sha256');
    let mostInFlight = 0;
    const upload = keeper.take({
      ...LARGE,
      name: 'manual.pdf',
      bytes: BYTES,
      content: (async function* () {
        for (let number = 0; number < PARTS; number++) {
          if (number % 50 === 0) {
            mostInFlight = Math.max(mostInFlight, number * PART_BYTES - (await bytesHeld()));
          }
          // In the middle it waits for another conversation's file: held up by this one, it would never come.
          if (number === PARTS / 2) {
            const small = { ...SMALL, name: 'photo.png', content: inParts(PNG) };
            const file = await keeper.take(small);
            await keeper.pick(SMALL, [file.id ?? '']);
            expect((await keeper.open(file, SMALL, NEVER)).kind).toBe('open');
            ended.push('small');
          }
          sent.update(part(number));
          yield part(number);
        }
      })(),
    });
    const file = await upload;
    ended.push('large');
    expect(ended).toEqual(['small', 'large']);
    expect(file).toMatchObject({ type: 'application/pdf', bytes: BYTES });
    expect(mostInFlight).toBeLessThan(IN_FLIGHT_BYTES_MAX);
    const shown = await keeper.open(file, LARGE, NEVER);
    const received = createHash('sha256');
    let largest = 0;
    if (shown.kind === 'open') {
      for await (const bytes of shown.content) {
        received.update(bytes);
        largest = Math.max(largest, bytes.length);
      }
    }
    expect(received.digest('hex')).toBe(sent.digest('hex'));
    expect(largest).toBeLessThan(IN_FLIGHT_BYTES_MAX);
  });

  test('that turns out to be too large in the end leaves nothing', async () => {
    const { blobs, bytesHeld } = opened;
    const before = await bytesHeld();
    const keeper = aKeeper({ blobs, clock, settings: { bytesMax: 10_000_000 } });
    let given = 0;
    const content = (async function* () {
      for (let number = 0; number < PARTS; number++) {
        given += PART_BYTES;
        yield part(number);
      }
    })();
    const upload = keeper.take({ ...LARGE, name: 'manual.pdf', content });
    await expect(upload).rejects.toMatchObject({ details: { problem: 'too-large' } });
    expect(given).toBeLessThan(10_000_000 + 2 * PART_BYTES);
    expect(await bytesHeld()).toBe(before);
  });
});
