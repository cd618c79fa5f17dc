import { eventually } from '../support/eventually.js';
import { DAY_MS, MemoryHouse, MINUTE_MS, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';
import { expectOnPage, Transcript } from '../support/transcript.js';

describeStores('Memory over days and over people', (kind) => {
  let house: MemoryHouse;
  beforeAll(async () => {
    house = await MemoryHouse.open({ stores: kind });
  });
  afterAll(() => house?.close());

  describe('a customer who comes back after three days', () => {
    let lena: Talker;
    let book: Transcript;
    beforeAll(async () => {
      lena = await house.customer('Lena');
      book = new Transcript(house, lena.conversationId);
      await lena.says('Hello!');
      await lena.says('I ordered a desk, order number KX-20441. Where is my order?');
      await lena.says('How much is express shipping?');
      await lena.says('How long do refunds take?');
      await lena.says('ok, thank you');
      await book.goesOn();
      await book.remembers();
      lena.leaves();
      house.clock.pass(3 * DAY_MS);
      lena = await house.customer('Lena');
      book.note('three days later');
    });

    test('is greeted as one who was here before, with what the talk was about', async () => {
      const [greeting] = await lena.says('Hello!');
      expect(greeting).toContain('Welcome back, Lena! We last talked on 18 Nov.');
      expect(greeting).toContain('I ordered a desk, order number KX-20441.');
      await book.goesOn();
      await book.remembers();
    });

    test('is in a new episode, and the mind is shown a dated summary instead of the old talk', async () => {
      const now = await house.now(lena.conversationId);
      expect(now.episode).toMatchObject({ number: 2, turns: 1, startedAtMs: house.clock.nowMs() });
      expect(now.memory).toMatchObject({ kind: 'narrative', coveredSeq: 10 });
      expect(now.memory.text).toContain('- Talk ended on 18 Nov 2026.');
      await lena.says('How do I return an item?');
      const context = house.mind.asked.at(-1);
      expect(context?.place.episode).toBe(2);
      expect(context?.summary).toBe(now.memory.text);
      const today = house.clock.nowMs() - DAY_MS;
      expect(context?.window.map(({ atMs }) => atMs > today)).toEqual([true, true]);
    });

    test('gets what they said days ago as the answer, not a question', async () => {
      const [answer] = await lena.says('What was my order number?');
      expect(answer).toContain('KX-20441');
      await book.goesOn();
      expectOnPage('resumed', book);
    });

    test('sees all of it on their page', async () => {
      const shown = lena.web.texts;
      expect(shown.filter((text) => text.includes('KX-20441')).length).toBeGreaterThan(1);
      expect((await house.turns(lena.conversationId)).map(({ episode }) => episode)).toEqual([
        ...[2, 2, 2],
        ...[1, 1, 1, 1, 1],
      ]);
    });
  });

  describe('a customer whom an agent has given back to the bot', () => {
    let omar: Talker;
    let book: Transcript;
    beforeAll(async () => {
      omar = await house.customer('Omar');
      book = new Transcript(house, omar.conversationId);
      await omar.says('How long do refunds take?');
      await omar.says('I want to talk to a person, please.');
      const ana = house.gateway.agent('ana');
      const { id } = await ana.handoffOf(omar.conversationId);
      house.clock.pass(2 * MINUTE_MS);
      await ana.claim(id);
      await ana.reply(id, 'Hello Omar, Ana here. What is it about?');
      await omar.says('My order MF-7001 came without the shelf.');
      house.clock.pass(MINUTE_MS);
      await ana.reply(id, "I am sorry! I'll send the missing shelf by Friday, free of charge.");
      await ana.note(id, 'Second time this month, warehouse told.');
      house.clock.pass(MINUTE_MS);
      await ana.giveBack(id, 'shelf is on its way, ticket 7');
      await omar.web.seesOwner('bot');
      await house.settled(omar.conversationId);
      await book.goesOn();
    });

    test('asks the bot what the agent promised, and is told in the agent’s words', async () => {
      const [answer] = await omar.says('What did Ana say about the shelf?');
      expect(answer).toContain("I'll send the missing shelf by Friday, free of charge.");
      await book.goesOn();
    });

    test('the bot has the record of who, when, with what outcome, note and promises', async () => {
      const { stretches } = await house.now(omar.conversationId);
      expect(stretches).toHaveLength(1);
      expect(house.mind.asked.at(-1)?.stretches).toEqual([
        {
          agent: 'Ana',
          outcome: 'returned',
          note: 'shelf is on its way, ticket 7',
          promises: ["I'll send the missing shelf by Friday, free of charge."],
          atMs: stretches[0]?.toMs,
        },
      ]);
    });

    test('what was said to the agent is known, what agents noted among themselves is not', async () => {
      const [answer] = await omar.says('What was my order number?');
      expect(answer).toContain('MF-7001');
      await book.goesOn();
      const shown = JSON.stringify(house.mind.asked.at(-1));
      expect(shown).toContain('MF-7001');
      expect(shown).not.toContain('Second time this month');
    });

    test('days later the promise still stands in the record, when the words are long gone', async () => {
      omar.leaves();
      house.clock.pass(3 * DAY_MS);
      omar = await house.customer('Omar');
      book.note('three days later');
      const [answer] = await omar.says('What did Ana promise me?');
      expect(answer).toContain("I'll send the missing shelf by Friday, free of charge.");
      const context = house.mind.asked.at(-1);
      expect(context?.window).toEqual([]);
      expect(context?.stretches[0]?.promises).toHaveLength(1);
      await book.goesOn();
      await book.remembers();
      expectOnPage('returned', book);
      await eventually(() => expect(omar.web.texts.join()).not.toContain('Second time'));
    });
  });
});
