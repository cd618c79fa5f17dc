import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiMethod, type ApiMethods, requireScope } from './api-method.js';
import { ApiRefusal } from './api-refusal.js';
import { checkArguments } from './arguments.js';
import { isDocumentedError } from './documented-errors.js';
import { type Failure, type FailureScript, roomIdOf } from './failure-script.js';
import { isObject, type JsonObject, parseJson, textIn } from './json.js';
import { chatMethods } from './methods/chat-methods.js';
import { conversationMethods } from './methods/conversation-methods.js';
import { fileMethods } from './methods/file-methods.js';
import { peopleMethods } from './methods/people-methods.js';
import { surfaceMethods } from './methods/surface-methods.js';
import type { AppRecord, CallRecord, InstallationRecord } from './model.js';
import type { RateLimits } from './rate-limits.js';
import type { SlackCore } from './slack-core.js';

const methods: ApiMethods = {
  ...chatMethods,
  ...conversationMethods,
  ...peopleMethods,
  ...surfaceMethods,
  ...fileMethods,
};

type Caller =
  | { readonly kind: 'bot'; readonly installation: InstallationRecord }
  | { readonly kind: 'app'; readonly app: AppRecord };

/** Answers /api/METHOD: token, failure script, rate limit, arguments, scope, then the method itself. */
export class WebApi {
  constructor(
    private readonly core: SlackCore,
    private readonly failures: FailureScript,
    private readonly limits: RateLimits,
  ) {}

  async handle(
    method: string,
    incoming: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const { args, token } = readCall(incoming, body);
    const call: CallRecord = {
      method,
      args,
      token,
      status: 0,
      result: 'unanswered',
      hadEffect: false,
      at: this.core.nowMs(),
    };
    this.core.calls.push(call);
    const failure = this.failures.take(method, args);
    if (failure) await this.fail(failure, call, response);
    else this.answer(call, this.run(call), response);
  }

  /** Everything that is no plain answer. What hangs is left open until the server stops or the caller gives up. */
  private async fail(failure: Failure, call: CallRecord, response: ServerResponse): Promise<void> {
    if (failure.kind.endsWith('-after')) this.run(call);
    call.result = failure.kind;
    switch (failure.kind) {
      case 'rate-limited':
        return this.answerLimited(call, failure.retryAfterSeconds, response);
      case 'http':
      case 'http-after':
        call.status = failure.status;
        response.writeHead(failure.status, { 'content-type': 'text/html' }).end('<h1>Oh no</h1>');
        return;
      case 'refused':
        return this.answer(call, { ok: false, error: failure.error }, response);
      case 'cut-before':
      case 'cut-after':
        response.socket?.destroy();
        return;
      case 'hang-before':
      case 'hang-after':
        return;
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, failure.ms).unref());
        return this.answer(call, this.run(call), response);
    }
  }

  private answer(call: CallRecord, result: JsonObject, response: ServerResponse): void {
    const wait = result['retry_after'];
    if (typeof wait === 'number') {
      this.answerLimited(call, wait, response);
      return;
    }
    call.status = 200;
    call.result = result['ok'] === true ? 'ok' : textIn(result['error']);
    const granted = this.core.installationByToken(call.token)?.scopes;
    response
      .writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        ...(granted && { 'x-oauth-scopes': [...granted].join(',') }),
        'x-accepted-oauth-scopes': methods[call.method]?.scopes.join(',') ?? '',
        'x-slack-req-id': this.core.newSecret(),
      })
      .end(JSON.stringify(result));
  }

  private answerLimited(call: CallRecord, seconds: number, response: ServerResponse): void {
    call.status = 429;
    call.result = 'ratelimited';
    call.retryAfterMs = seconds * 1_000;
    response
      .writeHead(429, { 'retry-after': String(seconds), 'content-type': 'application/json' })
      .end('{"ok":false,"error":"ratelimited"}');
  }

  /** The call's effect and answer; `retry_after` in it stands for a 429. */
  private run(call: CallRecord): JsonObject {
    try {
      const method = methods[call.method];
      if (!method) {
        this.core.complaints.add(`unknown method ${call.method}`);
        throw new ApiRefusal('unknown_method');
      }
      const caller = this.callerOf(call.token);
      const wait = this.limits.waitSeconds(
        method.tier,
        call.method,
        callerKey(caller),
        roomIdOf(call.args),
      );
      if (wait > 0) return { retry_after: wait };
      const result = this.perform(method, caller, call);
      call.hadEffect = true;
      return { ok: true, ...result };
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      if (!isDocumentedError(call.method, error.error) && error.error !== 'unknown_method')
        this.core.complaints.add(`${call.method} answered undocumented "${error.error}"`);
      return { ok: false, error: error.error, ...error.extra };
    }
  }

  private perform(method: ApiMethod, caller: Caller, call: CallRecord): JsonObject {
    if (method.token !== caller.kind) throw new ApiRefusal('not_allowed_token_type');
    const args = checkArguments(call.method, method.args, call.args, this.core.complaints);
    if (method.token === 'app' && caller.kind === 'app') return method.run(this.core, caller.app);
    if (method.token !== 'bot' || caller.kind !== 'bot') return {};
    const { installation } = caller;
    if (args.has('team_id') && args.text('team_id') !== installation.team.id)
      this.core.complaints.add(`${call.method}: team_id is not the token's workspace`);
    requireScope(installation, method.scopes);
    return method.run({ core: this.core, method: call.method, args, installation });
  }

  /** https://docs.slack.dev/reference/methods/auth.test#errors tells these apart. */
  private callerOf(token: string): Caller {
    if (token === '') throw new ApiRefusal('not_authed');
    const app = this.core.apps.find(({ appToken }) => appToken === token);
    if (app?.isAppTokenRevoked) throw new ApiRefusal('invalid_auth');
    if (app) return { kind: 'app', app };
    const installation = this.core.installationByToken(token);
    if (!installation) throw new ApiRefusal('invalid_auth');
    switch (installation.state) {
      case 'token-revoked':
        throw new ApiRefusal('token_revoked');
      case 'uninstalled':
        throw new ApiRefusal('account_inactive');
      case 'active':
        return { kind: 'bot', installation };
    }
  }
}

function callerKey(caller: Caller): string {
  return caller.kind === 'app'
    ? caller.app.id
    : `${caller.installation.app.id} ${caller.installation.team.id}`;
}

/**
 * A form, as @slack/web-api sends it, or JSON. The token stands in the Authorization header; a form may carry it as
 * an argument, JSON may not: https://docs.slack.dev/apis/web-api/#authentication
 */
function readCall(incoming: IncomingMessage, body: string): { args: JsonObject; token: string } {
  const bearer = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
  if ((incoming.headers['content-type'] ?? '').startsWith('application/json')) {
    const parsed = parseJson(body);
    return { args: isObject(parsed) ? parsed : {}, token: bearer };
  }
  const { token, ...args } = Object.fromEntries(new URLSearchParams(body));
  return { args, token: bearer === '' ? (token ?? '') : bearer };
}
