import type { DeskApi } from './desk-api.js';
import { DeskProblem } from './desk-api.js';

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MS_MAX = 5_000;

/**
 * A stream that says nothing for so long is taken for dead: the server lets a line of silence pass every 15 seconds, and
 * a connection whose other end is gone looks alive for minutes.
 */
const SILENCE_MS_MAX = 40_000;

/** One event is a few dozen bytes; a stream that sends this much without ending one is none of ours. */
const EVENT_CHARS_MAX = 64_000;

export interface StreamEvent {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface StreamActions {
  readonly onEvent: (event: StreamEvent) => void;
  /** `live`: hints come; `lost`: they do not, and it is tried again. */
  readonly onState: (state: 'live' | 'lost') => void;
  readonly onRefused: () => void;
}

/**
 * Server-sent events by `fetch`, because the browser's own EventSource cannot send the agent's token. Comes back by
 * itself, later each time; what was missed meanwhile is read from the record.
 */
export class EventStream {
  private attempt = new AbortController();
  private failures = 0;

  constructor(
    private readonly api: Pick<DeskApi, 'events'>,
    private readonly on: StreamActions,
  ) {}

  /** Begins anew, with what the customer of this handoff types among the events. */
  follow(handoffId: string | null): void {
    this.attempt.abort();
    this.attempt = new AbortController();
    void this.keepOpen(handoffId, this.attempt.signal);
  }

  stop(): void {
    this.attempt.abort();
  }

  private async keepOpen(handoffId: string | null, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const silence = new Silence();
      try {
        const either = AbortSignal.any([signal, silence.signal]);
        await this.run(await this.api.events(handoffId, either), silence);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof DeskProblem && error.code === 'desk.unauthorized') {
          this.on.onRefused();
          return;
        }
      } finally {
        silence.end();
      }
      if (signal.aborted) return;
      this.on.onState('lost');
      await pause(backoffMs(this.failures), signal);
      this.failures += 1;
    }
  }

  /** Until the stream ends. Rejects when it breaks, is given up, or has been silent for too long. */
  private async run(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    silence: Silence,
  ): Promise<void> {
    this.on.onState('live');
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      silence.broken();
      // Only what really arrives shows that the stream works; some proxies accept one and keep it to themselves.
      this.failures = 0;
      const cut = cutEvents(rest + value);
      rest = cut.rest;
      if (rest.length > EVENT_CHARS_MAX) return;
      for (const event of cut.events) this.on.onEvent(event);
    }
  }
}

/** Aborts when nothing has been heard for too long. */
class Silence {
  private readonly over = new AbortController();
  private timer = this.count();

  get signal(): AbortSignal {
    return this.over.signal;
  }

  broken(): void {
    clearTimeout(this.timer);
    this.timer = this.count();
  }

  /** Whatever is still open of the stream is closed. */
  end(): void {
    clearTimeout(this.timer);
    this.over.abort();
  }

  private count(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.over.abort(), SILENCE_MS_MAX);
  }
}

/** The whole events at the beginning of a text, and what is left of it. Comments and unknown fields are nothing. */
export function cutEvents(text: string): { events: StreamEvent[]; rest: string } {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  return { events: blocks.flatMap(eventOf), rest };
}

function eventOf(block: string): StreamEvent[] {
  let name = 'message';
  const payload: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    if (line.startsWith('data:')) payload.push(line.slice(5).trim());
  }
  if (payload.length === 0) return [];
  try {
    const fields: unknown = JSON.parse(payload.join('\n'));
    return typeof fields === 'object' && fields !== null ? [{ name, fields: { ...fields } }] : [];
  } catch {
    return [];
  }
}

/** Not all desks at once after a restart: half of the wait is by chance. */
function backoffMs(failures: number): number {
  const whole = Math.min(BACKOFF_MS_MAX, BACKOFF_FIRST_MS * 2 ** failures);
  return whole / 2 + (Math.random() * whole) / 2;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
