import type { ActionOutcome, Trouble } from '../domain/action.js';
import { plainWords } from '../domain/plain-words.js';
import type { NoEnd } from '../ports/actions.js';
import type { Answer } from './result-text.js';
import type { AnswerBody, Exchange } from './webhook-exchange.js';

type DoneText = (answer: Answer | null) => string;

/**
 * What one try has come to. docs/actions.md has the same table.
 *
 * | what happened | outcome |
 * |---|---|
 * | nothing was sent | failed: unreachable or private-address |
 * | 2xx but 202, whatever is in it | done; if it cannot be read, told in our own words |
 * | 202 | what its `state` says, as that of a status URL; else unknown: accepted |
 * | 3xx | unknown: redirect; after a form was sent it is the usual answer of a shop that has done it |
 * | 408, 409, 5xx | unknown: server-error |
 * | 425, 429, and 503 that comes from the system itself | failed: busy |
 * | other 4xx | failed: refused |
 * | sent, and then silence, a broken connection or no HTTP | unknown: timeout, broken-off or bad-answer |
 */
export function outcomeOf(exchange: Exchange, doneText: DoneText): ActionOutcome {
  switch (exchange.kind) {
    case 'not-sent':
      return { kind: 'failed', trouble: exchange.why, detail: exchange.code ?? '' };
    case 'no-answer':
      return { kind: 'unknown', trouble: exchange.why, detail: exchange.code ?? '' };
    case 'answered':
      return outcomeOfAnswer(exchange, doneText);
  }
}

/** What a request that only looks something up has come to: it has changed nothing, however little is known of it. */
export function outcomeOfLookUp(outcome: ActionOutcome): ActionOutcome {
  return outcome.kind === 'unknown' ? { ...outcome, kind: 'failed' } : outcome;
}

type Answered = Extract<Exchange, { kind: 'answered' }>;

/** Statuses by which the other side says that it has not begun and will not. */
const BUSY: readonly number[] = [425, 429];

/** It took too long to read us, or it is at work on just this key: neither says whether it is or will be done. */
const UNCLEAR: readonly number[] = [408, 409];

function outcomeOfAnswer(answered: Answered, doneText: DoneText): ActionOutcome {
  const { status, body } = answered;
  if (status >= 200 && status < 300) {
    // Half an answer may be that of a server that died before it was done.
    if (body.kind === 'cut')
      return { kind: 'unknown', trouble: body.why, detail: `status ${status}` };
    return status === 202
      ? outcomeOfAccepted(body, doneText)
      : { kind: 'done', text: doneText(readAnswer(body)) };
  }
  const ended = (kind: 'failed' | 'unknown', trouble: Trouble): ActionOutcome => ({
    kind,
    trouble,
    detail: detailOf(status, body),
  });
  if (status >= 300 && status < 400) return ended('unknown', 'redirect');
  if (BUSY.includes(status) || isRefusedForNow(answered)) return ended('failed', 'busy');
  if (status >= 400 && status < 500 && !UNCLEAR.includes(status)) return ended('failed', 'refused');
  return ended('unknown', 'server-error');
}

/** Taken on only: it may be done at any time, or never. */
function outcomeOfAccepted(body: AnswerBody, doneText: DoneText): ActionOutcome {
  const said = outcomeOfState(readAnswer(body) ?? {}, doneText);
  if (said !== null && said.kind !== 'unknown') return said;
  return { kind: 'unknown', trouble: 'accepted', detail: detailOf(202, body) };
}

/**
 * 503 of the system itself, which has not begun. What stands in front of it answers 503 as well when the system has died
 * over the request, but usually with a page of its own: nothing in it says why, or when to come again.
 */
function isRefusedForNow({ status, hasRetryAfter, body }: Answered): boolean {
  return status === 503 && (hasRetryAfter || wordsIn(body) !== '');
}

/** What a status URL says of a run; null when it does not know or does not say. */
export function outcomeOfStatus(
  exchange: Exchange,
  doneText: DoneText,
): ActionOutcome | NoEnd | null {
  if (exchange.kind !== 'answered') return null;
  const { status, body } = exchange;
  const answer = status === 200 || status === 404 ? readAnswer(body) : null;
  if (answer === null) return null;
  // Said in words only: a bare 404 may come from a mistyped address, and would have the action sent again.
  if (answer['state'] === 'never-received') return { kind: 'never-received' };
  if (status === 404) return null;
  if (answer['state'] === 'running') return { kind: 'running' };
  return outcomeOfState(answer, doneText);
}

/** Null for a state that is no end. */
function outcomeOfState(answer: Answer, doneText: DoneText): ActionOutcome | null {
  const detail = typeof answer['message'] === 'string' ? plainWords(answer['message']) : '';
  switch (answer['state']) {
    case 'done':
      return { kind: 'done', text: doneText(asAnswer(answer['result'] ?? {})) };
    case 'failed':
      return { kind: 'failed', trouble: 'refused', detail };
    case 'unknown':
      return { kind: 'unknown', trouble: 'server-error', detail };
    default:
      return null;
  }
}

/** Nothing at all is an answer without fields. */
function readAnswer(body: AnswerBody): Answer | null {
  if (body.kind !== 'whole') return null;
  if (body.bytes.byteLength === 0) return {};
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body.bytes);
    return asAnswer(JSON.parse(text));
  } catch {
    return null;
  }
}

function asAnswer(value: unknown): Answer | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Answer)
    : null;
}

/** What the other side says of it, for agents; else the status. */
function detailOf(status: number, body: AnswerBody): string {
  const words = wordsIn(body);
  return words === '' ? `status ${status}` : words;
}

/** Its `message` or `error`; nothing if it has neither. */
function wordsIn(body: AnswerBody): string {
  const answer = readAnswer(body) ?? {};
  const said = [answer['message'], answer['error']].find((one) => typeof one === 'string');
  return plainWords(String(said ?? ''));
}
