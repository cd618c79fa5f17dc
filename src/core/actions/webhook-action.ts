import { knownAs } from '../domain/account.js';
import type { ActionOutcome, ActionValues } from '../domain/action.js';
import type { ActionCall } from '../ports/actions.js';
import type { Clock } from '../ports/clock.js';
import type { Answer } from './result-text.js';
import { filledAddress } from './webhook-address.js';
import type { Resolve } from './webhook-connection.js';
import { exchange, type Question } from './webhook-exchange.js';
import { headersOf } from './webhook-headers.js';
import { outcomeOf, outcomeOfLookUp, outcomeOfStatus } from './webhook-outcome.js';

/** Methods that carry the parameters as a body; with the others they are in the address. */
const WITH_BODY: readonly string[] = ['POST', 'PUT', 'PATCH'];

/** By HTTP it changes nothing (RFC 9110, 9.2.1). */
const LOOK_UP = 'GET';

/** Where an action's request goes. */
export interface Webhook {
  /** With `{parameter}` marks in path and query. */
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: requests are not signed. */
  readonly secret: string | null;
  /** Null: nobody can be asked what became of a run. `{key}` stands for the idempotency key. */
  readonly statusUrl: string | null;
  readonly allowsPrivate: boolean;
}

interface WebhookCall {
  readonly webhook: Webhook;
  readonly call: ActionCall;
  readonly timeoutMs: number;
  readonly doneText: (answer: Answer | null) => string;
}

interface WebhookParts {
  readonly clock: Clock;
  readonly resolve: Resolve;
}

/** Sends an action to a system of the business, once, and asks it afterwards what became of it. */
export class WebhookAction {
  constructor(private readonly parts: WebhookParts) {}

  async run({ webhook, call, timeoutMs, doneText }: WebhookCall): Promise<ActionOutcome> {
    const url = filledAddress(webhook.url, (name) => textOf(call.values, name));
    if (url === null) {
      return { kind: 'failed', trouble: 'refused', detail: 'a parameter does not fit the address' };
    }
    const { method } = webhook;
    const body = WITH_BODY.includes(method) ? bodyOf(call) : null;
    const question = this.question(webhook, call, { url, method, body, timeoutMs });
    const outcome = outcomeOf(await exchange(question, this.parts), doneText);
    return method === LOOK_UP ? outcomeOfLookUp(outcome) : outcome;
  }

  async status({ webhook, call, timeoutMs, doneText }: WebhookCall) {
    const { statusUrl } = webhook;
    if (statusUrl === null) return null;
    const fill = (name: string) => (name === 'key' ? call.key : textOf(call.values, name));
    const url = filledAddress(statusUrl, fill);
    if (url === null) return null;
    const question = this.question(webhook, call, { url, method: 'GET', body: null, timeoutMs });
    const told = outcomeOfStatus(await exchange(question, this.parts), doneText);
    return told?.kind === 'unknown' && webhook.method === LOOK_UP ? outcomeOfLookUp(told) : told;
  }

  private question(
    { headers, secret, allowsPrivate }: Webhook,
    call: ActionCall,
    asked: Pick<Question, 'url' | 'method' | 'body' | 'timeoutMs'>,
  ): Question {
    const all = headersOf({ ...asked, call, headers, secret }, this.parts.clock.nowMs());
    return { ...asked, headers: all, allowsPrivate };
  }
}

/** `knownAs` only for somebody whom the channel vouches for: it is what the other side may go by. */
function bodyOf({ key, tenant, channel, conversationId, customer, action, values }: ActionCall) {
  const { id, name, email } = customer;
  const known = knownAs(customer);
  const who = {
    id,
    name,
    ...(email === undefined ? {} : { email }),
    ...(known === null ? {} : { knownAs: known }),
  };
  return JSON.stringify({
    key,
    tenant,
    channel,
    conversationId,
    customer: who,
    action,
    parameters: values,
  });
}

/** An optional parameter that was not given is nothing in the query. */
function textOf(values: ActionValues, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined ? '' : String(value);
}
