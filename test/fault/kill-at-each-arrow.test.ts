import {
  type ClusterOptions,
  describeFaults,
  FaultCluster,
} from '../support/fault/fault-cluster.js';
import { expectPromises } from '../support/fault/promises.js';

/** Where a process can end: each arrow of the life of a message. */
const ARROWS = [
  ['before-record', 'before the message is recorded'],
  ['after-record', 'after the record, before the acknowledgement'],
  ['after-acknowledge', 'after the acknowledgement'],
  ['after-lease', 'after the lease'],
  ['mid-model', 'in the middle of a model call longer than the lease'],
  ['after-model', 'after the model'],
  ['before-commit', 'before the commit'],
  ['after-commit', 'after the commit, before the delivery'],
  ['before-file', 'before the texts are filed'],
  ['after-file', 'after the delivery, before it is settled'],
  ['before-settle-customer', 'before settling'],
  ['after-settle-customer', 'after settling, before anybody is told'],
] as const;

/** One process has to come back by itself; of three another one goes on. */
const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded' },
  { processes: 1, stores: 'mongo' },
  { processes: 3, stores: 'mongo' },
];

for (const options of SETTINGS) {
  describeFaults(
    `A gateway killed (${options.stores}, processes: ${options.processes})`,
    options,
    () => {
      let cluster: FaultCluster;
      beforeAll(async () => {
        cluster = await FaultCluster.start(options);
      });
      afterAll(async () => {
        await cluster.stop();
      });

      test.each(ARROWS)('%s: %s, nothing is lost or said twice', async (arrow) => {
        const customer = await cluster.customer();
        await customer.say('first question');
        await customer.until(() => customer.isAnswered('first question'), 'the first answer');
        cluster.arm('kill', arrow);
        const wait = arrow === 'mid-model' ? ' wait=1500' : ' wait=100';
        customer.mention(`second question${wait}`);
        await cluster.restartTheDead();
        await customer.until(
          () => customer.told.every((one) => one.seq !== null),
          'all acknowledgements',
        );
        await customer.until(() => customer.isAnswered('second question'), 'the second answer');
        await customer.say('third question');
        await customer.until(() => customer.isAnswered('third question'), 'the third answer');
        await expectPromises(cluster, customer);
        customer.close();
      });
    },
  );
}
