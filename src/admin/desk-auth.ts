import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { GatewayError } from '../core/domain/errors.js';
import type { Agent } from '../core/domain/handoff.js';
import { isLoopback } from '../core/domain/loopback.js';
import type { Language } from '../core/domain/texts.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Limiter } from '../core/ports/limiter.js';
import { bearerOf, isSameSecret } from './bearer.js';

/** Wrong tokens per address and minute; more are not even looked at in the log. Tokens are too long to be found by trying. */
const WRONG_TOKENS = { points: 20, windowMs: 60_000 };

/** What a proxy adds. Whoever comes through one is not at this machine, whatever address the proxy has. */
const FORWARDING = ['forwarded', 'via', 'x-real-ip'];

/** An agent as config knows them, with the tenants whose handoffs come to their desk. */
export interface DeskAgent extends Agent {
  readonly token: string;
  readonly tenants: readonly string[];
  /** What their desk speaks. */
  readonly language: Language;
}

interface AuthParts {
  readonly limiter: Limiter;
  readonly ids: IdSource;
  readonly agents: () => readonly DeskAgent[];
  /** Those who may sign in without a token; none unless config asks for it on a loopback address. */
  readonly devAgents: () => readonly Agent[];
}

/** Who an agent's request is from. */
export class DeskAuth {
  constructor(private readonly parts: AuthParts) {}

  async agentOf(request: Request): Promise<DeskAgent> {
    const token = bearerOf(request);
    const agent = this.parts
      .agents()
      .find((one) => token !== null && isSameSecret(one.token, token));
    if (agent) return agent;
    const address = this.parts.ids.hash(request.ip ?? '');
    const waitMs = await this.parts.limiter.spend(`wrong-token-${address}`, WRONG_TOKENS);
    if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
    throw new GatewayError('desk.unauthorized');
  }

  /** Whether this agent is still who config says; a stream outlives its first look. */
  isKnown(agent: DeskAgent): boolean {
    return this.parts.agents().some((one) => one.id === agent.id && one.token === agent.token);
  }

  /** Agents this request could sign in as without a token. */
  devAgents(request: Request): readonly Agent[] {
    return isFromThisMachine(request) ? this.parts.devAgents() : [];
  }

  devToken(request: Request, agentId: string): string {
    // A page of ours sends its origin with this; whoever sends none is no page.
    if (request.headers.origin === undefined) throw new GatewayError('sign-in.refused');
    const isAllowed = this.devAgents(request).some((one) => one.id === agentId);
    const agent = this.parts.agents().find((one) => one.id === agentId);
    if (!isAllowed || agent === undefined) throw new GatewayError('sign-in.refused');
    return agent.token;
  }
}

/**
 * Whether a request comes from a page of ours in a browser of this machine. The address alone does not say so: a proxy
 * on this machine has it too, and so has any site whose name was made to lead here.
 */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const names = Object.keys(headers);
  const isForwarded = names.some(
    (name) => FORWARDING.includes(name) || name.startsWith('x-forwarded'),
  );
  const { host = '', origin } = headers;
  const isOurs = origin === undefined || origin === `http://${host}`;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return !isForwarded && isOurs && isLoopback(host) && isLoopback(address);
}
