import type { TurnRecord } from '../../../src/core/domain/turn.js';
import type { Workflow } from '../../../src/core/domain/workflow.js';
import type { Guess } from '../../../src/core/ports/classifier.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { aWorkflow } from '../../support/a-workflow.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const GOLD = { id: 'visit-1', name: 'Visitor', facts: [{ name: 'plan', value: 'gold' }] };

const SURE: Guess = { type: 'info_question', confidence: 0.9, isSure: true };

describeStores('What is kept of a turn', (kind) => {
  let stores: Stores;
  let bench: TurnBench;

  beforeEach(async () => {
    stores = await kind.open();
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  function open(workflows: readonly Workflow[], confidence = 1): void {
    const routing = { classifier: { guess: () => SURE }, frustrationMax: 1, workflows };
    const answer = { kind: 'answered', text: 'Ten days.', citations: [], why: 'test' } as const;
    const mind = { answer: async () => ({ ...answer, confidence }) };
    bench = turnBench(stores, mind, { routing }, { search: async () => [] });
  }

  async function after(text: string, customer = GOLD): Promise<TurnRecord | undefined> {
    await bench.say(text, undefined, { customer });
    await bench.settled();
    const [newest] = await stores.archive.turns(bench.conversationId(), 1);
    return newest;
  }

  test('signs of frustration are, also where they decide nothing', async () => {
    open([]);
    const question = 'How long does the delivery to Canada take?';
    expect((await after(question))?.rules).toBeUndefined();
    expect(await after(question)).toMatchObject({
      outcome: 'answered',
      rules: ['Frustration 0.6 of 1: repetition 0.6.'],
    });
  });

  test("a team's rule is, with the handoff it led to", async () => {
    const when = { account: { plan: 'gold' } };
    open([aWorkflow({ name: 'gold', escalation: [{ when, reason: 'high_value_action' }] })]);
    const turn = await after('How long does the delivery take?');
    const conversation = await stores.conversations.load(bench.conversationId());
    expect(turn).toMatchObject({
      outcome: 'escalated',
      rules: [expect.stringContaining('gold')],
      handoffId: conversation?.handoff?.id,
    });
  });

  test('so is one that an unsure answer met', async () => {
    const when = { confidenceUnder: 0.4 };
    const escalation = [{ when, reason: 'missing_evidence' as const }];
    open([aWorkflow({ name: 'careful', escalation })], 0.2);
    expect(await after('How long does the delivery take?')).toMatchObject({
      outcome: 'escalated',
      rules: [expect.stringContaining('20 % sure')],
    });
  });

  test('facts that were shown are by name, never by value', async () => {
    open([]);
    await after('My order is 4711-22.');
    const turn = await after('How long does the delivery take?');
    const factsOf = (part: string) => turn?.context.find((one) => one.part === part)?.facts;
    expect(factsOf('accountFacts')).toEqual([{ name: 'plan' }]);
    const [fact] = (await stores.conversations.load(bench.conversationId()))?.facts ?? [];
    expect(fact?.value).toContain('4711-22');
    expect(factsOf('facts')).toEqual([{ name: 'reference', id: fact?.id }]);
    expect(JSON.stringify(turn)).not.toMatch(/4711-22|"gold"/);
  });

  test('of a turn without facts or rules it says nothing about them', async () => {
    open([]);
    const turn = await after('How long does the delivery take?', { ...GOLD, facts: [] });
    expect(turn).not.toHaveProperty('rules');
    expect(turn).not.toHaveProperty('handoffId');
    expect(turn?.context.flatMap((part) => Object.keys(part))).not.toContain('facts');
  });
});
