import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(__dirname, '../..');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-build-'));
  await symlink(path.join(ROOT, 'web'), path.join(folder, 'web'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what an earlier version made is not served any longer', async () => {
  const out = path.join(folder, 'dist/web');
  await mkdir(path.join(out, 'art'), { recursive: true });
  await writeFile(path.join(out, 'gone.js'), '');
  await writeFile(path.join(out, 'art/gone.svg'), '');
  const script = path.join(ROOT, 'scripts/build-web.mjs');
  await promisify(execFile)(process.execPath, [script], { cwd: folder });
  const made = await readdir(out, { recursive: true });
  expect(made).toEqual(expect.arrayContaining(['widget.js', 'desk.js', 'desk.html', 'desk.css']));
  expect(made.filter((name) => name.includes('gone'))).toEqual([]);
});
