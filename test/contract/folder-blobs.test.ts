import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Blob } from '../../src/core/ports/blobs.js';
import { FolderBlobs } from '../../src/core/stores/embedded/folder-blobs.js';
import { openSqlite } from '../../src/core/stores/embedded/sqlite-database.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';

const MB = 1_024 * 1_024;

describe('The folder of contents, beside the record on one disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  const { database, close } = openSqlite(folder);
  const files = join(folder, 'files');
  let freeBytes = 0;
  let written = 0;

  afterAll(() => {
    close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function* content(parts: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < parts; at++) {
      written += 1;
      freeBytes -= MB;
      yield new Uint8Array(MB);
    }
  }

  async function put(id: string, parts: number) {
    const blobs = await FolderBlobs.open(files, database, new CryptoIds(), async () => freeBytes);
    const about = { id, tenant: 'demo', conversationId: 'c1', name: 'a.bin', atMs: 0 };
    const seal = (): Blob => ({
      ...about,
      ...{ type: 'application/octet-stream', bytes: parts * MB, isImage: false, isAttached: true },
    });
    written = 0;
    return blobs.put(id, content(parts), seal);
  }

  test('takes nothing when what messages may still need is all there is', async () => {
    freeBytes = 255 * MB;
    await expect(put('a', 1)).rejects.toMatchObject({
      code: 'store.unavailable',
      details: { problem: 'the disk is almost full' },
    });
    expect(written).toBe(0);
    expect(readdirSync(files)).toEqual([]);
  });

  test('stops in the middle of one that would use it up, and keeps nothing of it', async () => {
    freeBytes = 260 * MB;
    await expect(put('b', 40)).rejects.toMatchObject({ code: 'store.unavailable' });
    expect(written).toBeLessThan(16);
    expect(readdirSync(files)).toEqual([]);
  });

  test('takes it once there is room again', async () => {
    freeBytes = 400 * MB;
    await expect(put('b', 40)).resolves.toMatchObject({ kind: 'stored' });
    expect(readdirSync(files)).toHaveLength(1);
  });
});
