import { pressValue, SLACK_ACTION } from '../../../../src/channels/slack/slack-press.js';
import type { Feedback } from '../../../../src/core/domain/feedback.js';
import { feedbackCard } from '../../../../src/core/domain/feedback.js';
import type { Message } from '../../../../src/core/domain/message.js';
import { existing } from '../../../contract/talk.js';
import type { SeenMessage } from '../../../support/slack/seen-message.js';
import { benches } from './customers-bench.js';

const bench = benches();
const CARD = feedbackCard({ language: 'en', overrides: {} });

/** A question in the room and its answer with the buttons below. */
async function answered() {
  const { carol, app, room } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await bench().answers('On its way.', { card: CARD });
  await bench().carry();
  const shown = (): SeenMessage => existing(bench().thread(root)[0]);
  return { root, shown };
}

/** Presses that are on record. */
async function pressed(): Promise<Message[]> {
  await bench().carry();
  return (await bench().filed()).filter(({ kind }) => kind === 'feedback');
}

async function kept(): Promise<(Feedback | undefined)[]> {
  const turns = await bench().stores.archive.turns(await bench().conversationId(), 10);
  return turns.map(({ feedback }) => feedback);
}

test('an answer is asked about by two buttons below it, and not where buttons cannot be seen', async () => {
  const { shown } = await answered();
  expect(shown().buttons).toEqual(['Helpful', 'Not helpful']);
  expect(shown().text).toBe('On its way.');
});

test('what is pressed takes the place of the buttons with thanks, and stays with the turn', async () => {
  const { carol, slack } = bench();
  const { shown } = await answered();
  const before = shown();
  // What is under way about the question itself comes to its end.
  await bench().restart();
  const statuses = slack.statuses.length;
  expect((await carol.presses(before, 'Helpful')).status).toBe(200);
  await bench().customers.stop();
  expect(shown().buttons).toEqual([]);
  expect(shown().words).toBe('On its way.\nCarol Chen chose: Helpful. Thank you for telling us.');
  expect(shown().metadata).toEqual(before.metadata);
  const { inbox } = await bench().conversation();
  expect(inbox).toEqual([]);
  expect(slack.statuses).toHaveLength(statuses);
  const [press, ...others] = await pressed();
  expect(others).toEqual([]);
  const messageId = existing(press?.chosen).messageId;
  expect(await kept()).toMatchObject([{ isHelpful: true, messageId, by: press?.author.id }]);
});

test('whoever was not helped is offered a person', async () => {
  const { carol, arrivals, clock } = bench();
  const { shown } = await answered();
  await carol.presses(shown(), 'Not helpful');
  await bench().restart();
  clock.pass(1_000);
  expect(shown().words).toContain('Carol Chen chose: Not helpful. Thank you for telling us.');
  expect(shown().buttons).toEqual(['Talk to a person']);
  await carol.presses(shown(), 'Talk to a person');
  await bench().customers.stop();
  expect(shown().buttons).toEqual([]);
  expect(arrivals.at(-1)).toMatchObject({
    text: 'Talk to a person',
    chosen: { choiceId: 'feedback-person' },
  });
  const { inbox } = await bench().conversation();
  expect(inbox.map(({ kind, text }) => [kind, text])).toEqual([['text', 'Talk to a person']]);
  await pressed();
  expect(await kept()).toMatchObject([{ isHelpful: false }]);
});

test('of several presses on buttons that are still there the last word counts, each once', async () => {
  const { carol, slack, clock } = bench();
  const { shown } = await answered();
  const before = shown();
  slack.next('chat.update', { kind: 'http', status: 503 });
  await carol.presses(before, 'Helpful');
  clock.pass(1_000);
  await carol.presses(before, 'Helpful');
  expect(await pressed()).toHaveLength(1);
  await bench().restart();
  clock.pass(24 * 60 * 60_000);
  await carol.presses(before, 'Not helpful');
  await bench().customers.stop();
  expect(await pressed()).toHaveLength(2);
  expect(await kept()).toMatchObject([{ isHelpful: false }]);
  expect(shown().words).toContain('chose: Not helpful');
});

test('everybody who takes part may say so, a bystander may not', async () => {
  const { acme, dave, room, slack } = bench();
  const eve = acme.createPerson('Eve Evans');
  await eve.joins(room);
  const { root, shown } = await answered();
  expect((await eve.presses(shown(), 'Not helpful')).status).toBe(200);
  await bench().restart();
  expect(slack.ephemerals.map(({ user, text }) => [user, text])).toEqual([
    ['Eve Evans', 'Only those who talk with me here can say whether this helped.'],
  ]);
  expect(shown().buttons).toHaveLength(2);
  expect(await pressed()).toEqual([]);
  await dave.says(room, 'And mine?', { thread: root });
  await dave.presses(shown(), 'Helpful');
  await bench().customers.stop();
  expect((await pressed()).map(({ author }) => author.name)).toEqual(['Dave Diaz']);
});

test('a button forged to be about an answer somewhere else stores nothing', async () => {
  const { carol, dave, app, room, acme, customers, workspace } = bench();
  await carol.dm(app, 'My secret order?');
  await bench().answers('On its way.', { card: CARD });
  await bench().carry();
  const secret = existing((await bench().filed()).at(-1));
  const root = await dave.mentions(app, room, 'Mine?');
  const choice = { kind: 'choice', message: secret.id, choice: 'feedback-helpful' } as const;
  await customers.pressed(workspace, {
    kind: 'pressed',
    appId: app.id,
    team: acme.id,
    user: dave.id,
    userTeam: acme.id,
    message: { channel: room.id, ts: root.ts, threadTs: null, isEphemeral: false },
    view: null,
    actionId: `${SLACK_ACTION}.choice.feedback-helpful`,
    value: pressValue(choice),
    actionTs: '1700000000.000100',
    triggerId: 't',
    responseUrl: null,
    typed: {},
    wireId: 'forged',
  });
  expect(await pressed()).toEqual([]);
});

test('while an agent has the conversation it is kept, and the agent hears nothing of it', async () => {
  const { carol } = bench();
  const { shown } = await answered();
  const talk = await bench().talk();
  await talk.takesOver();
  await bench().carry();
  const before = await bench().conversation();
  bench().clock.pass(60_000);
  await carol.presses(shown(), 'Not helpful');
  await bench().customers.stop();
  const after = await bench().conversation();
  expect(after.owner).toBe('agent');
  expect(after.lanes.desk).toEqual(before.lanes.desk);
  expect([after.customerAtMs, after.watchAtMs]).toEqual([before.customerAtMs, before.watchAtMs]);
  expect(shown().buttons).toEqual([]);
  expect(await pressed()).toHaveLength(1);
  expect(await kept()).toMatchObject([{ isHelpful: false }]);
});
