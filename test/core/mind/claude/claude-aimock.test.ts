import { LLMock } from '@copilotkit/aimock';
import { type ClaudeBench, claudeBench, contextOf } from '../../../support/model/claude-bench.js';
import { REFUND } from '../../../support/some-actions.js';

/** A second opinion on what the API is like: another team's stand-in, not built by us to fit. */

const never = new AbortController().signal;
/** About their own order, so that an answer need not cite. */
const QUESTION = contextOf('How long can I return it?', { turnType: 'account_issue' });
const TEXT = 'You can return an item within thirty days of delivery.';
const ANY = { predicate: () => true };

/** Piece by piece, so that each comes in before the next is sent. */
const SLOWLY = { chunkSize: 5, streamingProfile: { tps: 200 } };

/** Longer than any of these tests waits. */
const HANGS_MS = 20_000;

let mock: LLMock;
let bench: ClaudeBench;

beforeEach(async () => {
  mock = new LLMock({ port: 0, logLevel: 'silent' });
  await mock.start();
  bench = await claudeBench(mock.url);
});

afterEach(() => mock.stop());

function answer(signal = never, shown: string[] = []) {
  return bench.mind.answer(QUESTION, signal, (text) => shown.push(text));
}

async function closedEntries() {
  await bench.mind.settle();
  return bench.ledger.entries.map(({ closed }) => closed);
}

test('a streamed answer grows and is accounted with the figures it came with', async () => {
  const usage = { input_tokens: 321, output_tokens: 45 };
  mock.on(ANY, { content: TEXT, reasoning: 'Let me see.', usage }, { chunkSize: 5 });
  const shown: string[] = [];
  expect(await answer(never, shown)).toMatchObject({ kind: 'answered', text: TEXT });
  expect(shown.length).toBeGreaterThan(5);
  expect(await closedEntries()).toMatchObject([
    { outcome: 'ok', isEstimated: false, usage: { inputTokens: 321, outputTokens: 45 } },
  ]);
});

test('a route is read from a structured output', async () => {
  const route = { type: 'greeting', escalation: null, confidence: 1, reason: 'hello' };
  mock.on(ANY, { content: JSON.stringify(route) });
  expect(await bench.mind.route(QUESTION, never)).toEqual({
    type: 'greeting',
    confidence: 1,
    reason: 'hello',
  });
});

test('what an action needs is read from a structured output', async () => {
  const values = [{ parameter: 'order', value: '4711' }];
  mock.on(ANY, { content: JSON.stringify({ action: 'refund', isAside: false, values }) });
  const request = { context: contextOf('Refund 4711'), offered: [REFUND], current: null };
  expect(await bench.mind.fill(request, never)).toEqual({
    action: 'refund',
    values: { order: '4711' },
    isAside: false,
  });
});

test('a tool call, with text before it, is a handoff', async () => {
  const input = {
    ...{ reason: 'user_request', why: 'Asked.', intent: 'A person.', summary: 'New.' },
    ...{ uncertainty: '', suggested_next_action: 'Greet.', draft_reply: 'Hi!', confidence: 1 },
  };
  const toolCalls = [{ name: 'hand_off', arguments: JSON.stringify(input) }];
  mock.on(ANY, { content: 'One moment.', toolCalls });
  expect(await answer()).toMatchObject({ kind: 'escalate', reason: 'user_request' });
});

test.each([
  [429, 'model.rate-limited', 3],
  [529, 'model.overloaded', 3],
  [500, 'model.unavailable', 3],
  [401, 'model.key-refused', 1],
])('%d is %s after %d tries', async (status, code, tries) => {
  mock.on(ANY, { error: { message: 'no', type: 'error' }, status, retryAfter: 2 });
  await expect(answer()).rejects.toMatchObject({ code });
  expect((await closedEntries()).map((closed) => closed?.outcome)).toEqual(Array(tries).fill(code));
  if (status === 429) expect(bench.clock.waits).toEqual([2_000, 2_000]);
});

test('an answer after an error is the answer', async () => {
  mock.on(ANY, { content: TEXT });
  mock.nextRequestError(529);
  expect(await answer()).toMatchObject({ text: TEXT });
});

test('a truncated stream is tried again and then given up', async () => {
  mock.on(ANY, { content: TEXT }, { ...SLOWLY, truncateAfterChunks: 5 });
  await expect(answer()).rejects.toMatchObject({
    message: 'The connection to Claude broke in mid-answer; tried 3 times.',
  });
  expect((await closedEntries()).map((closed) => closed?.isEstimated)).toEqual([true, true, true]);
});

test('a server that hangs is given up when its time is over', async () => {
  bench = await claudeBench(mock.url, { attemptsMax: 1, timeoutMs: 9_000 });
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  mock.on(
    ANY,
    () => {
      asked();
      return { content: TEXT };
    },
    { latency: HANGS_MS },
  );
  const work = answer().catch((error: unknown) => error);
  await isAsked;
  bench.clock.pass(9_000);
  expect(await work).toMatchObject({ message: 'Claude did not finish within 9 s; tried once.' });
});

test('an answer that is not wanted any more ends in mid-stream', async () => {
  mock.on(ANY, { content: TEXT }, SLOWLY);
  const stop = new AbortController();
  const work = bench.mind.answer(QUESTION, stop.signal, (text) => {
    if (text.length >= 10) stop.abort(new Error('claimed'));
  });
  await expect(work).rejects.toThrow('claimed');
  expect(await closedEntries()).toMatchObject([
    { outcome: 'aborted', isEstimated: true, usage: { outputTokens: 3 } },
  ]);
});
