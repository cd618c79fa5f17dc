import { choicesOf } from '../../src/core/domain/card.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';

const QUESTIONS = ['How long do refunds take?', 'Do you ship abroad?'];

describe('what a customer can press and drop', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      config: { tenants: { demo: { suggestions: QUESTIONS } } },
    });
  });
  afterAll(() => gateway.stop());

  async function greeted() {
    const customer = await gateway.customer();
    await customer.say('hello');
    const greeting = await eventually(() => {
      const found = customer.messages.find(({ author }) => author.kind === 'bot');
      if (found === undefined) throw new Error('Not greeted yet.');
      return found;
    });
    return { customer, greeting };
  }

  test("the first greeting offers the tenant's questions", async () => {
    const { customer, greeting } = await greeted();
    expect(greeting.card).toEqual({
      title: '',
      blocks: [
        {
          kind: 'choices',
          id: 'suggestions',
          look: 'buttons',
          choices: QUESTIONS.map((label, at) => ({ id: `suggestion-${at + 1}`, label })),
        },
      ],
    });
    await customer.say('hello');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(2));
    expect(customer.messages.at(-1)?.card).toBeUndefined();
  });

  test('another tenant without questions offers none', async () => {
    const customer = await gateway.customer({ channel: 'trade-web' });
    await customer.say('hello');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    expect(customer.messages.some(({ card }) => card !== undefined)).toBe(false);
  });

  test('one that is pressed is answered, and shown as pressed in every tab', async () => {
    const { customer, greeting } = await greeted();
    const other = await gateway.customer({ token: customer.token });
    const [first] = choicesOf(greeting.card);
    expect(await customer.press(greeting, first?.id ?? '', first?.label ?? '')).toMatchObject({
      ok: true,
    });
    await customer.sees(/refund.*days|days.*refund/is);
    expect(await other.sees(QUESTIONS[0] ?? '')).toMatchObject({
      choice: { message: greeting.id, id: 'suggestion-1' },
    });
  });

  test('files are named to every tab, and said to be kept', async () => {
    const customer = await gateway.customer();
    const other = await gateway.customer({ token: customer.token });
    expect(await customer.sendFiles(['lamp.jpg', 'bill.pdf'])).toMatchObject({ ok: true });
    await customer.sees(/keep them for a colleague: lamp\.jpg, bill\.pdf\. What is it about/);
    await eventually(() =>
      expect(other.messages[0]).toMatchObject({
        text: '',
        files: [{ name: 'lamp.jpg' }, { name: 'bill.pdf' }],
      }),
    );
  });

  test('files with words are answered, and said to be kept', async () => {
    const customer = await gateway.customer();
    await customer.sendFiles(['lamp.jpg'], 'How long do refunds take?');
    await customer.sees(/keep them for a colleague: lamp\.jpg$/);
    expect(customer.textsBy('bot')).toHaveLength(2);
    expect(customer.textsBy('bot')[0]).toMatch(/refund/i);
  });

  test('a greeting with a file is greeted, and no reason to fetch a person', async () => {
    const customer = await gateway.customer();
    await customer.sendFiles(['lamp.jpg'], 'Hello!');
    await customer.sees(/keep them for a colleague: lamp\.jpg$/);
    expect(customer.messages[1]).toMatchObject({ author: { kind: 'bot' }, card: { title: '' } });
    expect(customer.owners).toEqual([]);
  });

  test('files whose message is taken back are named no more', async () => {
    const customer = await gateway.customer();
    await customer.sendFiles(['secret.pdf'], 'hello', 'a');
    await customer.sees(/keep them for a colleague: secret\.pdf/);
    await customer.takeBack('a');
    await customer.seesEvent('delete');
    await eventually(async () => {
      const fresh = await gateway.customer({ token: customer.token, after: 0 });
      await fresh.seesEvent('delete');
      expect(fresh.messages[0]).toMatchObject({ text: '', deleted: true });
      expect(fresh.messages[0]).not.toHaveProperty('files');
    });
  });
});
