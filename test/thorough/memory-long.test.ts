import type { Draft } from '../../src/core/domain/message.js';
import { Talk } from '../contract/talk.js';
import { filed } from '../handoff/people-at-the-desk.js';
import { draft } from '../support/builders.js';
import { MemoryHouse, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';

/** As many as one commit may say, and how often, with one more each time that was asked. */
const SAID = 90;
const ROUNDS = 33;

/** Between two rounds; all of them are over before anybody else looks for work. */
const SECOND_MS = 1_000;

const NEEDLE = 'The key to the shed hangs behind the green watering can, number 5512.';
const NEEDLE_AT = 7;

/** What MongoDB takes is 16 MB; each turn reads and writes this document several times. It has about 4,000. */
const AGGREGATE_BYTES_MAX = 10_000;
const BUDGET = 2_000;

describeStores('A conversation of three thousand messages', (kind) => {
  let house: MemoryHouse;
  let lena: Talker;
  beforeAll(async () => {
    house = await MemoryHouse.open({
      stores: kind,
      config: {
        // Whoever looks for work meanwhile would take it from the one who records it here.
        sweep: { everyMs: 60_000 },
        memory: { strategy: 'retrieval', budgetTokens: BUDGET },
        tenants: { demo: { knowledge: null } },
      },
    });
    lena = await house.customer('Lena');
    await lena.hears('Hello.', 'I want to tell you about my house.');
    await records(house, lena.conversationId);
  });
  afterAll(() => house?.close());

  test('keeps its decisions in a small document', async () => {
    const now = await house.now(lena.conversationId);
    expect(now.lastSeq).toBeGreaterThan(3_000);
    expect(JSON.stringify(now).length).toBeLessThan(AGGREGATE_BYTES_MAX);
  });

  test('is answered within the budget, and what is older than the window is condensed', async () => {
    await lena.hears('I see.', 'Is there a lamp that fits the hall?');
    const now = await house.now(lena.conversationId);
    expect(now.memory.coveredSeq).toBeGreaterThan(2_500);
    expect(now.memory.text).not.toBe('');
    expect(JSON.stringify(now).length).toBeLessThan(AGGREGATE_BYTES_MAX);
    await shownWithinBudget();
  });

  test('still gives up what was said near its beginning', async () => {
    await lena.hears('Behind the watering can.', 'Where does the key to the shed hang?');
    const recalled = house.mind.asked.at(-1)?.recalled.flatMap(({ lines }) => lines);
    expect(recalled?.map(({ text }) => text)).toContain(NEEDLE);
    await shownWithinBudget();
  });

  async function shownWithinBudget() {
    const [turn] = await house.turns(lena.conversationId);
    const tokens = (turn?.context ?? []).map((part) => part.tokens);
    expect(tokens.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(BUDGET);
  }
});

/** Puts a long talk on record as turns do, many texts at a time. */
async function records(house: MemoryHouse, conversationId: string): Promise<void> {
  const talk = new Talk(house.stores, conversationId);
  for (let round = 0; round < ROUNDS; round++) {
    house.clock.pass(SECOND_MS);
    talk.nowMs = house.clock.nowMs();
    const { tenant, channel, thread, customer } = await talk.now();
    const place = { tenant, channel, thread };
    const asked = `Round ${round}, and more about the rooms.`;
    await talk.writes(`${conversationId}-q${round}`, asked, { place, customer });
    const replies = Array.from({ length: SAID }, (_, at) => said(conversationId, round, at));
    await talk.answers({ replies: replies.map((one) => ({ ...one, atMs: talk.nowMs })) });
    await filed(talk);
  }
}

function said(conversationId: string, round: number, at: number): Draft {
  const rooms = ['hall', 'kitchen', 'attic', 'bedroom', 'cellar', 'porch', 'pantry'];
  const isNeedle = round === NEEDLE_AT && at === NEEDLE_AT;
  const room = rooms[(round + at) % rooms.length];
  const text = isNeedle ? NEEDLE : `The ${room} was painted in colour ${round * SAID + at}.`;
  const by = at % 2 === 1 ? 'customer' : 'bot';
  return draft(`${conversationId}-s${round}-${at}`, text, 0, by);
}
