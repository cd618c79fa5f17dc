import { ACTIONS_SECRET } from './action-server.js';

type Tree = { readonly [key: string]: unknown };

interface ShopOptions {
  readonly timeoutMs?: number;
  /** Whether the shop can be asked what became of a run. */
  readonly hasStatus?: boolean;
  readonly orderPattern?: string;
}

/** The three demo actions as a config has them, over a shop's system at this address. */
export function shopActions(url: string, options: ShopOptions = {}): Tree {
  const { timeoutMs = 2_000, hasStatus = true, orderPattern = '^MF-[0-9]{7}$' } = options;
  const order = {
    type: 'string',
    title: 'Order number',
    description: 'Stands in the mail about the order.',
    ask: 'What is the number of your order? It begins with MF-.',
    pattern: orderPattern,
  };
  const webhook = (path: string, method: string) => ({
    url: url + path,
    method,
    secret: ACTIONS_SECRET,
    allowPrivate: true,
    ...(hasStatus ? { statusUrl: `${url}/runs/{key}` } : {}),
  });
  return {
    order_status: {
      title: 'order status',
      description: 'The customer wants to know where an order is or when it comes.',
      phrases: ['where is my order', 'track my order'],
      parameters: { properties: { order }, required: ['order'] },
      permission: 'anyone',
      result: 'Order {order} is {result.status} and comes on {result.day}.',
      timeoutMs,
      webhook: webhook('/order_status/{order}', 'GET'),
    },
    change_address: {
      title: 'change of address',
      description: 'An order that has not been sent yet is to go to another address.',
      phrases: ['change my address', 'send it somewhere else'],
      parameters: {
        properties: {
          order,
          street: { type: 'string', title: 'Street and number', maxLength: 120 },
          country: {
            type: 'string',
            title: 'Country',
            ask: 'Which country is it in?',
            oneOf: [
              { const: 'DE', title: 'Germany' },
              { const: 'AT', title: 'Austria' },
            ],
          },
        },
        required: ['order', 'street', 'country'],
      },
      confirm: 'Shall order {order} go to {street}, {country}?',
      result: 'Order {order} goes to {result.street} now.',
      timeoutMs,
      webhook: webhook('/change_address/{order}', 'PUT'),
    },
    refund: {
      title: 'refund',
      description: 'The customer wants money back for an order.',
      phrases: ['refund my order', 'i want my money back'],
      parameters: {
        properties: {
          order,
          amount: {
            type: 'number',
            title: 'Amount in EUR',
            ask: 'How much is it, in EUR?',
            exclusiveMinimum: 0,
            maximum: 1000,
            multipleOf: 0.01,
          },
        },
        required: ['order', 'amount'],
      },
      risk: 'high',
      permission: 'account',
      confirm: 'Shall I ask a colleague to pay back {amount} EUR for order {order}?',
      result: 'You get {amount} EUR back for order {order}.',
      approvalHours: 24,
      timeoutMs,
      webhook: webhook('/refund', 'POST'),
    },
  };
}
