import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real server a test may kill, freeze and bring back. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Changes with every `restart`. */
  readonly pid: number;
  readonly logFile: string;
  /** The last 64 KiB of what the server printed, over all its restarts. */
  logs(): string;
  /** SIGKILL unless told otherwise. Returns once the process is gone; the data stays. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Alive but silent, as behind a broken network: connections hang instead of failing. */
  freeze(): void;
  thaw(): void;
  /** Same port, same data. Kills the server first if it still runs. */
  restart(): Promise<void>;
  /** Kills the server and removes its temporary data. May be called twice. */
  stop(): Promise<void>;
}

export interface Recipe {
  readonly name: 'redis' | 'mongo';
  /** Fixed by the caller, or a free one. */
  readonly port?: number;
  readonly url: (port: number) => string;
  readonly command: (port: number, folder: string) => Command;
  /** Whether the server on this port answers. */
  readonly isReady: (port: number) => Promise<boolean>;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Prefix of our folders in the temporary directory; short, as a unix socket's path has 104 bytes. */
export const FOLDER_PREFIX = 'fd-test-';

const START_MS_MAX = 30_000;
const KILL_MS_MAX = 10_000;
const READY_POLL_MS = 15;
const LOG_BYTES_MAX = 64 * 1024;
const PORT_TRIES_MAX = 20;

/**
 * Below the range from which the kernel takes ports of outgoing connections, so that none of them
 * can sit on a killed server's port when it restarts.
 */
const PORT_FIRST = 15_000;
const PORT_COUNT = 15_000;

/**
 * Kills the server and removes its folder once our end of the pipe closes, which the kernel does
 * however this process dies. A shell of its own, as a frozen server could not watch for itself.
 */
const WATCHDOG = 'read -r _; kill -9 "$1"; rm -rf "$2"';

export async function startServer(recipe: Recipe): Promise<RunningServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  try {
    for (let attempt = 1; ; attempt += 1) {
      const port = recipe.port ?? (await freePort());
      const server = new ServerProcess(recipe, port, folder);
      try {
        await server.restart();
        return server;
      } catch (error) {
        await server.kill();
        // Another process may have taken the port since we looked.
        const isPortLost = /address already in use|EADDRINUSE/i.test(server.logs());
        if (!isPortLost || recipe.port !== undefined || attempt === PORT_TRIES_MAX) throw error;
      }
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

class ServerProcess implements RunningServer {
  readonly url: string;
  readonly logFile: string;
  private child: ChildProcess | undefined;
  private isStopped = false;

  constructor(
    private readonly recipe: Recipe,
    readonly port: number,
    private readonly folder: string,
  ) {
    this.url = recipe.url(port);
    this.logFile = path.join(folder, `${recipe.name}.log`);
  }

  get pid(): number {
    return this.living().pid;
  }

  logs(): string {
    return readFileSync(this.logFile).subarray(-LOG_BYTES_MAX).toString('utf8');
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    if (!hasExited(child)) {
      child.ref();
      const gone = once(child, 'exit', { signal: AbortSignal.timeout(KILL_MS_MAX) });
      child.kill(signal);
      // A frozen process takes no signal but SIGKILL.
      if (signal !== 'SIGKILL') child.kill('SIGCONT');
      await gone;
    }
    this.child = undefined;
  }

  freeze(): void {
    this.living().kill('SIGSTOP');
  }

  thaw(): void {
    this.living().kill('SIGCONT');
  }

  async restart(): Promise<void> {
    if (this.isStopped) throw new Error(`${this.recipe.name} was stopped; its data is gone.`);
    await this.kill();
    const { program, args, env } = this.recipe.command(this.port, this.folder);
    const log = openSync(this.logFile, 'a');
    try {
      // Detached: Ctrl-C in the terminal goes to the tests, which then end the server.
      this.child = spawn(program, args, {
        cwd: this.folder,
        detached: true,
        env: { ...process.env, ...env },
        stdio: ['ignore', log, log],
      });
    } finally {
      closeSync(log);
    }
    const child = this.child;
    let failure: Error | undefined;
    child.on('error', (error) => {
      failure = error;
    });
    if (child.pid !== undefined) this.watch(child);
    child.unref();
    await this.untilReady(child, () => failure);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private watch(child: ChildProcess): void {
    const words = ['-c', WATCHDOG, 'watchdog', String(child.pid), this.folder];
    const watchdog = spawn('/bin/sh', words, {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // The process id may soon belong to somebody else.
    child.once('exit', () => watchdog.kill('SIGKILL'));
    watchdog.unref();
    // The pipe must stay open, but must not keep the tests from ending.
    if (watchdog.stdin instanceof net.Socket) watchdog.stdin.unref();
  }

  private async untilReady(child: ChildProcess, failure: () => Error | undefined): Promise<void> {
    const deadline = Date.now() + START_MS_MAX;
    while (Date.now() < deadline) {
      const cause = failure();
      if (cause !== undefined) throw new Error(this.startFailure('cannot be run'), { cause });
      if (hasExited(child)) throw new Error(this.startFailure('ended while starting'));
      if (await this.recipe.isReady(this.port)) {
        // Somebody else's server could answer on this port while ours fails to bind it.
        if (!hasExited(child)) return;
      }
      await sleep(READY_POLL_MS);
    }
    throw new Error(this.startFailure(`did not answer within ${START_MS_MAX} ms`));
  }

  private startFailure(what: string): string {
    return `${this.recipe.name} on port ${this.port} ${what}. Its log ends with:\n${this.logs()}`;
  }

  private living(): ChildProcess & { pid: number } {
    const child = this.child;
    if (child?.pid === undefined || hasExited(child)) {
      throw new Error(`${this.recipe.name} is not running.`);
    }
    return child as ChildProcess & { pid: number };
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < PORT_TRIES_MAX; attempt += 1) {
    const port = PORT_FIRST + Math.floor(Math.random() * PORT_COUNT);
    if (await canListen(port)) return port;
  }
  throw new Error(`No free port found in ${PORT_TRIES_MAX} tries from ${PORT_FIRST} upwards.`);
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Sends `words` and tells whether what comes back starts with `answer`; no words: whether it accepts. */
export function answers(port: number, words = '', answer = ''): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const end = (isAnswered: boolean): void => {
      socket.destroy();
      resolve(isAnswered);
    };
    socket.once('connect', () => (words === '' ? end(true) : socket.write(words)));
    socket.once('data', (bytes) => end(bytes.toString('utf8').startsWith(answer)));
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false));
  });
}
