import { type AccountPlace, factsOfAccount, knownAs } from '../domain/account.js';
import { readFactsAnswer } from '../domain/account-form.js';
import type { CardFact } from '../domain/card.js';
import type { Clock } from '../ports/clock.js';
import type { Fields, Telemetry } from '../ports/telemetry.js';
import { RecentAnswers } from './recent-answers.js';
import { SIGNATURE_HEADER, signatureOf } from './webhook-signature.js';

/** Bytes of an answer that are read: far more than the facts there may be. */
const ANSWER_BYTES_MAX = 64_000;

/** Failures in a row after which a webhook is taken for dead. */
const FAILURES_MAX = 3;

/** How long a dead one is left alone, so that it does not cost every customer its time. Then one question tries it. */
const PAUSE_MS = 30_000;

/** Where a business's own system is asked about its customers. */
export interface LookupSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: requests are not signed. */
  readonly secret: string | null;
  readonly timeoutMs: number;
  readonly cacheMs: number;
}

interface LookupParts {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Null for a tenant that has none. */
  readonly settings: (tenant: string) => LookupSettings | null;
}

/** How the webhook of one tenant has done lately. */
interface Course {
  readonly failures: number;
  /** It is not asked before then. */
  readonly notBeforeMs: number;
}

type Answer =
  | { readonly kind: 'facts'; readonly facts: readonly CardFact[] }
  | { readonly kind: 'failed'; readonly why: Fields };

const UNTRIED: Course = { failures: 0, notBeforeMs: 0 };

/** Asks a business's own system what it knows of a customer, and waits for it no longer than it is worth. */
export class WebhookLookup {
  private readonly recent = new RecentAnswers<readonly CardFact[]>();
  private readonly courses = new Map<string, Course>();

  constructor(private readonly parts: LookupParts) {}

  /** Never rejects. Null: it was not to be learnt now, and the log says why. */
  async factsOf(place: AccountPlace): Promise<readonly CardFact[] | null> {
    const { clock } = this.parts;
    const settings = this.parts.settings(place.tenant);
    const body = questionOf(place);
    if (settings === null || body === null) return [];
    const key = `${settings.url} ${body}`;
    const known = this.recent.find(key, clock.nowMs());
    if (known !== null) return known;
    if (!this.mayAsk(place.tenant)) return null;
    const answer = await this.ask(settings, body);
    this.note(place.tenant, answer);
    if (answer.kind === 'failed') return null;
    this.recent.keep(key, answer.facts, clock.nowMs() + settings.cacheMs);
    return answer.facts;
  }

  private mayAsk(tenant: string): boolean {
    const { failures, notBeforeMs } = this.courses.get(tenant) ?? UNTRIED;
    if (failures < FAILURES_MAX) return true;
    const nowMs = this.parts.clock.nowMs();
    if (nowMs < notBeforeMs) return false;
    // Whoever comes meanwhile does not ask as well: one question shows whether it is back.
    this.courses.set(tenant, { failures, notBeforeMs: nowMs + PAUSE_MS });
    return true;
  }

  private note(tenant: string, answer: Answer): void {
    const { clock, telemetry } = this.parts;
    const before = this.courses.get(tenant) ?? UNTRIED;
    if (answer.kind === 'facts') {
      this.courses.delete(tenant);
      if (before.failures >= FAILURES_MAX) telemetry.info('account.lookup-back', { tenant });
      return;
    }
    const failures = before.failures + 1;
    this.courses.set(tenant, { failures, notBeforeMs: clock.nowMs() + PAUSE_MS });
    const pauseMs = failures >= FAILURES_MAX ? PAUSE_MS : 0;
    telemetry.warn('account.lookup-failed', { tenant, ...answer.why, failures, pauseMs });
  }

  private async ask(settings: LookupSettings, body: string): Promise<Answer> {
    const { clock } = this.parts;
    const late = new AbortController();
    const cancel = clock.alarm(settings.timeoutMs, () => late.abort());
    try {
      const response = await fetch(settings.url, {
        method: 'POST',
        body,
        headers: headersOf(settings, body, clock.nowMs()),
        // Where it leads is not what the admin has named, and would be told who the customer is.
        redirect: 'manual',
        signal: late.signal,
      });
      return await answerOf(response);
    } catch (error) {
      const why = late.signal.aborted ? 'timeout' : 'unreachable';
      return { kind: 'failed', why: { why, code: codeOf(error) } };
    } finally {
      cancel();
    }
  }
}

/** The request's body; null for somebody nobody vouches for. */
function questionOf({ tenant, channel, customer }: AccountPlace): string | null {
  const customerId = knownAs(customer);
  if (customerId === null) return null;
  const { email } = customer;
  return JSON.stringify({ tenant, channel, customerId, ...(email === undefined ? {} : { email }) });
}

function headersOf({ headers, secret }: LookupSettings, body: string, nowMs: number): Headers {
  const all = new Headers(headers);
  all.set('content-type', 'application/json');
  all.set('accept', 'application/json');
  if (secret !== null) all.set(SIGNATURE_HEADER, signatureOf(body, secret, nowMs));
  return all;
}

async function answerOf(response: Response): Promise<Answer> {
  const { status } = response;
  if (status !== 200) {
    await response.body?.cancel();
    return status === 204 ? { kind: 'facts', facts: [] } : failed({ why: 'status', status });
  }
  const text = await boundedText(response);
  if (text === null) return failed({ why: 'too-long', bytesMax: ANSWER_BYTES_MAX });
  const read = readFactsAnswer(parsed(text));
  return read.kind === 'refused'
    ? failed({ why: 'not-understood', field: read.field, problem: read.problem })
    : { kind: 'facts', facts: factsOfAccount(read.form) };
}

function failed(why: Fields): Answer {
  return { kind: 'failed', why };
}

/** Null when there is more than will be read. */
async function boundedText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for what is no JSON; it is then refused as any other wrong form. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The system's word for why a connection failed. Messages are not taken: they may hold the address. */
function codeOf(error: unknown): string | null {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : null;
}
