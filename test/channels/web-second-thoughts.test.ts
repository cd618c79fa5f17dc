import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import type { WebCustomer } from '../support/web-customer.js';

const RETURNS = 'How long do I have to return something? How long?';
const REFUNDS = 'How long do refunds take?';

describeStores('a customer who changes or takes back what they wrote', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  /** One customer in two tabs, answered once. */
  async function inTwoTabs() {
    const tab = await gateway.customer();
    const other = await gateway.customer({ token: tab.token });
    await tab.say(RETURNS, 'first');
    for (const one of [tab, other]) await one.sees(/30 days/);
    return { tab, other };
  }

  /** What a tab shows that was not there before. */
  async function reopened(tab: WebCustomer): Promise<WebCustomer> {
    const lastSeq = Math.max(...tab.seen.map(({ payload }) => payload.seq ?? 0));
    const fresh = await gateway.customer({ token: tab.token, after: 0 });
    await eventually(() => expect(fresh.seen.at(-1)?.payload.seq).toBe(lastSeq));
    return fresh;
  }

  test('sees the new words in all tabs, and is answered anew', async () => {
    const { tab, other } = await inTwoTabs();
    const answer = await tab.edit('first', REFUNDS);
    expect(answer).toMatchObject({ ok: true, seq: expect.any(Number) });
    for (const one of [tab, other]) {
      expect(await one.seesEvent('edit')).toEqual({
        seq: answer.seq,
        target: 'first',
        author: { kind: 'customer', name: 'Visitor' },
        text: REFUNDS,
        at: expect.any(String),
      });
      await eventually(() => expect(one.textsBy('bot')).toHaveLength(2));
    }
    expect(tab.textsBy('bot')[1]).toMatch(/refund/i);
    const words = (await reopened(tab)).messages.find(({ id }) => id === 'first');
    expect(words).toMatchObject({ text: REFUNDS, edited: true });
    expect(words).not.toHaveProperty('deleted');
  });

  test('gets the number of the first time when the change is sent again, and one answer', async () => {
    const { tab } = await inTwoTabs();
    const first = await tab.edit('first', REFUNDS, 'again');
    expect(await tab.edit('first', REFUNDS, 'again')).toEqual(first);
    await eventually(() => expect(tab.textsBy('bot')).toHaveLength(2));
    const after = await reopened(tab);
    expect(after.of('edit')).toHaveLength(1);
    expect(after.textsBy('bot')).toHaveLength(2);
  });

  test('finds what was taken back empty, in every tab, in the history, and after coming back', async () => {
    const { tab, other } = await inTwoTabs();
    const { seq } = await tab.takeBack('first');
    for (const one of [tab, other]) {
      expect(await one.seesEvent('delete')).toEqual({
        seq,
        target: 'first',
        author: { kind: 'customer', name: 'Visitor' },
        at: expect.any(String),
      });
    }
    const fresh = await reopened(tab);
    const gone = { id: 'first', text: '', deleted: true };
    expect(fresh.messages[0]).toMatchObject(gone);
    expect(fresh.messages[0]).not.toHaveProperty('edited');
    const history = await fresh.history(1_000);
    expect(history.messages?.[0]).toMatchObject(gone);
    for (const eyes of [fresh.seen, history]) {
      expect(JSON.stringify(eyes)).not.toContain(RETURNS);
    }
    expect(fresh.textsBy('bot')).toHaveLength(1);
  });

  test('finds none of the words in between when all of it was taken back', async () => {
    const { tab } = await inTwoTabs();
    await tab.edit('first', 'My secret is 1234');
    await tab.takeBack('first');
    await eventually(async () => {
      const fresh = await gateway.customer({ token: tab.token, after: 0 });
      await fresh.seesEvent('delete');
      expect(JSON.stringify(fresh.of('message').filter(({ id }) => id === 'first'))).not.toContain(
        'secret',
      );
      expect(fresh.of('edit').map(({ text }) => text)).toEqual(['']);
    });
  });

  test('cannot touch what another customer wrote, even if its id is known', async () => {
    const { tab } = await inTwoTabs();
    const stranger = await gateway.customer();
    await stranger.say('hello', 'mine');
    expect(await stranger.edit('first', 'I owe you money')).toMatchObject({ ok: true });
    expect(await stranger.takeBack('first')).toMatchObject({ ok: true });
    await stranger.seesEvent('delete');
    await tab.say('hello');
    await eventually(() => expect(tab.textsBy('bot')).toHaveLength(2));
    const fresh = await reopened(tab);
    expect(fresh.messages[0]).toMatchObject({ id: 'first', text: RETURNS });
    expect(fresh.messages[0]).not.toHaveProperty('edited');
    expect(fresh.messages[0]).not.toHaveProperty('deleted');
    expect([...fresh.of('edit'), ...fresh.of('delete')]).toEqual([]);
    expect(stranger.textsBy('bot')).toHaveLength(1);
  });

  test("cannot touch the bot's words", async () => {
    const { tab } = await inTwoTabs();
    const { id, text } = await tab.sees(/30 days/);
    await tab.edit(id, 'You get a thousand euros.');
    await tab.takeBack(id);
    await tab.say('hello');
    await eventually(() => expect(tab.textsBy('bot')).toHaveLength(2));
    expect((await reopened(tab)).messages.find((one) => one.id === id)).toMatchObject({ text });
  });

  test('before the turn is answered with the new words alone', async () => {
    const slow = await RunningGateway.start({ stores, config: { turns: { collectMs: 500 } } });
    try {
      const customer = await slow.customer();
      await customer.say(RETURNS, 'a');
      await customer.edit('a', REFUNDS);
      await customer.say('I want to talk to a person', 'b');
      await customer.takeBack('b');
      await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
      expect(customer.textsBy('bot')[0]).toMatch(/refund/i);
      expect(customer.owners).toEqual([]);
    } finally {
      await slow.stop();
    }
  });
});
