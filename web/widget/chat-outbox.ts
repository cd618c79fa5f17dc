import type { Deed, Problem, Recorded } from './wire.js';

/** Lines that broke while one deed was under way, before it is taken for the cause: then it waits for a press. */
const BREAKS_MAX = 4;

/** What became of a deed: under way, on record under `seq`, or waiting for a person because of a problem. */
export type DeedState =
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent'; readonly seq: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

interface Entry {
  readonly deed: Deed;
  state: DeedState;
  breaks: number;
}

/** What the outbox needs of the line. */
interface Line {
  readonly isUp: boolean;
  ask<Answer>(event: string, payload: unknown): Promise<Answer>;
}

/**
 * What the customer has done and the gateway has not yet acknowledged. One at a time, so that it is recorded in the
 * order it was done; always with its first id, so that sending again says nothing twice.
 */
export class ChatOutbox {
  private entries: Entry[] = [];
  private isSending = false;

  constructor(
    private readonly line: Line,
    private readonly onState: (deed: Deed, state: DeedState) => void,
  ) {}

  add(deed: Deed): void {
    const entry: Entry = { deed, state: { kind: 'sending' }, breaks: 0 };
    this.entries.push(entry);
    this.onState(deed, entry.state);
    void this.sendAll();
  }

  retry(id: string): void {
    const entry = this.find(id);
    if (entry?.state.kind !== 'failed') return;
    entry.breaks = 0;
    this.move(entry, { kind: 'sending' });
    void this.sendAll();
  }

  /** The line is up again: everything that may still go through goes out again. */
  resume(): void {
    for (const entry of this.entries) {
      const mayPass = entry.state.kind === 'failed' && entry.state.problem.retryable;
      if (mayPass && entry.breaks < BREAKS_MAX) this.move(entry, { kind: 'sending' });
    }
    void this.sendAll();
  }

  /** The record has it, whether or not an acknowledgement came. */
  settle(id: string, seq: number): void {
    const entry = this.find(id);
    if (entry === undefined) return;
    this.move(entry, { kind: 'sent', seq });
    this.drop(id);
  }

  /** Takes one back. */
  drop(id: string): Deed | undefined {
    const dropped = this.find(id);
    this.entries = this.entries.filter((one) => one !== dropped);
    return dropped?.deed;
  }

  clear(): void {
    this.entries = [];
  }

  private find(id: string): Entry | undefined {
    return this.entries.find(({ deed }) => deed.id === id);
  }

  private async sendAll(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.line.isUp) {
        const entry = this.entries.find(({ state }) => state.kind === 'sending');
        if (entry === undefined) return;
        await this.send(entry);
      }
    } finally {
      this.isSending = false;
    }
  }

  private async send(entry: Entry): Promise<void> {
    const { kind, payload } = wireOf(entry.deed);
    let answer: Recorded;
    try {
      answer = await this.line.ask<Recorded>(kind, payload);
    } catch {
      this.unanswered(entry);
      return;
    }
    if (answer.ok) this.settle(entry.deed.id, answer.seq);
    else this.move(entry, { kind: 'failed', problem: answer.error });
  }

  /** Unknown whether it arrived. A broken line will be up again; a silent server needs a person's press. */
  private unanswered(entry: Entry): void {
    if (entry.state.kind !== 'sending') return;
    entry.breaks += 1;
    if (this.line.isUp || entry.breaks >= BREAKS_MAX) {
      this.move(entry, { kind: 'failed', problem: { code: 'unanswered', retryable: true } });
    }
  }

  /** What was dropped meanwhile, as by starting over, has no state any more. */
  private move(entry: Entry, state: DeedState): void {
    if (!this.entries.includes(entry)) return;
    entry.state = state;
    this.onState(entry.deed, state);
  }
}

/** Of a file the gateway knows everything but that it belongs to this message. */
function wireOf(deed: Deed): { kind: Deed['kind']; payload: object } {
  const { kind, ...payload } = deed;
  if (deed.kind !== 'message' || deed.files === undefined) return { kind, payload };
  return { kind, payload: { ...payload, files: deed.files.map(({ id }) => ({ id })) } };
}
