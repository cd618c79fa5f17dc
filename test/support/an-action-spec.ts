import type { ActionParameter, ActionSpec } from '../../src/core/domain/action.js';

export function aParameter(given: Partial<ActionParameter> = {}): ActionParameter {
  return {
    name: 'orderNumber',
    title: 'Order number',
    description: '',
    type: 'string',
    isRequired: true,
    ask: null,
    choices: [],
    ...given,
  };
}

/** An order status without any risk, which is not asked to be confirmed. */
export function anActionSpec(given: Partial<ActionSpec> = {}): ActionSpec {
  return {
    name: 'order_status',
    title: 'order status',
    description: 'Tells where an order is.',
    phrases: ['where is my order'],
    parameters: [aParameter()],
    risk: 'low',
    permission: 'customer',
    facts: {},
    confirm: null,
    timeoutMs: 1_000,
    approvalMs: 60_000,
    ...given,
  };
}
