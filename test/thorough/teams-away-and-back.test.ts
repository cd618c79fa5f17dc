import type { ClusterOptions } from '../support/fault/fault-cluster.js';
import { describeFaults } from '../support/fault/fault-cluster.js';
import type { MessageRef, SeenMessage } from '../support/slack/seen-message.js';
import { wordsOf } from '../support/slack/slack-house.js';
import { activity, BOT, CHAT, installation } from '../support/teams/activities.js';
import { TEAMS_ANSWERS } from '../support/teams/teams-failures.js';
import { TeamsHouse } from '../support/teams/teams-house.js';

const SETTINGS: readonly (ClusterOptions & { transport: 'http' | 'socket' })[] = [
  { processes: 1, stores: 'embedded', isReal: true, transport: 'http' },
  { processes: 2, stores: 'mongo', isReal: true, transport: 'socket' },
];

for (const options of SETTINGS) {
  const title = `A bot removed from Teams and added again (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: TeamsHouse;
    let lost: MessageRef;
    beforeAll(async () => {
      house = await TeamsHouse.start(options);
      await house.carol.says(CHAT, 'I want to talk to a human');
      await house.until(() => house.slack.cards.length === 1, 'the card');
      await replies('Here I am.');
      await house.sees(CHAT, 'Here I am.');
    }, 90_000);
    afterAll(async () => {
      await house?.stop();
    });

    const replies = (text: string): Promise<MessageRef> =>
      house.slack.ana.says(house.slack.room, text, { thread: house.slack.card });
    const inThread = (words: string): SeenMessage | undefined =>
      house.slack.card.thread.find((one) => wordsOf(one).includes(words));

    test('the agent’s reply is shown as failed, with the reason', async () => {
      const removal = { action: 'remove' };
      house.chat.refusal = TEAMS_ANSWERS.notInRoster;
      await house.post(activity('installationUpdate', CHAT, house.teams.serviceUrl, removal));
      const left = { membersRemoved: [BOT] };
      await house.post(activity('conversationUpdate', CHAT, house.teams.serviceUrl, left));
      lost = await replies('Your refund is on its way.');
      await house.slack.threadShows('The customer has to add the app again.');
      expect(inThread('add the app again')?.buttons).toContain('Retry');
      const { reactions } = house.slack.room.message(lost);
      expect(Object.keys(reactions)).not.toContain('white_check_mark');
      expect(house.shows(CHAT, 'refund')).toBe(false);
    });

    test('added again, what failed is sent when the agent asks for it', async () => {
      house.chat.refusal = null;
      for (const one of installation(CHAT, house.teams.serviceUrl)) await house.post(one);
      await house.sees(CHAT, 'Maple & Finch');
      expect(house.shows(CHAT, 'refund')).toBe(false);
      const failed = inThread('add the app again');
      if (failed === undefined) throw new Error('no line says that it failed');
      await house.slack.ana.presses(failed, 'Retry');
      await house.sees(CHAT, 'Your refund is on its way.');
      const isMarked = () =>
        house.slack.card.thread.some(
          (one) => wordsOf(one).includes('refund') && one.reactions['white_check_mark'],
        );
      await house.until(isMarked, 'the mark of delivery');
      expect(house.words(CHAT).filter((one) => one.includes('refund'))).toHaveLength(1);
    });

    test('and the talk goes on, both ways', async () => {
      await house.carol.says(CHAT, 'Thank you, I was away');
      await house.slack.threadShows('Thank you, I was away');
      await replies('You are welcome.');
      await house.sees(CHAT, 'You are welcome.');
      expect(house.teams.complaints).toEqual([]);
      expect(house.slack.slack.complaints).toEqual([]);
    });
  });
}
