import { EN } from '../../src/core/domain/texts/en.js';
import { describeFaults } from '../support/fault/fault-cluster.js';
import { refuses, says } from '../support/model/model-script.js';
import { ModelServer } from '../support/model/model-server.js';
import type { MessageRef } from '../support/slack/seen-message.js';
import { SlackHouse, wordsOf } from '../support/slack/slack-house.js';

const OPTIONS = { processes: 1, stores: 'embedded', isReal: true } as const;
const LATER = EN['ladder.later'];
const FAILED = EN['handoff.failed'];
const ANSWER = 'It takes five days.';

/** Rooms in which an answer may come later; a direct message is answered soon whatever config says. */
const CHANNELS = {
  'globex-slack': {
    ...{ kind: 'slack', app: 'support', workspace: 'globex', tenant: 'demo', feedback: false },
    answers: 'later',
  },
};

describeFaults('An outage of Claude, told in Slack', OPTIONS, () => {
  let model: ModelServer;
  let house: SlackHouse;

  beforeAll(async () => {
    model = await ModelServer.start();
    const mind = {
      ...{
        use: 'claude',
        apiKey: 'sk-ant-a-key-that-only-the-tests-know',
        baseUrl: model.url,
        attemptsMax: 1,
      },
      breaker: { failures: 3, pauseMs: 500 },
    };
    house = await SlackHouse.start({ ...OPTIONS, config: { mind, channels: CHANNELS } });
  }, 60_000);
  afterAll(async () => {
    await house?.stop();
    await model?.stop();
  });

  function told(root: MessageRef): string[] {
    const { thread } = house.shop.message(root);
    return thread.filter((one) => one.isFromBot).map(wordsOf);
  }

  test('each thread hears once that its answer comes later, and then gets one for all that was written', async () => {
    model.byDefault(() => refuses(529));
    const carols = await house.carol.mentions(house.app, house.shop, 'how long do refunds take?');
    const daves = await house.dave.mentions(house.app, house.shop, 'how long is the warranty?');
    const roots = [carols, daves];
    await house.until(() => roots.every((one) => told(one).length > 0), 'both to be told');
    await house.carol.says(house.shop, 'I paid by card.', { thread: carols });
    await house.carol.dm(house.app, 'How much is express shipping?');
    await house.until(() => house.told(house.carol).length > 0, 'the end of the direct message');
    expect(house.told(house.carol)).toEqual([expect.stringContaining(FAILED)]);
    await house.until(() => house.cards.length > 0, 'its card');
    for (const root of roots) expect(told(root)).toEqual([expect.stringContaining(LATER)]);
    model.byDefault(({ purpose }) =>
      purpose === 'route'
        ? says('{"type":"account_issue","escalation":null,"confidence":0.9,"reason":"test"}')
        : says(ANSWER),
    );
    await house.until(() => roots.every((one) => told(one).length > 1), 'both answers');
    for (const root of roots) {
      expect(told(root)).toEqual([expect.stringContaining(LATER), expect.stringContaining(ANSWER)]);
    }
    const answers = model.requests.filter(({ purpose }) => purpose === 'answer');
    const carolsAnswer = answers.find(({ text }) => text.includes('refunds'));
    expect(carolsAnswer?.text).toContain('I paid by card.');
    expect(house.cards).toHaveLength(1);
  });
});
