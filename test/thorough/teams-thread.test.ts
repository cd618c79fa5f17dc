import { PuppetMind } from '../handoff/puppet-mind.js';
import { ActionServer } from '../support/action-server.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { shopActions } from '../support/shop-actions.js';
import { describeStores } from '../support/stores.js';
import { CHAT, type Room } from '../support/teams/activities.js';
import { buttonsIn, type SeenInTeams } from '../support/teams/teams-rooms.js';
import { aThread, TeamsTown, wordsIn } from '../support/teams/teams-town.js';

jest.setTimeout(120_000);

const STALE = 'This question cannot be answered by a button any more.';

describeStores('People in Teams', (kind) => {
  const mind = new PuppetMind();
  let shop: ActionServer;
  let town: TeamsTown;
  let gateway: RunningGateway;
  beforeAll(async () => {
    shop = await ActionServer.start();
    town = new TeamsTown(() => [gateway.url]);
    await town.teams.start();
    gateway = await RunningGateway.start({
      stores: kind,
      config: {
        server: { host: '127.0.0.1' },
        teams: { helper: { anonymous: true } },
        tenants: { demo: { actions: shopActions(shop.url) } },
        channels: { 'acme-teams': { kind: 'teams', bot: 'helper', tenant: 'demo' } },
      },
      parts: { mind: mind.over },
    });
  });
  afterAll(async () => {
    await gateway?.stop();
    await town?.teams.stop();
    await shop?.stop();
  });
  beforeEach(() => shop.forget());

  /** Waits for the message that says it; of several, the last. */
  const sees = (room: Room, words: string): Promise<SeenInTeams> =>
    eventually(() => {
      const found = town.find(room, words);
      if (found === undefined) throw new Error(`Nothing says "${words}":\n${town.sight()}`);
      return found;
    });

  /** Words that ask something, and the message below them that has the buttons for it. */
  async function asked(room: Room, words: string): Promise<SeenInTeams> {
    await sees(room, words);
    return eventually(() => {
      const shown = town.teams.shown(room.id);
      const at = shown.findLastIndex((one) => wordsIn(one).includes(words));
      const found = shown.slice(at).find((one) => buttonsIn(one).length > 0);
      if (found === undefined) throw new Error(`No buttons yet:\n${town.sight()}`);
      return found;
    });
  }

  describe('who share the thread of a channel', () => {
    const room = aThread();

    test('are each answered there, and by name once there are two', async () => {
      await town.carol.mentions(room, 'How long do refunds take?');
      const first = await sees(room, '5-7 business days');
      expect(first.text).not.toContain('Carol Chen');
      await town.dave.mentions(room, 'How much is express shipping?');
      const second = await sees(room, '$14.95');
      expect(second.text).toContain('Dave Diaz');
      for (const { conversationId } of town.teams.calls('send')) {
        expect(conversationId).toBe(room.id);
      }
    });

    test('are told apart in what the mind is shown', async () => {
      const context = mind.asked.at(-1);
      expect(context?.window.map(({ author }) => author.name)).toEqual(['Carol Chen', 'Finch']);
      expect(context?.customer.name).toBe('Carol Chen');
      expect(context?.lines.map(({ author }) => author.name)).toEqual(['Dave Diaz']);
    });

    test('and somebody else in another thread do not meet', async () => {
      await eventually(() => expect(town.words(room)).toHaveLength(4));
      const before = town.words(room);
      const other = aThread();
      await town.erin.mentions(other, 'How long do refunds take?');
      const answer = await sees(other, '5-7 business days');
      expect(answer.text).not.toContain('Erin Evans');
      const shown = mind.asked.at(-1);
      expect(shown?.customer.name).toBe('Erin Evans');
      expect(shown?.window).toEqual([]);
      await eventually(() => expect(town.words(other)).toHaveLength(2));
      expect(town.words(room)).toEqual(before);
    });

    test('have an action that only who began it drives', async () => {
      const thread = aThread();
      await town.carol.mentions(thread, 'please change my address for order MF-1000001');
      await sees(thread, 'Street and number');
      await town.carol.mentions(thread, 'Elm Street 5');
      await sees(thread, 'Which country');
      await town.carol.mentions(thread, 'Germany');
      const question = await asked(thread, 'Shall order MF-1000001 go to Elm Street 5');
      const before = town.words(thread).length;
      await town.dave.mentions(thread, 'yes');
      await eventually(() => expect(town.words(thread).length).toBeGreaterThan(before));
      await town.dave.presses(thread, question, 'Yes, go ahead');
      await eventually(() => expect(town.words(thread).length).toBeGreaterThan(before + 1));
      expect(shop.asked).toEqual([]);
      await town.carol.mentions(thread, 'yes');
      await sees(thread, 'Order MF-1000001 goes to Elm Street 5 now.');
      expect(shop.effectsWith('MF-1000001')).toHaveLength(1);
    });

    test('are heard by the agent by name, who answers into their thread', async () => {
      const ana = gateway.agent('ana');
      await town.dave.mentions(room, 'I want to talk to a human');
      await sees(room, 'colleague');
      const { handoffs = [] } = await ana.list('?view=all');
      const id = handoffs[0]?.id ?? '';
      expect(handoffs).toHaveLength(1);
      await ana.claim(id);
      // Teams shows a bot everything in a thread only where its owners allowed that.
      await town.carol.says(room, 'I am in a hurry');
      const lines = await eventually(async () => {
        const { messages = [] } = await ana.show(id);
        if (!messages.some(({ text }) => text === 'I am in a hurry')) throw new Error('not yet');
        return messages;
      });
      const line = lines.find(({ text }) => text === 'I am in a hurry');
      expect(line?.author.name).toBe('Carol Chen');
      await ana.reply(id, 'How can I help you both?');
      const reply = await sees(room, 'How can I help you both?');
      expect(reply.thread).toBe(room.id.split('=')[1]);
      expect(town.find(CHAT, 'help you both')).toBeUndefined();
    });

    test('are left alone where nobody named the bot', async () => {
      const quiet = aThread();
      const before = mind.asked.length;
      await town.erin.says(quiet, 'Anyone for lunch? How long do refunds take?');
      await town.erin.mentions(aThread(), 'How much is express shipping?');
      await eventually(() => expect(mind.asked.length).toBe(before + 1));
      expect(town.words(quiet)).toEqual([]);
    });
  });

  describe('who have something done', () => {
    /** Says something and waits for the words that follow it. */
    async function says(text: string, words: string): Promise<void> {
      const before = town.words(CHAT).length;
      await town.carol.says(CHAT, text);
      await eventually(() => {
        expect(town.words(CHAT).slice(before).join('\n')).toContain(words);
      });
    }

    /** Asks for another address and answers what is asked, up to the question to confirm it. */
    async function confirming(order: string): Promise<SeenInTeams> {
      await says(`please change my address for order ${order}`, 'Street and number');
      await says('Elm Street 5', 'Which country');
      await says('Germany', `Shall order ${order} go to`);
      return asked(CHAT, `Shall order ${order} go to`);
    }

    test('confirm it by a button, which then says what was chosen', async () => {
      const question = await confirming('MF-1000011');
      expect(buttonsIn(question).map(({ title }) => title)).toContain('Yes, go ahead');
      const shown = await town.carol.presses(CHAT, question, 'Yes, go ahead');
      expect(JSON.stringify(shown)).toContain('Carol Chen chose: Yes, go ahead');
      await sees(CHAT, 'Order MF-1000011 goes to');
      expect(shop.effectsWith('MF-1000011')).toHaveLength(1);
      await eventually(() => {
        const now = town.teams.shown(CHAT.id).find(({ id }) => id === question.id);
        if (now === undefined) throw new Error('the card is gone');
        expect(buttonsIn(now)).toEqual([]);
        expect(wordsIn(now)).toContain('Carol Chen chose: Yes, go ahead');
      });
    });

    test('are told that a button is too old, and nothing is done', async () => {
      const stale = await confirming('MF-1000012');
      await town.carol.says(CHAT, 'no');
      await eventually(() => expect(town.teams.shown(CHAT.id).at(-1)?.id).not.toBe(stale.id));
      const before = town.words(CHAT).length;
      await town.carol.presses(CHAT, stale, 'Yes, go ahead');
      await eventually(() => expect(town.words(CHAT).length).toBeGreaterThan(before));
      expect(shop.asked).toEqual([]);
    });

    test('confirm it by typing', async () => {
      await confirming('MF-1000013');
      await town.carol.says(CHAT, 'yes');
      await sees(CHAT, 'Order MF-1000013 goes to');
      expect(shop.effectsWith('MF-1000013')).toHaveLength(1);
    });

    test('cannot press what was never asked there', async () => {
      const question = await confirming('MF-1000014');
      const elsewhere = aThread();
      await town.dave.mentions(elsewhere, 'How long do refunds take?');
      await sees(elsewhere, '5-7 business days');
      const answer = await town.dave.presses(elsewhere, question, 'Yes, go ahead');
      expect(answer['value']).toBe(STALE);
      expect(shop.asked).toEqual([]);
    });
  });

  test('are written to as Teams wants it', () => {
    expect(town.teams.complaints).toEqual([]);
    expect(shop.forged).toEqual([]);
  });
});
