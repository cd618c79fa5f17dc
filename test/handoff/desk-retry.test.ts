import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { waitingCustomer } from './waiting-customer.js';

const NOT_FAILED = { status: 409, error: { code: 'message.not-failed' } };

describeStores('a reply that failed', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  /** Puts on record that a reply could not be delivered, as a platform's courier does. */
  async function fail(conversationId: string, seq: number): Promise<void> {
    const { archive } = gateway.stores;
    const message = await eventually(async () => {
      const [found] = await archive.page(conversationId, { before: seq + 1, limit: 1 });
      if (found?.seq !== seq) throw new Error('Not on record yet.');
      return found;
    });
    const messages = [{ ...message, failure: 'no such room' }];
    await archive.file({ conversationId, messages, turns: [], handoffs: [] });
  }

  async function uploaded(handoffId: string, name: string) {
    const { file } = (await gateway.agent('ana').upload(handoffId, name, 'Nine pounds')) as {
      file?: { id: string };
    };
    return { id: file?.id };
  }

  async function failed(fileName?: string) {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    const more = fileName === undefined ? {} : { files: [await uploaded(handoff.id, fileName)] };
    const { seq = 0 } = await ana.post(`handoffs/${handoff.id}/reply`, {
      text: 'It comes on Friday.',
      ...more,
    });
    await fail(customer.conversationId, seq);
    return { customer, ana, id: handoff.id, seq };
  }

  test('is shown as failed, with the reason', async () => {
    const { ana, id, seq } = await failed();
    expect((await ana.thread(id)).find((line) => line.seq === seq)?.truth).toEqual({
      state: 'failed',
      reason: 'no such room',
    });
  });

  test('is sent once more however often that is pressed, also at once', async () => {
    const { customer, ana, id, seq } = await failed('bill.txt');
    const answers = await Promise.all(Array.from({ length: 5 }, () => ana.retry(id, seq)));
    answers.push(await ana.retry(id, seq));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(answers.map((answer) => answer.seq)).size).toBe(1);
    await ana.reply(id, 'And something else.');
    await customer.sees('And something else.');
    const [first, second, ...others] = customer.messages.filter(
      ({ text }) => text === 'It comes on Friday.',
    );
    expect(others).toEqual([]);
    expect(second).toMatchObject({ seq: answers[0]?.seq, files: [{ name: 'bill.txt' }] });
    expect(second?.id).not.toBe(first?.id);
  });

  test('is sent once more also when another agent has the case by then', async () => {
    const { customer, ana, id, seq } = await failed();
    const { seq: again } = await ana.retry(id, seq);
    await ana.release(id);
    const ben = gateway.agent('ben');
    await ben.claim(id);
    expect(await ben.retry(id, seq)).toMatchObject({ status: 200, seq: again });
    await ben.reply(id, 'Ben here.');
    await customer.sees('Ben here.');
    expect(customer.texts.filter((text) => text === 'It comes on Friday.')).toHaveLength(2);
  });

  test('goes out in the words it was changed to', async () => {
    const { customer, ana, id, seq } = await failed();
    await ana.edit(id, seq, 'It comes on Monday.');
    await ana.retry(id, seq);
    await customer.sees('It comes on Monday.');
  });

  test('is not sent again once it was taken back', async () => {
    const { customer, ana, id, seq } = await failed();
    await ana.takeBack(id, seq);
    expect(await ana.retry(id, seq)).toMatchObject(NOT_FAILED);
    await ana.reply(id, 'Ana here.');
    await customer.sees('Ana here.');
    expect(customer.textsBy('agent')).toHaveLength(2);
  });

  test('can be sent again only by who has the case, and only while it is open', async () => {
    const { ana, id, seq } = await failed();
    expect(await gateway.agent('ben').retry(id, seq)).toMatchObject({
      status: 409,
      error: { code: 'handoff.taken' },
    });
    await ana.resolve(id);
    expect(await ana.retry(id, seq)).toMatchObject({
      status: 409,
      error: { code: 'handoff.closed' },
    });
  });

  test('is the only thing that can be sent again', async () => {
    const { customer, ana, id } = await failed();
    const { seq: good = 0 } = await ana.reply(id, 'This one went well.');
    const { seq: note = 0 } = await ana.note(id, 'Between us.');
    const { seq: words = 0 } = await customer.say('Hello?');
    await ana.sees(id, 'Hello?');
    for (const seq of [good, note, words]) {
      expect(await ana.retry(id, seq)).toMatchObject(NOT_FAILED);
    }
  });
});
