import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { waitingCustomer } from './waiting-customer.js';

describeStores('what the desk asks of agents', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  async function resolved() {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    await ana.resolve(handoff.id);
    return { customer, ana, ben: gateway.agent('ben'), id: handoff.id };
  }

  test('whether it was right to hand off is kept and shown to all', async () => {
    const { ana, ben, id } = await resolved();
    const { handoff } = await eventually(async () => {
      const answer = await ana.post(`handoffs/${id}/verdict`, { isRight: false });
      expect(answer).toMatchObject({ status: 200, ok: true });
      return answer;
    });
    const verdict = { isRight: false, by: { id: 'ana', name: 'Ana' } };
    expect(handoff).toMatchObject({ id, state: 'resolved', verdict });
    expect((await ben.show(id)).handoff).toMatchObject({ verdict });
    expect((await ben.card(id)).blocks[0]).toMatchObject({
      kind: 'facts',
      facts: [{ name: 'Was it right to hand this off?', value: 'No, says Ana' }],
    });
    const { handoffs = [] } = await ben.list('?view=closed&limit=200');
    expect(handoffs.find((one) => one.id === id)).toMatchObject({ verdict });
  });

  test('is refused to a colleague, before the case is closed, and to another tenant', async () => {
    const { ben, id } = await resolved();
    expect(await ben.post(`handoffs/${id}/verdict`, { isRight: true })).toMatchObject({
      status: 409,
      error: { code: 'handoff.taken', details: { by: 'Ana' } },
    });
    const mei = gateway.agent('mei');
    expect(await mei.post(`handoffs/${id}/verdict`, { isRight: true })).toMatchObject({
      status: 404,
    });
    const { handoff } = await waitingCustomer(gateway);
    const early = await ben.post(`handoffs/${handoff.id}/verdict`, { isRight: true });
    expect(early).toMatchObject({ status: 409, error: { code: 'handoff.not-closed' } });
  });

  test('nothing is approved where nothing waits for it', async () => {
    const { handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    const unclaimed = await ana.post(`handoffs/${handoff.id}/approval`, { isApproved: true });
    expect(unclaimed).toMatchObject({ status: 409, error: { code: 'handoff.not-claimed' } });
    await ana.claim(handoff.id);
    const nothing = await ana.post(`handoffs/${handoff.id}/approval`, { isApproved: true });
    expect(nothing).toMatchObject({ status: 409, error: { code: 'handoff.no-approval' } });
  });

  test.each([
    ['verdict', {}],
    ['verdict', { isRight: 'yes' }],
    ['approval', { isApproved: true, by: 'ben' }],
  ])('a %s of the wrong form is refused: %p', async (what, body) => {
    const { ana, id } = await resolved();
    expect(await ana.post(`handoffs/${id}/${what}`, body)).toMatchObject({
      status: 400,
      error: { code: 'request.invalid' },
    });
  });
});
