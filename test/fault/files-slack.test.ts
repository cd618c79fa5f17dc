import { type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import type { SeenMessage } from '../support/slack/seen-message.js';
import { SlackHouse, wordsOf } from '../support/slack/slack-house.js';
import type { SlackPerson } from '../support/slack/slack-person.js';

/** What matters here is what stands in Slack; `slack-arrows` is about both kinds of stores. */
const OPTIONS: ClusterOptions = { processes: 2, stores: 'mongo' };

const LOG = { name: 'log.txt', content: 'All that was in the log. '.repeat(60_000) };
const NOTE = { name: 'note.txt', content: 'Only a note.' };

/** Slack is asked to show the file and does not answer, before or after it has done so. */
const BETWEEN = ['hang-before', 'hang-after'] as const;

describeFaults('Files in Slack, a gateway killed', OPTIONS, () => {
  let house: SlackHouse;
  let count = 0;
  beforeAll(async () => {
    house = await SlackHouse.start(OPTIONS);
  });
  afterAll(async () => {
    expect(house.slack.takeComplaints()).toEqual([]);
    await house.stop();
  });

  /** Somebody new in Globex, handed over and claimed. */
  async function talking() {
    count += 1;
    const person = house.globex.createPerson(`Person ${count}`);
    const before = house.cards.length;
    await house.slack.settled();
    await person.dm(house.app, 'I want to talk to a human');
    await house.until(() => house.cards.length === before + 1, 'the card');
    const { ts } = house.card;
    const card = () => house.room.message({ roomId: house.room.id, ts });
    await house.ana.presses(card(), 'Claim');
    await house.until(() => card().words.includes('Ana Alvarez'), 'the claim');
    return { person, card };
  }

  /** What the bot put there from these words on. */
  const from = (seen: readonly SeenMessage[], words: string) => {
    const ours = seen.filter((one) => one.isFromBot);
    const first = ours.findIndex((one) => wordsOf(one).includes(words));
    return first === -1 ? [] : ours.slice(first);
  };
  const filesOf = (seen: readonly SeenMessage[]) => seen.flatMap(({ files }) => files);
  const told = (person: SlackPerson) =>
    house.slack.room(person.directRoomWith(house.app).id).messages;

  test('a file that was being fetched is fetched again, and stands in the thread once', async () => {
    const { person, card } = await talking();
    house.cluster.arm('kill', 'mid-put');
    await person.uploads(person.directRoomWith(house.app), LOG, 'The log');
    await house.cluster.restartTheDead();
    const files = () => filesOf(from(card().thread, 'The log'));
    await house.until(() => files().length > 0, 'the file in the thread');
    await person.dm(house.app, 'Did you get it?');
    await house.threadShows('Did you get it?');
    expect(files()).toEqual([LOG.name]);
    const shown = house.slack.core.files.filter(
      ({ team, state }) => team === house.acme.record && state === 'shown',
    );
    expect(shown.map(({ content }) => content.equals(Buffer.from(LOG.content)))).toEqual([true]);
  });

  test.each(BETWEEN)(
    'between words and their file (%s): to an agent and to a customer nothing is lost or doubled',
    async (how) => {
      const [asking, answered] = [await talking(), await talking()];
      const direct = asking.person.directRoomWith(house.app);
      const { id: answeredIn } = answered.person.directRoomWith(house.app);
      for (const roomId of [house.room.id, answeredIn]) {
        house.slack.next('files.completeUploadExternal', { kind: how }, { roomId });
      }
      await asking.person.uploads(direct, NOTE, 'The note');
      await house.ana.uploads(house.room, NOTE, 'The note', { thread: answered.card() });
      await house.until(() => house.slack.failures.left === 0, 'the files to be asked for');
      const desk = () => from(asking.card().thread, 'The note');
      const customer = () => from(told(answered.person), 'The note');
      expect([desk().length > 0, customer().length > 0]).toEqual([true, true]);
      await house.cluster.killAll();
      await house.cluster.startTheDead();
      await asking.person.dm(house.app, 'Did you get it?');
      await house.ana.says(house.room, 'Did you get it?', { thread: answered.card() });
      for (const seen of [desk, customer]) {
        const words = () => seen().map((one) => (one.files.length > 0 ? 'file' : wordsOf(one)));
        const isThere = () => words().join().includes('Did you get it?');
        await house.until(isThere, 'what was said afterwards');
        expect(filesOf(seen())).toEqual([NOTE.name]);
        expect(words().join(' | ')).toMatch(
          /^[^|]*The note[^|]*\| file \| [^|]*Did you get it\?[^|]*$/,
        );
      }
    },
  );
});
