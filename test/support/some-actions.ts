import type { ActionParameter, ActionSpec } from '../../src/core/domain/action.js';

const PLAIN: ActionParameter = {
  name: 'value',
  title: 'Value',
  description: '',
  type: 'string',
  isRequired: true,
  ask: null,
  choices: [],
};

export function aParameter(
  name: string,
  title: string,
  rest: Partial<ActionParameter> = {},
): ActionParameter {
  return { ...PLAIN, name, title, ...rest };
}

export function anAction(
  name: string,
  title: string,
  phrases: readonly string[],
  parameters: readonly ActionParameter[],
  rest: Partial<ActionSpec> = {},
): ActionSpec {
  return {
    name,
    title,
    description: '',
    phrases,
    parameters,
    risk: 'low',
    permission: 'customer',
    facts: {},
    confirm: null,
    timeoutMs: 10_000,
    approvalMs: 86_400_000,
    ...rest,
  };
}

function labelled(...labels: readonly string[]) {
  return labels.map((label) => ({ value: label.toLowerCase().replaceAll(' ', '_'), label }));
}

const ORDER = aParameter('order', 'Order number', { pattern: '[0-9]{4,6}' });

export const ORDER_STATUS = anAction(
  'order_status',
  'order status',
  ['where is my order', 'track my order', 'where is my parcel', 'order status'],
  [ORDER],
  { description: 'The customer wants to know where an order is and when it comes.' },
);

export const CHANGE_ADDRESS = anAction(
  'change_address',
  'change of address',
  ['change my address', 'new delivery address', 'deliver to another address', 'I moved house'],
  [aParameter('address', 'New address'), ORDER],
  {
    description: 'The customer wants an order delivered to another address.',
    confirm: '{address}?',
  },
);

export const REFUND = anAction(
  'refund',
  'refund',
  ['I want a refund', 'give me my money back'],
  [
    ORDER,
    aParameter('amount', 'Amount', { type: 'number', description: 'How much, in USD.' }),
    aParameter('reason', 'Reason', {
      choices: labelled('Damaged', 'Wrong item', 'No longer needed'),
    }),
  ],
  { description: 'Money back for an order.', risk: 'high', confirm: 'Refund?' },
);

export const BOOK_VISIT = anAction(
  'book_visit',
  'visit of a technician',
  ['book a technician', 'send a technician', 'book an appointment'],
  [
    aParameter('day', 'Day', { format: 'date' }),
    aParameter('phone', 'Phone number'),
    aParameter('note', 'Note for the technician', { isRequired: false }),
  ],
);

export const CANCEL_BOOKING = anAction(
  'cancel_booking',
  'cancellation of a booking',
  ['cancel my booking', 'cancel my reservation', 'cancel my flight'],
  [
    aParameter('booking', 'Booking reference', { pattern: '^[A-Z0-9]{6}$' }),
    aParameter('insured', 'Travel insurance', { type: 'boolean' }),
  ],
);

export const CHANGE_EMAIL = anAction(
  'change_email',
  'change of email address',
  ['change my email', 'update my email address'],
  [aParameter('email', 'New email address', { format: 'email' })],
);

export const ORDER_MORE = anAction(
  'order_more',
  'order of spare bulbs',
  ['order more bulbs', 'order spare bulbs', 'buy bulbs'],
  [
    aParameter('count', 'Number of bulbs', { type: 'integer' }),
    aParameter('colour', 'Colour', { choices: labelled('Warm white', 'Cool white', 'Red') }),
    aParameter('gift', 'Gift wrap', { type: 'boolean', isRequired: false }),
  ],
);

export const MOVE_DELIVERY = anAction(
  'move_delivery',
  'other delivery date',
  ['move my delivery', 'reschedule my delivery', 'deliver on another day'],
  [
    aParameter('order', 'Order number', { pattern: '^A-\\d{4}$' }),
    aParameter('date', 'Delivery date', { format: 'date' }),
  ],
);

export const CHANGE_NAME = anAction(
  'change_name',
  'change of name',
  ['change my name', 'correct the name'],
  [aParameter('name', 'New name')],
);

export const CLOSE_ACCOUNT = anAction(
  'close_account',
  'closing of the account',
  ['close my account', 'delete my account'],
  [aParameter('reason', 'Reason', { isRequired: false })],
  { risk: 'high', confirm: 'Close it?' },
);

export const SOME_ACTIONS: readonly ActionSpec[] = [
  ORDER_STATUS,
  CHANGE_ADDRESS,
  REFUND,
  BOOK_VISIT,
  CANCEL_BOOKING,
  CHANGE_EMAIL,
  ORDER_MORE,
  MOVE_DELIVERY,
  CHANGE_NAME,
  CLOSE_ACCOUNT,
];
