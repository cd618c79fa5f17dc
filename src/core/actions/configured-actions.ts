import type { ActionOutcome, ActionSpec } from '../domain/action.js';
import { say, type Wording } from '../domain/texts.js';
import type { ActionCall, ActionProblem, Actions } from '../ports/actions.js';
import type { Clock } from '../ports/clock.js';
import type { Fields, Telemetry } from '../ports/telemetry.js';
import { NotDone } from './code-action.js';
import { codeAction } from './code-actions.js';
import { parameterProblems } from './parameter-problems.js';
import type { ParameterSchema } from './parameter-schema.js';
import { resultText } from './result-text.js';
import { type Webhook, WebhookAction } from './webhook-action.js';
import { marksInPath } from './webhook-address.js';
import { type Resolve, systemResolve } from './webhook-connection.js';

/** One action as a tenant's config has it. */
export interface ConfiguredAction {
  readonly spec: ActionSpec;
  readonly schema: ParameterSchema;
  /** What the customer is told once it is done, with marks; null: a sentence of ours. */
  readonly result: string | null;
  readonly way:
    | ({ readonly kind: 'webhook' } & Webhook)
    | { readonly kind: 'code'; readonly name: string };
}

export interface ActionSettings {
  readonly wording: Wording;
  /** In the order of the config. */
  readonly actions: readonly ConfiguredAction[];
}

interface ConfiguredActionsParts {
  /** No actions for a tenant that is not there. */
  readonly settings: (tenant: string) => ActionSettings;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** How names become addresses; as this machine does it if absent. */
  readonly resolve?: Resolve;
}

/** The actions that the config declares, whatever does them. */
export class ConfiguredActions implements Actions {
  private readonly webhooks: WebhookAction;

  constructor(private readonly parts: ConfiguredActionsParts) {
    const { clock, resolve = systemResolve } = parts;
    this.webhooks = new WebhookAction({ clock, resolve });
  }

  offered(tenant: string): readonly ActionSpec[] {
    return this.parts.settings(tenant).actions.map(({ spec }) => spec);
  }

  problems(
    tenant: string,
    name: string,
    values: Readonly<Record<string, unknown>>,
  ): readonly ActionProblem[] {
    const { wording } = this.parts.settings(tenant);
    const action = this.find(tenant, name);
    if (action === null) return [];
    const found = parameterProblems(action.schema, values, wording);
    const odd = oddSteps(action, values).filter(
      (name) => !found.some(({ parameter }) => parameter === name),
    );
    const text = say('action.problem.form', wording);
    return [...found, ...odd.map((parameter) => ({ parameter, text }))];
  }

  async run(call: ActionCall): Promise<ActionOutcome> {
    const { clock, telemetry } = this.parts;
    const { key, tenant, action: name } = call;
    const startMs = clock.nowMs();
    const outcome = await this.tried(call);
    const fields: Fields = { tenant, action: name, key, ms: clock.nowMs() - startMs };
    if (outcome.kind === 'done') telemetry.info('action.done', fields);
    else telemetry.warn(`action.${outcome.kind}`, { ...fields, why: outcome.trouble });
    return outcome;
  }

  async status(call: ActionCall) {
    const { telemetry } = this.parts;
    const action = this.find(call.tenant, call.action);
    if (action?.way.kind !== 'webhook') return null;
    const { tenant, action: name, key } = call;
    try {
      const told = await this.webhooks.status(webhookCall(action, action.way, call));
      telemetry.info('action.asked', { tenant, action: name, key, state: told?.kind ?? null });
      return told;
    } catch (error) {
      telemetry.error('action.not-asked', error, { tenant, action: name, key });
      return null;
    }
  }

  private async tried(call: ActionCall): Promise<ActionOutcome> {
    const { tenant, action: name, key } = call;
    const action = this.find(tenant, name);
    if (action === null) return { kind: 'failed', trouble: 'not-configured', detail: '' };
    try {
      const { way } = action;
      if (way.kind === 'webhook') return await this.webhooks.run(webhookCall(action, way, call));
      return await this.runCode(action, way.name, call);
    } catch (error) {
      if (error instanceof NotDone) {
        return { kind: 'failed', trouble: 'refused', detail: error.message };
      }
      this.parts.telemetry.error('action.broken', error, { tenant, action: name, key });
      // Nobody can tell how far it had come.
      return { kind: 'unknown', trouble: 'server-error', detail: nameOf(error) };
    }
  }

  /** Code that does not heed the signal is left to itself, and its outcome is not known. */
  private async runCode(
    { spec }: ConfiguredAction,
    name: string,
    call: ActionCall,
  ): Promise<ActionOutcome> {
    const code = codeAction(name);
    if (code === null) return { kind: 'failed', trouble: 'not-configured', detail: name };
    const late = new AbortController();
    let cancel = () => {};
    const timeout = new Promise<ActionOutcome>((resolve) => {
      cancel = this.parts.clock.alarm(spec.timeoutMs, () => {
        late.abort();
        resolve({ kind: 'unknown', trouble: 'timeout', detail: '' });
      });
    });
    try {
      return await Promise.race([code.run(call.values, call, late.signal), timeout]);
    } finally {
      cancel();
    }
  }

  private find(tenant: string, name: string): ConfiguredAction | null {
    const { actions } = this.parts.settings(tenant);
    return actions.find(({ spec }) => spec.name === name) ?? null;
  }
}

function webhookCall(action: ConfiguredAction, webhook: Webhook, call: ActionCall) {
  const { spec, result } = action;
  const { values, wording } = call;
  return {
    webhook,
    call,
    timeoutMs: spec.timeoutMs,
    doneText: (answer: Parameters<typeof resultText>[1]) =>
      resultText({ spec, result, values, wording }, answer),
  };
}

/** Parameters that would make another path of the address than the config has. */
function oddSteps(
  { way }: ConfiguredAction,
  values: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (way.kind !== 'webhook') return [];
  const marks = [way.url, way.statusUrl ?? ''].flatMap(marksInPath);
  return [...new Set(marks)].filter((name) => values[name] === '.' || values[name] === '..');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'error';
}
