// Puts a content into an embedded store and prints what became of it. A process of its own, because the most it may
// write to one file is set from outside; or because it is killed when half of it is written.
import { join } from 'node:path';
import { FolderBlobs } from '../../../dist/core/stores/embedded/folder-blobs.js';
import { openSqlite } from '../../../dist/core/stores/embedded/sqlite-database.js';
import { CryptoIds } from '../../../dist/core/stores/system/crypto-ids.js';

const PART_BYTES = 65_536;

const [folder, id, parts, dies] = process.argv.slice(2);
// Without this a write beyond the limit ends the process instead of failing.
process.on('SIGXFSZ', () => undefined);

async function* content() {
  for (let part = 0; part < Number(parts); part++) yield Buffer.alloc(PART_BYTES, part);
  if (dies === 'dies') process.kill(process.pid, 'SIGKILL');
}

function seal() {
  const owner = { tenant: 'demo', conversationId: 'talk', name: 'a.bin', type: 'text/plain' };
  const bytes = Number(parts) * PART_BYTES;
  return { id, ...owner, bytes, isImage: false, atMs: 1, isAttached: true };
}

const { database, close } = openSqlite(folder);
const blobs = await FolderBlobs.open(join(folder, 'files'), database, new CryptoIds());
const outcome = await blobs.put(id, content(), seal).then(
  ({ kind }) => kind,
  ({ code }) => code,
);
const found = await blobs.find(id);
close();
process.stdout.write(JSON.stringify({ outcome, isThere: found !== null }));
