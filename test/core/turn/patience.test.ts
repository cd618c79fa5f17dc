import { nextTryMs } from '../../../src/core/turn/patience.js';
import { draft } from '../../support/builders.js';

const SAID_MS = 1_000_000;
const INBOX = [{ ...draft('a', 'hello?', SAID_MS, 'customer'), seq: 1 }];
const LATER = { holdAfterMs: 6_000, retryForMs: 600_000 };

describe('a turn whose model fails', () => {
  test('is tried after 5 s, then after waits that double up to a minute, the last time when the time is up', () => {
    const waits: number[] = [];
    let nowMs = SAID_MS;
    for (;;) {
      const next = nextTryMs({ inbox: INBOX }, LATER, nowMs);
      if (next === null) break;
      waits.push((next - nowMs) / 1_000);
      nowMs = next;
    }
    expect(waits).toEqual([5, 5, 10, 20, 40, 60, 60, 60, 60, 60, 60, 60, 60, 40]);
    expect(nowMs - SAID_MS).toBe(LATER.retryForMs);
  });

  test('is not tried again where an answer is expected at once, or nothing waits', () => {
    expect(nextTryMs({ inbox: INBOX }, { ...LATER, retryForMs: null }, SAID_MS)).toBeNull();
    expect(nextTryMs({ inbox: INBOX }, { ...LATER, retryForMs: 0 }, SAID_MS)).toBeNull();
    expect(nextTryMs({ inbox: [] }, LATER, SAID_MS)).toBeNull();
  });

  test('is tried again though the message was stamped by a clock that is ahead', () => {
    expect(nextTryMs({ inbox: INBOX }, LATER, SAID_MS - 3_000)).toBe(SAID_MS + 2_000);
  });
});
