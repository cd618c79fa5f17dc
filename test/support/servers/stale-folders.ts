import { readdir, rm, stat } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { FOLDER_PREFIX } from './running-server.js';

/** Made by the embedded engine's package for its socket, and left behind when it is killed. */
const ENGINE_PREFIX = 'embedded-mongodb-';

/** A younger folder may belong to an engine that is about to listen. */
const STALE_AFTER_MS = 60_000;

/**
 * Removes what killed runs left in the temporary directory. Our own folders carry the process id of
 * the tests that made them; the engine's belong to whoever listens on the socket inside.
 */
export async function removeStaleFolders(): Promise<void> {
  const names = await readdir(os.tmpdir());
  for (const name of names) {
    const folder = path.join(os.tmpdir(), name);
    if (await isStale(name, folder)) await rm(folder, { recursive: true, force: true });
  }
}

async function isStale(name: string, folder: string): Promise<boolean> {
  if (!name.startsWith(FOLDER_PREFIX) && !name.startsWith(ENGINE_PREFIX)) return false;
  const found = await stat(folder).catch(absentIsUndefined);
  // Another user's folder could not be removed anyway.
  if (found === undefined || found.uid !== process.getuid?.()) return false;
  if (name.startsWith(FOLDER_PREFIX)) {
    const owner = Number.parseInt(name.slice(FOLDER_PREFIX.length), 10);
    return Number.isInteger(owner) && !isAlive(owner);
  }
  if (Date.now() - found.mtimeMs < STALE_AFTER_MS) return false;
  return !(await hasListener(path.join(folder, 'mongodb.sock')));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Only a refusal or a missing socket proves that nobody listens; anything else may be a busy engine. */
function hasListener(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ path: socketPath, timeout: 1_000 });
    const end = (isListening: boolean): void => {
      socket.destroy();
      resolve(isListening);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(true));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}

function absentIsUndefined(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
