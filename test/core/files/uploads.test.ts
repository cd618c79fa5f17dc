import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FileOwner } from '../../../src/core/ports/files.js';
import { aKeeper, inParts } from '../../support/a-keeper.js';
import { type OpenBlobs, openBlobs } from '../../support/blob-kinds.js';
import { PNG } from '../../support/some-contents.js';
import { EMBEDDED } from '../../support/stores.js';
import { StoryClock } from '../../support/story-clock.js';

const MINUTE_MS = 60_000;

describe('An upload', () => {
  const clock = new StoryClock();
  let opened: OpenBlobs;
  beforeAll(async () => {
    opened = await openBlobs(EMBEDDED, clock);
  });
  afterAll(() => opened.close());

  let talks = 0;

  function open() {
    const { blobs } = opened;
    const owner: FileOwner = { tenant: 'demo', conversationId: `upload${++talks}` };
    const keeper = aKeeper({ blobs, clock });
    const upload = (name = 'photo.png') => keeper.take({ ...owner, name, content: inParts(PNG) });
    return { blobs, clock, owner, keeper, upload };
  }

  test('waits while three of its conversation are under way, and keeps no other waiting', async () => {
    const { owner, keeper, upload } = open();
    const content = Array.from({ length: 3 }, () => new PassThrough());
    const taken = content.map((one) => keeper.take({ ...owner, name: 'a.txt', content: one }));
    let isDone = false;
    const waits = upload().finally(() => {
      isDone = true;
    });
    const elsewhere = { ...owner, conversationId: `${owner.conversationId} elsewhere` };
    await keeper.take({ ...elsewhere, name: 'a.txt', content: inParts('a') });
    expect(isDone).toBe(false);
    content[0]?.end('done');
    expect((await waits).type).toBe('image/png');
    for (const one of content) one.end('done');
    expect(await Promise.all(taken)).toHaveLength(3);
  });

  test('that is busy costs nothing of the rate', async () => {
    const { owner, blobs, clock } = open();
    const settings = { perConversation: { points: 4, windowMs: MINUTE_MS } };
    const keeper = aKeeper({ blobs, clock, settings });
    const content = Array.from({ length: 3 }, () => new PassThrough());
    const taken = content.map((one) => keeper.take({ ...owner, name: 'a.txt', content: one }));
    const upload = () => keeper.take({ ...owner, name: 'a.txt', content: inParts('a') });
    const late = expect(upload()).rejects.toMatchObject({ code: 'file.busy' });
    await setImmediate();
    clock.pass(5_000);
    await late;
    for (const one of content) one.end('done');
    await Promise.all(taken);
    expect((await upload()).type).toBe('text/plain');
    await expect(upload()).rejects.toMatchObject({ code: 'rate.limited' });
  });

  test('that comes too slowly is ended', async () => {
    const { owner, keeper, clock } = open();
    async function* drops() {
      yield Buffer.alloc(200_000, 'a');
      for (let at = 0; at < 3; at++) {
        clock.pass(15_000);
        yield Buffer.alloc(100, 'a');
      }
    }
    const slow = keeper.take({ ...owner, name: 'a.txt', content: drops() });
    await expect(slow).rejects.toMatchObject({ code: 'file.incomplete' });
  });

  test('is called as it is, without signs that forge, and cut before its ending', async () => {
    const { upload } = open();
    const name = async (given: string) => (await upload(given)).name;
    expect(await name('a\u200fb\u202ec\u0000.png')).toBe('a b c .png');
    expect(await name('\u{1f469}\u200d\u{1f467}.png')).toBe('\u{1f469}\u200d\u{1f467}.png');
    expect(await name(`${'x'.repeat(300)}.png`)).toBe(`${'x'.repeat(196)}.png`);
    await expect(upload(`${'x'.repeat(300)}.exe`)).rejects.toMatchObject({
      details: { problem: 'kind' },
    });
  });
});
