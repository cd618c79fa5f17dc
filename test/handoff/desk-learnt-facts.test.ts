import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { freshId, type WebCustomer } from '../support/web-customer.js';

const NUMBERS = 'My order number is KX-1234, my phone number is +49 170 1234567.';

const QUESTIONS = ['How long does delivery take?', 'Hello', 'Can I return a lamp?', 'Good morning'];

/** Says it and waits for the answer. */
async function says(customer: WebCustomer, text: string, id = freshId()): Promise<void> {
  const before = customer.textsBy('bot').length;
  await customer.say(text, id);
  await eventually(() => expect(customer.textsBy('bot').length).toBeGreaterThan(before));
}

describeStores('What a customer stated before a person was asked for', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  const ana = () => gateway.agent('ana');

  /** A customer who stated both numbers, so long ago that the card does not quote it, and then asked for a person. */
  async function passedOn(): Promise<{ customer: WebCustomer; said: string; handoff: string }> {
    const customer = await gateway.customer();
    const said = freshId();
    await says(customer, NUMBERS, said);
    for (const question of QUESTIONS) await says(customer, question);
    await customer.say('I want to talk to a person');
    await customer.seesOwner('waiting');
    const { id: handoff, payload } = await ana().handoffOf(customer.conversationId);
    expect(payload.messages.map(({ text }) => text)).not.toContain(NUMBERS);
    return { customer, said, handoff };
  }

  /** Everything of the case that is shown or kept. */
  async function everywhere(handoff: string): Promise<string> {
    const kept = await gateway.stores.handoffs.find(handoff);
    const { handoff: shown, card } = await ana().show(handoff);
    return JSON.stringify([kept, shown, card]);
  }

  const cardOf = async (handoff: string) => JSON.stringify(await ana().card(handoff));

  test('is on the card, without what it rests on', async () => {
    const { handoff } = await passedOn();
    const card = await cardOf(handoff);
    expect(card).toContain('KX-1234');
    expect(card).toContain('+49 170 1234567');
    expect(card).not.toContain('sourceId');
  });

  test('leaves the card, the queue and the record of the case when it is taken back', async () => {
    const { customer, said, handoff } = await passedOn();
    await customer.takeBack(said);
    await eventually(async () => {
      expect(await everywhere(handoff)).not.toMatch(/KX-1234|1234567/);
    });
    const row = (await ana().list()).handoffs?.find(({ id }) => id === handoff);
    expect(row).toBeDefined();
    expect(JSON.stringify(row)).not.toMatch(/KX-1234|1234567/);
  });

  test('is there in its new words when it is put otherwise, and leaves with them', async () => {
    const { customer, said, handoff } = await passedOn();
    await customer.edit(said, 'My order number is KX-9876.');
    await eventually(async () => {
      expect(await cardOf(handoff)).toContain('KX-9876');
      expect(await everywhere(handoff)).not.toMatch(/KX-1234|1234567/);
    });
    await customer.takeBack(said);
    await eventually(async () => expect(await everywhere(handoff)).not.toContain('KX-9876'));
  });

  test('taken back in several messages at once leaves with all of them', async () => {
    const customer = await gateway.customer();
    const ids = Array.from({ length: 4 }, freshId);
    for (const [at, id] of ids.entries()) await says(customer, `Order number KX-${at}00${at}`, id);
    await customer.say('I want to talk to a person');
    await customer.seesOwner('waiting');
    const { id: handoff } = await ana().handoffOf(customer.conversationId);
    expect(await cardOf(handoff)).toContain('KX-2002');
    await Promise.all(ids.map((id) => customer.takeBack(id)));
    await eventually(async () => expect(await everywhere(handoff)).not.toMatch(/KX-\d00\d/));
  });

  test('is not on the card of a next case when it was taken back in the one before', async () => {
    const { customer, said, handoff } = await passedOn();
    await ana().claim(handoff);
    await customer.takeBack(said);
    await ana().reply(handoff, 'All done.');
    await ana().resolve(handoff);
    await customer.seesOwner('bot');
    const { handoff: next } = await ana().takeOver(customer.conversationId);
    expect(JSON.stringify(next)).not.toMatch(/KX-1234|1234567/);
  });
});
