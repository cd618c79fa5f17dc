import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { freshId } from '../support/web-customer.js';

const SECRET = 'My card is 4111 1111 1111 1111, I want to talk to a person';

describeStores('Words a customer takes back while a person is asked for', (stores) => {
  let gateway: RunningGateway;
  beforeEach(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterEach(() => gateway.stop());

  test('leave the card, the queue and the record of the case', async () => {
    const customer = await gateway.customer();
    const id = freshId();
    await customer.say(SECRET, id);
    const ana = gateway.agent('ana');
    const { id: handoffId } = await ana.handoffOf(customer.conversationId);
    expect(JSON.stringify(await ana.show(handoffId))).toContain('4111');
    await customer.ask('delete', { id: freshId(), target: id });
    await eventually(async () => {
      const kept = await gateway.stores.handoffs.find(handoffId);
      expect(JSON.stringify(kept)).not.toContain('4111');
    });
    expect(JSON.stringify(await ana.list())).not.toContain('4111');
    expect(JSON.stringify(await ana.show(handoffId))).not.toContain('4111');
  });

  test('put in other words are there in the new ones', async () => {
    const customer = await gateway.customer();
    const id = freshId();
    await customer.say(SECRET, id);
    const ana = gateway.agent('ana');
    const { id: handoffId } = await ana.handoffOf(customer.conversationId);
    const edit = { id: freshId(), target: id, text: 'I want to talk to a person about a payment' };
    await customer.ask('edit', edit);
    await eventually(async () => {
      const [row] = (await ana.list()).handoffs ?? [];
      expect(row?.payload.intent).toBe(edit.text);
    });
    expect(handoffId).toBeDefined();
  });
});
