import { chosenOf } from '../../../src/channels/teams/teams-press.js';
import { choicesCard } from '../../../src/core/domain/card.js';
import { feedbackCard } from '../../../src/core/domain/feedback.js';
import { eventually } from '../../support/eventually.js';
import {
  activity,
  BOT,
  CHANNEL,
  CHAT,
  DAVE,
  execute,
  GROUP,
  installation,
  mention,
  message,
  submit,
  threadIn,
} from '../../support/teams/activities.js';
import { buttonsIn, cardIn, cardWords } from '../../support/teams/teams-rooms.js';
import { benches } from './teams-bench.js';

const bench = benches();
const WORDING = { language: 'en', overrides: {} } as const;
const SIZES = choicesCard('size', 'buttons', [
  { id: 'small', label: 'Small' },
  { id: 'large', label: 'Large' },
]);

describe('An answer', () => {
  test('stands in the chat it was asked in', async () => {
    await bench().post(message('Where is my order?', CHAT, bench().serviceUrl));
    await bench().answers('It is on its way.');
    await bench().carry();
    expect(bench().teams.texts(CHAT.id)).toEqual(['It is on its way.']);
  });

  test('stands under the post of a channel, also when somebody else has written since', async () => {
    const room = threadIn(CHANNEL, '17');
    await bench().post(mention('Where is my order?', room, bench().serviceUrl));
    await bench().post(mention('And mine?', room, bench().serviceUrl, { from: DAVE }));
    await bench().answers('Both are on their way.');
    await bench().carry();
    expect(bench().teams.shown(room.id)).toHaveLength(1);
    expect(bench().teams.shown(CHANNEL.id)[0]?.thread).toBe('17');
  });

  test('after a restart goes where the conversation was last', async () => {
    await bench().post(message('hello', CHAT, bench().serviceUrl));
    await bench().answers('Hello!');
    await bench().restart();
    await bench().carry();
    expect(bench().teams.texts(CHAT.id)).toEqual(['Hello!']);
  });

  test('fails for good once the bot is out, and comes through again when it is back', async () => {
    await bench().post(message('hello', CHAT, bench().serviceUrl));
    const room = bench().teams.createRoom(CHAT.id);
    room.refusal = { status: 403, code: 'BotNotInConversationRoster', message: 'The bot is out.' };
    await bench().answers('Hello!');
    await bench().post(
      activity('installationUpdate', CHAT, bench().serviceUrl, { action: 'remove' }),
    );
    const { lanes } = await bench().carry();
    expect(lanes.customer.items).toEqual([]);
    expect(bench().log.map(([event]) => event)).toContain('teams.removed');
    room.refusal = null;
    for (const body of installation(CHAT, bench().serviceUrl)) await bench().post(body);
    await bench().post(message('still there?', CHAT, bench().serviceUrl));
    await bench().answers('Yes!');
    await bench().carry();
    await eventually(() => expect(bench().teams.texts(CHAT.id)).toContain('Yes!'));
    expect(bench().teams.texts(CHAT.id)).not.toContain('Hello!');
  });
});

describe('A new installation', () => {
  test('is welcomed once, however often Teams tells of it', async () => {
    for (const body of installation(CHAT, bench().serviceUrl)) await bench().post(body);
    await bench().restart();
    for (const body of installation(CHAT, bench().serviceUrl)) await bench().post(body);
    await eventually(() =>
      expect(bench().teams.texts(CHAT.id)).toEqual([
        [
          'Hi, I am Helper, the assistant of Acme. Ask me anything, or say that you want to talk to a person.',
          'For example:\n- Where is my order?\n- How do I return something?',
        ].join('\n\n'),
      ]),
    );
    expect(bench().heard).toEqual([]);
  });

  test('of a new version of the app is no reason to welcome anybody, and tells where to answer', async () => {
    await bench().post(message('hello', CHAT, bench().serviceUrl));
    const moved = `${bench().serviceUrl}emea/`;
    for (const action of ['remove-upgrade', 'add-upgrade'])
      await bench().post(activity('installationUpdate', CHAT, moved, { action }));
    expect(bench().written.at(-1)).toContain('/emea/');
    await bench().restart();
    expect(bench().teams.texts(CHAT.id)).toEqual([]);
    expect(bench().log.map(([event]) => event)).not.toContain('teams.removed');
  });

  test('in a team says that the bot has to be mentioned', async () => {
    bench().channels = [{ ...bench().channel, suggestions: [] }];
    const added = { membersAdded: [BOT] };
    await bench().post(activity('conversationUpdate', CHANNEL, bench().serviceUrl, added));
    await eventually(() =>
      expect(bench().teams.texts(CHANNEL.id)[0]).toMatch(/Please mention me with your question\.$/),
    );
  });

  test('is not welcomed where nobody listens', async () => {
    bench().channels = [{ ...bench().channel, channels: false }];
    const added = { membersAdded: [BOT] };
    await bench().post(activity('conversationUpdate', CHANNEL, bench().serviceUrl, added));
    await bench().restart();
    expect(bench().teams.texts(CHANNEL.id)).toEqual([]);
  });
});

describe('A button', () => {
  /** A question with two sizes stands in the chat; the data of its buttons and its id there. */
  async function asked(card = SIZES, room = CHAT) {
    await bench().post(mention('A shirt, please', room, bench().serviceUrl));
    await bench().answers('Which size?', { card });
    await bench().carry();
    const shown = bench().teams.shown(room.id);
    const at = shown.find((one) => buttonsIn(one).length > 0);
    if (at === undefined) throw new Error('no buttons');
    return { id: at.id, buttons: buttonsIn(at) };
  }

  test('says what it is called, and who asked sees the card without buttons', async () => {
    const { id, buttons } = await asked();
    const press = execute(buttons[1]?.data, id, CHAT, bench().serviceUrl);
    const { status, body } = await bench().post(press);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
      value: { type: 'AdaptiveCard' },
    });
    expect(JSON.stringify(body)).toContain('Large');
    expect(JSON.stringify(body)).not.toContain('Action.');
    expect(bench().arrivals.at(-1)).toMatchObject({
      text: 'Large',
      chosen: { choiceId: 'large' },
    });
    await eventually(() => {
      const card = bench()
        .teams.shown(CHAT.id)
        .find((one) => one.id === id);
      expect(card && buttonsIn(card)).toEqual([]);
      expect(cardWords(card && cardIn(card)).join(' ')).toContain('Large');
    });
  });

  test('pressed twice, and Teams telling of it twice, says nothing twice', async () => {
    const { id, buttons } = await asked();
    const press = execute(buttons[0]?.data, id, CHAT, bench().serviceUrl);
    await bench().post(press);
    expect((await bench().post(press)).status).toBe(200);
    await bench().post(execute(buttons[0]?.data, id, CHAT, bench().serviceUrl));
    await bench().restart();
    await bench().post(press);
    expect(bench().heard).toEqual(['A shirt, please', 'Small']);
  });

  test('works in a client that can only submit', async () => {
    const { id, buttons } = await asked();
    const { status, body } = await bench().post(
      submit(buttons[0]?.fallback?.['data'], id, CHAT, bench().serviceUrl),
    );
    expect({ status, body }).toEqual({ status: 200, body: null });
    expect(bench().heard).toEqual(['A shirt, please', 'Small']);
  });

  test('that was never offered there says so, and nothing is taken', async () => {
    const { id, buttons } = await asked();
    const messageId = chosenOf(buttons[0]?.data)?.messageId ?? '';
    for (const data of [{ frontdesk: [messageId, 'huge'] }, { frontdesk: ['other', 'small'] }]) {
      const { body } = await bench().post(execute(data, id, CHAT, bench().serviceUrl));
      expect(body).toMatchObject({
        type: 'application/vnd.microsoft.activity.message',
        value: 'This question cannot be answered by a button any more.',
      });
    }
    await bench().post(submit({ frontdesk: ['other', 'x'] }, id, CHAT, bench().serviceUrl));
    await eventually(() =>
      expect(bench().teams.texts(CHAT.id)).toContain(
        'This question cannot be answered by a button any more.',
      ),
    );
    expect(bench().heard).toEqual(['A shirt, please']);
  });

  test('about an answer is for those who talk there', async () => {
    const { id, buttons } = await asked(feedbackCard(WORDING), GROUP);
    const { data } = buttons[0] ?? {};
    const stranger = await bench().post(
      execute(data, id, GROUP, bench().serviceUrl, { from: DAVE }),
    );
    expect(stranger.body).toMatchObject({
      value: 'Only those who talk with me here can say whether this helped.',
    });
    await bench().post(execute(data, id, GROUP, bench().serviceUrl));
    expect(bench().arrivals.at(-1)).toMatchObject({ isFeedback: true, text: 'Helpful' });
  });

  test('that cannot be recorded is refused, so that Teams says so', async () => {
    const { id, buttons } = await asked();
    bench().obstacles.push(new Error('away'));
    const press = execute(buttons[0]?.data, id, CHAT, bench().serviceUrl);
    expect((await bench().post(press)).status).toBe(500);
    expect((await bench().post(press)).status).toBe(200);
    expect(bench().heard).toEqual(['A shirt, please', 'Small']);
  });
});
