import type { RecordCommand } from '../../src/core/domain/conversation-writes.js';
import type { Customer } from '../../src/core/domain/customer.js';

/** Who speaks: one person, of whom more or less is known each time, and somebody else in the same thread. */
const SPEAKERS: readonly [Customer, ...Customer[]] = [
  { id: 'visit-1', name: 'Visitor' },
  {
    id: 'visit-1',
    name: '$name',
    email: 'v@shop.example',
    about: [{ name: 'time-zone', value: '$zone' }],
  },
  { id: 'visit-1', name: 'Visitor', facts: [{ name: '$plan', value: 'Gold' }] },
  { id: '$other', name: 'Other', email: 'other@shop.example' },
];

/** Whose words they are, and where they are said: not every channel knows whether a place is private. */
export function somewhere(
  { place }: RecordCommand,
  { a, b }: { readonly a: number; readonly b: number },
): Pick<RecordCommand, 'customer' | 'place'> {
  const isPrivate = a % 3 === 0 ? {} : { isPrivate: a % 3 === 1 };
  const customer = SPEAKERS[(a + b) % SPEAKERS.length] ?? SPEAKERS[0];
  return { customer, place: { ...place, ...isPrivate } };
}
