import { CATALOGUES } from '../../src/core/domain/texts.js';
import { agentsOf, RunningGateway, tokenOf } from '../support/running-gateway.js';
import type { WebCustomer } from '../support/web-customer.js';

const OWN_HELLO = 'Moin! Womit kann {bot} dienen?';

const CONFIG = {
  mind: { use: 'local' },
  desks: {
    main: { language: 'de', agents: agentsOf('ana', 'ben') },
    trade: { language: 'ja' },
  },
  tenants: {
    demo: { language: 'de', texts: { 'bot.hello': OWN_HELLO } },
    trade: { language: 'ja' },
  },
};

/** Pieces of our English sentences, long enough to be told from names and from other languages. */
const ENGLISH_PIECES = Object.values<string>(CATALOGUES.en)
  .flatMap((text) => text.split(/\{\w+\}|[.?!:…]/))
  .map((piece) => piece.trim())
  .filter((piece) => piece.length > 8 && piece.includes(' '));

function englishIn(text: string): string[] {
  return ENGLISH_PIECES.filter((piece) => text.includes(piece));
}

describe('A business that speaks German', () => {
  let gateway: RunningGateway;
  let customer: WebCustomer;
  let handoff: string;

  beforeAll(async () => {
    gateway = await RunningGateway.start({ config: CONFIG });
    customer = await gateway.customer();
  });
  afterAll(() => gateway?.stop());

  test('greets in words of its own', async () => {
    await customer.say('Guten Tag!');
    await customer.sees('Moin! Womit kann Finch dienen?');
  });

  test('says what it can help with', async () => {
    await customer.say('Write me a poem about the sea');
    await customer.sees(/^Ich helfe gern bei Fragen zu Maple & Finch:/);
  });

  test('passes on whoever asks for a person in German', async () => {
    await customer.say('Ich möchte bitte mit einem Menschen sprechen.');
    await customer.sees(/^Ich gebe das an jemanden aus unserem Team weiter\./);
    ({ id: handoff } = await gateway.agent('ana').handoffOf(customer.conversationId));
    const card = JSON.stringify(await gateway.agent('ana').card(handoff));
    expect(card).toContain('Der Kunde hat nach einem Menschen gefragt');
    expect(card).toContain('Annehmen');
    expect(englishIn(card)).toEqual([]);
  });

  test('is answered by an agent, who resolves, and is asked how that was', async () => {
    const ana = gateway.agent('ana');
    await ana.claim(handoff);
    await ana.reply(handoff, 'Guten Tag, hier ist Ana.');
    await customer.sees('Guten Tag, hier ist Ana.');
    await ana.resolve(handoff);
    const asked = await customer.sees(
      /^Ana hat das als gelöst markiert\..*\n\nWie war das für Sie\?$/s,
    );
    expect(JSON.stringify(asked.card)).toContain('Sehr gut');
    await customer.press(asked, 'rating-5', 'Sehr gut');
    await customer.sees('Vielen Dank für Ihre Rückmeldung.');
  });

  test('starts over when told so in German', async () => {
    await customer.say('Bitte neu anfangen');
    await customer.sees(/^In Ordnung, wir fangen neu an:/);
  });

  test('nothing of ours was in English, to the customer or at the desk', async () => {
    const ours = customer.messages.filter(({ author }) => author.kind !== 'customer');
    expect(ours.length).toBeGreaterThanOrEqual(7);
    expect(ours.flatMap((one) => englishIn(JSON.stringify(one)))).toEqual([]);
    const { messages, card } = await gateway.agent('ana').show(handoff);
    expect(englishIn(JSON.stringify({ messages, card }))).toEqual([]);
  });

  test('its chat and its desk speak German before anybody has written', async () => {
    const answer = await fetch(`${gateway.url}/api/v1/web/demo-web`);
    const face = (await answer.json()) as { language: string; texts: Record<string, string> };
    expect(face.language).toBe('de');
    expect(face.texts['widget.send']).toBe('Senden');
    expect(englishIn(JSON.stringify(face.texts))).toEqual([]);
    const { language, texts } = await gateway.agentWith(null).get('sign-in');
    expect([language, texts?.['desk.sign-in']]).toEqual(['de', 'Anmelden']);
    expect(englishIn(JSON.stringify(texts))).toEqual([]);
  });

  test('an agent of another desk has the page in the language of that desk', async () => {
    const me = await gateway.agentWith(tokenOf('mei')).get('me');
    expect([me.language, me.texts?.['desk.sign-out']]).toEqual(['ja', 'ログアウト']);
    const ana = await gateway.agent('ana').get('me');
    expect([ana.language, ana.texts?.['desk.sign-out']]).toEqual(['de', 'Abmelden']);
  });
});

test('the words that are looked for would be found', () => {
  expect(englishIn(CATALOGUES.en['handoff.opened'])).not.toEqual([]);
  expect(englishIn(CATALOGUES.de['handoff.opened'])).toEqual([]);
});
