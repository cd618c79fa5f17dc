import { MemoryHouse, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';

const KNOWS_NOTHING = { knowledge: null };

/** A worksheet that takes everything of its topics. */
function worksheet(topics: readonly string[], more: object = {}): object {
  return {
    title: 'Some work',
    turnTypes: [
      'info_question',
      'action_request',
      'account_issue',
      'unsupported',
      'escalation_candidate',
    ],
    topics,
    accountFacts: 'all',
    knowledge: 'all',
    actions: [],
    escalation: [],
    card: { must: [] },
    measures: { primary: 'resolved', guardrail: 'rating' },
    ...more,
  };
}

const THINGS = ['bed', 'lamp', 'shelf', 'chair', 'bench', 'mirror'];

describeStores(
  'What is remembered, and how, is for each tenant, channel and workflow to say',
  (kind) => {
    let house: MemoryHouse;
    beforeAll(async () => {
      const web = { kind: 'web' };
      house = await MemoryHouse.open({
        stores: kind,
        config: {
          memory: { windowMessages: 4, strategy: 'summary' },
          tenants: {
            demo: {
              ...KNOWS_NOTHING,
              memory: { strategy: 'window' },
              workflows: {
                planning: worksheet(['kitchen plan'], { memory: { strategy: 'full' } }),
                rest: worksheet([]),
              },
            },
            trade: KNOWS_NOTHING,
          },
          channels: {
            'demo-full': { ...web, tenant: 'demo', memory: { strategy: 'full' } },
            'demo-recall': { ...web, tenant: 'demo', memory: { strategy: 'retrieval' } },
          },
        },
      });
    });
    afterAll(() => house?.close());

    /** Talks long enough for four messages to be too few, and gives what the mind was shown last. */
    async function talksOn(channel: string, first = 'Is the desk made of oak?') {
      const { Lena } = house.thread(`on-${channel}-${first}`, { Lena: [] }, channel);
      await Lena.hears('The desk is made of oak and costs $389.', first);
      for (const thing of THINGS)
        await Lena.hears(`It is ash, in ${thing}s.`, `Which wood is the ${thing} of?`);
      return { lena: Lena as Talker, shown: house.mind.asked.at(-1) };
    }

    const memoryOf = async ({ conversationId }: Talker) => (await house.now(conversationId)).memory;

    test('everywhere else: a summary and the last few messages', async () => {
      const { lena, shown } = await talksOn('trade-web');
      expect(await memoryOf(lena)).toMatchObject({ kind: 'narrative' });
      expect(shown?.summary).not.toBeNull();
      expect(shown?.window.length).toBeLessThanOrEqual(6);
    });

    test('the tenant: the newest messages and what must be kept, and no summary is asked for', async () => {
      const before = house.logged().filter((name) => name === 'summary.written').length;
      const { lena, shown } = await talksOn('demo-web');
      expect(await memoryOf(lena)).toMatchObject({ kind: 'facts', wantedSinceMs: null });
      expect(shown?.summary).toContain('$389');
      expect(shown?.window.length).toBeLessThanOrEqual(5);
      expect(house.logged().filter((name) => name === 'summary.written')).toHaveLength(before);
    });

    test('a channel of the tenant: all of it, word for word', async () => {
      const { lena, shown } = await talksOn('demo-full');
      expect(await memoryOf(lena)).toMatchObject({ kind: 'none', coveredSeq: 0 });
      expect(shown?.window).toHaveLength(2 * THINGS.length);
    });

    test('another channel: the earlier exchange that the question is about', async () => {
      const { lena } = await talksOn('demo-recall');
      await lena.hears('It is.', 'What did the oak desk cost?');
      const shown = house.mind.asked.at(-1);
      expect(shown?.recalled.flatMap(({ lines }) => lines).map(({ text }) => text)).toContain(
        'The desk is made of oak and costs $389.',
      );
    });

    test('a workflow: its own way from the turn on that follows its recognition', async () => {
      const { lena, shown } = await talksOn('demo-web', 'Can you help me with a kitchen plan?');
      expect((await house.now(lena.conversationId)).episode.workflow).toBe('planning');
      expect(await memoryOf(lena)).toMatchObject({ kind: 'none', coveredSeq: 0 });
      expect(shown?.window).toHaveLength(2 * THINGS.length);
    });
  },
);
