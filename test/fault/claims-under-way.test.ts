import { BEN_TOKEN, describeFaults, FaultCluster } from '../support/fault/fault-cluster.js';
import type { FaultCustomer } from '../support/fault/fault-customer.js';
import { expectNoBotAfterClaim, expectOrder } from '../support/fault/promises.js';

const options = { processes: 3, stores: 'mongo' } as const;

async function answered(cluster: FaultCluster): Promise<FaultCustomer> {
  const customer = await cluster.customer();
  await customer.say('first question');
  await customer.until(() => customer.isAnswered('first question'), 'the first answer');
  return customer;
}

async function takeOver(cluster: FaultCluster, customer: FaultCustomer): Promise<string> {
  const taken = await cluster.desk(`conversations/${customer.conversationId}/claim`, undefined, {});
  expect(taken.status).toBe(200);
  return (taken.body['handoff'] as { id: string }).id;
}

describeFaults('A person who takes over while the bot is answering', options, () => {
  let cluster: FaultCluster;
  beforeAll(async () => {
    cluster = await FaultCluster.start(options);
  });
  afterAll(async () => {
    await cluster.stop();
  });

  test('is not spoken over, and gets the question', async () => {
    const customer = await answered(cluster);
    await customer.say('slow question wait=1500');
    const handoff = await takeOver(cluster, customer);
    await customer.until(
      () => customer.shown.some((one) => one.owner === 'agent'),
      'the change of owner',
    );
    const reply = await cluster.desk(`handoffs/${handoff}/reply`, undefined, {
      id: 'r1',
      text: 'Ana here',
    });
    expect(reply.status).toBe(200);
    await customer.until(() => customer.sees('Ana here'), 'the reply');
    const shown = await cluster.desk(`handoffs/${handoff}`);
    expect(JSON.stringify(shown.body['messages'])).toContain('slow question');
    await cluster.desk(`handoffs/${handoff}/resolve`, undefined, { note: '' });
    await customer.say('last question');
    await customer.until(() => customer.isAnswered('last question'), 'the bot again');
    expect(customer.isAnswered('slow question')).toBe(false);
    expectNoBotAfterClaim(customer);
    expectOrder(customer);
    customer.close();
  });

  test('and gives back during the same slow call: the stale answer is never said', async () => {
    const customer = await answered(cluster);
    await customer.say('slow question wait=2500');
    const handoff = await takeOver(cluster, customer);
    const back = await cluster.desk(`handoffs/${handoff}/return`, undefined, { note: '' });
    expect(back.status).toBe(200);
    await customer.say('next question');
    await customer.until(() => customer.isAnswered('next question'), 'the next answer');
    expect(customer.isAnswered('slow question')).toBe(false);
    expectOrder(customer);
    customer.close();
  });

  test('among fifty who claim at once, on all processes, is one; the others are told who', async () => {
    const customer = await answered(cluster);
    await customer.say('I want to talk to a person');
    await customer.until(
      () => customer.shown.some((one) => one.owner === 'waiting'),
      'the handoff',
    );
    const id = `${customer.conversationId}-1`;
    const claims = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        cluster.desk(`handoffs/${id}/claim`, index % 2 ? BEN_TOKEN : undefined, {}, index % 3),
      ),
    );
    const holder = claims.find((one) => one.status === 200)?.body['handoff'] as {
      claimedBy: { id: string; name: string };
    };
    const losers = claims.filter((one) => one.status !== 200);
    // The winner's own repeated claims are no error; every other agent is refused and told who won.
    expect(losers).toHaveLength(25);
    for (const loser of losers) {
      expect(loser.status).toBe(409);
      expect(JSON.stringify(loser.body)).toContain(
        `${holder.claimedBy.name} already has this one.`,
      );
    }
    await customer.until(
      () => customer.shown.some((one) => one.owner === 'agent'),
      'the change of owner',
    );
    expect(customer.shown.filter((one) => one.owner === 'agent')).toHaveLength(1);
    customer.close();
  });

  test.each([
    ['before-say'],
    ['after-say'],
    ['before-file'],
    ['before-settle-customer'],
    ['after-settle-customer'],
  ])('whose process is killed %s still reaches the customer once', async (point) => {
    const customer = await answered(cluster);
    const handoff = await takeOver(cluster, customer);
    await customer.until(
      () => customer.shown.some((one) => one.owner === 'agent'),
      'the change of owner',
    );
    cluster.arm('kill', point);
    const words = { id: 'r1', text: `words that survive ${point}` };
    const first = await cluster
      .desk(`handoffs/${handoff}/reply`, undefined, words)
      .catch(() => null);
    await cluster.restartTheDead();
    if (first?.status !== 200) {
      const again = await cluster.desk(`handoffs/${handoff}/reply`, undefined, words);
      expect(again.status).toBe(200);
    }
    await customer.until(() => customer.sees(words.text), 'the reply');
    await customer.say('thank you Ana');
    const isAtDesk = async () =>
      JSON.stringify((await cluster.desk(`handoffs/${handoff}`)).body).includes('thank you Ana');
    await cluster.until(isAtDesk, 'the customer at the desk');
    expect(customer.shown.filter((one) => one.text === words.text)).toHaveLength(1);
    expectNoBotAfterClaim(customer);
    customer.close();
  });
});
