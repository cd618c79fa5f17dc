import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FromSubject, SubjectOrder, ToSubject, Usage } from './subject-kinds.js';

const START_MS_MAX = 30_000;
const ANSWER_MS_MAX = 10_000;
const STOP_MS_MAX = 15_000;

/** One chat under measurement, in a process of its own, so that the load does not share its event loop. */
export class SubjectProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly order: SubjectOrder,
    readonly url: string,
  ) {}

  get title(): string {
    const { kind, family } = this.order;
    if (kind === 'minimal') return family === 'mongo' ? 'minimal, MongoDB' : 'minimal, SQLite';
    return family === 'mongo' ? 'Frontdesk, Redis + MongoDB' : 'Frontdesk, embedded';
  }

  static async start(order: SubjectOrder, profileFolder?: string): Promise<SubjectProcess> {
    mkdirSync(order.folder, { recursive: true });
    const profile =
      profileFolder === undefined
        ? []
        : [
            '--cpu-prof',
            `--cpu-prof-dir=${profileFolder}`,
            `--cpu-prof-name=${order.kind}-${order.family}.cpuprofile`,
          ];
    // What the gateway logs is written, as in production, but to nowhere.
    const child = spawn(process.execPath, [...profile, join(__dirname, 'run.cjs'), 'subject'], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      const answer = awaited(child, { order }, START_MS_MAX);
      const told = await answer;
      if (!('url' in told)) throw new Error('The process under measurement gave no address.');
      return new SubjectProcess(child, order, told.url);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  async usage(): Promise<Usage> {
    const told = await awaited(this.child, { ask: 'usage' }, ANSWER_MS_MAX);
    if (!('usage' in told)) throw new Error('The process under measurement did not say its usage.');
    return told.usage;
  }

  /** In order if it can, because only then does it write its profile. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    child.send({ ask: 'stop' } satisfies ToSubject, () => undefined);
    await gone;
    clearTimeout(timer);
  }
}

function awaited(child: ChildProcess, message: ToSubject, maxMs: number): Promise<FromSubject> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(new Error('A process does not answer.')), maxMs);
    const hear = (told: FromSubject) => end(told);
    const ended = () => end(new Error('A process under measurement ended by itself.'));
    child.once('message', hear).once('exit', ended).once('error', end);
    function end(outcome: FromSubject | Error): void {
      clearTimeout(timer);
      child.off('message', hear).off('exit', ended).off('error', end);
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    }
    child.send(message, (error) => error && end(error));
  });
}
