import { setTimeout as wait } from 'node:timers/promises';
import type { Route } from '../../src/core/domain/turn.js';
import type {
  Answer,
  Brief,
  Context,
  Filled,
  FillRequest,
  Mind,
  SummaryRequest,
  TokenMeter,
} from '../../src/core/ports/mind.js';
import { eventually } from '../support/eventually.js';

/** Longer than the time between two showings of growing text, so that each growth may be shown. */
const GROW_EVERY_MS = 170;

/** The local mind until a test gives it lines of its own. */
export class PuppetMind implements Mind {
  readonly name = 'puppet';
  /** What it was shown, each time it was asked for an answer. */
  readonly asked: Context[] = [];
  answering: Mind['answer'] | null = null;
  briefing: Mind['brief'] | null = null;
  summarising: Mind['summarise'] | null = null;
  private local: Mind | null = null;
  private readonly held: (() => void)[] = [];

  /** For `parts.mind`. */
  readonly over = (local: Mind): Mind => {
    this.local = local;
    return this;
  };

  async route(context: Context, signal: AbortSignal): Promise<Route> {
    if (this.answering === null) return this.inner.route(context, signal);
    return { type: 'info_question', reason: 'the test says so', confidence: 1 };
  }

  greet(context: Context, signal: AbortSignal): Promise<string> {
    return this.inner.greet(context, signal);
  }

  answer(context: Context, signal: AbortSignal, onText: (text: string) => void): Promise<Answer> {
    this.asked.push(context);
    return (this.answering ?? this.inner.answer.bind(this.inner))(context, signal, onText);
  }

  fill(request: FillRequest, signal: AbortSignal): Promise<Filled> {
    return this.inner.fill(request, signal);
  }

  async brief(context: Context, signal: AbortSignal): Promise<Brief | null> {
    return this.briefing === null ? null : this.briefing(context, signal);
  }

  summarise(request: SummaryRequest, signal: AbortSignal): Promise<string | null> {
    return (this.summarising ?? this.inner.summarise.bind(this.inner))(request, signal);
  }

  get meter(): TokenMeter {
    return this.inner.meter;
  }

  /** Keeps what it is asked to summarise, which goes on as it did. */
  notes(requests: SummaryRequest[]): void {
    this.summarising = (request, signal) => {
      requests.push(request);
      return this.inner.summarise(request, signal);
    };
  }

  /** From now on answers grow until `letGo`, whatever aborts meanwhile: the most stubborn mind there can be. */
  growsStubbornly(text: string): void {
    this.answering = async (_context, _signal, onText) => {
      let isHeld = true;
      this.held.push(() => {
        isHeld = false;
      });
      for (let grown = `${text}.`; isHeld; grown += '.') {
        onText(grown);
        await wait(GROW_EVERY_MS);
      }
      onText(`${text} late`);
      return answered(`${text} final`);
    };
  }

  answers(text: string): void {
    this.answering = async () => answered(text);
  }

  /** Ends what it is still at, and is the local mind again. */
  letGo(): void {
    this.answering = null;
    for (const release of this.held.splice(0)) release();
  }

  async isAsked(times: number): Promise<void> {
    await eventually(() => {
      if (this.asked.length < times) throw new Error(`Asked ${this.asked.length} times.`);
    });
  }

  private get inner(): Mind {
    if (this.local === null) throw new Error('The puppet has not been put into a gateway.');
    return this.local;
  }
}

export function answered(text: string): Answer {
  return { kind: 'answered', text, citations: [], confidence: 1, why: 'the test says so' };
}
