import { join } from 'node:path';
import { SITE_KEY, siteToken } from '../channels/site-tokens.js';
import { ActionServer } from '../support/action-server.js';
import { type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import type { FaultCustomer } from '../support/fault/fault-customer.js';
import { shopActions } from '../support/shop-actions.js';
import type { MessageRef, SeenMessage } from '../support/slack/seen-message.js';
import { SlackHouse, wordsOf } from '../support/slack/slack-house.js';

const SETTINGS: readonly (ClusterOptions & { transport: 'http' | 'socket' })[] = [
  { processes: 1, stores: 'embedded', isReal: true, transport: 'http' },
  { processes: 2, stores: 'mongo', isReal: true, transport: 'socket' },
];

for (const options of SETTINGS) {
  const title = `Actions, with agents in Slack (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let shop: ActionServer;
    let house: SlackHouse;
    let visits = 0;
    beforeAll(async () => {
      shop = await ActionServer.start();
      const knowledge = join(process.cwd(), 'config/knowledge/demo');
      const demo = { name: 'Maple & Finch', botName: 'Finch', desk: 'main', knowledge };
      const config = {
        tenants: { demo: { ...demo, actions: shopActions(shop.url) } },
        channels: {
          'test-web': { kind: 'web', tenant: 'demo', userTokenKey: SITE_KEY },
          'globex-slack': { kind: 'slack', app: 'support', workspace: 'globex', tenant: 'demo' },
        },
      };
      house = await SlackHouse.start({ ...options, config });
    }, 60_000);
    afterAll(async () => {
      await house?.stop();
      await shop?.stop();
    });
    beforeEach(() => shop.forget());

    const restart = () => Promise.all(house.cluster.processes.map((one) => one.restart()));

    async function customer(): Promise<{ lena: FaultCustomer; order: string }> {
      visits += 1;
      const claims = { sub: `visit-${visits}`, name: 'Lena' };
      const token = await siteToken(claims, { channel: 'test-web' });
      return { lena: await house.cluster.customer(0, token), order: `MF-${1_000_000 + visits}` };
    }

    async function answered(lena: FaultCustomer, text: string, words: string): Promise<void> {
      await lena.say(text);
      await lena.until(() => lena.sees(words), `"${words}"`, 15_000);
    }

    /** A refund that waits for an approval, and the card of it as it is now. */
    async function waiting(between: () => Promise<unknown> = async () => undefined) {
      const { lena, order } = await customer();
      const before = house.cards.length;
      await answered(lena, `I want my money back for order ${order}`, 'How much is it');
      await between();
      await answered(lena, '25', 'Shall I ask a colleague to pay back 25 EUR');
      await answered(lena, 'yes', 'has to approve the refund');
      await house.until(() => house.cards.length === before + 1, 'the card');
      const { ts } = house.card;
      const card = () => house.room.message({ roomId: house.room.id, ts });
      return { lena, order, card };
    }

    test('a refund goes on after a restart between question and answer, and is approved in Slack', async () => {
      const { lena, order, card } = await waiting(restart);
      expect(card().words).toContain('Waits for an approval: refund');
      expect(card().words).toContain(order);
      expect(card().buttons).toEqual(expect.arrayContaining(['Approve', 'Reject']));
      expect(shop.asked).toEqual([]);
      const asked = card();
      await house.ana.presses(asked, 'Approve');
      await house.ana.presses(asked, 'Approve');
      await house.ben.presses(asked, 'Reject');
      await lena.until(() => lena.sees(`You get 25 EUR back for order ${order}`), 'the result');
      await house.until(() => !card().buttons.includes('Approve'), 'the decision');
      expect(card().words).toMatch(/Approved.*Ana Alvarez/s);
      await house.until(() => card().words.includes('You get 25 EUR back'), 'the result on it');
      expect(shop.effectsWith(order)).toHaveLength(1);
    });

    test('the processes restarted between the yes and the approval, it is done all the same', async () => {
      const { lena, order, card } = await waiting();
      await restart();
      await house.ana.presses(card(), 'Approve');
      await lena.until(() => lena.sees(`You get 25 EUR back for order ${order}`), 'the result');
      expect(shop.effectsWith(order)).toHaveLength(1);
    });

    test('a process ended between the approval and the run, it is done once', async () => {
      const { lena, order, card } = await waiting();
      house.cluster.arm('kill', 'after-decide');
      await house.ana.presses(card(), 'Approve').catch(() => null);
      await house.cluster.restartTheDead();
      await lena.until(() => lena.sees(`You get 25 EUR back for order ${order}`), 'the result');
      expect(shop.effectsWith(order)).toHaveLength(1);
    });

    test('rejected, it is not done, and the customer is told', async () => {
      const { lena, order, card } = await waiting();
      await house.ben.presses(card(), 'Reject');
      await lena.until(() => lena.sees('did not approve the refund'), 'the refusal');
      await house.until(() => /Rejected.*Ben Okafor/s.test(card().words), 'who said no');
      expect(shop.askedWith(order)).toEqual([]);
    });

    test('somebody else in the thread can neither confirm nor refuse it', async () => {
      visits += 1;
      const order = `MF-${1_000_000 + visits}`;
      const root: MessageRef = await house.carol.mentions(
        house.app,
        house.shop,
        `please change my address for order ${order}`,
      );
      const thread = (): SeenMessage[] =>
        house.shop.message(root).thread.filter((one) => one.isFromBot);
      const isTold = (words: string) => thread().some((one) => wordsOf(one).includes(words));
      await house.until(() => isTold('Street and number'), 'the first question');
      await house.carol.says(house.shop, 'Elm Street 5', { thread: root });
      await house.until(() => isTold('Which country'), 'the second question');
      await house.carol.says(house.shop, 'Germany', { thread: root });
      await house.until(() => isTold('Shall order'), 'the question to confirm');
      const asked = thread().find((one) => wordsOf(one).includes('Shall order'));
      if (asked === undefined) throw new Error('nothing was asked');
      const before = thread().length;
      await house.dave.says(house.shop, 'yes', { thread: root });
      await house.until(() => thread().length > before, 'an answer to Dave');
      await house.dave.presses(asked, 'Yes, go ahead');
      await house.slack.settled();
      expect(shop.askedWith(order)).toEqual([]);
      await house.carol.says(house.shop, 'yes', { thread: root });
      await house.until(() => isTold(`Order ${order} goes to Elm Street 5 now.`), 'the result');
      expect(shop.effectsWith(order)).toHaveLength(1);
      expect(shop.effectsWith(order)[0]?.parameters).toMatchObject({ country: 'DE' });
    });

    test('Slack was used as it wants to be', () => {
      expect(house.slack.complaints).toEqual([]);
      expect(shop.forged).toEqual([]);
    });
  });
}
