import { EMPTY_MEMORY, type Memory } from '../../../src/core/domain/memory.js';
import { type Message, withRevisions } from '../../../src/core/domain/message.js';
import { estimateTokens } from '../../../src/core/domain/token-estimate.js';
import type { MemorySettings } from '../../../src/core/memory/memory-settings.js';
import { remember } from '../../../src/core/memory/remember.js';
import { DAY_MS, MORNING_MS, Script } from './said.js';

const SETTINGS: MemorySettings = {
  strategy: 'hybrid',
  budgetTokens: 8_000,
  windowMessages: 30,
  resumeAfterMs: DAY_MS / 2,
  afreshAfterTurns: 60,
};

/** What a turn on `taken` remembers of the messages before it. */
function remembered(
  window: readonly Message[],
  taken: readonly Message[],
  more: { readonly memory?: Memory; readonly settings?: Partial<MemorySettings> } = {},
) {
  const all = withRevisions([...window, ...taken]);
  return remember({
    memory: more.memory ?? EMPTY_MEMORY,
    condensed: null,
    window: all.slice(0, window.length),
    taken,
    waitingSeq: taken[0]?.seq ?? Number.POSITIVE_INFINITY,
    facts: [],
    settings: { ...SETTINGS, ...more.settings },
    estimate: estimateTokens,
    nowMs: taken.at(-1)?.atMs ?? MORNING_MS,
  });
}

/** Two lines about a van, one of which is taken back at the end, and enough between to condense them. */
function talkTakenBack(): Script {
  const script = new Script('c').talk(
    'My order is KX-4471',
    'Noted.',
    'I paid €89 for the van',
    'Yes.',
  );
  for (let at = 0; at < 6; at++) script.talk(`Is van ${at} free?`, 'It is.');
  return script.revises(1, null).talk('And the large one?');
}

describe('what is condensed after a line of it was taken back', () => {
  const { messages } = talkTakenBack();
  const settings = { strategy: 'window', windowMessages: 6 } as const;
  const first = remembered(messages.slice(0, -1), messages.slice(-1), { settings });

  test('is told without that line', () => {
    expect(first.memory.coveredSeq).toBeGreaterThan(4);
    expect(first.memory.text).toContain('I paid €89');
    expect(first.memory.text).not.toContain('KX-4471');
  });

  test('is known to be without it, so that it is not made anew for that', () => {
    const taken = messages.find(({ kind }) => kind === 'delete');
    expect(first.memory.revisedSeq).toBe(taken?.seq);
    expect(first.memory.coveredSeq).toBeLessThan(taken?.seq ?? 0);
  });
});

describe('somebody who comes back after a long silence', () => {
  const { messages } = new Script('c')
    .talk('I paid €89', 'So it is.')
    .later(2 * DAY_MS)
    .talk('Hello');
  const [window, taken] = [messages.slice(0, 2), messages.slice(2)];
  const endedAtMs = window.at(-1)?.atMs;

  test('has the talk before told in short, whatever stood for still older talk', () => {
    const memory: Memory = {
      ...EMPTY_MEMORY,
      kind: 'facts',
      text: '- Lena: I am vegan',
      revision: 1,
    };
    const { memory: after, lastTalkAtMs, window: shown } = remembered(window, taken, { memory });
    expect(after).toMatchObject({ kind: 'narrative', coveredSeq: 2 });
    expect(after.text).toMatch(/vegan[\s\S]*€89/);
    expect({ lastTalkAtMs, shown }).toEqual({ lastTalkAtMs: endedAtMs, shown: [] });
  });

  test('has all of it shown where nothing is ever condensed while it fits, and is still known to be back', () => {
    const { lastTalkAtMs, window: shown } = remembered(window, taken, {
      settings: { strategy: 'full' },
    });
    expect({ lastTalkAtMs, shown }).toEqual({ lastTalkAtMs: endedAtMs, shown: window });
  });
});
