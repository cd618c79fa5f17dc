import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { unpackedPackages } from './debian-packages.js';
import { findProgram } from './find-program.js';
import { debianTriplet } from './redis-server.js';
import { answers, type Command, type RunningServer, startServer } from './running-server.js';
import { removeStaleFolders } from './stale-folders.js';

const run = promisify(execFile);

/** What the embedded engine was linked against. */
const ENGINE_GLIBC_MIN = 2.38;

export interface MongoOptions {
  readonly port?: number;
  /** Where the data lives. Given: it is the caller's, and `stop` leaves it there. */
  readonly dbPath?: string;
}

/**
 * A MongoDB of the test's own, on 127.0.0.1: `mongod` where it is installed, else MongoDB's engine
 * out of npm in a process of its own. The engine has no sessions, transactions or change streams,
 * and its TTL indexes never expire anything. After a kill only `{ w: 1, j: true }` writes are all
 * there: with `w: 'majority', j: true` the engine acknowledges some before they are on disk.
 */
export async function startMongo(options: MongoOptions = {}): Promise<RunningServer> {
  await removeStaleFolders();
  const { dbPath, ...rest } = options;
  const commandFor = await mongoCommand();
  return startServer({
    name: 'mongo',
    ...rest,
    url: (port) => `mongodb://127.0.0.1:${port}`,
    command: (port, folder) => {
      const dataFolder = dbPath ?? path.join(folder, 'data');
      mkdirSync(dataFolder, { recursive: true });
      return commandFor(port, dataFolder, folder);
    },
    isReady: (port) => answers(port),
  });
}

type CommandFor = (port: number, dataFolder: string, folder: string) => Command;

async function mongoCommand(): Promise<CommandFor> {
  const mongod = findProgram('mongod');
  if (mongod !== undefined) {
    return (port, dataFolder) => ({
      program: mongod,
      args: ['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', dataFolder],
    });
  }
  const [program, ...loaderArgs] = await nodeForEngine();
  const script = path.join(__dirname, 'mongo-engine-server.cjs');
  return (port, dataFolder, folder) => ({
    program,
    args: [...loaderArgs, script, String(port), dataFolder],
    // The engine makes a folder for its socket; inside ours it goes when ours goes.
    env: { TMPDIR: folder, NODE_OPTIONS: '' },
  });
}

/** This Node, started through Debian 13's loader where the machine's own glibc is too old. */
async function nodeForEngine(): Promise<[string, ...string[]]> {
  if (process.platform === 'darwin') return [process.execPath];
  const { stdout } = await run('getconf', ['GNU_LIBC_VERSION']);
  const own = Number.parseFloat(stdout.replace('glibc', ''));
  if (own >= ENGINE_GLIBC_MIN) return [process.execPath];
  const root = await unpackedPackages({
    name: `glibc-trixie-${process.arch}`,
    packages: ['libc6', 'libstdc++6', 'libgcc-s1'],
    release: 'trixie',
    withDependencies: false,
  });
  const triplet = debianTriplet();
  const newer = path.join(root, 'usr/lib', triplet);
  const loader = process.arch === 'arm64' ? 'ld-linux-aarch64.so.1' : 'ld-linux-x86-64.so.2';
  const libraries = [newer, `/lib/${triplet}`, `/usr/lib/${triplet}`].join(':');
  return [path.join(newer, loader), '--library-path', libraries, process.execPath];
}
