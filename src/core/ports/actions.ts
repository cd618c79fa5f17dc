import type { ActionOutcome, ActionSpec, ActionValues } from '../domain/action.js';
import type { Customer } from '../domain/customer.js';
import type { Wording } from '../domain/texts.js';

/** One run of an action. */
export interface ActionCall {
  /** The idempotency key. */
  readonly key: string;
  readonly tenant: string;
  readonly channel: string;
  readonly conversationId: string;
  readonly customer: Pick<Customer, 'id' | 'name' | 'email'>;
  /** The action's name. */
  readonly action: string;
  readonly values: ActionValues;
  readonly wording: Wording;
}

/** What is wrong with a parameter: `text` is for the customer, in a few words ("has to be a number"). */
export interface ActionProblem {
  readonly parameter: string;
  readonly text: string;
}

/** What can be done for a tenant's customers, and the doing of it. */
export interface Actions {
  /** In the order of the config; empty for a tenant that has none. */
  offered(tenant: string): readonly ActionSpec[];
  /** By the action's schema, the first of each parameter; empty when it may be run. */
  problems(
    tenant: string,
    action: string,
    values: Readonly<Record<string, unknown>>,
  ): readonly ActionProblem[];
  /** Runs it once, within its own timeout. Never rejects: what went wrong is an outcome. */
  run(call: ActionCall): Promise<ActionOutcome>;
  /**
   * What became of a run that nothing was heard of. Null: nobody can be asked, or nobody answers. Never rejects.
   */
  status(call: ActionCall): Promise<ActionOutcome | NoEnd | null>;
}

/** Of a run without an end: `running` is still at it; one that was `never-received` can be run as if it never was. */
export interface NoEnd {
  readonly kind: 'never-received' | 'running';
}
