import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_KEY } from '../no-key.js';

/** How long a process may take to start on a busy machine. */
const START_MS_MAX = 60_000;

/** Lines kept to be shown when a test fails. */
const LOG_LINES_MAX = 200;

/** One real gateway process, on a port of its own, that can be killed, frozen and started again. */
export class GatewayProcess {
  private child: ChildProcess | null = null;
  private readonly lines: string[] = [];

  constructor(
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    if (!this.isRunning || this.child?.pid === undefined) throw new Error('It is not running.');
    return this.child.pid;
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  async start(): Promise<void> {
    const script = join(process.cwd(), 'test/support/fault/faulty-gateway.mjs');
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, ...NO_KEY, ...this.env, PORT: String(this.port) },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child = child;
    child.stderr?.on('data', (chunk: Buffer) => this.keep(chunk));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(this.startError('took too long')), START_MS_MAX);
      child.stdout?.on('data', (chunk: Buffer) => {
        this.keep(chunk);
        if (!chunk.toString().includes('"ready"')) return;
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', () => {
        clearTimeout(timer);
        reject(this.startError('ended'));
      });
    });
  }

  /** Whether the kernel has stopped it, as it does after SIGSTOP. */
  get isFrozen(): boolean {
    if (!this.isRunning || this.child?.pid === undefined) return false;
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Resolves when the process is gone, however it ends. */
  async ended(): Promise<NodeJS.Signals | number | null> {
    const child = this.child;
    if (child === null || !this.isRunning) return child?.signalCode ?? child?.exitCode ?? null;
    return new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? code));
    });
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  log(): string {
    return this.lines.join('');
  }

  private keep(chunk: Buffer): void {
    this.lines.push(chunk.toString());
    if (this.lines.length > LOG_LINES_MAX) this.lines.shift();
  }

  private startError(what: string): Error {
    return new Error(`The gateway process ${what} while starting.\n${this.log()}`);
  }
}
