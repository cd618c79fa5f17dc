import { PassThrough } from 'node:stream';
import { GatewayError } from '../../../src/core/domain/errors.js';
import { FileCleaner } from '../../../src/core/files/file-cleaner.js';
import type { FileOwner } from '../../../src/core/ports/files.js';
import {
  aKeeper,
  contentOf,
  inParts,
  NEVER,
  PuppetSource,
  sentFrom,
} from '../../support/a-keeper.js';
import { type OpenBlobs, openBlobs } from '../../support/blob-kinds.js';
import { PNG, WINDOWS_PROGRAM } from '../../support/some-contents.js';
import { describeStores, SILENT, type StoreKind } from '../../support/stores.js';
import { StoryClock } from '../../support/story-clock.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let talks = 0;

function keepersOf(kind: StoreKind) {
  const clock = new StoryClock();
  let opened: OpenBlobs;
  beforeAll(async () => {
    opened = await openBlobs(kind, clock);
  });
  afterAll(() => opened.close());
  return () => {
    const owner: FileOwner = { tenant: 'demo', conversationId: `talk${++talks}` };
    const keeper = aKeeper({ blobs: opened.blobs, clock });
    const upload = (name = 'photo.png', content = PNG) =>
      keeper.take({ ...owner, name, content: inParts(content) });
    return { ...opened, clock, owner, keeper, upload };
  };
}

describeStores('An upload', (kind) => {
  const open = keepersOf(kind);

  test('is taken, sent with a message, and given out as what it is', async () => {
    const { keeper, owner, upload } = open();
    const file = await upload('photo.jpg');
    expect(file).toEqual({ id: file.id, name: 'photo.jpg', type: 'image/png', bytes: PNG.length });
    expect(await keeper.pick(owner, [file.id ?? ''])).toEqual([file]);
    const shown = await keeper.open(file, owner, NEVER);
    expect(shown).toMatchObject({
      kind: 'open',
      name: 'photo.jpg',
      type: 'image/png',
      isImage: true,
    });
    expect((await contentOf(shown)).equals(PNG)).toBe(true);
  });

  test('may be sent again with the same message', async () => {
    const { keeper, owner, upload } = open();
    const ids = [(await upload()).id ?? '', (await upload()).id ?? ''];
    const first = await keeper.pick(owner, ids);
    expect(first.map(({ id }) => id)).toEqual(ids);
    expect(await keeper.pick(owner, ids)).toEqual(first);
    expect(await keeper.pick(owner, [...ids, ...ids])).toEqual(first);
    expect(await keeper.pick(owner, [])).toEqual([]);
  });

  test('belongs to its conversation and its tenant', async () => {
    const { keeper, owner, upload } = open();
    const file = await upload();
    const others = [
      { ...owner, conversationId: 'another' },
      { ...owner, tenant: 'another' },
    ];
    for (const other of others) {
      await expect(keeper.pick(other, [file.id ?? ''])).rejects.toMatchObject({
        code: 'file.unknown',
      });
      expect(await keeper.open(file, other, NEVER)).toEqual({ kind: 'problem', problem: 'gone' });
    }
  });

  test('is unknown if nobody made it', async () => {
    const { keeper, owner } = open();
    for (const id of ['', 'u', '../x', 'u0000', '$where']) {
      await expect(keeper.pick(owner, [id])).rejects.toMatchObject({ code: 'file.unknown' });
    }
  });

  test('that is refused leaves nothing', async () => {
    const { owner, upload, bytesHeld, keeper } = open();
    const before = await bytesHeld();
    const refusals = [
      () => upload('photo.png', WINDOWS_PROGRAM),
      () => upload('../photo.png'),
      () => upload('empty.png', Buffer.alloc(0)),
      () => keeper.take({ ...owner, name: 'long.png', content: inParts(PNG), bytes: 60_000_001 }),
      () => keeper.take({ ...owner, name: 'a.png', content: inParts(PNG, PNG), bytes: PNG.length }),
      () => keeper.take({ ...owner, name: 'a.png', content: inParts(PNG), bytes: PNG.length + 1 }),
    ];
    const problems: unknown[] = [];
    for (const one of refusals) {
      await one().catch(({ code, details }) => problems.push([code, details.problem]));
    }
    expect(problems).toEqual([
      ['file.refused', 'kind'],
      ['file.refused', 'name'],
      ['file.refused', 'empty'],
      ['file.refused', 'too-large'],
      ['file.incomplete', undefined],
      ['file.incomplete', undefined],
    ]);
    expect(await bytesHeld()).toBe(before);
  });

  test('that breaks off leaves nothing, and may be tried again', async () => {
    const { owner, keeper, bytesHeld } = open();
    const before = await bytesHeld();
    const content = new PassThrough();
    const broken = keeper.take({ ...owner, name: 'a.txt', content });
    content.write('x'.repeat(300_000));
    content.destroy(new Error('aborted'));
    await expect(broken).rejects.toMatchObject({ code: 'file.incomplete', retryable: true });
    expect(await bytesHeld()).toBe(before);
  });

  test('that falls silent is given up', async () => {
    const { owner, keeper, clock, bytesHeld } = open();
    const before = await bytesHeld();
    const content = new PassThrough();
    const silent = keeper.take({ ...owner, name: 'a.txt', content });
    const ended = expect(silent).rejects.toMatchObject({ code: 'file.incomplete' });
    content.write('x');
    const passing = setInterval(() => clock.pass(10_000), 5);
    await ended;
    clearInterval(passing);
    expect(content.destroyed).toBe(true);
    expect(await bytesHeld()).toBe(before);
  });

  test('waits for nobody: beyond what one process takes it is refused for now', async () => {
    const { owner, keeper, upload, clock } = open();
    const content = Array.from({ length: 4 }, () => new PassThrough());
    const taken = content.map((one, at) =>
      keeper.take({ ...owner, conversationId: `busy${at}`, name: 'a.txt', content: one }),
    );
    const late = expect(upload()).rejects.toMatchObject({ code: 'file.busy', retryable: true });
    await new Promise((resolve) => setImmediate(resolve));
    clock.pass(5_000);
    await late;
    for (const one of content) one.end('done');
    expect(await Promise.all(taken)).toHaveLength(4);
    expect((await upload()).type).toBe('image/png');
  });

  test('is held to the rate, to how many go with one message, and to whether files are taken', async () => {
    const { owner, blobs, clock } = open();
    const settings = { perConversation: { points: 4, windowMs: MINUTE_MS } };
    const keeper = aKeeper({ blobs, clock, settings });
    const upload = () => keeper.take({ ...owner, name: 'a.txt', content: inParts('a') });
    const files = [await upload(), await upload(), await upload(), await upload()];
    await expect(upload()).rejects.toMatchObject({ code: 'rate.limited' });
    await expect(
      keeper.pick(
        owner,
        files.map(({ id }) => id ?? ''),
      ),
    ).rejects.toMatchObject({
      code: 'file.refused',
      details: { problem: 'too-many', filesMax: 3 },
    });
    const off = aKeeper({ blobs, clock, settings: { isEnabled: false } });
    const refused = off.take({ ...owner, name: 'a.txt', content: inParts('a') });
    await expect(refused).rejects.toMatchObject({ code: 'file.off' });
    expect(off.path(files[0] ?? { name: '' }, owner)).toBeNull();
  });

  test('that was never sent is thrown away after a day', async () => {
    const { owner, keeper, upload, blobs, clock } = open();
    const [sent, stray] = [await upload(), await upload()];
    await keeper.pick(owner, [sent.id ?? '']);
    const cleaner = new FileCleaner({ blobs, clock, telemetry: SILENT });
    clock.pass(DAY_MS - MINUTE_MS);
    await cleaner.pass();
    expect(await blobs.find(stray.id ?? '')).not.toBeNull();
    clock.pass(2 * MINUTE_MS);
    await cleaner.pass();
    await expect(keeper.pick(owner, [stray.id ?? ''])).rejects.toMatchObject({
      code: 'file.unknown',
    });
    expect((await keeper.open(sent, owner, NEVER)).kind).toBe('open');
  });
});

describeStores("A platform's file", (kind) => {
  const open = keepersOf(kind);

  function fetching(give: ConstructorParameters<typeof PuppetSource>[1]) {
    const parts = open();
    const source = new PuppetSource('slack', give);
    const keeperOf = (blobs = parts.blobs) =>
      aKeeper({ blobs, clock: parts.clock, sources: [source] });
    const file = sentFrom(parts.owner.conversationId.replace('talk', 'f'), 'slack A T F1');
    return { ...parts, source, keeper: keeperOf(), second: keeperOf(parts.other), file };
  }

  test('is fetched once, however many want it, and found to be what it is', async () => {
    const { keeper, source, file, owner } = fetching(async () => ({ content: inParts(PNG) }));
    const [settled] = await keeper.settle([file], owner, NEVER);
    expect(settled).toEqual({
      id: file.id,
      name: 'photo.png',
      type: 'image/png',
      bytes: PNG.length,
    });
    const all = await Promise.all([1, 2, 3].map(() => keeper.open(file, owner, NEVER)));
    const contents = await Promise.all(all.map(contentOf));
    expect(contents.every((one) => one.equals(PNG))).toBe(true);
    expect(source.asked).toEqual(['slack A T F1']);
  });

  test('is asked for once by all who want it at the same time', async () => {
    let give = (_content: AsyncIterable<Uint8Array>) => {};
    const { keeper, source, file, owner } = fetching(
      () =>
        new Promise((resolve) => {
          give = (content) => resolve({ content });
        }),
    );
    const all = [1, 2, 3].map(() => keeper.open(file, owner, NEVER));
    while (source.asked.length === 0) await new Promise(setImmediate);
    give(inParts(PNG));
    expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(['open', 'open', 'open']);
    expect(source.asked).toHaveLength(1);
  });

  test('is kept once by two processes that fetch it at the same time', async () => {
    const { keeper, second, file, owner, bytesHeld } = fetching(async () => ({
      content: inParts(PNG),
    }));
    const before = await bytesHeld();
    const both = await Promise.all([
      keeper.open(file, owner, NEVER),
      second.open(file, owner, NEVER),
    ]);
    for (const one of both) expect((await contentOf(one)).equals(PNG)).toBe(true);
    expect(await bytesHeld()).toBe(before + PNG.length);
  });

  test('that the platform does not give, or that is refused, stays so', async () => {
    const given: (Buffer | null)[] = [null, WINDOWS_PROGRAM];
    for (const [content, problem] of [
      [given[0], 'gone'],
      [given[1], 'kind'],
    ] as const) {
      const { keeper, second, file, owner, source } = fetching(async () =>
        content == null ? null : { content: inParts(content) },
      );
      const refused = { kind: 'problem', problem };
      expect(await keeper.open(file, owner, NEVER)).toEqual(refused);
      expect(await second.open(file, owner, NEVER)).toEqual(refused);
      const { source: _, ...plain } = file;
      expect(await second.settle([file], owner, NEVER)).toEqual([{ ...plain, problem }]);
      expect(source.asked).toHaveLength(1);
    }
  });

  test('that is too large is refused before it is read', async () => {
    let read = 0;
    const content = (async function* () {
      for (;;) {
        read++;
        yield Buffer.from('x'.repeat(1_000));
      }
    })();
    const { keeper, file, owner } = fetching(async () => ({ content, bytes: 60_000_001 }));
    const refused = { kind: 'problem', problem: 'too-large' };
    expect(await keeper.open(file, owner, NEVER)).toEqual(refused);
    expect(read).toBeLessThan(3);
  });

  test('that cannot be had now may be had later', async () => {
    let isAway = true;
    const { keeper, file, owner } = fetching(async () => {
      if (isAway) throw new GatewayError('slack.unavailable');
      return { content: inParts(PNG) };
    });
    await expect(keeper.open(file, owner, NEVER)).rejects.toMatchObject({
      code: 'slack.unavailable',
    });
    expect(await keeper.settle([file], owner, NEVER)).toEqual([file]);
    isAway = false;
    expect((await keeper.open(file, owner, NEVER)).kind).toBe('open');
  });

  test('that breaks off on its way may be had later', async () => {
    let parts: AsyncIterable<Uint8Array> = inParts(PNG.subarray(0, 20));
    const { keeper, file, owner } = fetching(async () => ({ content: parts, bytes: PNG.length }));
    await expect(keeper.open(file, owner, NEVER)).rejects.toMatchObject({
      code: 'file.incomplete',
    });
    parts = inParts(PNG);
    expect((await keeper.open(file, owner, NEVER)).kind).toBe('open');
  });

  test('holds nobody longer than they want to wait, and goes on for the others', async () => {
    let give = (_content: AsyncIterable<Uint8Array>) => {};
    const { keeper, file, owner } = fetching(
      () =>
        new Promise((resolve) => {
          give = (content) => resolve({ content });
        }),
    );
    const impatient = new AbortController();
    const [left, stayed] = [
      keeper.settle([file], owner, impatient.signal),
      keeper.open(file, owner, NEVER),
    ];
    while (impatient.signal.aborted === false) {
      await new Promise(setImmediate);
      impatient.abort();
    }
    expect(await left).toEqual([file]);
    while ((await Promise.race([stayed, null])) === null) {
      give(inParts(PNG));
      await new Promise(setImmediate);
    }
    expect((await stayed).kind).toBe('open');
  });

  test('cannot be sent by naming its id', async () => {
    const { keeper, owner, file } = fetching(async () => ({ content: inParts(PNG) }));
    await keeper.settle([file], owner, NEVER);
    const picked = keeper.pick(owner, [file.id ?? '']);
    await expect(picked).rejects.toMatchObject({ code: 'file.unknown' });
  });

  test('that is on its way when the gateway stops may be had later', async () => {
    const { keeper, owner, file, source } = fetching(
      (_source, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const waiting = expect(keeper.open(file, owner, NEVER)).rejects.toMatchObject({
      code: 'stopping',
    });
    while (source.asked.length === 0) await new Promise(setImmediate);
    await keeper.stop();
    await waiting;
  });
});
