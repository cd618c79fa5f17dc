import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Account } from '../core/domain/account.js';
import {
  accountIdProblem,
  type FormProblem,
  readAccountForm,
} from '../core/domain/account-form.js';
import { GatewayError } from '../core/domain/errors.js';
import { ACCOUNT_BYTES_MAX } from '../core/domain/limits.js';
import type { Accounts } from '../core/ports/accounts.js';
import type { Clock } from '../core/ports/clock.js';
import { importAccounts } from './account-import.js';
import { type AdminAuth, reaches } from './admin-auth.js';

const BASE = '/api/v1/accounts';

interface AccountRoutesParts {
  readonly auth: AdminAuth;
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** Names of a tenant's channels; null for a tenant that is not configured. */
  readonly channelsOf: (tenant: string) => readonly string[] | null;
  /** Something of a tenant's accounts has changed. */
  readonly onChanged: (tenant: string) => void;
}

/** Where a request leads to. */
interface Place {
  readonly tenant: string;
  readonly channels: readonly string[];
}

/** What a business tells of its customers over HTTP: one account by one, or many in one import. */
export function accountRoutes(parts: AccountRoutesParts): Router {
  const { accounts } = parts;
  const router = Router();
  router.use(BASE, async (request, response, next) => {
    response.locals['admin'] = await parts.auth.adminOf(request);
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(`${BASE}/:tenant`, (request, response, next) => {
    const { admin } = response.locals as { admin: Awaited<ReturnType<AdminAuth['adminOf']>> };
    if (!reaches(admin, String(request.params['tenant']))) throw new GatewayError('tenant.unknown');
    next();
  });
  // Whatever it calls itself, so that a forgotten header is no riddle.
  const json = express.json({ limit: ACCOUNT_BYTES_MAX, type: () => true, strict: false });
  const one = `${BASE}/:tenant/:id`;
  router.put(one, json, tooLarge, async (request: Request, response: Response) => {
    const { tenant, channels } = placeOf(request, parts);
    const account = accountOf(request, tenant, parts.clock.nowMs());
    refuse(channelProblem(account, channels));
    const stored = await accounts.put(account);
    parts.onChanged(tenant);
    response.json({ ok: true, account: shown(stored) });
  });
  router.get(one, async (request, response) => {
    const { tenant } = placeOf(request, parts);
    const account = await accounts.get(tenant, idOf(request));
    if (account === null) throw new GatewayError('account.unknown', { tenant });
    response.json({ ok: true, account: shown(account) });
  });
  router.delete(one, async (request, response) => {
    const { tenant } = placeOf(request, parts);
    const removed = await accounts.remove(tenant, idOf(request));
    parts.onChanged(tenant);
    response.json({ ok: true, removed });
  });
  router.post(`${BASE}/:tenant`, async (request, response) => {
    const { tenant, channels } = placeOf(request, parts);
    const check = (account: Account) => channelProblem(account, channels);
    try {
      const report = await importAccounts(tenant, bytesOf(request), { ...parts, check });
      response.json({ ok: true, ...report });
    } finally {
      parts.onChanged(tenant);
    }
  });
  return router;
}

function placeOf(request: Request, { channelsOf }: AccountRoutesParts): Place {
  const tenant = String(request.params['tenant']);
  const channels = channelsOf(tenant);
  if (channels === null) throw new GatewayError('tenant.unknown');
  return { tenant, channels };
}

function idOf(request: Request): string {
  const { id } = request.params;
  refuse(accountIdProblem(id));
  return String(id);
}

function accountOf(request: Request, tenant: string, updatedAtMs: number): Account {
  const id = idOf(request);
  const read = readAccountForm(request.body);
  if (read.kind === 'refused') throw refusal(read);
  return { tenant, id, ...read.form, updatedAtMs };
}

/** An id with a slash names its channel; one that is not there would never be found, and nobody would know why. */
function channelProblem({ customerIds }: Account, channels: readonly string[]): FormProblem | null {
  const wrong = customerIds.findIndex((id) => {
    const slash = id.indexOf('/');
    return slash >= 0 && !channels.includes(id.slice(0, slash));
  });
  if (wrong < 0) return null;
  const problem = `names no channel of this tenant before the slash; there are ${channels.join(', ')}`;
  return { field: `customerIds[${wrong}]`, problem };
}

function refuse(problem: FormProblem | null): void {
  if (problem !== null) throw refusal(problem);
}

function refusal({ field, problem }: FormProblem): GatewayError {
  const message = `The account cannot be taken: ${field} ${problem}.`;
  return new GatewayError('request.invalid', { field, problem }, { message });
}

/** As it is put, with where it belongs and when it was written. */
function shown({ facts, ...account }: Account): object {
  const byName = Object.fromEntries(facts.map(({ name, value }) => [name, value]));
  return { ...account, facts: byName };
}

/** A request that breaks off is the sender's doing, and no failure of ours. */
async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* request as AsyncIterable<Uint8Array>;
  } catch (cause) {
    if (!request.readableAborted) throw cause;
    throw new GatewayError('request.invalid', { field: 'body', problem: 'broke off' }, { cause });
  }
}

/** The body parser's own error has a status, which the host does not look at. */
function tooLarge(
  error: unknown,
  _request: Request,
  _response: Response,
  next: NextFunction,
): void {
  const type = error instanceof Error && 'type' in error ? error.type : null;
  const details = { bytesMax: ACCOUNT_BYTES_MAX };
  next(type === 'entity.too.large' ? new GatewayError('request.too-large', details) : error);
}
