import type { FileOwner } from '../../../src/core/ports/files.js';
import { aKeeper, inParts } from '../../support/a-keeper.js';
import { type OpenBlobs, openBlobs } from '../../support/blob-kinds.js';
import { PNG } from '../../support/some-contents.js';
import { EMBEDDED } from '../../support/stores.js';
import { StoryClock } from '../../support/story-clock.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('A link to a file', () => {
  const clock = new StoryClock();
  const owner: FileOwner = { tenant: 'demo', conversationId: 'talk' };
  let opened: OpenBlobs;
  beforeAll(async () => {
    opened = await openBlobs(EMBEDDED, clock);
  });
  afterAll(() => opened.close());

  function open() {
    const { blobs } = opened;
    const keeper = aKeeper({ blobs, clock });
    const upload = () => keeper.take({ ...owner, name: 'photo.png', content: inParts(PNG) });
    return { blobs, clock, owner, keeper, upload };
  }

  function linkOf(path: string | null) {
    const url = new URL(path ?? '', 'http://gateway');
    const expiresMs = Number(url.searchParams.get('e'));
    const id = decodeURIComponent(url.pathname.replace('/files/', ''));
    return { id, link: { expiresMs, proof: url.searchParams.get('s') ?? '' } };
  }

  test('leads to it for a while, and is the same meanwhile', async () => {
    const { keeper, owner, upload, clock } = open();
    const file = await upload();
    const path = keeper.path(file, owner);
    expect(keeper.path(file, owner)).toBe(path);
    const { id, link } = linkOf(path);
    clock.pass(MINUTE_MS);
    expect((await keeper.openLink(id, link))?.kind).toBe('open');
    clock.pass(MINUTE_MS / 2);
    expect(await keeper.openLink(id, link)).toBeNull();
    expect(keeper.path(file, owner)).not.toBe(path);
  });

  test('that was posted elsewhere, where nobody can renew it, is good for days', async () => {
    const { keeper, owner, upload, clock } = open();
    const url = keeper.url(await upload(), owner);
    expect(url).toMatch(/^https:\/\/support\.example\/files\//);
    const { id, link } = linkOf(url);
    clock.pass(DAY_MS);
    expect((await keeper.openLink(id, link))?.kind).toBe('open');
    clock.pass(DAY_MS / 2);
    expect(await keeper.openLink(id, link)).toBeNull();
  });

  test('leads nowhere once it is changed, or made by another gateway or for another conversation', async () => {
    const { keeper, owner, upload, blobs, clock } = open();
    const [file, other] = [await upload(), await upload()];
    const { id, link } = linkOf(keeper.path(file, owner));
    const foreign = aKeeper({ blobs, clock, secret: 'another-secret-of-32-characters-and-more' });
    const forged = [
      [id, { ...link, expiresMs: link.expiresMs + MINUTE_MS }],
      [id, { ...link, expiresMs: Number.NaN }],
      [id, { ...link, proof: '' }],
      [id, { ...link, proof: link.proof.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A')) }],
      [other.id ?? '', link],
      [id, linkOf(foreign.path(file, owner)).link],
      [id, linkOf(keeper.path(file, { ...owner, conversationId: 'another' })).link],
      [id, linkOf(keeper.path(file, { ...owner, tenant: 'another' })).link],
    ] as const;
    const opened = await Promise.all(forged.map(([which, one]) => keeper.openLink(which, one)));
    expect(opened).toEqual(forged.map(() => null));
    expect((await keeper.openLink(id, link))?.kind).toBe('open');
  });

  test('is not there without a content, and not for elsewhere without an address', async () => {
    const { keeper, owner, upload, blobs, clock } = open();
    expect(keeper.path({ name: 'a.png' }, owner)).toBeNull();
    expect(keeper.path({ name: 'a.png', id: 'a', problem: 'gone' }, owner)).toBeNull();
    const hidden = aKeeper({ blobs, clock, settings: { publicUrl: null } });
    expect(hidden.url(await upload(), owner)).toBeNull();
  });
});
