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
    expect(customer.texts.some((text) => text.includes('I have not seen'))).toBe(false);
  });

  test('files of the agent are named to the customer, with words or alone', async () => {
    const { customer, ana, id } = await together();
    const reply = (body: object) => ana.post(`handoffs/${id}/reply`, body);
    expect(await reply({ text: '', files: [{ name: 'label.pdf' }] })).toMatchObject({ ok: true });
    await reply({ text: 'And this one', files: [{ name: 'a\nb.pdf' }] });
    await customer.sees('And this one');
    expect(
      customer.messages
        .filter(({ author }) => author.kind === 'agent')
        .map(({ text, files }) => [text, files]),
    ).toEqual([
      ['', [{ name: 'label.pdf' }]],
      ['And this one', [{ name: 'a b.pdf' }]],
    ]);
    expect((await ana.sees(id, 'And this one')).files).toEqual([{ name: 'a b.pdf' }]);
  });

  test.each<[string, object]>([
    ['neither words nor files', { text: ' ', files: [] }],
    ['a file without a name', { text: 'x', files: [{}] }],
    ['a file named nothing', { text: 'x', files: [{ name: '' }] }],
    ['a bare name', { text: 'x', files: ['x.pdf'] }],
    ['a list as a file', { text: 'x', files: [['x.pdf']] }],
    ['21 files', { text: 'x', files: Array.from({ length: 21 }, () => ({ name: 'x' })) }],
    ['files and no words at all', { files: [{ name: 'x' }] }],
  ])('a reply with %s is refused', async (_what, body) => {
    const { customer, ana, id } = await together();
    expect(await ana.post(`handoffs/${id}/reply`, body)).toMatchObject({
      status: 400,
      error: { code: 'request.invalid' },
    });
    expect(customer.textsBy('agent')).toEqual([]);
  });
});
