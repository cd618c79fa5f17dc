import { parametersOf } from '../../../src/core/actions/action-parameters.js';
import {
  type ConfiguredAction,
  ConfiguredActions,
} from '../../../src/core/actions/configured-actions.js';
import type { ParameterSchema } from '../../../src/core/actions/parameter-schema.js';
import type { Webhook } from '../../../src/core/actions/webhook-action.js';
import type { Resolve } from '../../../src/core/actions/webhook-connection.js';
import type { ActionValues } from '../../../src/core/domain/action.js';
import type { Clock } from '../../../src/core/ports/clock.js';
import { SystemClock } from '../../../src/core/stores/system/system-clock.js';

export const SECRET = 'the secret that both sides know, 0123456789';

const SCHEMA: ParameterSchema = {
  type: 'object',
  properties: {
    order: { type: 'string', title: 'order number' },
    street: { type: 'string' },
    speed: { type: 'string', oneOf: [{ const: 'x', title: 'Express' }] },
  },
  required: ['order'],
};

interface Wish {
  readonly webhook?: Partial<Webhook>;
  readonly code?: string;
  readonly schema?: ParameterSchema;
  readonly result?: string | null;
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly resolve?: Resolve;
}

/** A change of address at the demo shop, what it wrote into the log, and how to run it. */
export function anAction({ schema = SCHEMA, result = null, timeoutMs = 2_000, ...wish }: Wish) {
  const { clock = new SystemClock(), resolve } = wish;
  const log: Record<string, unknown>[] = [];
  const note = (event: string, fields: object = {}) => log.push({ event, ...fields });
  const wording = { language: 'en', overrides: {} } as const;
  const action: ConfiguredAction = {
    spec: {
      name: 'change_address',
      title: 'change of address',
      description: 'Another address.',
      phrases: [],
      parameters: parametersOf(schema),
      risk: 'low',
      permission: 'customer',
      facts: {},
      confirm: null,
      timeoutMs,
      approvalMs: 1,
    },
    schema,
    result,
    way:
      wish.code !== undefined
        ? { kind: 'code', name: wish.code }
        : {
            kind: 'webhook',
            url: 'https://shop.example/',
            method: 'POST',
            headers: {},
            secret: null,
            statusUrl: null,
            allowsPrivate: true,
            ...wish.webhook,
          },
  };
  const actions = new ConfiguredActions({
    settings: (tenant) => ({ wording, actions: tenant === 'demo' ? [action] : [] }),
    clock,
    telemetry: {
      info: note,
      warn: note,
      error: (event, error, fields) => note(event, { ...fields, error }),
    },
    ...(resolve === undefined ? {} : { resolve }),
  });
  const callOf = (values: ActionValues, rest: object = {}) => ({
    key: 'wish-1',
    tenant: 'demo',
    channel: 'demo-web',
    conversationId: 'talk-1',
    customer: { id: 'user-42', name: 'Carol', email: 'carol@acme.example' },
    action: 'change_address',
    values,
    wording,
    ...rest,
  });
  return {
    actions,
    log,
    run: (values: ActionValues = { order: 'MF-1' }, rest: object = {}) =>
      actions.run(callOf(values, rest)),
    status: (values: ActionValues = { order: 'MF-1' }, rest: object = {}) =>
      actions.status(callOf(values, rest)),
    problems: (values: Readonly<Record<string, unknown>>) =>
      actions.problems('demo', 'change_address', values),
  };
}
