import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import { waitingCustomer } from './waiting-customer.js';

describeStores('a customer and an agent at the same time', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  async function together() {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    await ana.claim(handoff.id);
    await customer.seesOwner('agent');
    return { customer, ana, id: handoff.id };
  }

  test('the customer sees who is typing: the one who has the case, and nobody else', async () => {
    const { customer, ana, id } = await together();
    expect(await gateway.agent('ben').types(id, true)).toMatchObject({ status: 200 });
    expect(await customer.types(true)).toEqual({ ok: true });
    expect(await ana.types(id, true)).toMatchObject({ status: 200, ok: true });
    await ana.types(id, false);
    const typing = () => customer.of('typing').filter(({ author }) => author?.kind !== 'bot');
    await eventually(() => expect(typing()).toHaveLength(2));
    expect(typing()).toEqual([
      { author: { kind: 'agent', name: 'Ana' }, on: true },
      { author: { kind: 'agent', name: 'Ana' }, on: false },
    ]);
  });

  test('nobody is shown as typing in a case that is not claimed, or closed', async () => {
    const { customer, ana, id } = await together();
    await ana.release(id);
    expect(await ana.types(id, true)).toMatchObject({ status: 200 });
    await ana.claim(id);
    await ana.resolve(id);
    expect(await ana.types(id, true)).toMatchObject({ status: 200 });
    await customer.sees(/marked this as solved/);
    expect(customer.of('typing').filter(({ author }) => author?.kind === 'agent')).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['a text', { on: 'yes' }],
    ['more than is asked', { on: true, name: 'The boss' }],
    ['a list', [true]],
  ])('%s is no typing', async (_what, body) => {
    const { ana, id } = await together();
    expect(await ana.post(`handoffs/${id}/typing`, body)).toMatchObject({
      status: 400,
      error: { code: 'request.invalid' },
    });
  });

  test('files of the customer are named to the agent, and no machine says anything', async () => {
    const { customer, ana, id } = await together();
    await customer.sendFiles(['lamp.jpg']);
    await customer.sendFiles(['bill.pdf'], 'and the bill');
    await eventually(async () => {
      const lines = (await ana.thread(id)).filter(({ files }) => files !== undefined);
      expect(lines.map(({ text, files }) => [text, files?.[0]?.name])).toEqual([
        ['', 'lamp.jpg'],
        ['and the bill', 'bill.pdf'],
      ]);
    });
    expect(customer.texts.some((text) => text.includes('I cannot look into files'))).toBe(false);
  });

  test('files of the agent reach the customer, with words or alone', async () => {
    const { customer, ana, id } = await together();
    const reply = async (text: string, name: string) => {
      const { file } = await ana.upload(id, name, `of ${name}`);
      return ana.post(`handoffs/${id}/reply`, { text, files: [{ id: file?.id }] });
    };
    expect(await reply('', 'label.txt')).toMatchObject({ ok: true });
    await reply('And this one', 'b.txt');
    await customer.sees('And this one');
    const fromAna = customer.messages.filter(({ author }) => author.kind === 'agent');
    const shown = { type: 'text/plain', url: expect.stringMatching(/^\/files\//) };
    expect(fromAna.map(({ text, files }) => [text, files])).toMatchObject([
      ['', [{ ...shown, name: 'label.txt', bytes: 12 }]],
      ['And this one', [{ ...shown, name: 'b.txt', bytes: 8 }]],
    ]);
    const there = await fetch(`${gateway.url}${fromAna[0]?.files?.[0]?.url}`);
    expect(await there.text()).toBe('of label.txt');
    expect((await ana.sees(id, 'And this one')).files).toMatchObject([{ ...shown, name: 'b.txt' }]);
  });

  test.each<[string, object]>([
    ['neither words nor files', { text: ' ', files: [] }],
    ['a file without an id', { text: 'x', files: [{}] }],
    ['a file whose id is empty', { text: 'x', files: [{ id: '' }] }],
    ['a bare name', { text: 'x', files: ['x.pdf'] }],
    ['a list as a file', { text: 'x', files: [['x.pdf']] }],
    ['21 files', { text: 'x', files: Array.from({ length: 21 }, () => ({ id: 'x' })) }],
    ['files and no words at all', { files: [{ id: 'x' }] }],
  ])('a reply with %s is refused', async (_what, body) => {
    const { customer, ana, id } = await together();
    expect(await ana.post(`handoffs/${id}/reply`, body)).toMatchObject({
      status: 400,
      error: { code: 'request.invalid' },
    });
    expect(customer.textsBy('agent')).toEqual([]);
  });
});
