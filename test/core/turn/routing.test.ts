import type { TurnType } from '../../../src/core/domain/turn.js';
import type { Workflow } from '../../../src/core/domain/workflow.js';
import type { Arrival } from '../../../src/core/ports/channel.js';
import type { Guess } from '../../../src/core/ports/classifier.js';
import type { Passage } from '../../../src/core/ports/knowledge.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import type { TurnSettings } from '../../../src/core/turn/turn.js';
import { aWorkflow } from '../../support/a-workflow.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const OMAR = { id: 'visit-2', name: 'Omar' };

const REFUNDS = aWorkflow({
  name: 'refunds',
  title: 'Refunds',
  turnTypes: ['info_question'],
  topics: ['refund'],
  escalation: [
    { when: { account: { plan: 'gold' } }, reason: 'high_value_action' },
    { when: { topics: ['chargeback'] }, reason: 'policy_risk', say: 'Say nothing on the merits.' },
  ],
});
const REST = aWorkflow({ name: 'rest' });

describeStores('What a turn is taken for', (kind) => {
  let stores: Stores;
  let bench: TurnBench;
  let modelCalls: number;

  beforeEach(async () => {
    stores = await kind.open();
    modelCalls = 0;
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  /** A gateway whose classifier is sure of one type, with one passage as near as `score` says. */
  function open(
    type: TurnType,
    score: number,
    more: Partial<TurnSettings> = {},
    workflows: readonly Workflow[] = [],
  ): void {
    const guess: Guess = { type, confidence: 0.9, isSure: true };
    const found = { key: 'wardrobes#sizes', title: 'Wardrobes', heading: 'Sizes', text: '210 cm' };
    const passages: readonly Passage[] = score === 0 ? [] : [{ ...found, score }];
    const routing = { classifier: { guess: () => guess }, frustrationMax: 1, workflows };
    bench = turnBench(
      stores,
      {
        route: async () => {
          modelCalls += 1;
          return { type: 'info_question', reason: 'test', confidence: 1 };
        },
        answer: async () => ({
          kind: 'answered',
          text: 'It is 210 cm tall.',
          citations: [],
          confidence: 1,
          why: 'test',
        }),
      },
      { routing, ...more },
      { search: async () => passages },
    );
  }

  async function after(text: string, more: Partial<Arrival> = {}) {
    await bench.say(text, undefined, more);
    await bench.settled();
    const conversation = await stores.conversations.load(bench.conversationId());
    const page = await stores.archive.page(bench.conversationId(), { after: 0, limit: 100 });
    const handoff = conversation?.handoff ?? null;
    const payload = handoff === null ? null : (await stores.handoffs.find(handoff.id))?.payload;
    return {
      said: page.findLast(({ author }) => author.kind !== 'customer')?.text ?? '',
      episode: conversation?.episode,
      startSeq: conversation?.memory.startSeq,
      reason: handoff?.reason ?? null,
      why: payload?.lastReasoning ?? null,
    };
  }

  test('what an article is near to is answered, though the classifier calls it out of scope', async () => {
    open('unsupported', 0.4);
    expect((await after('how tall is the wardrobe')).said).toBe('It is 210 cm tall.');
    const second = await after('how wide is the wardrobe');
    expect([second.said, second.reason]).toEqual(['It is 210 cm tall.', null]);
    expect(second.episode?.unsupported).toBe(0);
  });

  test.each([0, 0.2])(
    'what no article is near to is declined (%d), without a model',
    async (score) => {
      open('unsupported', score);
      const { said, episode } = await after('Which wine goes with salmon');
      expect(said).toContain('Demo');
      expect(said).not.toBe('It is 210 cm tall.');
      expect([episode?.unsupported, modelCalls]).toEqual([1, 0]);
    },
  );

  test.each([
    ['all teams’ topics are looked at', 'sing of a chargeback', 'policy_risk', 'refunds'],
    ['but no rule of theirs on an account alone', 'sing of a river', null, 'rest'],
  ])('before anything is declined %s', async (_what, line, called, workflow) => {
    open('unsupported', 0, {}, [REFUNDS, REST]);
    const facts = [{ name: 'plan', value: 'gold' }];
    const customer = { id: 'visit-1', name: 'Visitor', facts };
    const { reason, why, episode } = await after(line, { customer });
    expect([reason, episode?.workflow]).toEqual([called, workflow]);
    expect(why).toBe(called === null ? null : 'Say nothing on the merits.');
  });

  test('the card says in words why a person is called', async () => {
    open('escalation_candidate', 0);
    const { reason, why } = await after('who is in charge around here');
    expect(reason).toBe('user_request');
    expect(why).toBe('The customer seems to want a person, without saying so outright.');
  });

  test('of a complaint the card tells the signs', async () => {
    open('escalation_candidate', 0);
    const { reason, why } = await after('worst customer service');
    expect(reason).toBe('frustrated_user');
    expect(why).toBe('Signs of frustration: complains about this conversation or the service.');
  });

  test('of a tenant’s pattern the card tells the words', async () => {
    const patterns = [{ pattern: 'chemical burn', type: 'escalation_candidate' }] as const;
    open('info_question', 0, { phrases: { language: 'en', person: [], greeting: [], patterns } });
    const { reason, why } = await after('I have a chemical burn!');
    expect(reason).toBe('policy_risk');
    expect(why).toBe('The customer wrote “chemical burn”, which by the settings goes to a person.');
  });

  test('only the customer whose talk it is starts it over', async () => {
    open('info_question', 0.5);
    await after('how tall is the wardrobe');
    const other = await after('start over', { customer: OMAR });
    expect([other.said, other.startSeq]).toEqual(['It is 210 cm tall.', 0]);
    const own = await after('start over');
    expect(own.said).toContain('we start afresh');
    expect(own.startSeq).toBeGreaterThan(0);
  });
});
