import type { Mind } from '../../../src/core/ports/mind.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const ANSWER = {
  kind: 'answered',
  text: 'an answer',
  citations: [],
  confidence: 1,
  why: 'test',
} as const;

describeStores('However a turn goes, the customer sees an end of it', (kind) => {
  let stores: Stores;
  let bench: TurnBench;
  const open = (mind: Partial<Mind>) => {
    bench = turnBench(stores, mind);
  };

  beforeEach(async () => {
    stores = await kind.open();
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  async function saidLast(): Promise<{ text: string; reason: string | undefined }> {
    await bench.settled();
    const conversation = await stores.conversations.load(bench.conversationId());
    const page = await stores.archive.page(bench.conversationId(), { after: 0, limit: 100 });
    return { text: page.at(-1)?.text ?? '', reason: conversation?.handoff?.reason };
  }

  test('an answer is said', async () => {
    open({ answer: async () => ANSWER });
    await bench.say('what about my order?');
    expect(await saidLast()).toEqual({ text: 'an answer', reason: undefined });
  });

  test.each<[string, Partial<Mind>]>([
    ['throws', { answer: () => Promise.reject(new Error('no')) }],
    [
      'throws at once',
      {
        answer: () => {
          throw new Error('no');
        },
      },
    ],
    ['fails to route', { route: () => Promise.reject(new Error('no')) }],
    ['answers nothing', { answer: async () => ({ ...ANSWER, text: '  ' }) }],
    ['never answers and does not listen', { answer: () => new Promise(() => undefined) }],
  ])('a mind that %s ends in a handoff and a notice', async (_what, mind) => {
    open(mind);
    await bench.say('what about my order?');
    const { text, reason } = await saidLast();
    expect(reason).toBe('model_unavailable');
    expect(text).toContain('A colleague will take over');
  });

  test('what the mind hands off keeps its reason', async () => {
    open({
      answer: async () => ({
        kind: 'escalate',
        reason: 'missing_evidence',
        intent: 'a registry',
        summary: '',
        confidence: 0.2,
        uncertainty: 'nothing on registries',
        suggestedNextAction: 'ask',
        draftReply: 'a draft',
        why: 'no passage',
      }),
    });
    await bench.say('is there a registry?');
    const { text, reason } = await saidLast();
    expect(reason).toBe('missing_evidence');
    expect(text).toContain('passing this to a colleague');
    const conversation = await stores.conversations.load(bench.conversationId());
    expect(conversation?.handoff?.payload).toMatchObject({
      draftReply: 'a draft',
      confidence: 0.2,
    });
  });

  test('a mind that cannot even count ends in a handoff after three tries', async () => {
    const estimate = () => {
      throw new Error('no');
    };
    open({ meter: { estimate, count: async () => null } });
    await bench.record('what about my order?');
    const id = bench.conversationId();
    for (let tries = 1; tries <= 4; tries++) {
      await bench.work();
      const { fence = 0 } = (await stores.conversations.load(id)) ?? {};
      // The pause between tries is left out.
      await stores.conversations.giveBack(id, fence, 0, true);
    }
    const { text, reason } = await saidLast();
    expect(reason).toBe('turn_failed');
    expect(text).toContain('A colleague will take over');
  });

  test('the second thing outside the scope in one episode goes to a person', async () => {
    open({ route: async () => ({ type: 'unsupported', reason: 'test', confidence: 1 }) });
    await bench.say('sing me a song');
    expect((await saidLast()).text).toContain('I can help with questions about');
    await bench.say('sing me another song');
    expect((await saidLast()).reason).toBe('unsupported');
  });

  test('a message that comes again long after is on record once and is not answered again', async () => {
    open({ answer: async () => ANSWER });
    await bench.say('the first one', 'same-id');
    for (let number = 0; number < 40; number++) await bench.say(`line ${number}`);
    await bench.settled();
    const before = await stores.archive.page(bench.conversationId(), { after: 0, limit: 1_000 });
    const accepted = await bench.say('the first one', 'same-id');
    await bench.settled();
    const after = await stores.archive.page(bench.conversationId(), { after: 0, limit: 1_000 });
    expect(accepted).toMatchObject({ seq: 1, isNew: false });
    expect(after.filter((message) => message.kind === 'text')).toEqual(
      before.filter((message) => message.kind === 'text'),
    );
  });
});
