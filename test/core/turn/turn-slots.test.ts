import { TurnSlots } from '../../../src/core/turn/turn-slots.js';

test('one tenant’s rush leaves room for the others', () => {
  const slots = new TurnSlots({ all: 3, perTenant: 2 });
  expect(slots.enter('busy', 'a')).toBe(true);
  expect(slots.enter('busy', 'b')).toBe(true);
  expect(slots.enter('busy', 'c')).toBe(false);
  expect(slots.enter('calm', 'd')).toBe(true);
});

test('who waits gets the next free slot, and tenants take turns', () => {
  const slots = new TurnSlots({ all: 1, perTenant: 1 });
  slots.enter('one', 'a');
  slots.enter('one', 'b');
  slots.enter('one', 'c');
  slots.enter('two', 'd');
  expect(slots.leave('one')).toEqual({ tenant: 'one', conversationId: 'b' });
  expect(slots.leave('one')).toEqual({ tenant: 'two', conversationId: 'd' });
  expect(slots.leave('two')).toEqual({ tenant: 'one', conversationId: 'c' });
  expect(slots.leave('one')).toBeNull();
  expect(slots.enter('two', 'e')).toBe(true);
});

test('a conversation waits once, however often it is offered', () => {
  const slots = new TurnSlots({ all: 1, perTenant: 1 });
  slots.enter('one', 'a');
  slots.enter('one', 'b');
  slots.enter('one', 'b');
  expect(slots.leave('one')).toEqual({ tenant: 'one', conversationId: 'b' });
  expect(slots.leave('one')).toBeNull();
});
