import type { OpenedCall } from '../../../../src/core/domain/usage.js';
import { closeLeftOpen, LEFT_OPEN_MS } from '../../../../src/core/money/left-open-calls.js';
import { PRICES } from '../../../support/model/claude-bench.js';
import { MemoryLedger } from '../../../support/model/memory-ledger.js';

const NOW_MS = 10_000_000;

function call(id: string, openedAtMs: number, model = 'claude-sonnet-5-5'): OpenedCall {
  return {
    ...{ tenant: 'shop', channel: 'web', conversationId: 'c1', episode: 1, turnId: 't1' },
    ...{ id, openedAtMs, model, purpose: 'answer', turnType: null, attempt: 1 },
    estimate: { inputTokens: 1_000, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
  };
}

test('calls of dead processes are closed with the estimate of their opening, and marked', async () => {
  const ledger = new MemoryLedger();
  await ledger.open(call('dead', NOW_MS - LEFT_OPEN_MS - 1));
  await ledger.open(call('running', NOW_MS - LEFT_OPEN_MS + 1));
  expect(await closeLeftOpen(ledger, PRICES, NOW_MS)).toBe(1);
  const [dead, running] = ledger.entries;
  expect(dead?.closed).toEqual({
    closedAtMs: NOW_MS,
    usage: call('dead', 0).estimate,
    isEstimated: true,
    costUsd: 0.002,
    outcome: 'lost',
    reference: null,
  });
  expect(running?.closed).toBeNull();
});

test('a call of a model without a price stays unpriced', async () => {
  const ledger = new MemoryLedger();
  await ledger.open(call('dead', 0, 'claude-new-1'));
  await closeLeftOpen(ledger, PRICES, NOW_MS);
  expect(ledger.entries[0]?.closed?.costUsd).toBeNull();
});

test('a call that was closed meanwhile keeps its real figures', async () => {
  const ledger = new MemoryLedger();
  const late = call('late', 0);
  await ledger.open(late);
  const left = await ledger.leftOpen(NOW_MS, 10);
  const usage = { ...late.estimate, outputTokens: 7 };
  const closing = { closedAtMs: 1, usage, isEstimated: false, costUsd: 1, outcome: 'ok' };
  const real = { id: 'late', ...closing, reference: 'msg_1' };
  await ledger.close(real);
  ledger.leftOpen = async () => left;
  await closeLeftOpen(ledger, PRICES, NOW_MS);
  expect(ledger.entries[0]?.closed).toMatchObject({ outcome: 'ok', usage });
});
