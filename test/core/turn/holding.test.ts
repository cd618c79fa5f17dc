import { setTimeout as pause } from 'node:timers/promises';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import { type ErrorCode, GatewayError } from '../../../src/core/domain/errors.js';
import type { Message } from '../../../src/core/domain/message.js';
import { EN } from '../../../src/core/domain/texts/en.js';
import type { Mind } from '../../../src/core/ports/mind.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import type { TurnSettings } from '../../../src/core/turn/turn.js';
import { eventually } from '../../support/eventually.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const HOLD = EN['ladder.hold'];
const LATER = EN['ladder.later'];
const ANSWER = {
  kind: 'answered',
  text: 'an answer',
  citations: [],
  confidence: 1,
  why: 'test',
} as const;

/** What lets a mind go on that was told to wait. */
class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

describeStores('A customer whose answer takes long', (kind) => {
  let stores: Stores;
  let bench: TurnBench;

  beforeEach(async () => {
    stores = await kind.open();
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  function open(
    mind: Partial<Mind>,
    patience: Partial<TurnSettings['patience']> = {},
    more: Partial<TurnSettings> = {},
  ): void {
    const given = { holdAfterMs: 60_000, retryForMs: null, ...patience };
    bench = turnBench(stores, mind, { patience: given, ...more });
  }

  async function conversation(): Promise<Conversation> {
    const found = await stores.conversations.load(bench.conversationId());
    if (found === null) throw new Error('There is no conversation.');
    return found;
  }

  async function filed(): Promise<readonly Message[]> {
    return stores.archive.page(bench.conversationId(), { after: 0, limit: 100 });
  }

  async function talk(): Promise<readonly string[]> {
    await bench.settled();
    return (await filed()).filter((one) => one.kind === 'text').map(({ text }) => text);
  }

  /** As if the time had come to try again. */
  async function tryAgain(): Promise<void> {
    const { id, fence, attempts } = await conversation();
    await stores.conversations.giveBack(id, fence, 0, attempts > 0);
    await bench.work();
  }

  function isTold(words: string): Promise<void> {
    return eventually(async () => {
      expect((await filed()).map(({ text }) => text)).toContain(words);
    });
  }

  describe('because the model is slow', () => {
    test('is told so once, and then gets the answer', async () => {
      const gate = new Gate();
      const answer = () => gate.opened.then(() => ANSWER);
      open({ answer }, { holdAfterMs: 20 });
      const said = bench.say('what about my order?');
      await isTold(HOLD);
      gate.open();
      await said;
      expect(await talk()).toEqual(['what about my order?', HOLD, 'an answer']);
      expect(await conversation()).toMatchObject({ lastSeq: 3, inbox: [], leaseUntilMs: 0 });
    });

    test('and the session afterwards covers all that was said', async () => {
      const gate = new Gate();
      open({ answer: () => gate.opened.then(() => ANSWER) }, { holdAfterMs: 20 });
      const said = bench.say('what about my order?');
      await isTold(HOLD);
      gate.open();
      await said;
      const session = await stores.sessions.load(bench.conversationId());
      expect(session?.covers).toBe(3);
      expect(session?.window.map(({ seq, text }) => [seq, text])).toEqual([
        [1, 'what about my order?'],
        [2, HOLD],
        [3, 'an answer'],
      ]);
    });

    /** Shows a piece now and then, in all for longer than the time after which a silent one is held. */
    const GROWING: Mind['answer'] = async (_, __, onText) => {
      for (let piece = 0; piece < 4; piece++) {
        onText('an');
        await pause(200);
      }
      return ANSWER;
    };

    test('is told nothing while text grows', async () => {
      open({ answer: GROWING }, { holdAfterMs: 600 });
      await bench.say('what about my order?');
      expect(await talk()).toEqual(['what about my order?', 'an answer']);
    });

    test('is told so while text grows that their channel does not show', async () => {
      open({ answer: GROWING }, { holdAfterMs: 600 }, { showsGrowingText: false });
      await bench.say('what about my order?');
      expect(await talk()).toEqual(['what about my order?', HOLD, 'an answer']);
    });

    test('is told so when text does not grow any more', async () => {
      const gate = new Gate();
      const answer: Mind['answer'] = async (_, __, onText) => {
        onText('an');
        await gate.opened;
        return ANSWER;
      };
      open({ answer }, { holdAfterMs: 20 });
      const said = bench.say('what about my order?');
      await isTold(HOLD);
      gate.open();
      await said;
      expect(await talk()).toEqual(['what about my order?', HOLD, 'an answer']);
    });

    test('is not told again when another process tries the turn', async () => {
      const gate = new Gate();
      let tries = 0;
      const answer: Mind['answer'] = async () => {
        tries += 1;
        // The first one never comes back.
        await (tries === 1 ? new Promise(() => undefined) : gate.opened);
        return ANSWER;
      };
      open({ answer }, { holdAfterMs: 20 });
      const lost = bench.say('what about my order?');
      await isTold(HOLD);
      setTimeout(() => gate.open(), 150);
      await tryAgain();
      expect(tries).toBe(2);
      expect(await talk()).toEqual(['what about my order?', HOLD, 'an answer']);
      await lost;
      expect(await talk()).toHaveLength(3);
    });
  });

  describe('because the model is away, in a place where an answer may come later', () => {
    let away: ErrorCode | null;
    let asked: number;

    beforeEach(() => {
      away = 'model.overloaded';
      asked = 0;
      const answer: Mind['answer'] = async () => {
        asked += 1;
        if (away !== null) throw new GatewayError(away);
        return ANSWER;
      };
      open({ answer }, { retryForMs: 600_000 });
    });

    test('is told once, and answered once when it is back, with all that was written meanwhile', async () => {
      await bench.say('what about my order?');
      expect(await talk()).toEqual([LATER]);
      const { owner, attempts, leaseUntilMs, inbox, dueAtMs } = await conversation();
      expect({ owner, attempts, waiting: inbox.length }).toEqual({
        owner: 'bot',
        attempts: 0,
        waiting: 1,
      });
      expect(leaseUntilMs).toBeGreaterThan(inbox[0]?.atMs ?? 0);
      expect(dueAtMs).toBe(leaseUntilMs);
      await bench.say('number 4711');
      expect(asked).toBe(1);
      for (let time = 0; time < 4; time++) await tryAgain();
      expect(asked).toBe(5);
      expect(await talk()).toEqual([LATER]);
      away = null;
      await tryAgain();
      expect(await talk()).toEqual(['what about my order?', LATER, 'number 4711', 'an answer']);
      const [turn, ...others] = await stores.archive.turns(bench.conversationId(), 10);
      expect(others).toEqual([]);
      expect(turn).toMatchObject({ messageSeqs: [1, 3], outcome: 'answered', attempts: 1 });
    });

    test('is told again when it is away another time', async () => {
      await bench.say('what about my order?');
      away = null;
      await tryAgain();
      away = 'model.paused';
      await bench.say('and my refund?');
      expect((await talk()).filter((text) => text === LATER)).toHaveLength(2);
    });

    test.each<ErrorCode>(['model.key-refused', 'model.bad-answer', 'model.budget'])(
      'goes to a person at once for what does not pass: %s',
      async (code) => {
        away = code;
        await bench.say('what about my order?');
        const reason = code === 'model.budget' ? 'budget_exhausted' : 'model_unavailable';
        expect(await conversation()).toMatchObject({ owner: 'waiting', handoff: { reason } });
      },
    );
  });

  test('goes to a person when the time for trying again is over', async () => {
    open({ answer: () => Promise.reject(new GatewayError('model.overloaded')) }, { retryForMs: 1 });
    await bench.record('what about my order?');
    await eventually(async () => {
      await tryAgain();
      expect(await conversation()).toMatchObject({
        owner: 'waiting',
        handoff: { reason: 'model_unavailable' },
      });
    });
    expect((await talk()).filter((text) => text === EN['handoff.failed'])).toHaveLength(1);
  });

  test('goes to a person with words of its own when the budget is used up', async () => {
    open({ answer: () => Promise.reject(new GatewayError('model.budget')) });
    await bench.say('what about my order?');
    expect(await talk()).toEqual(['what about my order?', EN['handoff.opened']]);
    expect(await conversation()).toMatchObject({
      handoff: { reason: 'budget_exhausted', payload: { lastReasoning: EN['brief.budget'] } },
    });
  });
});
