import { eventually } from '../support/eventually.js';
import { agentsOf, RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { waitingCustomer } from './waiting-customer.js';

const CROWD = Array.from({ length: 50 }, (_, at) => `agent${at}`);

describeStores('agents who want the same handoff', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    const desks = { main: { agents: agentsOf('ana', 'ben', ...CROWD) } };
    gateway = await RunningGateway.start({ stores, config: { desks } });
  });
  afterAll(() => gateway.stop());

  test('of 50 who claim at once one gets it and 49 are told who', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const answers = await Promise.all(CROWD.map((id) => gateway.agent(id).claim(handoff.id)));
    const winners = answers.filter(({ ok }) => ok);
    expect(winners).toHaveLength(1);
    const by = winners[0]?.handoff?.claimedBy?.name;
    const losers = answers.filter(({ ok }) => !ok);
    expect(losers).toHaveLength(49);
    for (const { status, error } of losers) {
      expect(status).toBe(409);
      expect(error).toMatchObject({
        code: 'handoff.taken',
        message: `${by} already has this one.`,
        details: { by, sinceMs: expect.any(Number) },
      });
    }
    await customer.seesOwner('agent');
    expect(customer.owners).toEqual(['waiting', 'agent']);
  });

  test('of 50 first replies at once one is said, and 49 agents are told who was first', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const answers = await Promise.all(
      CROWD.map((id) => gateway.agent(id).reply(handoff.id, `It is me, ${id}.`)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const { error } of answers.filter(({ ok }) => !ok)) {
      expect(error?.code).toBe('handoff.taken');
      expect(error?.message).toMatch(/^Agent\d+ already has this one\.$/);
    }
    await eventually(() => expect(customer.textsBy('agent')).toHaveLength(1));
  });

  test('the first reply claims', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    expect(await gateway.agent('ben').reply(handoff.id, 'Ben here.')).toMatchObject({ ok: true });
    await customer.sees('Ben here.');
    const owners = customer.seen.findIndex(({ payload }) => payload.owner === 'agent');
    const words = customer.seen.findIndex(({ payload }) => payload.text === 'Ben here.');
    expect(owners).toBeGreaterThan(-1);
    expect(owners).toBeLessThan(words);
    expect((await gateway.agent('ana').show(handoff.id)).handoff?.claimedBy?.name).toBe('Ben');
  });

  test('who has it already claims, resolves and returns again without an error', async () => {
    const { handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    for (let time = 0; time < 3; time += 1) {
      expect(await ana.claim(handoff.id)).toMatchObject({ status: 200, handoff: { revision: 2 } });
    }
    for (let time = 0; time < 3; time += 1) {
      expect(await ana.resolve(handoff.id)).toMatchObject({
        status: 200,
        handoff: { revision: 3 },
      });
    }
    expect(await ana.giveBack(handoff.id)).toMatchObject({
      status: 409,
      error: { code: 'handoff.closed', details: { state: 'resolved', by: 'Ana' } },
    });
  });

  test('nobody but the one who has it answers, releases, returns or resolves', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ben = gateway.agent('ben');
    expect(await ben.release(handoff.id)).toMatchObject({
      status: 200,
      handoff: { state: 'open' },
    });
    expect(await ben.resolve(handoff.id)).toMatchObject({
      status: 409,
      error: { code: 'handoff.not-claimed' },
    });
    await gateway.agent('ana').claim(handoff.id);
    const told = {
      status: 409,
      error: { code: 'handoff.taken', message: 'Ana already has this one.' },
    };
    expect(await ben.reply(handoff.id, 'Let me.')).toMatchObject(told);
    expect(await ben.release(handoff.id)).toMatchObject(told);
    expect(await ben.giveBack(handoff.id)).toMatchObject(told);
    expect(await ben.resolve(handoff.id)).toMatchObject(told);
    await gateway.agent('ana').reply(handoff.id, 'Ana here.');
    await customer.sees('Ana here.');
    expect(customer.texts).not.toContain('Let me.');
  });

  test('a reply sent twice under one id is said once, also when sent at once', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => ana.reply(handoff.id, 'Only once.', 'r1')),
    );
    expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await ana.reply(handoff.id, 'Only once.', 'r1')).seq).toBe(answers[0]?.seq);
    await ana.reply(handoff.id, 'Something else.', 'r2');
    await customer.sees('Something else.');
    expect(customer.textsBy('agent')).toEqual(['Only once.', 'Something else.']);
  });

  test('replies sent quickly one after the other arrive in that order', async () => {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    const words = Array.from({ length: 20 }, (_, at) => `Word ${at}.`);
    for (const word of words) await ana.reply(handoff.id, word);
    await customer.sees('Word 19.');
    expect(customer.textsBy('agent')).toEqual(words);
  });
});
