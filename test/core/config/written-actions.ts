import { stringify } from 'yaml';
import { complaint, SMALL } from './written-config.js';

const SECRET = 'secret-of-the-webhook-of-the-tests-0123456789';

export type Setting = Record<string, unknown>;

export const ADDRESS: Setting = {
  title: 'change of address',
  description: 'An order that was not sent yet is to go elsewhere.',
  phrases: ['change my address'],
  parameters: {
    properties: {
      order: { type: 'string', pattern: '^MF-\\d{7}$' },
      street: { type: 'string' },
      express: { type: 'boolean' },
    },
    required: ['order', 'street'],
  },
  confirm: 'Shall order {order} go to {street}?',
  result: 'Order {order} goes to {result.street}.',
  webhook: { url: 'https://shop.example/orders/{order}/address', secret: SECRET },
};

/** A tenant with these actions, and what else is given. */
export function withActions(actions: Record<string, Setting>, rest: Setting = {}): string {
  const below = stringify({ actions, ...rest }, { lineWidth: 0 })
    .replace(/^/gm, '    ')
    .trimEnd();
  return SMALL.replace('    desk: main\n', `    desk: main\n${below}\n`);
}

/** What is told of one action with changes, without its place in the file. */
export async function told(change: Setting): Promise<string> {
  const kept = Object.entries({ ...ADDRESS, ...change }).filter(([, one]) => one !== undefined);
  const text = await complaint(withActions({ address: Object.fromEntries(kept) }));
  return text.replaceAll(/frontdesk\.yaml:\d+: tenants\.demo\.actions\.address/g, 'A');
}

export const parameters = (properties: Setting, rest: Setting = {}): Setting => ({
  // Nothing else of it is to be told about.
  confirm: undefined,
  result: undefined,
  webhook: { url: 'https://shop.example/address' },
  parameters: { properties, ...rest },
});
