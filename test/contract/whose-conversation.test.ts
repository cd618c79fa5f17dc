import type { Customer } from '../../src/core/domain/customer.js';
import type { Draft } from '../../src/core/domain/message.js';
import { recordOf } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { storesOf, Talk } from './talk.js';

const CAROL: Customer = {
  id: 'carol',
  name: 'Carol Chen',
  email: 'carol@shop.example',
  about: [{ name: 'time-zone', value: 'Europe/Berlin' }],
};

describeStores('Whose conversation it is', (kind) => {
  const stores = storesOf(kind);

  /** The customer of the conversation after each of them said something, or revised what they said. */
  async function afterAll(...said: readonly [Customer, Partial<Draft>?][]): Promise<Customer> {
    const talk = new Talk(stores());
    for (const [index, [customer, more = {}]] of said.entries()) {
      const { draft } = recordOf(talk.id, `m${index}`, 'hello', 1_000);
      const rest = { customer, draft: { ...draft, ...more } };
      expect(await talk.writes(draft.id, draft.text, rest)).toMatchObject({ kind: 'recorded' });
    }
    return (await talk.now()).customer;
  }

  test('it stays that of whoever spoke first, whoever else joins in', async () => {
    expect(await afterAll([CAROL], [{ id: 'dave', name: 'Dave', email: 'd@x.example' }])).toEqual(
      CAROL,
    );
  });

  test('what less is known at a later message is kept', async () => {
    const { about: _, ...vouched } = CAROL;
    expect(await afterAll([CAROL], [vouched])).toEqual(CAROL);
  });

  test('what is new at a later message of theirs counts', async () => {
    const later = { id: 'carol', name: 'Carol Diaz', email: 'diaz@shop.example' };
    expect(await afterAll([CAROL], [later])).toEqual({ ...CAROL, ...later });
  });

  test('what is vouched for holds as long as it is', async () => {
    const vouched = { ...CAROL, facts: [{ name: 'Plan', value: 'Gold' }] };
    expect(await afterAll([vouched], [CAROL])).toEqual(CAROL);
    const { email: _, ...unvouched } = CAROL;
    expect(await afterAll([vouched], [unvouched])).toEqual(unvouched);
  });

  test.each(['edit', 'delete'] as const)('no %s changes it', async (change) => {
    const more = { kind: change, revises: { id: 'm0' } };
    expect(await afterAll([CAROL], [{ id: 'carol', name: 'carol' }, more])).toEqual(CAROL);
  });
});
