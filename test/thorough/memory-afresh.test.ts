import { EN } from '../../src/core/domain/texts/en.js';
import type { SummaryRequest } from '../../src/core/ports/mind.js';
import { DAY_MS, MemoryHouse, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';

describeStores('What is set aside and what is taken back', (kind) => {
  let house: MemoryHouse;
  /** What the mind was given to summarise. */
  const summarised: SummaryRequest[] = [];
  beforeAll(async () => {
    const memory = {
      strategy: 'retrieval',
      afreshAfterTurns: 3,
      budgetTokens: 2_000,
      windowMessages: 6,
    };
    house = await MemoryHouse.open({
      stores: kind,
      config: { memory, tenants: { demo: { knowledge: null } } },
    });
    house.mind.notes(summarised);
  });
  afterAll(() => house?.close());

  describe('"start over"', () => {
    let lena: Talker;
    beforeAll(async () => {
      lena = await house.customer('Lena', { plan: 'gold' });
    });

    test('is suggested once when a talk has become long', async () => {
      const said = [
        await lena.hears('We have it in oak.', 'I need a bed for order KX-20441.'),
        await lena.hears('Yes, 140 cm.', 'Is there a narrower one?'),
        await lena.hears('It costs $389.', 'What does that one cost?'),
        await lena.hears('Within a week.', 'How soon would it be here?'),
      ];
      const notices = said.map((texts) => texts.filter((text) => text === EN['memory.afresh']));
      expect(notices.map(({ length }) => length)).toEqual([0, 0, 1, 0]);
    });

    test('sets aside what was said and learnt, and keeps what the account says', async () => {
      expect(await lena.says('start over')).toEqual([EN['memory.started-over']]);
      const { facts, memory, episode, lastSeq } = await house.now(lena.conversationId);
      expect({ facts, text: memory.text, episode: episode.number }).toEqual({
        facts: [],
        text: '',
        episode: 2,
      });
      expect(memory.startSeq).toBe(lastSeq - 1);
      await lena.hears('I do not know it.', 'What was the number of my order for the bed?');
      const context = house.mind.asked.at(-1);
      expect(context).toMatchObject({ facts: [], summary: null, recalled: [] });
      expect(context?.accountFacts).toEqual([{ name: 'plan', value: 'gold' }]);
      expect(JSON.stringify(context)).not.toContain('KX-20441');
    });

    test('leaves the talk on the page and on record', async () => {
      lena.leaves();
      lena = await house.customer('Lena');
      const { messages = [] } = await lena.web.history(1_000);
      expect(messages.map(({ text }) => text)).toContain('I need a bed for order KX-20441.');
    });
  });

  describe('what a customer takes back or puts otherwise after it was summarised', () => {
    let omar: Talker;
    const shown = () => JSON.stringify(house.mind.asked.slice(from));
    let from = 0;
    beforeAll(async () => {
      omar = await house.customer('Omar');
      await omar.hears(
        'Thank you.',
        'The code of my garage is 4711-XY and it is on the left.',
        'garage',
      );
      await omar.hears('Noted.', 'I live at 5 Cedar Lane, the house with the blue door.', 'lane');
      for (const thing of ['bed', 'lamp', 'shelf', 'chair']) {
        await omar.hears(`The ${thing} comes in oak.`, `Which wood is the ${thing} made of?`);
      }
    });

    test('was in the summary before', async () => {
      const { memory, facts } = await house.now(omar.conversationId);
      expect(memory).toMatchObject({ kind: 'narrative' });
      expect(memory.text).toContain('4711-XY');
      expect(memory.text).toContain('Cedar Lane');
      expect(facts.length).toBeGreaterThan(0);
      expect(summarised).not.toEqual([]);
    });

    test('is shown to no mind again, neither in a summary nor as a fact nor recalled', async () => {
      await omar.takesBack('garage');
      await omar.edits('lane', 'I live at 7 Birch Road, the house with the blue door.');
      from = house.mind.asked.length;
      summarised.length = 0;
      await omar.hears('I do not know.', 'What was the code of my garage, on the left?');
      await omar.hears('As you wrote.', 'Where do I live, in the house with the blue door?');
      expect(house.mind.asked.at(-1)?.recalled.length).toBeGreaterThan(0);
      expect(shown()).toContain('Birch Road');
      for (const thing of ['table', 'bench', 'mirror', 'stool']) {
        await omar.hears(`The ${thing} comes in oak.`, `Which wood is the ${thing} made of?`);
      }
      expect(summarised).not.toEqual([]);
      omar.leaves();
      house.clock.pass(3 * DAY_MS);
      omar = await house.customer('Omar');
      await omar.hears(
        'I do not know.',
        'What was the code of my garage, and is Cedar Lane right?',
      );
      const seen = shown().replaceAll('is Cedar Lane right', '');
      for (const gone of ['4711-XY', 'Cedar Lane']) {
        expect(seen).not.toContain(gone);
        expect(JSON.stringify(summarised)).not.toContain(gone);
      }
    });

    test('is not kept with the conversation either', async () => {
      const { memory, facts } = await house.now(omar.conversationId);
      expect(JSON.stringify([memory, facts])).not.toMatch(/4711-XY|5 Cedar Lane/);
      const record = await house.stores.archive.page(omar.conversationId, { after: 0, limit: 500 });
      expect(JSON.stringify(record)).not.toMatch(/4711-XY|5 Cedar Lane/);
    });
  });
});
