import { choicesCard } from '../../../../src/core/domain/card.js';
import { existing } from '../../../contract/talk.js';
import { eventually } from '../../../support/eventually.js';
import type { SlackPerson } from '../../../support/slack/slack-person.js';
import { benches } from './customers-bench.js';

const bench = benches();

const STARS = [1, 2, 3, 4, 5].map((stars) => ({ id: `rating-${stars}`, label: `${stars} of 5` }));

/** Carol's thread, in which Ana had the case and everybody is asked how it went. */
async function asked() {
  const { acme, carol, dave, app, room } = bench();
  const [ana, eve] = [acme.createPerson('Ana'), acme.createPerson('Eve')];
  room.add(ana, eve);
  const root = await carol.mentions(app, room, 'My order?');
  await dave.says(room, 'Mine, too', { thread: root });
  const talk = await bench().talk();
  const agent = { id: `${acme.id}:${ana.id}`, name: 'Ana' };
  await talk.takesOver(agent);
  await talk.owns('resolve', agent);
  await bench().carry();
  await ana.says(room, 'Was a pleasure', { thread: root });
  await bench().answers('How did we do?', { card: choicesCard('rating', 'rating', STARS) });
  await bench().carry();
  const question = existing(bench().thread(root).at(-1));
  const rates = (person: SlackPerson, stars: string) => person.presses(question, stars);
  const rated = async () =>
    (await bench().conversation()).inbox.map(({ author, text }) => `${author.name}: ${text}`);
  return { ana, eve, rates, rated };
}

test('whoever wrote as a customer rates, and the last word counts', async () => {
  const { carol, dave } = bench();
  const { rates, rated } = await asked();
  await rates(dave, '★★★');
  await rates(carol, '★★★★★');
  expect(await rated()).toEqual(['Dave Diaz: 3 of 5', 'Carol Chen: 5 of 5']);
});

test('neither a bystander nor who had the case does, and they are told so', async () => {
  const { slack } = bench();
  const { ana, eve, rates, rated } = await asked();
  await rates(eve, '★');
  await rates(ana, '★★★★★');
  await eventually(() => expect(slack.ephemerals).toHaveLength(2));
  expect(slack.ephemerals.map(({ user }) => user)).toEqual(['Eve', 'Ana']);
  expect(slack.ephemerals[0]?.text).toContain('Only those who talk with me');
  expect(await rated()).toEqual([]);
});
