import { extractiveSummary } from '../../src/core/domain/extractive-summary.js';
import type { Mind } from '../../src/core/ports/mind.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { Talk } from '../contract/talk.js';
import { filed } from '../handoff/people-at-the-desk.js';
import { draft } from '../support/builders.js';
import { describeStores, type StoreKind } from '../support/stores.js';
import { turnBench } from '../support/turn-bench.js';

/** Texts one commit says at most, without any lane being full. */
const SAID = 49;

/** Turns until a talk is caught up with, and turns whose mean is taken: as many as lie between two summaries. */
const CATCHING_UP = 3;
const TURNS = 8;

/** Calls of every method of the stores, counted by name. */
function counted(stores: Stores): { readonly stores: Stores; readonly calls: Map<string, number> } {
  const calls = new Map<string, number>();
  const entries = Object.entries(stores).map(([name, port]) => {
    if (typeof port !== 'object') return [name, port];
    const proxy = new Proxy(port, {
      get: (target, method, receiver) => {
        const found = Reflect.get(target, method, receiver);
        if (typeof found !== 'function') return found;
        const called = `${name}.${String(method)}`;
        return (...given: unknown[]) => {
          calls.set(called, (calls.get(called) ?? 0) + 1);
          return found.apply(target, given);
        };
      },
    });
    return [name, proxy];
  });
  return { stores: { ...stores, ...Object.fromEntries(entries) }, calls };
}

/** What a turn costs in a talk of so many messages, once older talk has been condensed. */
async function costAfter(kind: StoreKind, messages: number) {
  const opened = await kind.open();
  const { stores, calls } = counted(opened);
  const answer = async () => {
    return { kind: 'answered', text: 'Yes.', citations: [], confidence: 1, why: 'test' } as const;
  };
  const summarise: Mind['summarise'] = async ({ previous, lines }) =>
    extractiveSummary(previous, lines);
  const bench = turnBench(stores, { answer, summarise });
  await bench.say('I want to tell you about my house.');
  await bench.settled();
  const talk = new Talk(opened, bench.conversationId());
  talk.nowMs = Date.now();
  for (let round = 0; round * (SAID + 1) < messages; round++) {
    const { tenant, channel, thread, customer } = await talk.now();
    const place = { tenant, channel, thread };
    await talk.writes(`q${round}`, `Round ${round}, and more of the rooms.`, { place, customer });
    const replies = Array.from({ length: SAID }, (_, at) =>
      draft(`s${round}-${at}`, `Room ${at} is painted in colour ${round}.`, talk.nowMs, 'bot'),
    );
    await talk.answers({ replies });
    await filed(talk);
  }
  // The first turns catch up and have older talk summarised; the others see the window grow and be condensed again.
  for (let at = 0; at < CATCHING_UP + TURNS; at++) {
    await bench.say(`Is room ${at} bright?`);
    await bench.summarise();
  }
  await bench.settled();
  calls.clear();
  await bench.say('Is there a lamp for the hall?');
  await bench.settled();
  const turns = await opened.archive.turns(bench.conversationId(), TURNS);
  const { lastSeq } = await talk.now();
  // Signals go out by the clock, and the bench itself looks whether lanes are empty.
  const counts = Object.fromEntries(
    [...calls].filter(([name]) => !/^signals|^conversations\.load$/.test(name)),
  );
  const parts = turns.flatMap(({ context }) => context.map((part) => part.tokens));
  const tokens = parts.reduce((sum, one) => sum + one, 0) / TURNS;
  await bench.stop();
  await opened.close();
  return { lastSeq, tokens, counts };
}

describeStores('A turn late in a talk', (kind) => {
  test('costs as many calls of the stores after 5,000 messages as after 100, and no more tokens', async () => {
    const early = await costAfter(kind, 100);
    const late = await costAfter(kind, 5_000);
    expect(late.lastSeq).toBeGreaterThan(5_000);
    expect(late.counts).toEqual(early.counts);
    expect(late.tokens / early.tokens).toBeLessThan(1.2);
    expect(early.tokens).toBeGreaterThan(100);
  });
});
