import type { Route } from '../../domain/turn.js';
import type { CallPurpose } from '../../domain/usage.js';
import type {
  Answer,
  Brief,
  Context,
  Filled,
  FillRequest,
  Mind,
  SummaryRequest,
} from '../../ports/mind.js';
import type { ModelBreakers } from '../model-breakers.js';
import { type AccountParts, CallAccount } from './call-account.js';
import { CitablePassages } from './citable-passages.js';
import { type CallSettings, ClaudeCalls, type Reading } from './claude-calls.js';
import type { ClaudeClient, ClaudeRequest } from './claude-client.js';
import { unusable } from './claude-errors.js';
import { ClaudeMeter } from './claude-meter.js';
import { askedAgain, ClaudeRequests } from './claude-requests.js';
import { isCited, mustCite, readCited, withoutEvidence } from './evidence.js';
import type { Prompts } from './load-prompts.js';
import { readAnswer } from './read-answer.js';
import { readFill } from './read-fill.js';
import type { Reply } from './reply.js';
import { readBrief, readRoute, readSummary, unfinished } from './structured-outputs.js';

/** A customer who says hello is not kept waiting: one try, and after this time the greeting at hand. */
const GREET_MS_MAX = 8_000;

export interface ClaudeSettings extends CallSettings {
  /** The longest answer, with what is thought before it. */
  readonly answerTokensMax: number;
}

export interface ClaudeMindParts extends AccountParts {
  readonly client: ClaudeClient;
  readonly breakers: ModelBreakers;
  readonly models: Readonly<Record<CallPurpose, string>>;
  readonly prompts: Prompts;
  /** The greeting for when Claude gives none. */
  readonly greetingAtHand: (context: Context) => Promise<string>;
  readonly settings: ClaudeSettings;
}

/** How a call about an answer is read and shown. */
interface Asking<Result> {
  readonly request: ClaudeRequest;
  readonly read: (reply: Reply) => Reading<Result>;
  readonly onText: (text: string) => void;
  readonly mayShow?: (reply: Reply) => boolean;
}

/** Claude through the Messages API. Every try of every call has its entry in the ledger. */
export class ClaudeMind implements Mind {
  readonly name = 'claude';
  readonly meter: ClaudeMeter;
  readonly #parts: ClaudeMindParts;
  readonly #account: CallAccount;
  readonly #calls: ClaudeCalls;
  readonly #requests: ClaudeRequests;

  constructor(parts: ClaudeMindParts) {
    this.#parts = parts;
    this.#account = new CallAccount(parts);
    const { client, clock, telemetry, settings, breakers, models } = parts;
    this.#calls = new ClaudeCalls({ client, clock, breakers, account: this.#account });
    this.#requests = new ClaudeRequests({ ...parts, answerTokensMax: settings.answerTokensMax });
    this.meter = new ClaudeMeter({
      client,
      clock,
      telemetry,
      requestFor: (context) => this.#requestFor('answer', context),
      mayAsk: () => breakers.mayAsk(models.answer),
    });
  }

  route(context: Context, signal: AbortSignal): Promise<Route> {
    return this.#ask('route', context, readRoute, signal);
  }

  async greet(context: Context, signal: AbortSignal): Promise<string> {
    const { settings, telemetry, greetingAtHand } = this.#parts;
    const call = {
      purpose: 'greet',
      calledFor: context,
      request: this.#requests.about('greet', context, new CitablePassages([])),
      settings: {
        ...settings,
        attemptsMax: 1,
        timeoutMs: Math.min(settings.timeoutMs, GREET_MS_MAX),
      },
      read: readGreeting,
    } as const;
    try {
      return await this.#calls.make(call, signal);
    } catch (error) {
      signal.throwIfAborted();
      telemetry.error('model.no-greeting', error, { turn: context.place.turnId });
      return greetingAtHand(context);
    }
  }

  /** Where an answer must cite and does not, it is asked for once more; then a person is. */
  async answer(
    context: Context,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<Answer> {
    const passages = new CitablePassages(context.passages);
    const request = this.#requests.about('answer', context, passages);
    if (!mustCite(context)) {
      const read = (reply: Reply) => readAnswer(reply, passages, context.wording);
      return this.#askForAnswer(context, { request, read, onText }, signal);
    }
    const asking = {
      read: (reply: Reply) => readCited(reply, passages, context),
      onText,
      mayShow: (reply: Reply) => isCited(reply, passages),
    };
    const first = await this.#askForAnswer(context, { ...asking, request }, signal);
    if (first.kind !== 'uncited') return first;
    const again = { ...asking, request: askedAgain(request, first.text) };
    const second = await this.#askForAnswer(context, again, signal);
    return second.kind === 'uncited' ? withoutEvidence(context.wording) : second;
  }

  fill(request: FillRequest, signal: AbortSignal): Promise<Filled> {
    return this.#calls.make(
      {
        purpose: 'fill',
        calledFor: request.context,
        request: this.#requests.fill(request),
        settings: this.#parts.settings,
        read: (reply) => readFill(reply, request),
      },
      signal,
    );
  }

  brief(context: Context, signal: AbortSignal): Promise<Brief> {
    return this.#ask('brief', context, readBrief, signal);
  }

  summarise(request: SummaryRequest, signal: AbortSignal): Promise<string | null> {
    return this.#calls.make(
      {
        purpose: 'summarise',
        calledFor: { place: request.place, turnType: null },
        request: this.#requests.summary(request),
        settings: this.#parts.settings,
        read: (reply) => readSummary(reply, request.previous),
      },
      signal,
    );
  }

  /** Resolves when no entry is left to be closed. To be awaited before the ledger's store is closed. */
  settle(): Promise<void> {
    return this.#account.settle();
  }

  async #ask<Result>(
    purpose: CallPurpose,
    context: Context,
    read: (reply: Reply) => Reading<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const request = this.#requestFor(purpose, context);
    const { settings } = this.#parts;
    return this.#calls.make({ purpose, calledFor: context, request, settings, read }, signal);
  }

  #askForAnswer<Result>(
    context: Context,
    asking: Asking<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const { settings } = this.#parts;
    const read = (reply: Reply) => {
      this.meter.learn(asking.request, reply);
      return asking.read(reply);
    };
    const call = { purpose: 'answer', calledFor: context, settings, ...asking, read } as const;
    return this.#calls.make(call, signal);
  }

  #requestFor(purpose: CallPurpose, context: Context): ClaudeRequest {
    return this.#requests.about(purpose, context, new CitablePassages(context.passages));
  }
}

function readGreeting(reply: Reply): Reading<string> {
  const stopped = unfinished(reply);
  if (stopped !== null) return stopped;
  const text = reply.text.trim();
  if (text !== '') return { kind: 'read', result: text, outcome: 'ok' };
  return { kind: 'unusable', failure: unusable('model.bad-answer', 'Claude gave an empty answer') };
}
