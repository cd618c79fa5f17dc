import type { ClusterOptions } from '../support/fault/fault-cluster.js';
import { describeFaults } from '../support/fault/fault-cluster.js';
import type { FaultCustomer } from '../support/fault/fault-customer.js';
import type { MessageRef } from '../support/slack/seen-message.js';
import { SlackHouse, wordsOf } from '../support/slack/slack-house.js';

const SETTINGS: readonly (ClusterOptions & { transport: 'http' | 'socket' })[] = [
  { processes: 1, stores: 'embedded', isReal: true, transport: 'socket' },
  { processes: 3, stores: 'mongo', isReal: true, transport: 'http' },
];

for (const options of SETTINGS) {
  const title = `A customer on the web, agents in Slack (${options.stores}, ${options.transport}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: SlackHouse;
    let customer: FaultCustomer;
    let reply: MessageRef;
    beforeAll(async () => {
      house = await SlackHouse.start(options);
      customer = await house.cluster.customer();
    }, 60_000);
    afterAll(async () => {
      await house.stop();
    });

    test('what the bot cannot answer becomes a card that says all at a glance', async () => {
      await customer.say('How long do refunds take?');
      await customer.until(() => customer.isAnswered('5-7 business days'), 'the answer');
      await customer.say('Do you offer a wedding gift registry?');
      await house.until(() => house.cards.length === 1, 'the card');
      expect(house.card.words).toContain('The bot found no answer');
      expect(house.card.words).toContain('wedding gift registry');
      expect(house.card.buttons).toEqual(expect.arrayContaining(['Claim', 'Transcript']));
      await house.threadShows('How long do refunds take?');
    });

    test('the first reply in the thread claims, and reaches the customer under the agent’s name', async () => {
      reply = await house.ana.says(house.room, 'Our registry opens in spring.', {
        thread: house.card,
      });
      await customer.until(() => customer.sees('opens in spring'), 'the reply');
      await house.until(() => house.card.words.includes('Ana Alvarez'), 'who has it on the card');
      expect(house.card.buttons).toEqual(expect.arrayContaining(['Resolve', 'Return to bot']));
      const isMarked = () =>
        house.room.message(reply).reactions['white_check_mark']?.includes('Frontdesk') ?? false;
      await house.until(isMarked, 'the mark of delivery');
    });

    test('neither a note nor another agent’s words leave the room', async () => {
      const note = await house.ana.says(house.room, '! she sounds annoyed', {
        thread: house.card,
      });
      const aside = await house.ben.says(house.room, 'I know her, she is nice', {
        thread: house.card,
      });
      const isMarkedNote = (ref: MessageRef) =>
        Object.keys(house.room.message(ref).reactions).includes('lock');
      await house.until(() => isMarkedNote(note) && isMarkedNote(aside), 'the marks of notes');
      await customer.say('Lovely, thank you Ana');
      await house.threadShows('Lovely, thank you Ana');
      expect(customer.sees('annoyed')).toBe(false);
      expect(customer.sees('I know her')).toBe(false);
    });

    test('edits and deletions of a reply reach the customer', async () => {
      const second = await house.ana.says(house.room, 'It is at /registri', { thread: house.card });
      await customer.until(() => customer.sees('/registri'), 'the second reply');
      await house.ana.edits(second, 'It is at /registry');
      await customer.until(() => customer.reads('It is at /registry'), 'the edit');
      await house.ana.deletes(second);
      await customer.until(() => !customer.reads('It is at /registry'), 'the deletion');
    });

    test('the transcript has everything, and only for those in the room', async () => {
      await house.ben.presses(house.card, 'Transcript');
      await house.until(() => house.slack.modals.length > 0, 'the transcript');
      const text = JSON.stringify(house.slack.modals.at(-1)?.view);
      expect(text).toContain('5-7 business days');
      expect(text).toContain('she sounds annoyed');
      const before = house.slack.modals.length;
      const eve = house.acme.createPerson('Eve');
      await eve.presses(house.card, 'Transcript');
      const guest = house.acme.createPerson('Gus', { guest: 'multi-channel' });
      house.room.add(guest);
      await guest.presses(house.card, 'Transcript');
      const isRefused = () => house.slack.ephemerals.some(({ userId }) => userId === guest.id);
      await house.until(isRefused, 'the refusal of a guest');
      expect(house.slack.modals).toHaveLength(before);
    });

    test('everything survives a restart of all processes', async () => {
      await Promise.all(house.cluster.processes.map((one) => one.restart()));
      await customer.say('One more thing: do you gift-wrap?');
      await house.threadShows('do you gift-wrap?');
      await house.ana.says(house.room, 'We do.', { thread: house.card });
      await customer.until(() => customer.sees('We do.'), 'the reply after the restart');
    });

    test('returned to the bot, the bot knows what was said', async () => {
      await house.ana.presses(house.card, 'Return to bot');
      await house.until(
        () => house.slack.modals.at(-1)?.view['callback_id'] !== undefined,
        'the modal',
      );
      const modal = house.slack.modals.at(-1);
      if (modal?.isOpen) await house.ana.submits(modal, {});
      await customer.until(() => customer.sees('You are talking with Finch again'), 'the notice');
      await customer.say('What did Ana say about the registry?');
      await customer.until(() => customer.isAnswered('opens in spring'), 'what Ana said');
    });

    test('resolved by a reaction, the customer is asked for a rating and the agent for a verdict', async () => {
      await customer.say('I want to talk to a human');
      await house.until(() => house.cards.length === 2, 'the second card');
      await house.ben.reacts(house.card, 'eyes');
      await house.until(() => house.card.words.includes('Ben Okafor'), 'Ben on the card');
      await house.ben.says(house.room, 'Here I am.', { thread: house.card });
      await customer.until(() => customer.sees('Here I am.'), 'Ben');
      await house.ben.reacts(house.card, 'white_check_mark');
      await customer.until(() => customer.sees('marked this as solved'), 'the notice');
      const label = 'Yes';
      await house.until(() => house.card.buttons.includes(label), 'the question for a verdict');
      await house.ben.presses(house.card, label);
      const isThanked = () =>
        house.slack.ephemerals.some(({ user, text }) => user === 'Ben Okafor' && text !== '');
      await house.until(isThanked, 'the thanks for the verdict');
      await customer.say('How much is express shipping?');
      await customer.until(() => customer.isAnswered('$14.95'), 'the bot again');
    });

    test('Slack was used as it wants to be', () => {
      expect(house.slack.complaints).toEqual([]);
      expect(house.room.messages.map(wordsOf).filter((one) => one.includes('undefined'))).toEqual(
        [],
      );
    });
  });
}
