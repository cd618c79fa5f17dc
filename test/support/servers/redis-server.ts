import path from 'node:path';
import { unpackedPackages } from './debian-packages.js';
import { findProgram } from './find-program.js';
import { answers, type RunningServer, startServer } from './running-server.js';
import { removeStaleFolders } from './stale-folders.js';

export interface RedisOptions {
  readonly port?: number;
}

/** A Redis of the test's own, on 127.0.0.1, that writes its appendonly file as in production. */
export async function startRedis(options: RedisOptions = {}): Promise<RunningServer> {
  await removeStaleFolders();
  const { program, env } = await redisProgram();
  return startServer({
    name: 'redis',
    ...options,
    url: (port) => `redis://127.0.0.1:${port}`,
    command: (port, folder) => ({ program, args: redisArgs(port, folder), env }),
    // While it loads its file, Redis accepts connections but answers "-LOADING".
    isReady: (port) => answers(port, 'PING\r\n', '+PONG'),
  });
}

function redisArgs(port: number, folder: string): string[] {
  return [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec'],
  ];
}

async function redisProgram(): Promise<{ program: string; env: NodeJS.ProcessEnv }> {
  const installed = findProgram('redis-server');
  if (installed !== undefined) return { program: installed, env: {} };
  const root = await unpackedPackages({
    name: `redis-${process.arch}`,
    packages: ['redis-server'],
    withDependencies: true,
  });
  return {
    program: path.join(root, 'usr/bin/redis-server'),
    env: { LD_LIBRARY_PATH: path.join(root, 'usr/lib', debianTriplet()) },
  };
}

/** Debian's name of this machine's architecture in library folders. */
export function debianTriplet(): string {
  return process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
}
