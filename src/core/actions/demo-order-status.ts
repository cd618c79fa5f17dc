import { plainWords } from '../domain/plain-words.js';
import { say } from '../domain/texts.js';
import { type CodeAction, NotDone } from './code-action.js';

/** All there is to the demo shop's orders. Whoever asks for another one is told so. */
const ORDERS = {
  'MF-1000001': 'preparing',
  'MF-1000002': 'on-its-way',
  'MF-1000003': 'delivered',
} as const;

/** Looks an order up, for trying things out: the demo shop's orders are samples, and the answers say so. */
export const DEMO_ORDER_STATUS: CodeAction = {
  name: 'demo-order-status',
  needs: ['order'],
  async run(values, { wording }) {
    const { order } = values;
    if (typeof order !== 'string') throw new NotDone('there is no order number');
    const number = order.trim().toUpperCase();
    const found = Object.entries(ORDERS).find(([one]) => one === number);
    const fill = { order: plainWords(number), samples: Object.keys(ORDERS).join(', ') };
    const text = say(`action.order-status.${found?.[1] ?? 'unknown'}`, wording, fill);
    return { kind: 'done', text };
  },
};
