import { EMPTY_MEMORY, type Memory } from '../../../src/core/domain/memory.js';
import type { Message } from '../../../src/core/domain/message.js';
import { caughtUp } from '../../../src/core/memory/catch-up.js';
import { Script } from './said.js';
import { TalkArchive } from './talk-archive.js';

const NOW_MS = 9e12;

/** What a turn on the last message is told, of a talk whose first `coveredSeq` messages a text stands for. */
async function told(messages: readonly Message[], more: Partial<Memory> = {}) {
  const memory: Memory = { ...EMPTY_MEMORY, revision: 3, ...more };
  const archive = new TalkArchive();
  const taken = messages.slice(-1);
  const filed = messages.slice(0, -1);
  const conversation = archive.put('c', filed, { memory, inbox: taken, lastSeq: messages.length });
  const window = filed.filter(({ seq }) => seq > memory.coveredSeq);
  const caught = await caughtUp(conversation, archive, { window, taken }, NOW_MS);
  return { ...caught, pages: archive.pages.length };
}

/** Eight covered messages, then two that are shown, then whatever follows. */
function talk(): Script {
  const script = new Script('c').talk('I am allergic to nuts', 'Noted.', 'I paid €89', 'So it is.');
  return script
    .talk('My PIN is 4471', 'Keep it to yourself.', 'My name is Lena Vogt', 'Hello!')
    .talk('And the large van?', 'It is free.');
}

const COVERED: Partial<Memory> = {
  coveredSeq: 8,
  kind: 'narrative',
  text: '- Lena likes vans, paid €89, PIN 4471',
};

test('what stands for older talk stays as it is while nobody touches it, and nothing is read', async () => {
  const { condensed, pages } = await told(talk().talk('And a small one?').messages, COVERED);
  expect({ condensed, pages }).toEqual({ condensed: null, pages: 0 });
});

test('what was taken back is told no more, all else is told from the record', async () => {
  const { condensed, memory } = await told(talk().revises(5, null).messages, COVERED);
  expect(memory.text).toContain('allergic to nuts');
  expect(memory.text).toContain('€89');
  expect(memory.text).not.toContain('4471');
  expect(condensed).toMatchObject({
    revision: 3,
    coveredSeq: 8,
    kind: 'narrative',
    revisedSeq: 11,
  });
});

test('a typo mended in an old message costs nothing of the rest', async () => {
  const { memory } = await told(talk().revises(3, 'I paid €98').messages, COVERED);
  expect(memory.text).toMatch(/allergic to nuts[\s\S]*€98/);
  expect(memory.text).not.toContain('€89');
});

test.each([
  ['it is known of already', talk().revises(5, null).talk('Hm?').messages, { revisedSeq: 11 }],
  ['it is about what is shown word for word', talk().revises(9, null).messages, {}],
  ['it is about what was set aside', talk().revises(5, null).messages, { startSeq: 6 }],
])('nothing is made anew for a revision when %s', async (_why, messages, more) => {
  expect((await told(messages, { ...COVERED, ...more })).condensed).toBeNull();
});

/** More than a window holds, all by an agent and the customer. */
function longStretch(): Script {
  const script = new Script('c').talk('My PIN code is 4711.', 'Thanks.');
  for (let at = 0; at < 300; at++) {
    script
      .says('customer', 'Go on please.')
      .says('agent', at === 5 ? 'We refund you €40.' : 'Yes.');
  }
  return script;
}

test('what is older than a window holds is condensed, and goes on from what stood before', async () => {
  const before = { coveredSeq: 2, kind: 'facts', text: '- Lena: I am vegan' } as const;
  const { memory, condensed } = await told(longStretch().talk('Well?').messages, before);
  expect(condensed).toMatchObject({ kind: 'facts', coveredSeq: 603 - 400 });
  expect(memory.text).toMatch(/vegan[\s\S]*€40/);
});

test('a deletion among what is condensed takes its words out of what stood before, and is handed on', async () => {
  const before = { coveredSeq: 2, kind: 'facts', text: '- Lena: My PIN code is 4711.' } as const;
  const script = longStretch();
  const { messages } = script.revises(1, null);
  for (let at = 0; at < 250; at++) script.talk('More?', 'More.');
  const { memory, revisions } = await told(script.talk('Well?').messages, before);
  expect(memory.text).not.toContain('4711');
  expect(memory.text).toContain('€40');
  expect(revisions.map(({ seq }) => seq)).toEqual([603]);
  expect(messages.length).toBe(script.messages.length);
});

test('a talk of more than ten thousand uncovered messages is caught up over several turns', async () => {
  const script = new Script('c');
  for (let at = 0; at < 6_000; at++) script.talk('a', 'b');
  const { condensed, pages } = await told(script.messages);
  expect(condensed?.coveredSeq).toBe(25 * 400);
  expect(pages).toBe(25);
});
