import { ActionHouse } from '../support/fault/action-house.js';
import { ANA_TOKEN, type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import type { FaultCustomer } from '../support/fault/fault-customer.js';
import { expectNoBotAfterClaim, expectOrder, expectPromises } from '../support/fault/promises.js';

/** How often the shop may have done it, and what comes of it: the result, or a case that says what is unknown. */
interface Arrow {
  readonly at: string;
  readonly told: string;
  /** With a shop that tells what became of a run, and with one that does not. */
  readonly ends: { readonly telling: End; readonly silent: End };
}

type End = 'done' | 'unknown, done' | 'unknown, not done';

const SURE: Arrow['ends'] = { telling: 'done', silent: 'done' };
const OPEN: Arrow['ends'] = { telling: 'done', silent: 'unknown, done' };

/** Where a process can end between a customer's yes and the result they read. */
const TURN_ARROWS: readonly Arrow[] = [
  { at: 'before-intend', told: 'before it is on record that it begins', ends: SURE },
  {
    at: 'after-intend',
    told: 'on record, before the shop is called',
    ends: { telling: 'done', silent: 'unknown, not done' },
  },
  { at: 'mid-run', told: 'while the shop is at it', ends: OPEN },
  { at: 'before-conclude', told: 'the shop has answered, it is not noted', ends: OPEN },
  { at: 'after-conclude', told: 'the answer is noted, nobody was told', ends: SURE },
  { at: 'before-commit', told: 'before the commit', ends: SURE },
  { at: 'after-commit', told: 'after the commit, before the delivery', ends: SURE },
];

/** Where one can end between an agent's yes and what the customer reads of it. */
const APPROVED_ARROWS: readonly Arrow[] = [
  { at: 'before-decide', told: 'before the yes is on record', ends: SURE },
  { at: 'after-decide', told: 'the yes is on record, nothing is begun', ends: SURE },
  {
    at: 'after-intend',
    told: 'begun on record, before the shop is called',
    ends: { telling: 'done', silent: 'unknown, not done' },
  },
  { at: 'mid-run', told: 'while the shop is at it', ends: OPEN },
  { at: 'before-conclude', told: 'the shop has answered, it is not noted', ends: OPEN },
  { at: 'after-conclude', told: 'the answer is noted, nothing is sent', ends: SURE },
];

const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded' },
  { processes: 3, stores: 'mongo' },
];

/** Where the shop's silence changes nothing there is nothing to try again. */
function variants(arrows: readonly Arrow[]) {
  return arrows.flatMap(({ at, told, ends }) =>
    ends.telling === ends.silent
      ? [[at, told, ends.telling, true] as const]
      : [[at, told, ends.telling, true] as const, [at, told, ends.silent, false] as const],
  );
}

for (const options of SETTINGS) {
  const title = `An action, a gateway killed (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: ActionHouse;
    beforeAll(async () => {
      house = await ActionHouse.start(options);
    });
    afterAll(async () => {
      await house?.stop();
    });
    beforeEach(() => {
      house.shop.forget();
    });

    async function confirmed(action: string, texts: readonly string[], question: string) {
      const { customer, order } = await house.customer();
      house.shop.behaves(action, { how: 'late', ms: 400 });
      const said = texts.map((text) => text.replace('ORDER', order));
      for (const [at, text] of said.entries()) {
        const seq = await customer.say(text);
        const isAsked = () => customer.shown.some((one) => one.seq > seq && one.author === 'bot');
        await customer.until(isAsked, `question ${at + 1}`, 15_000);
      }
      expect(customer.sees(question)).toBe(true);
      return { customer, order };
    }

    /** All that must hold once it is over: nothing twice, and whoever has to know knows. */
    async function expectEnd(customer: FaultCustomer, order: string, end: End, done: string) {
      const { shop, cluster } = house;
      const count = end === 'unknown, not done' ? 0 : 1;
      if (end === 'done') {
        await customer.until(() => customer.sees(done), 'the result', 15_000);
        // A case of its own comes only where nobody knows.
        expect(customer.shown.filter(({ text }) => text.includes(done))).toHaveLength(1);
      } else {
        await customer.until(
          () => customer.sees('I cannot tell whether the'),
          'the notice',
          15_000,
        );
        const isTold = (words: string) => words.includes('NOT KNOWN');
        const { payload } = await house.card(customer, ({ payload: { actions } }) =>
          actions.some(({ result }) => isTold(result)),
        );
        const words = payload.actions.find(({ result }) => isTold(result))?.result;
        expect(words).toContain('The gateway was stopped in the middle of it.');
        expect(words).toContain(`Order number: ${order}`);
        expect(words).toMatch(/at \w+ \d+, 20\d\d, \d+:\d\d/);
        expect(words).toMatch(new RegExp(`reference ${customer.conversationId}-a\\d+-\\w+`));
      }
      expect(shop.effectsWith(order)).toHaveLength(count);
      expect(new Set(shop.askedWith(order).map(({ key }) => key)).size).toBeLessThanOrEqual(1);
      expect(shop.forged).toEqual([]);
      await cluster.startTheDead();
      expectOrder(customer);
      expectNoBotAfterClaim(customer);
      // To read the embedded file its process has to end once more, which tells nothing new here.
      if (options.stores === 'mongo') await expectPromises(cluster, customer);
    }

    test.each(variants(TURN_ARROWS))(
      '%s: %s: %s (the shop tells: %s)',
      async (at, _, end, isTelling) => {
        const texts = ['Please change my address for order ORDER', 'Elm Street 5', 'Germany'];
        const { customer, order } = await confirmed('change_address', texts, 'Shall order');
        house.shop.isTelling = isTelling;
        house.cluster.arm('kill', at);
        customer.mention('yes');
        await house.cluster.restartTheDead();
        await expectEnd(customer, order, end, `Order ${order} goes to`);
        customer.close();
      },
    );

    test.each(variants(APPROVED_ARROWS))(
      'approved, %s: %s: %s (the shop tells: %s)',
      async (at, _, end, isTelling) => {
        const texts = ['I want my money back for order ORDER', '25'];
        const { customer, order } = await confirmed('refund', texts, 'Shall I ask');
        await customer.say('yes');
        await customer.until(() => customer.sees('has to approve the refund'), 'the wait');
        const { id } = await house.card(customer);
        house.shop.isTelling = isTelling;
        house.cluster.arm('kill', at);
        const approve = () =>
          house.cluster.desk(`handoffs/${id}/approval`, ANA_TOKEN, { isApproved: true });
        // It dies with the process that was asked; an agent presses again.
        await approve().catch(() => null);
        await house.cluster.restartTheDead();
        await approve();
        await expectEnd(customer, order, end, `You get 25 EUR back for order ${order}`);
        customer.close();
      },
    );
  });
}
