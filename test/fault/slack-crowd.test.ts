import { describeFaults } from '../support/fault/fault-cluster.js';
import { SlackHouse, wordsOf } from '../support/slack/slack-house.js';

const options = { processes: 3, stores: 'mongo', leaseMs: 5_000 } as const;
const CROWD = 50;

describeFaults('A room full of agents', options, () => {
  let house: SlackHouse;
  beforeAll(async () => {
    house = await SlackHouse.start(options);
  });
  afterAll(async () => {
    await house.stop();
  });

  test('fifty claim at once by button, reaction and first reply: one has it, the others are told', async () => {
    const crowd = Array.from({ length: CROWD }, (_, at) =>
      house.acme.createPerson(`Agent ${String(at).padStart(2, '0')}`),
    );
    house.room.add(...crowd);
    await house.carol.dm(house.app, 'I want to talk to a human');
    await house.until(() => house.cards.length === 1, 'the card');
    const { card } = house;
    await Promise.all(
      crowd.map(async (agent, at) => {
        if (at % 3 === 0) await agent.presses(card, 'Claim');
        else if (at % 3 === 1) await agent.reacts(card, 'eyes');
        else await agent.says(house.room, `Hello from ${agent.name}`, { thread: card });
      }),
    );
    const names = () => crowd.filter(({ name }) => house.card.words.includes(name));
    await house.until(() => names().length === 1, 'one name on the card', 60_000);
    const winner = names()[0]?.name ?? '';
    const hellos = () => house.told(house.carol).filter((one) => one.includes('Hello from'));
    // Whoever won by a reply said it; nobody else's words went out.
    expect(hellos().every((one) => one.includes(winner))).toBe(true);
    const losers = () =>
      new Set(
        house.slack.ephemerals.filter(({ text }) => text.includes(winner)).map(({ user }) => user),
      );
    const presserCount = crowd.filter((agent, at) => at % 3 !== 2 && agent.name !== winner).length;
    await house.until(() => losers().size >= presserCount, 'all losers to be told', 60_000);
    expect(losers().has(winner)).toBe(false);
  });

  test('a claim during a running answer silences the bot', async () => {
    const { dave } = house;
    const before = house.cards.length;
    await dave.dm(house.app, 'I want to talk to a human');
    await house.until(() => house.cards.length === before + 1, 'the card');
    const { ts } = house.card;
    const card = () => house.room.message({ roomId: house.room.id, ts });
    await house.ana.presses(card(), 'Claim');
    await house.until(() => card().buttons.includes('Return to bot'), 'the claim');
    await house.ana.presses(card(), 'Return to bot');
    const modal = house.slack.modals.at(-1);
    if (modal?.isOpen) await house.ana.submits(modal, {});
    await house.until(() => card().buttons.includes('Take over'), 'the return');
    await dave.dm(house.app, 'slow question wait=3000');
    await house.ana.presses(card(), 'Take over');
    await house.until(() => house.cards.length === before + 2, 'the new card');
    await house.threadShows('slow question');
    await house.ana.says(house.room, 'I am here now', { thread: house.card });
    const told = () => house.told(dave);
    await house.until(() => told().some((one) => one.includes('I am here now')), 'the reply');
    await house.cluster.until(
      async () => (await dave.dm(house.app, 'still me')).answers.length > 0,
      'another line',
    );
    await house.threadShows('still me');
    expect(told().filter((one) => one.includes('Answer to'))).toEqual([]);
    expect(house.card.thread.map(wordsOf).join()).not.toContain('Answer to');
    expect(house.slack.takeComplaints()).toEqual([]);
  });
});
