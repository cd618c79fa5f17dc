import { describeFaults, FaultCluster } from '../support/fault/fault-cluster.js';
import { expectPromises } from '../support/fault/promises.js';

/** Where a process can freeze past its lease, as a paused machine does, and go on later as if nothing had happened. */
const POINTS = [
  ['after-record', 'before its acknowledgement'],
  ['after-lease', 'with a fresh lease'],
  ['mid-model', 'in the middle of a model call'],
  ['before-commit', 'before its commit'],
  ['after-commit', 'after its commit'],
  ['before-settle-customer', 'before settling'],
] as const;

const options = { processes: 3, stores: 'mongo' } as const;

describeFaults('A gateway frozen past its lease', options, () => {
  let cluster: FaultCluster;
  beforeAll(async () => {
    cluster = await FaultCluster.start(options);
  });
  afterAll(async () => {
    await cluster.stop();
  });

  test.each(POINTS)(
    '%s: frozen %s, another one answers and the thawed one adds nothing',
    async (point) => {
      const customer = await cluster.customer();
      await customer.say('first question');
      await customer.until(() => customer.isAnswered('first question'), 'the first answer');
      cluster.arm('stop', point);
      customer.mention(`second question${point === 'mid-model' ? ' wait=600' : ''}`);
      const frozen = await cluster.frozen();
      // A client notices a frozen server only after a while; a customer reloads the page.
      customer.reload();
      await customer.until(
        () => customer.isAnswered('second question'),
        'the answer of another process',
      );
      frozen.signal('SIGCONT');
      await customer.say('third question');
      await customer.until(() => customer.isAnswered('third question'), 'the third answer');
      await cluster.until(
        async () => (await cluster.desk('me', undefined, undefined, 0)).status === 200,
        'the thawed process',
      );
      await expectPromises(cluster, customer);
      customer.close();
    },
  );
});
