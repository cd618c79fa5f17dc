import { choicesCard } from '../../../src/core/domain/card.js';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import { CHANNEL, CHAT, DAVE, threadIn } from '../../support/teams/activities.js';
import { TEAMS_ANSWERS } from '../../support/teams/teams-failures.js';
import { buttonsIn, cardIn, cardWords } from '../../support/teams/teams-rooms.js';
import { deliveryBenches } from './delivery-bench.js';

const bench = deliveryBenches();
const owed = ({ lanes }: Conversation) => lanes.customer.items;
const card = choicesCard('size', 'buttons', [
  { id: 's', label: 'Small' },
  { id: 'l', label: 'Large' },
]);

test('an answer stands in the chat, with its sources, and its place is noted', async () => {
  const citations = [
    { title: 'Returns', url: 'https://shop.example/returns', quote: '' },
    { title: 'The [old] page', quote: '' },
  ];
  expect(owed(await bench().answered('You have **30 days**.', { citations }))).toEqual([]);
  const [shown] = bench().teams.shown(CHAT.id);
  expect(shown?.text).toBe(
    'You have **30 days**.\n\n**Sources:**\n\n1. [Returns](https://shop.example/returns)\n2. The \\[old\\] page',
  );
  const [, answer] = await bench().filed();
  expect(answer?.posted).toEqual({ customer: `t0=${shown?.id}` });
  expect(bench().quieted).toHaveLength(1);
});

test('answers to press come as a card of its own behind the text', async () => {
  await bench().answered('Which size?', { card });
  const shown = bench().teams.shown(CHAT.id);
  expect(shown.map(({ text }) => text)).toEqual(['Which size?', '']);
  const buttons = buttonsIn(shown[1] ?? { attachments: [] });
  expect(buttons.map(({ title, type }) => [title, type])).toEqual([
    ['Small', 'Action.Execute'],
    ['Large', 'Action.Execute'],
  ]);
  expect(buttons[0]?.fallback).toMatchObject({ type: 'Action.Submit', data: buttons[0]?.data });
  expect(shown[1]?.activity['summary']).toBe('1. Small\n2. Large');
});

test('a card that Teams does not take becomes numbered lines', async () => {
  bench().teams.refuseCards = true;
  await bench().answered('Which size?', { card });
  expect(bench().texts).toEqual(['Which size?', '1. Small  \n2. Large']);
  expect(bench().logged('teams.card-refused')).toHaveLength(1);
});

test('a long answer comes whole, in several messages in order', async () => {
  const lines = Array.from({ length: 300 }, (_, at) => `Line ${at} ${'x'.repeat(90)}`);
  await bench().answered(lines.join('\n\n'));
  expect(bench().texts.length).toBeGreaterThan(2);
  const told = bench().texts.flatMap((text) => text.match(/Line \d+/g) ?? []);
  expect(told).toEqual(lines.map((line) => line.split(' x')[0]));
});

test('what Teams finds too long is sent in shorter parts', async () => {
  bench().teams.failures.plan(TEAMS_ANSWERS.tooBig, { deed: 'send', times: 2 });
  await bench().answered(Array.from({ length: 100 }, () => 'y'.repeat(99)).join('\n\n'));
  expect(bench().texts.length).toBeGreaterThan(3);
  expect(bench().texts.join('').match(/y/g)).toHaveLength(9_900);
});

test('in a thread of a channel the answer stands in that thread, and names whom it is for', async () => {
  const thread = threadIn(CHANNEL, '1700');
  await bench().listensIn(thread, 'channel');
  await bench().hears('m1', 'Where is it?');
  await bench().hears('m2', 'And mine?', DAVE);
  await bench().answers('It comes *today*.');
  await bench().carry();
  const [shown] = bench().teams.shown(CHANNEL.id);
  expect(shown).toMatchObject({ thread: '1700', text: '<at>Dave Diaz</at>\n\nIt comes *today*.' });
  expect(shown?.activity['entities']).toEqual([
    {
      type: 'mention',
      text: '<at>Dave Diaz</at>',
      mentioned: { id: DAVE.aadObjectId, name: 'Dave Diaz' },
    },
  ]);
});

describe('what fails', () => {
  test('Teams asks to wait: it goes out later, once, and no try counts', async () => {
    bench().teams.failures.plan({ ...TEAMS_ANSWERS.throttled, retryAfterSeconds: 7 });
    const [item] = owed(await bench().answered('Here.'));
    expect(item).toMatchObject({ attempts: 0, held: true });
    await bench().carry(4_000);
    expect(bench().texts).toEqual([]);
    expect(owed(await bench().carry(3_000))).toEqual([]);
    expect(bench().texts).toEqual(['Here.']);
    expect(bench().logged('teams.maybe-twice')).toEqual([]);
  });

  test('a busy thread and a Teams that is away are tried again', async () => {
    const { failures } = bench().teams;
    failures.plan(TEAMS_ANSWERS.preconditionFailed);
    failures.plan(TEAMS_ANSWERS.unavailable);
    await bench().answered('Here.');
    await bench().carry(5_000);
    expect(owed(await bench().carry(60_000))).toEqual([]);
    expect(bench().texts).toEqual(['Here.']);
  });

  test('a long outage never loses the message, and is told in the health', async () => {
    bench().teams.failures.plan(TEAMS_ANSWERS.unavailable, { times: 8 });
    await bench().answered('Here.');
    for (let at = 0; at < 6; at += 1) await bench().carry(60_000);
    expect(bench().delivery.problems()).toEqual([
      'acme-teams: Teams has a problem of its own (503).',
    ]);
    await bench().carry(60_000);
    expect(owed(await bench().carry(60_000))).toEqual([]);
    expect(bench().delivery.problems()).toEqual([]);
  });

  test.each([
    [
      'notInRoster',
      'The bot is not in this Teams chat any more. The customer has to add the app again.',
    ],
    ['blockedByUser', 'The customer has blocked the bot in Teams.'],
    ['writesBlocked', 'The customer has blocked the bot in Teams.'],
    ['disabledByAdmin', 'An administrator has turned the bot off in Teams.'],
    ['conversationNotFound', 'Teams does not know this chat any more.'],
  ] as const)('%s is final, with the reason on record', async (name, reason) => {
    bench().teams.failures.plan(TEAMS_ANSWERS[name]);
    expect(owed(await bench().answered('Here.'))).toEqual([]);
    const [, answer] = await bench().filed();
    expect(answer?.failure).toBe(reason);
  });

  test('credentials that Teams refuses are waited for, however long, and told in the health', async () => {
    bench().teams.token = 'secret';
    await bench().answered('Here.');
    for (let at = 0; at < 9; at += 1) await bench().carry(60_000);
    expect(bench().delivery.problems().join()).toContain('credentials');
    bench().teams.token = null;
    expect(owed(await bench().carry(60_000))).toEqual([]);
    expect(bench().texts).toEqual(['Here.']);
  });

  test('what may have gone out is sent again, and the log says so', async () => {
    bench().teams.failures.plan('drop-after', { deed: 'send' });
    await bench().answered('Here.');
    await bench().carry(5_000);
    expect(bench().texts).toEqual(['Here.', 'Here.']);
    expect(bench().logged('teams.maybe-twice')).toHaveLength(1);
  });

  test('parts that stand there are not sent again', async () => {
    const { failures } = bench().teams;
    await bench().hears('m1');
    await bench().answers('Which size?', { card });
    bench().teams.onSent = () => failures.plan(TEAMS_ANSWERS.unavailable);
    await bench().carry();
    bench().teams.onSent = null;
    expect(bench().texts).toEqual(['Which size?']);
    await bench().carry(5_000);
    expect(bench().texts).toEqual(['Which size?', '']);
    expect(bench().logged('teams.maybe-twice')).toEqual([]);
  });

  test('after a restart in the middle all of it is sent again, and the log says so', async () => {
    const { failures } = bench().teams;
    await bench().hears('m1');
    await bench().answers('Which size?', { card });
    bench().teams.onSent = () => failures.plan(TEAMS_ANSWERS.unavailable);
    await bench().carry();
    bench().teams.onSent = null;
    bench().restart();
    await bench().carry(5_000);
    expect(bench().texts).toEqual(['Which size?', 'Which size?', '']);
    expect(bench().logged('teams.maybe-twice')).toHaveLength(1);
  });

  test('a conversation whose place in Teams nobody knows fails with words', async () => {
    await bench().stores.addresses.keep((await conversation()).id, 'nonsense');
    await bench().hears('m2');
    await bench().answers('Here.');
    await bench().carry();
    const answer = (await bench().filed()).at(-1);
    expect(answer?.failure).toBe('It is not known where in Teams this conversation is.');
  });

  async function conversation(): Promise<Conversation> {
    await bench().hears('m1');
    return bench().talk.now();
  }
});

test('a pressed card shows to everybody what was chosen', async () => {
  const after = await bench().answered('Which size?', { card });
  const [, message] = await bench().filed();
  if (message === undefined) throw new Error('no answer');
  const choice = { id: 'l', label: 'Large' };
  await bench().delivery.answered(after, { message, activityId: null, name: 'Carol *C*', choice });
  const [, shown] = bench().teams.shown(CHAT.id);
  expect(buttonsIn(shown ?? { attachments: [] })).toEqual([]);
  expect(cardWords(shown && cardIn(shown))).toEqual(['Carol \\*C\\* chose: Large']);
});
