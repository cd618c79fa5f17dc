import { type ErrorCode, GatewayError } from '../domain/errors.js';
import { orAborted } from '../domain/or-aborted.js';
import type { Route } from '../domain/turn.js';
import type { Clock } from '../ports/clock.js';
import type {
  Answer,
  Brief,
  Context,
  Filled,
  FillRequest,
  Mind,
  SummaryRequest,
  TokenMeter,
} from '../ports/mind.js';
import type { Rungs } from '../ports/rungs.js';

/** Failures by which Claude is away; the others are answers of a kind, and for a person. */
const AWAY: ReadonlySet<ErrorCode> = new Set([
  'model.rate-limited',
  'model.overloaded',
  'model.unavailable',
  'model.timeout',
  'model.broken-stream',
  'model.key-refused',
  'model.request-refused',
  'model.paused',
  'model.budget',
]);

interface LadderParts {
  readonly claude: Mind;
  readonly local: Mind;
  readonly clock: Clock;
  readonly rungs: Rungs;
  /** Whether the local mind may answer while Claude is away. */
  readonly mayAnswerLocally: boolean;
  /** How long Claude may take until it begins to answer, and from then on be silent; null: as long as its calls may. */
  readonly patienceMs: number | null;
}

/**
 * Decides for one turn which mind answers now: Claude, and while Claude is away the local one, where config allows it
 * and an article says it. Claude is not asked again in a turn in which it was away. `name` is who answered.
 */
export class Ladder implements Mind {
  readonly meter: TokenMeter;
  readonly #parts: LadderParts;
  /** From when on it is waited for: the beginning of the turn, or the newest piece of an answer. */
  #sinceMs: number;
  #hasShown = false;
  #away: GatewayError | null = null;
  #name: string;

  constructor(parts: LadderParts) {
    this.#parts = parts;
    this.meter = parts.claude.meter;
    this.#sinceMs = parts.clock.nowMs();
    this.#name = parts.claude.name;
  }

  get name(): string {
    return this.#name;
  }

  async route(context: Context, signal: AbortSignal): Promise<Route> {
    const { claude } = this.#parts;
    try {
      return await this.#patiently(signal, (either) => claude.route(context, either));
    } catch (error) {
      const away = this.#orElse(error);
      // Whether it is a question that an article answers shows when the local mind is asked for the answer.
      return { type: 'info_question', reason: whileAway(away), confidence: 0.5 };
    }
  }

  async greet(context: Context, signal: AbortSignal): Promise<string> {
    const { claude, local } = this.#parts;
    try {
      return await this.#patiently(signal, (either) => claude.greet(context, either));
    } catch {
      signal.throwIfAborted();
      // The greeting at hand says nothing that has to be known, so it needs nobody's leave.
      return local.greet(context, signal);
    }
  }

  async answer(
    context: Context,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<Answer> {
    const { claude, local, rungs } = this.#parts;
    try {
      return await this.#patiently(signal, (either, shown) =>
        claude.answer(context, either, (text) => {
          shown();
          onText(text);
        }),
      );
    } catch (error) {
      const away = this.#orElse(error);
      const answer = await local.answer(context, signal, () => undefined);
      if (answer.kind !== 'answered' || answer.citations.length === 0) throw away;
      this.#name = local.name;
      const { tenant, turnId } = context.place;
      rungs.note('local', { tenant, turnId });
      return { ...answer, why: `${whileAway(away)} ${answer.why}` };
    }
  }

  async fill(request: FillRequest, signal: AbortSignal): Promise<Filled> {
    const { claude, local } = this.#parts;
    try {
      return await this.#patiently(signal, (either) => claude.fill(request, either));
    } catch (error) {
      this.#orElse(error);
      // Nothing of it is done before it was checked and confirmed.
      return local.fill(request, signal);
    }
  }

  /** Written after the turn, so nobody waits for it; without one the card stays as it is. */
  brief(context: Context, signal: AbortSignal): Promise<Brief | null> {
    return this.#parts.claude.brief(context, signal);
  }

  /** Tried again later, and in the end made of the talk's own sentences, by whoever asks for it. */
  summarise(request: SummaryRequest, signal: AbortSignal): Promise<string | null> {
    return this.#parts.claude.summarise(request, signal);
  }

  /** Asks Claude until it fails, is given up from outside, or shows nothing, or nothing more, for too long. */
  async #patiently<Result>(
    signal: AbortSignal,
    ask: (either: AbortSignal, shown: () => void) => Promise<Result>,
  ): Promise<Result> {
    if (this.#away !== null) throw this.#away;
    const late = new AbortController();
    let cancel = this.#alarm(late);
    const shown = () => {
      // What a call that was given up still brings keeps nobody waiting.
      if (late.signal.aborted || signal.aborted) return;
      cancel();
      this.#hasShown = true;
      this.#sinceMs = this.#parts.clock.nowMs();
      cancel = this.#alarm(late);
    };
    try {
      const either = AbortSignal.any([signal, late.signal]);
      return await orAborted(ask(either, shown), either);
    } catch (error) {
      signal.throwIfAborted();
      if (isAway(error)) this.#away = error;
      throw error;
    } finally {
      cancel();
    }
  }

  /** Gives up what waits for Claude when the patience with it is at its end. Returns the way to call that off. */
  #alarm(late: AbortController): () => void {
    const { clock, patienceMs } = this.#parts;
    if (patienceMs === null) return () => undefined;
    const restMs = Math.max(0, this.#sinceMs + patienceMs - clock.nowMs());
    return clock.alarm(restMs, () => late.abort(tooSlow(patienceMs, this.#hasShown)));
  }

  /** The failure for which the local mind may step in; rejects with any other. */
  #orElse(error: unknown): GatewayError {
    if (!this.#parts.mayAnswerLocally || !isAway(error)) throw error;
    return error;
  }
}

function isAway(error: unknown): error is GatewayError {
  return error instanceof GatewayError && AWAY.has(error.code);
}

function whileAway({ code }: GatewayError): string {
  return `Claude was away (${code}).`;
}

function tooSlow(patienceMs: number, hasShown: boolean): GatewayError {
  const seconds = patienceMs / 1_000;
  const message = hasShown
    ? `Claude did not go on with its answer for ${seconds} s.`
    : `Claude did not begin to answer within ${seconds} s.`;
  return new GatewayError('model.timeout', { seconds }, { message });
}
