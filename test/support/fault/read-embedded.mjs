// Prints what an embedded store has on record of a conversation. A process of its own, because the file's lock is
// only given back for certain when the process that read it is gone.
import { SqliteArchive } from '../../../dist/core/stores/embedded/sqlite-archive.js';
import { openSqlite } from '../../../dist/core/stores/embedded/sqlite-database.js';

const [folder, conversationId] = process.argv.slice(2);
const archive = new SqliteArchive(openSqlite(folder).database);
const messages = await archive.page(conversationId, { after: 0, limit: 10_000 });
const turns = await archive.turns(conversationId, 10_000);
process.stdout.write(JSON.stringify({ messages, turns }));
