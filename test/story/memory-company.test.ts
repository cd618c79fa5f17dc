import { MemoryHouse, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';
import { expectOnPage, Transcript } from '../support/transcript.js';

const GOLD = [{ name: 'Plan', value: 'gold' }];

describeStores('Two customers in one thread', (kind) => {
  let house: MemoryHouse;
  let carol: Talker;
  let dave: Talker;
  let book: Transcript;
  beforeAll(async () => {
    house = await MemoryHouse.open({ stores: kind });
    const people = house.thread('a-thread-of-two', { Carol: GOLD, Dave: [] });
    carol = people.Carol;
    dave = people.Dave;
    book = new Transcript(house, carol.conversationId);
    await carol.says('Hello, my order number is KX-20441. Where is my order?');
    await dave.says('I am in, too: my order number is MF-7001. How do I return an item?');
  });
  afterAll(() => house?.close());

  test('are told apart in what the mind is shown', async () => {
    await carol.says('How long do refunds take?');
    const said = house.mind.asked.at(-1)?.window.map(({ author }) => author.name);
    expect(said).toEqual(['Carol', 'Finch', 'Dave', 'Finch']);
    expect(house.mind.asked.at(-1)?.lines.map(({ author }) => author.name)).toEqual(['Carol']);
  });

  test('have their facts learnt for the one the talk belongs to only', async () => {
    const { facts } = await house.now(carol.conversationId);
    expect(facts.map(({ value }) => value)).toEqual(['KX-20441']);
  });

  test('do not get to know each other’s accounts', async () => {
    const byWhom = (name: string) =>
      house.mind.asked.filter(({ lines }) => lines.some(({ author }) => author.name === name));
    expect(byWhom('Carol').map(({ accountFacts }) => accountFacts)).toEqual([GOLD, GOLD]);
    expect(byWhom('Dave').map(({ accountFacts }) => accountFacts)).toEqual([[]]);
  });

  test('are each answered about themselves', async () => {
    const [toCarol] = await carol.says('What was my order number?');
    expect(toCarol).toContain('KX-20441');
    expect(toCarol).not.toContain('MF-7001');
    const [toDave] = await dave.says('What was my order number?');
    expect(toDave).toContain('MF-7001');
    expect(toDave).not.toContain('KX-20441');
    await book.goesOn();
    await book.remembers();
    expectOnPage('company', book);
  });
});
