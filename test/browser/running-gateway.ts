import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { NO_KEY } from '../support/no-key.js';

const ROOT = path.resolve(__dirname, '../..');
const MAIN = path.join(ROOT, 'dist/main.js');

const START_MS_MAX = 20_000;
const STOP_MS_MAX = 15_000;
const POLL_MS = 25;

/** Below the range from which the kernel takes ports of outgoing connections, so that a killed gateway's stays free. */
const PORT_FIRST = 15_000;
const PORT_COUNT = 15_000;

/** The gateway as its user starts it: the built program, the shipped configuration, a data folder of its own. */
export class RunningGateway {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<RunningGateway> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing. Run: npm run build`);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'fd-browser-'));
    const gateway = new RunningGateway(await freePort(), folder, env);
    try {
      await gateway.restart();
    } catch (error) {
      await gateway.stop();
      throw error;
    }
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  log(): string {
    const file = this.logFile;
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  async agentToken(id: string): Promise<string> {
    const secrets = JSON.parse(await readFile(path.join(this.folder, 'data/secrets.json'), 'utf8'));
    return secrets.agents[id];
  }

  /** As a power cut would: nothing is finished, nothing is said goodbye to. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit', { signal: AbortSignal.timeout(STOP_MS_MAX) });
    child.kill(signal);
    await gone;
  }

  /** Same port, same data. Resolves once the gateway says that it is ready. */
  async restart(): Promise<void> {
    await this.kill();
    const before = this.log().length;
    const log = openSync(this.logFile, 'a');
    const data = path.join(this.folder, 'data');
    this.child = spawn(process.execPath, [MAIN, 'start', '--config', 'config/frontdesk.yaml'], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...NO_KEY,
        ...this.env,
        PORT: String(this.port),
        FRONTDESK_DATA: data,
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    await this.untilReady(this.child, before);
  }

  /** May be called twice. Leaves neither process nor data. */
  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get logFile(): string {
    return path.join(this.folder, 'gateway.log');
  }

  private async untilReady(child: ChildProcess, before: number): Promise<void> {
    const deadline = Date.now() + START_MS_MAX;
    while (Date.now() < deadline) {
      if (this.log().slice(before).includes(`${this.url}/desk`)) return;
      if (child.exitCode !== null) break;
      await wait(POLL_MS);
    }
    throw new Error(`The gateway did not start on port ${this.port}. Its log:\n${this.log()}`);
  }
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = PORT_FIRST + Math.floor(Math.random() * PORT_COUNT);
    const probe = net.createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
