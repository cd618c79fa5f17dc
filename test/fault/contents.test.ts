import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(process.cwd(), 'test/support/fault/put-content.mjs');
const PART_BYTES = 65_536;
/** Blocks of 1,024 bytes that one file may have: room for the database, and for half of what is put. */
const BLOCKS_MAX = 4_000;
const PARTS = 120;

describe('Contents of files in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function put(id: string, rest: { blocksMax?: number; dies?: boolean } = {}) {
    const { blocksMax, dies = false } = rest;
    const limit = blocksMax === undefined ? '' : `ulimit -f ${blocksMax}; `;
    const command = `${limit}exec "$0" "$@"`;
    const words = [SCRIPT, folder, id, String(PARTS), dies ? 'dies' : 'lives'];
    const { stdout, signal } = spawnSync('bash', ['-c', command, process.execPath, ...words], {
      encoding: 'utf8',
    });
    return signal === null ? JSON.parse(stdout) : signal;
  }

  function bytesHeld(): number {
    const files = join(folder, 'files');
    return readdirSync(files).reduce((sum, name) => sum + statSync(join(files, name)).size, 0);
  }

  test('a disk that is full in the middle keeps nothing of one, says so, and what was there is there', () => {
    expect(put('first')).toEqual({ outcome: 'stored', isThere: true });
    const full = put('second', { blocksMax: BLOCKS_MAX });
    expect(full).toEqual({ outcome: 'store.unavailable', isThere: false });
    expect(bytesHeld()).toBe(PARTS * PART_BYTES);
    expect(put('second')).toEqual({ outcome: 'stored', isThere: true });
  });

  test('a process that is killed in the middle leaves nothing once another one has started', () => {
    expect(put('first', { dies: true })).toBe('SIGKILL');
    expect(bytesHeld()).toBe(PARTS * PART_BYTES);
    expect(put('second')).toEqual({ outcome: 'stored', isThere: true });
    expect(bytesHeld()).toBe(PARTS * PART_BYTES);
    expect(put('first')).toEqual({ outcome: 'stored', isThere: true });
  });
});
