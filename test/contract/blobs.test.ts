import { buffer } from 'node:stream/consumers';
import type { Blob, Blobs } from '../../src/core/ports/blobs.js';
import { type OpenBlobs, openBlobs } from '../support/blob-kinds.js';
import { describeStores, type StoreKind } from '../support/stores.js';
import { StoryClock } from '../support/story-clock.js';

const HOUR_MS = 3_600_000;
const MB = 1_000_000;

let names = 0;

function contentsOf(kind: StoreKind) {
  const clock = new StoryClock();
  let opened: OpenBlobs;
  beforeEach(async () => {
    opened = await openBlobs(kind, clock);
  });
  afterEach(() => opened.close());
  return () => {
    const id = `file${++names}`;
    const aBlob = (rest: Partial<Blob> = {}): Blob => ({
      id,
      tenant: 'demo',
      conversationId: 'talk',
      name: 'picture.png',
      type: 'image/png',
      bytes: 3,
      isImage: true,
      atMs: clock.nowMs(),
      isAttached: false,
      ...rest,
    });
    const put = (text: string, blobs: Blobs = opened.blobs, rest: Partial<Blob> = {}) =>
      blobs.put(id, parts(text), () => aBlob({ bytes: text.length, ...rest }));
    return { ...opened, clock, id, aBlob, put };
  };
}

async function* parts(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* breakingOff(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  yield* parts(...texts);
  throw new Error('the line broke');
}

async function textOf(blobs: Blobs, id: string): Promise<string | null> {
  const content = await blobs.open(id);
  return content === null ? null : (await buffer(content)).toString();
}

describeStores('A content that was put', (kind) => {
  const open = contentsOf(kind);

  test('is there whole with what is known of it, and nothing is there before', async () => {
    const { blobs, other, id, aBlob } = open();
    expect(await blobs.find(id)).toBeNull();
    expect(await blobs.open(id)).toBeNull();
    const seen: unknown[] = [];
    const put = blobs.put(
      id,
      (async function* () {
        yield* parts('the first half, ');
        seen.push(await other.find(id), await other.open(id));
        yield* parts('and the second');
      })(),
      () => aBlob({ bytes: 30, name: '../"odd" \u202e $name.png' }),
    );
    expect(await put).toEqual({
      kind: 'stored',
      blob: aBlob({ bytes: 30, name: '../"odd" \u202e $name.png' }),
    });
    expect(seen).toEqual([null, null]);
    expect(await other.find(id)).toEqual((await put).blob);
    expect(await textOf(other, id)).toBe('the first half, and the second');
  });

  test('is found under any id, and no id leads anywhere else', async () => {
    const { blobs, aBlob } = open();
    for (const id of ['../../etc/passwd', 'a/b', '\0', '..', '$where', 'x'.repeat(300)]) {
      await blobs.put(id, parts(id), () => aBlob({ id }));
      expect(await textOf(blobs, id)).toBe(id);
    }
  });

  test('may be empty', async () => {
    const { blobs, id, put } = open();
    await put('');
    expect(await textOf(blobs, id)).toBe('');
  });

  test('stays as it is when another one is put under its id', async () => {
    const { blobs, id, put, bytesHeld } = open();
    const first = await put('first');
    expect(await put('second', blobs, { name: 'other.png' })).toEqual({
      kind: 'known',
      blob: first.blob,
    });
    expect(await textOf(blobs, id)).toBe('first');
    expect(await bytesHeld()).toBe('first'.length);
  });

  test('is one of those that are put at once, and nothing is left of the others', async () => {
    const { blobs, other, id, put, bytesHeld } = open();
    const texts = ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee', 'ffff'];
    const puts = await Promise.all(
      texts.map((text, at) => put(text, at % 2 === 0 ? blobs : other, { name: text })),
    );
    expect(puts.filter((one) => one.kind === 'stored')).toHaveLength(1);
    const [first] = puts;
    expect(puts.map(({ blob }) => blob)).toEqual(puts.map(() => first?.blob));
    expect(await textOf(other, id)).toBe(first?.blob.name);
    expect(await bytesHeld()).toBe(4);
  });
});

describeStores('A put that does not come to its end', (kind) => {
  const open = contentsOf(kind);

  test('leaves nothing when its content breaks off, and can be done again', async () => {
    const { blobs, id, aBlob, put, bytesHeld } = open();
    const broken = blobs.put(id, breakingOff('x'.repeat(MB)), () => aBlob());
    await expect(broken).rejects.toThrow('the line broke');
    expect(await bytesHeld()).toBe(0);
    expect(await blobs.find(id)).toBeNull();
    expect((await put('whole')).kind).toBe('stored');
  });

  test('leaves nothing when it turns out to be what must not be kept', async () => {
    const { blobs, id, bytesHeld } = open();
    const refused = blobs.put(id, parts('MZ'), () => {
      throw new Error('not this one');
    });
    await expect(refused).rejects.toThrow('not this one');
    expect(await bytesHeld()).toBe(0);
    expect(await blobs.find(id)).toBeNull();
  });

  test('leaves nothing when its process dies, once somebody cleans up', async () => {
    const { id, aBlob, clock, crashAndReturn, bytesHeld } = open();
    let die = () => {};
    let died = Promise.resolve();
    const back = await crashAndReturn(async (dying) => {
      // Its content does not end while anybody looks, as that of a process that is gone.
      let isHalfWay = () => {};
      const halfWay = new Promise<void>((resolve) => {
        isHalfWay = resolve;
      });
      const content = (async function* () {
        yield* parts('x'.repeat(MB));
        isHalfWay();
        await new Promise<void>((_resolve, reject) => {
          die = () => reject(new Error('died'));
        });
      })();
      died = expect(dying.put(id, content, () => aBlob())).rejects.toThrow();
      await halfWay;
    });
    clock.pass(2 * HOUR_MS);
    await back.removeStrays(clock.nowMs() - HOUR_MS, 10);
    expect(await bytesHeld()).toBe(0);
    expect(await back.find(id)).toBeNull();
    expect((await back.put(id, parts('whole'), () => aBlob())).kind).toBe('stored');
    die();
    await died;
  });

  test('leaves nothing when nothing can be written, says that it may be tried again, and then can', async () => {
    const { blobs, id, put, breakDisk, mendDisk } = open();
    await put('there already');
    await breakDisk();
    const [other, text] = [`${id}-other`, 'x'.repeat(MB)];
    const full = blobs.put(other, parts(text), () => {
      throw new Error('never asked');
    });
    await expect(full).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
    await mendDisk();
    expect(await blobs.find(other)).toBeNull();
    expect((await blobs.find(id))?.bytes).toBe('there already'.length);
  });
});

describeStores('A refusal', (kind) => {
  const open = contentsOf(kind);

  test('is kept for good in the place of a content', async () => {
    const { blobs, id, aBlob, put, bytesHeld } = open();
    const refusal = aBlob({ bytes: 0, isAttached: true, problem: 'bomb' });
    expect(await blobs.refuse(refusal)).toEqual({ kind: 'stored', blob: refusal });
    expect(await blobs.find(id)).toEqual(refusal);
    expect(await blobs.open(id)).toBeNull();
    expect(await put('after all')).toEqual({ kind: 'known', blob: refusal });
    expect(await bytesHeld()).toBe(0);
  });

  test('does not take the place of what is there', async () => {
    const { blobs, id, aBlob, put } = open();
    const { blob } = await put('there');
    expect(await blobs.refuse(aBlob({ problem: 'gone' }))).toEqual({ kind: 'known', blob });
    expect(await textOf(blobs, id)).toBe('there');
  });
});

describeStores('A content of no message', (kind) => {
  const open = contentsOf(kind);

  test('is thrown away after its time, others are not', async () => {
    const { blobs, other, clock, aBlob, bytesHeld } = open();
    const put = (id: string, rest: Partial<Blob> = {}) =>
      blobs.put(id, parts(id), () => aBlob({ id, ...rest }));
    await put('stray-1');
    await put('stray-2');
    await put('sent');
    await put('fetched', { isAttached: true });
    expect(await other.attach(['sent'])).toBe(true);
    clock.pass(2 * HOUR_MS);
    await put('fresh');
    const beforeMs = clock.nowMs() - HOUR_MS;
    expect(await blobs.removeStrays(beforeMs, 1)).toBe(1);
    const rounds = await Promise.all([
      blobs.removeStrays(beforeMs, 10),
      other.removeStrays(beforeMs, 10),
    ]);
    expect(rounds.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await blobs.removeStrays(beforeMs, 10)).toBe(0);
    const ids = ['stray-1', 'stray-2', 'sent', 'fetched', 'fresh'];
    const left = await Promise.all(ids.map((id) => blobs.find(id)));
    expect(left.map((one) => one?.isAttached ?? null)).toEqual([null, null, true, true, false]);
    expect(await bytesHeld()).toBe('sentfetchedfresh'.length);
    expect(await textOf(other, 'sent')).toBe('sent');
  });

  test('cannot be made part of one any more once it is gone', async () => {
    const { blobs, id, put } = open();
    await put('there');
    expect(await blobs.attach([id, `${id}-gone`])).toBe(false);
    expect(await blobs.attach([id])).toBe(true);
    expect(await blobs.attach([id])).toBe(true);
  });
});

describeStores('A content of 20 MB', (kind) => {
  const open = contentsOf(kind);
  const PART_BYTES = 65_536;
  const PARTS = 320;

  test('passes through without being held: what was read is written before more is read', async () => {
    const { blobs, id, aBlob, bytesHeld } = open();
    let ahead = 0;
    const content = (async function* () {
      for (let part = 0; part < PARTS; part++) {
        if (part % 32 === 0) ahead = Math.max(ahead, part * PART_BYTES - (await bytesHeld()));
        yield Buffer.alloc(PART_BYTES, part);
      }
    })();
    await blobs.put(id, content, () => aBlob({ bytes: PARTS * PART_BYTES }));
    // At most what one chunk of the store still lacks.
    expect(ahead).toBeLessThan(300_000);
    let [read, largest, wrong] = [0, 0, 0];
    for await (const part of (await blobs.open(id)) ?? []) {
      if (part[0] !== Math.floor(read / PART_BYTES) % 256) wrong++;
      read += part.length;
      largest = Math.max(largest, part.length);
    }
    expect({ read, wrong }).toEqual({ read: PARTS * PART_BYTES, wrong: 0 });
    expect(largest).toBeLessThan(300_000);
  });

  test('need not be read to its end', async () => {
    const { blobs, id, aBlob, put } = open();
    await put('x'.repeat(MB));
    for await (const _part of (await blobs.open(id)) ?? []) break;
    expect(await blobs.find(id)).toMatchObject({ bytes: aBlob({ bytes: MB }).bytes });
  });
});
