import { ActionHouse } from '../support/fault/action-house.js';
import { describeFaults } from '../support/fault/fault-cluster.js';
import { expectPromises } from '../support/fault/promises.js';

const options = { processes: 3, stores: 'mongo' } as const;

describeFaults('A gateway frozen in the middle of an action', options, () => {
  let house: ActionHouse;
  beforeAll(async () => {
    house = await ActionHouse.start(options);
  });
  afterAll(async () => {
    await house?.stop();
  });
  beforeEach(() => house.shop.forget());

  /** A customer whose yes has begun a run, and the process that is at it, which stands still. */
  async function frozenAt(point: string) {
    const { customer, order } = await house.customer();
    house.shop.behaves('change_address', { how: 'late', ms: 300 });
    await customer.say(`Please change my address for order ${order}`);
    await customer.until(() => customer.sees('Street and number'), 'the first question', 15_000);
    await customer.say('Elm Street 5');
    await customer.until(() => customer.sees('Which country'), 'the second question', 15_000);
    await customer.say('Germany');
    await customer.until(() => customer.sees('Shall order'), 'the question to confirm', 15_000);
    house.cluster.arm('stop', point);
    customer.mention('yes');
    const frozen = await house.cluster.frozen();
    customer.reload();
    return { customer, order, frozen };
  }

  test.each(['mid-run', 'before-conclude'])(
    '%s: past its lease and the timeout, another process asks the shop, and the thawed one adds nothing',
    async (point) => {
      const { customer, order, frozen } = await frozenAt(point);
      const done = `Order ${order} goes to Elm Street 5 now.`;
      await customer.until(() => customer.sees(done), 'the result of another process', 20_000);
      frozen.signal('SIGCONT');
      await customer.say(`Where is my order ${order}?`);
      await customer.until(() => customer.sees(`Order ${order} is on its way`), 'the next', 15_000);
      expect(customer.shown.filter(({ text }) => text === done)).toHaveLength(1);
      expect(house.shop.effectsWith('Elm Street 5')).toHaveLength(1);
      await expectPromises(house.cluster, customer);
      customer.close();
    },
  );

  test('nobody can be asked: a person is, and what the thawed one learns corrects it', async () => {
    house.shop.isTelling = false;
    const { customer, order, frozen } = await frozenAt('mid-run');
    await customer.until(() => customer.sees('I cannot tell whether'), 'the notice', 20_000);
    const { payload } = await house.card(customer);
    expect(payload.lastReasoning).toContain('NOT KNOWN');
    expect(payload.lastReasoning).toContain(order);
    house.shop.isTelling = true;
    frozen.signal('SIGCONT');
    await customer.until(
      () => customer.sees('has turned out well after all'),
      'the late end',
      20_000,
    );
    await house.card(customer, (card) =>
      card.payload.actions.some(({ result }) => result.includes('goes to Elm Street 5 now')),
    );
    expect(house.shop.effectsWith('Elm Street 5')).toHaveLength(1);
    await expectPromises(house.cluster, customer);
    customer.close();
  });
});
