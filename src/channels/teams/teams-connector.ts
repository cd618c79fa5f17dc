import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.js';
import { isServiceUrl } from './teams-hosts.js';
import {
  type TeamsAddress,
  type TeamsConnector,
  TeamsFailure,
  type TeamsMember,
  type TeamsOutgoing,
} from './teams-shapes.js';
import type { TeamsTokens } from './teams-tokens.js';

/** How long one call may take. Microsoft's own service gives up on bots after 15 seconds. */
const CALL_MS = 15_000;

/** Bytes of an answer that are read; none of those that are used has a hundredth of it. */
const ANSWER_BYTES_MAX = 65_536;

/** Codes and one-word reasons of Teams' errors. Anything else in their place may quote what we sent. */
const CODE = /^[a-zA-Z0-9_.-]{1,80}$/;

const idAnswer = z.object({ id: z.string().max(500) });

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
const memberAnswer = z.object({
  id: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

const failureAnswer = z.object({
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  errorCode: z.union([z.string(), z.number()]).nullish(),
  message: z.string().nullish(),
});

interface ConnectorParts {
  /** Null: the bot is tried on this machine, and no token is ever sent. */
  readonly tokensOf: (bot: string) => TeamsTokens | null;
  readonly clock: Clock;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

/**
 * The Bot Connector over plain HTTP. Microsoft's own client follows redirects with the token, tries again by itself and
 * hides how long Teams asks to wait; here the token goes to Microsoft's hosts only, and what happened is told as it was.
 */
export class TeamsRestConnector implements TeamsConnector {
  constructor(private readonly parts: ConnectorParts) {}

  async send(address: TeamsAddress, activity: TeamsOutgoing, signal: AbortSignal) {
    const { replyToId } = activity;
    const base = activitiesOf(address);
    const path = replyToId === undefined ? base : `${base}/${encodeURIComponent(replyToId)}`;
    const body = outgoing(address, activity);
    const answer = await this.call(address, { method: 'POST', path, body }, signal);
    const seen = idAnswer.safeParse(answer);
    // Signs of typing have no id.
    return { id: seen.success ? seen.data.id : '' };
  }

  async update(
    address: TeamsAddress,
    activityId: string,
    activity: TeamsOutgoing,
    signal: AbortSignal,
  ): Promise<void> {
    const path = `${activitiesOf(address)}/${encodeURIComponent(activityId)}`;
    const body = { ...outgoing(address, activity), id: activityId };
    await this.call(address, { method: 'PUT', path, body }, signal);
  }

  async remove(address: TeamsAddress, activityId: string, signal: AbortSignal): Promise<void> {
    const path = `${activitiesOf(address)}/${encodeURIComponent(activityId)}`;
    await this.call(address, { method: 'DELETE', path }, signal);
  }

  async member(
    address: TeamsAddress,
    userId: string,
    signal: AbortSignal,
  ): Promise<TeamsMember | null> {
    // A thread has no members of its own.
    const [room = ''] = address.conversationId.split(';');
    const path = `v3/conversations/${encodeURIComponent(room)}/members/${encodeURIComponent(userId)}`;
    try {
      return memberOf(await this.call(address, { method: 'GET', path }, signal));
    } catch (error) {
      if (error instanceof TeamsFailure && error.status === 404) return null;
      throw error;
    }
  }

  private async call(address: TeamsAddress, call: Call, signal: AbortSignal): Promise<unknown> {
    const tokens = this.parts.tokensOf(address.bot);
    const { serviceUrl } = address;
    if (!isServiceUrl(serviceUrl, tokens === null ? 'loopback' : 'microsoft')) {
      throw new TeamsFailure(0, 'ServiceUrlRefused', null, false);
    }
    const url = new URL(call.path, serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`);
    const first = await this.answer(url, call, await tokenOf(tokens, false, signal), signal);
    // A token may be taken back before its time; a new one is worth one try.
    const isStale = first.status === 401 && tokens !== null;
    const answer = isStale
      ? await this.answer(url, call, await tokenOf(tokens, true, signal), signal)
      : first;
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw this.failureOf(answer, call);
  }

  private async answer(
    url: URL,
    { method, body }: Call,
    token: string | null,
    signal: AbortSignal,
  ): Promise<Answer> {
    const limit = limited(signal);
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: limit.signal,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { status, headers } = response;
      const text = await textOf(response);
      return { status, retryAfter: headers.get('retry-after'), body: jsonOf(text) };
    } catch (error) {
      const isUnknown = method === 'POST' && !isBeforeSending(error);
      throw new TeamsFailure(0, reasonOf(error), null, isUnknown);
    } finally {
      limit.end();
    }
  }

  private failureOf({ status, retryAfter, body }: Answer, { method }: Call): TeamsFailure {
    // A redirect goes to a host that no validated activity named. Broken gateways may have handed the call on.
    const isUnknown = method === 'POST' && (status === 500 || status === 502 || status === 504);
    const waitMs = waitOf(retryAfter, this.parts.clock.nowMs());
    return new TeamsFailure(status, codeOf(body), waitMs, isUnknown);
  }
}

async function tokenOf(
  tokens: TeamsTokens | null,
  isRefused: boolean,
  signal: AbortSignal,
): Promise<string | null> {
  if (tokens === null) return null;
  const limit = limited(signal);
  const late = new Promise<never>((_, reject) => {
    const end = () => reject(new TeamsFailure(0, 'LoginTimeout', null, false));
    if (limit.signal.aborted) end();
    else limit.signal.addEventListener('abort', end, { once: true });
  });
  try {
    return await Promise.race([tokens.get(isRefused), late]);
  } catch (error) {
    if (error instanceof TeamsFailure) throw error;
    // What Microsoft's login answers about a wrong id, password or organization; else it was not reached.
    const code = fieldOf(error, 'errorCode');
    const isRefusal = LOGIN_REFUSALS.has(code);
    throw new TeamsFailure(isRefusal ? 401 : 0, isRefusal ? code : 'LoginFailed', null, false);
  } finally {
    limit.end();
  }
}

/**
 * Aborts with `signal`, and after the time that a call may take. Not `AbortSignal.any`: a signal that outlives its calls,
 * as one of a whole process does, would keep something of each of them.
 */
function limited(signal: AbortSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  const late = () => controller.abort(new DOMException('The call took too long', 'TimeoutError'));
  const timer = setTimeout(late, CALL_MS);
  // What is being stopped is not held up by it.
  timer.unref();
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, end };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application */
const LOGIN_REFUSALS = new Set(['invalid_client', 'unauthorized_client', 'invalid_request']);

function outgoing(address: TeamsAddress, { replyToId, ...activity }: TeamsOutgoing) {
  const { conversationId, botAccount, customer, scope, locale } = address;
  return {
    ...activity,
    channelId: 'msteams',
    from: botAccount,
    conversation: { id: conversationId },
    ...(scope === 'personal' ? { recipient: customer } : {}),
    ...(locale === undefined ? {} : { locale }),
    ...(replyToId === undefined ? {} : { replyToId }),
  };
}

function activitiesOf({ conversationId }: TeamsAddress): string {
  return `v3/conversations/${encodeURIComponent(conversationId)}/activities`;
}

function memberOf(body: unknown): TeamsMember | null {
  const seen = memberAnswer.safeParse(body);
  if (!seen.success) return null;
  const { id, name, email, aadObjectId, objectId, tenantId, userRole, userPrincipalName } =
    seen.data;
  return {
    id,
    name: name ?? '',
    email: email ?? null,
    aadObjectId: aadObjectId ?? objectId ?? null,
    organization: tenantId?.toLowerCase() ?? null,
    // Guests keep the address that their own company gave them.
    isGuest: userRole === 'guest' || /#EXT#/i.test(userPrincipalName ?? ''),
  };
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An empty answer, or a page of some proxy's; its status says what there is to know.
    return null;
  }
}

/** Teams says what is the matter as a code, some of it as one word of message under a code that says less. */
function codeOf(body: unknown): string {
  const seen = failureAnswer.safeParse(body);
  if (!seen.success) return '';
  const { error, errorCode, message } = seen.data;
  const words = [error?.code, error?.message, errorCode?.toString(), message];
  const codes = words.filter((word) => typeof word === 'string' && CODE.test(word));
  return codes.slice(0, 2).join(' ');
}

/** Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function waitOf(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Nobody took the call, so it was not carried out. */
function isBeforeSending(error: unknown): boolean {
  return NEVER_SENT.has(fieldOf(causeOf(error), 'code'));
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function reasonOf(error: unknown): string {
  const name = fieldOf(error, 'name');
  if (name === 'TimeoutError' || name === 'AbortError') return name;
  const code = fieldOf(causeOf(error), 'code');
  return CODE.test(code) ? code : 'NoAnswer';
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
}

function fieldOf(value: unknown, field: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found = (value as Record<string, unknown>)[field];
  return typeof found === 'string' ? found : '';
}
