import {
  type ClusterOptions,
  describeFaults,
  FaultCluster,
} from '../support/fault/fault-cluster.js';
import type { FaultCustomer } from '../support/fault/fault-customer.js';
import { expectPromises } from '../support/fault/promises.js';

const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded', isReal: true },
  { processes: 3, stores: 'mongo', isReal: true },
];

for (const options of SETTINGS) {
  describeFaults(
    `The main job (${options.stores}, processes: ${options.processes})`,
    options,
    () => {
      let cluster: FaultCluster;
      let customer: FaultCustomer;
      beforeAll(async () => {
        cluster = await FaultCluster.start(options);
        customer = await cluster.customer(0);
      });
      afterAll(async () => {
        await cluster.stop();
      });

      /** The desk answers on the last process, the customer's socket is on the first. */
      const desk = (path: string, body?: object) => cluster.desk(path, undefined, body);
      const deskSees = (handoff: string, text: string) =>
        cluster.until(
          async () => JSON.stringify((await desk(`handoffs/${handoff}`)).body).includes(text),
          `"${text}" at the desk`,
        );

      test('a knowledge question is answered with a citation', async () => {
        await customer.say('How long do refunds take?');
        await customer.until(() => customer.isAnswered('5-7 business days'), 'the answer');
      });

      test('a question without an answer becomes a handoff, is claimed, answered, resolved, and the bot knows', async () => {
        await customer.say('Do you offer a wedding gift registry?');
        await customer.until(
          () => customer.shown.some((one) => one.owner === 'waiting'),
          'the handoff',
        );
        const isListed = async () =>
          JSON.stringify((await desk('handoffs?view=waiting')).body).includes(
            customer.conversationId,
          );
        await cluster.until(isListed, 'the handoff on the desk');
        const handoff = `${customer.conversationId}-1`;
        const shown = (await desk(`handoffs/${handoff}`)).body['handoff'];
        expect(shown).toMatchObject({ reason: 'missing_evidence', state: 'open' });
        expect(shown).toMatchObject({
          payload: { intent: expect.stringContaining('wedding gift registry') },
        });

        expect((await desk(`handoffs/${handoff}/claim`, {})).status).toBe(200);
        await desk(`handoffs/${handoff}/note`, { text: 'internal: ask Ben' });
        await desk(`handoffs/${handoff}/reply`, {
          text: 'Our registry opens in spring, I noted your wish.',
        });
        await customer.until(() => customer.sees('opens in spring'), 'the reply');
        await customer.say('Lovely, thank you Ana');
        await deskSees(handoff, 'Lovely, thank you Ana');

        await Promise.all(cluster.processes.map((one) => one.restart()));

        await deskSees(handoff, '"state":"delivered"');
        expect((await desk(`handoffs/${handoff}/resolve`, { note: 'registry wish' })).status).toBe(
          200,
        );
        await customer.until(() => customer.sees('marked this as solved'), 'the notice');
        await customer.say('How much is express shipping?');
        await customer.until(() => customer.isAnswered('$14.95'), 'the bot again');
        await customer.say('What did Ana say about the registry?');
        await customer.until(() => customer.isAnswered('opens in spring'), 'what Ana said');
      });

      test('a wish for a person becomes a handoff, and nothing was lost, doubled or leaked on the way', async () => {
        await customer.say('I want to talk to a person');
        await customer.until(
          () => customer.shown.at(-1)?.text.includes('colleague') === true,
          'the second handoff',
        );
        const { body } = await desk(`handoffs/${customer.conversationId}-2`);
        expect(body['handoff']).toMatchObject({ reason: 'user_request', state: 'open' });
        expect(customer.sees('internal: ask Ben')).toBe(false);
        await expectPromises(cluster, customer);
      });
    },
  );
}
