import { timeInWords } from '../../src/core/domain/time-in-words.js';
import { eventually } from '../support/eventually.js';
import { HOUR_MS, type Talker } from '../support/memory-house.js';
import { ShopHouse } from '../support/shop-house.js';
import { describeStores } from '../support/stores.js';
import { expectOnPage, Transcript } from '../support/transcript.js';

const ORDER = 'MF-1000001';
const PAGE = 'actions.md';

describeStores('Getting something done', (kind) => {
  let home: ShopHouse;
  let lena: Talker;
  let book: Transcript;
  let visits = 0;

  beforeAll(async () => {
    home = await ShopHouse.open(kind);
  });
  afterAll(() => home?.close());
  beforeEach(async () => {
    home.shop.forget();
    visits += 1;
    lena = await home.house.customer(`Lena${visits}`);
    book = new Transcript(home.house, lena.conversationId, 'buttons');
  });
  afterEach(() => expect(home.shop.forged).toEqual([]));

  const past = async () => (await home.house.now(lena.conversationId)).acting.past;

  async function asksForMove(street = 'Elm Street 5'): Promise<string[]> {
    await lena.says(`Please change my address for order ${ORDER}`);
    await lena.says(street);
    return lena.says('Germany');
  }

  async function asksForRefund(): Promise<string[]> {
    await lena.says(`I want my money back for order ${ORDER}`);
    await lena.says('25');
    return lena.says('yes');
  }

  test('is one question and one answer where nothing has to be confirmed', async () => {
    expect(await lena.says('Where is my order?')).toEqual([
      'What is the number of your order? It begins with MF-.',
    ]);
    expect(await lena.says(`It is ${ORDER}`)).toEqual([
      `Order ${ORDER} is on its way and comes on Friday.`,
    ]);
    expect(home.shop.asked).toMatchObject([{ method: 'GET', path: `/order_status/${ORDER}` }]);
    expect(await past()).toMatchObject([{ name: 'order_status', end: 'done' }]);
  });

  test('may be interrupted by a question and corrected before the yes; an old button does nothing', async () => {
    await lena.says(`Please change my address for order ${ORDER}`);
    const [answer, reminder] = await lena.says('How long do refunds take?');
    expect(answer).toContain('5-7 business days');
    expect(reminder).toContain('Now back to the change of address.');
    await lena.says('Elm Street 5');
    await home.presses(lena, 'Germany');
    expect(home.shop.asked).toEqual([]);
    await lena.says('No, to Oak Street 7');
    await home.presses(lena, 'Yes, go ahead', -2);
    expect(home.shop.asked).toEqual([]);
    await home.presses(lena, 'Yes, go ahead');
    await lena.web.sees(`Order ${ORDER} goes to Oak Street 7 now.`);
    await book.goesOn();
    expect(home.shop.effects).toMatchObject([
      { parameters: { order: ORDER, street: 'Oak Street 7', country: 'DE' } },
    ]);
    expectOnPage('address', rename(book), PAGE);
  });

  test.each(['no', 'never mind'])('is left when the customer says "%s"', async (words) => {
    await asksForMove();
    expect((await lena.says(words)).join()).toContain('nothing was done');
    expect((await lena.says('yes')).join()).not.toContain('goes to');
    expect(home.shop.asked).toEqual([]);
    expect(await past()).toMatchObject([{ end: 'cancelled' }]);
  });

  test('goes to a person with the shop’s reason when it is refused', async () => {
    home.shop.behaves('change_address', { how: 'refuse', message: 'It is with the carrier.' });
    await asksForMove();
    const [told] = await lena.says('yes');
    expect(told).toContain('the change of address was not done');
    expect(told).not.toContain('carrier');
    const { handoff, words } = await home.handoffOf(lena);
    expect(handoff.reason).toBe('action_failed');
    expect(words).toContain('The other system refused it (It is with the carrier.)');
    expect(handoff.payload.intent).toContain('change my address');
    expect(home.shop.effects).toEqual([]);
  });

  test('goes to a person who reads exactly what is unknown when no answer comes', async () => {
    home.shop.behaves('change_address', { how: 'hang' });
    home.shop.isTelling = false;
    await asksForMove();
    const [told] = await lena.says('yes');
    expect(told).toContain('I cannot tell whether the change of address went through');
    await book.goesOn();
    const { card, handoff } = await home.handoffOf(lena);
    const { lastReasoning } = handoff.payload;
    expect(lastReasoning).toContain('It is NOT KNOWN whether this was done');
    expect(lastReasoning).toContain('did not answer in time');
    expect(lastReasoning).toContain(
      `Order number: ${ORDER}, Street and number: Elm Street 5, Country: Germany`,
    );
    const [yes] =
      (await home.house.stores.archive.page(lena.conversationId, { after: 6, limit: 1 })) ?? [];
    expect(lastReasoning).toContain(timeInWords(yes?.atMs ?? 0, 'en'));
    expect(lastReasoning).toContain(`reference ${home.shop.asked[0]?.key}`);
    expect(home.shop.effects).toHaveLength(1);
    book.sees('what Ana sees at the desk', card);
    expectOnPage('unknown', rename(book), PAGE);
  });

  test.each(['hang', 'drop', 'fail'] as const)(
    'is told as done when the shop, asked about it, says so (it did: %s)',
    async (how) => {
      home.shop.behaves('change_address', { how });
      await asksForMove();
      expect(await lena.says('yes')).toEqual([`Order ${ORDER} goes to Elm Street 5 now.`]);
      expect(home.shop.effects).toHaveLength(1);
      expect(home.shop.questions).toEqual([home.shop.effects[0]?.key]);
    },
  );

  test('of high risk waits for an agent, who approves it at the desk', async () => {
    const [told] = await asksForRefund();
    expect(told).toContain('A colleague has to approve the refund');
    await book.goesOn();
    const before = await home.handoffOf(lena);
    expect(before.handoff.reason).toBe('high_value_action');
    expect(before.handoff.payload.intent).toContain('I want my money back');
    book.sees('what the desk sees', before.card);
    expect(home.shop.asked).toEqual([]);
    expect(await home.decides(lena, true)).toMatchObject({ ok: true });
    await lena.web.sees(`You get 25 EUR back for order ${ORDER}.`);
    await home.house.settled(lena.conversationId);
    await book.goesOn();
    const after = await home.handoffOf(lena);
    book.sees('what Ana sees then', after.card);
    expect(after.words).toContain('Approved');
    expect(after.words).toContain(`You get 25 EUR back for order ${ORDER}.`);
    expect(await home.decides(lena, true)).toMatchObject({ ok: true });
    expect(home.shop.effects).toMatchObject([{ parameters: { order: ORDER, amount: 25 } }]);
    expectOnPage('refund', rename(book), PAGE);
  });

  test('of high risk is not done when the agent says no, nor by a second agent’s yes', async () => {
    await asksForRefund();
    expect(await home.decides(lena, false)).toMatchObject({ ok: true });
    await lena.web.sees(/did not approve the refund; nothing was done/);
    expect(await home.decides(lena, true, 'ben')).toMatchObject({ ok: false });
    expect(await home.decides(lena, true)).toMatchObject({ ok: false });
    expect(home.shop.asked).toEqual([]);
    expect(await past()).toMatchObject([{ end: 'rejected' }]);
  });

  test('of high risk is not done once nobody has approved it in time', async () => {
    await asksForRefund();
    home.house.clock.pass(25 * HOUR_MS);
    await lena.web.sees(/Nobody got round to approving the refund in time/);
    expect(await home.decides(lena, true)).toMatchObject({ ok: false });
    const { words } = await home.handoffOf(lena);
    expect(words).toContain('Not done; nobody approved it in time.');
    expect(words).not.toContain('"approve"');
    expect(home.shop.asked).toEqual([]);
  });

  test('stops when the customer asks for a person, who sees how far it has come', async () => {
    await asksForMove();
    await lena.says('I want to talk to a human');
    const { handoff } = await home.handoffOf(lena);
    expect(handoff.payload.actions.at(-1)?.result).toBe(
      `Not done; stopped on the way to a person. The bot had: Order number: ${ORDER}, Street and number: Elm Street 5, Country: Germany`,
    );
    expect(home.shop.asked).toEqual([]);
  });

  test('is for those the site vouches for where the config says so', async () => {
    const visitor = await home.house.gateway.customer();
    await visitor.say(`I want my money back for order ${ORDER}`);
    await visitor.sees(/I have to be sure who you are/);
    await visitor.say('yes');
    await home.house.settled(visitor.conversationId);
    expect(home.shop.asked).toEqual([]);
  });

  test('is nothing another tenant’s customer can ask for', async () => {
    const other = await home.house.gateway.customer({ channel: 'trade-web' });
    await other.say(`Please change my address for order ${ORDER}`);
    await eventually(async () => {
      const { owner, inbox } = await home.house.now(other.conversationId);
      expect({ owner, waits: inbox.length > 0 && owner === 'bot' }).not.toMatchObject({
        waits: true,
      });
      const said = [...other.textsBy('bot'), ...other.textsBy('system')];
      expect(said).not.toEqual([]);
    });
    const { acting } = await home.house.now(other.conversationId);
    expect(acting).toMatchObject({ current: null, past: [] });
    expect(other.texts.join()).not.toContain('Street and number');
    expect(home.shop.asked).toEqual([]);
  });
});

/** The page tells of Lena, whichever of them it was. */
function rename(book: Transcript): Transcript {
  return Object.create(book, {
    text: {
      value: book.text.replaceAll(/Lena\d+/g, 'Lena').replaceAll(/[0-9a-f]{32}-a/g, '6f1c2ab0-a'),
    },
  }) as Transcript;
}
