import { EMPTY_CONVERSATION } from '../../../src/core/domain/conversation.js';
import {
  type Handoff,
  type HandoffPayload,
  openHandoff,
} from '../../../src/core/domain/handoff.js';
import type { Message } from '../../../src/core/domain/message.js';
import { withNewestWords } from '../../../src/core/domain/newest-words.js';
import { newHandoff } from '../../support/builders.js';

const CONVERSATION = {
  ...EMPTY_CONVERSATION,
  ...{ id: 'c1', tenant: 'demo', channel: 'demo-web', thread: 't', createdAtMs: 0 },
  customer: { id: 'carol', name: 'Carol' },
};

const CAROL = { kind: 'customer', id: 'carol', name: 'Carol' } as const;

/** The text with this number; its id follows from it. */
function text(seq: number, more: Partial<Message> = {}): Message {
  const words = { author: CAROL, text: `words ${seq}`, atMs: seq };
  return { id: `m${seq}`, seq, kind: 'text', ...words, ...more };
}

/** That the text with this number was taken back, as its own message or on the text itself. */
const deletion = (seq: number, of: number): Message =>
  text(seq, { kind: 'delete', text: '', revises: { id: `m${of}` } });
const gone = (seq: number, bySeq: number): Message =>
  text(seq, { text: '', revised: { seq: bySeq, atMs: bySeq, isGone: true } });

const ORDER = { name: 'Reference', value: 'KX-1', atMs: 2, sourceId: 'm2' };
const PHONE = { name: 'Phone', value: '+49 1', atMs: 4, sourceId: 'm4' };
const OLDER = { text: 'Carol waits for KX-1.', coveredSeq: 10 };

/** A case that knew of all revisions up to number 20 when it was opened, and quotes the texts 15 and 19. */
function aCase(more: Partial<HandoffPayload> = {}): Handoff {
  const handoff = openHandoff(newHandoff(CONVERSATION, 1_000));
  const messages = [15, 19].map((seq) => {
    const { author, atMs, text: words } = text(seq);
    return { seq, author: { kind: author.kind, name: author.name }, text: words, atMs };
  });
  const known = { learnt: [ORDER, PHONE], older: OLDER, revisedSeq: 20, messages };
  return { ...handoff, payload: { ...handoff.payload, ...known, ...more } };
}

const after = (messages: readonly Message[], more: Partial<HandoffPayload> = {}) =>
  withNewestWords(aCase(more), messages).payload;

test('a case none of whose words were changed stays the very same', () => {
  const handoff = aCase();
  expect(withNewestWords(handoff, [text(2), text(15), text(30)])).toBe(handoff);
  // Changed before it was opened, and something that was said since.
  expect(withNewestWords(handoff, [gone(4, 20), deletion(18, 2)])).toBe(handoff);
  expect(withNewestWords(handoff, [text(30), deletion(31, 30)])).toBe(handoff);
});

test.each([
  ['its deletion', [deletion(30, 2)]],
  ['its text, taken back', [gone(2, 30)]],
  ['an edit of it', [text(30, { kind: 'edit', revises: { id: 'm2' } })]],
])('a fact goes with its message, as %s says', (_how, messages) => {
  expect(after(messages).learnt).toEqual([PHONE]);
});

test('a fact that an edit states goes with what comes after that edit only', () => {
  const learnt = [{ ...ORDER, value: 'KX-2', revisedSeq: 30 }];
  const edit = text(30, { kind: 'edit', revises: { id: 'm2' } });
  expect(after([edit], { learnt }).learnt).toEqual(learnt);
  expect(after([edit, deletion(31, 2)], { learnt }).learnt).toEqual([]);
});

test.each<[string, readonly Message[], boolean]>([
  ['a text that it tells', [text(10), deletion(30, 10)], false],
  ['a text of which nobody knows where it stood', [deletion(30, 3)], false],
  ['a text that it does not tell', [text(11), deletion(30, 11)], true],
])('when %s is taken back, older talk as condensed', (_what, messages, stays) => {
  expect(after(messages).older).toEqual(stays ? OLDER : null);
  expect(after(messages).summary).toBe(aCase().payload.summary);
});

test('what is quoted, and what is wanted in these words, reads as it does now', () => {
  const edited = text(19, { text: 'new', revised: { seq: 30, atMs: 30, isGone: false } });
  const { messages, intent, learnt, older } = after([edited], { intent: 'words 15 words 19' });
  expect(messages.map((one) => one.text)).toEqual(['words 15', 'new']);
  expect(intent).toBe('words 15 new');
  expect([learnt, older]).toEqual([[ORDER, PHONE], OLDER]);
});

test('a case from before facts named their messages keeps them, and has nothing condensed', () => {
  const { sourceId: _, ...fact } = ORDER;
  const { older: __, revisedSeq: ___, ...payload } = aCase({ learnt: [fact] }).payload;
  const handoff = { ...aCase(), payload };
  expect(withNewestWords(handoff, [deletion(30, 2)])).toBe(handoff);
});

test('files that were sent along stay with changed words, and go with those that were taken back', () => {
  const files = [{ name: 'lamp.jpg', id: 'f1' }];
  const messages = (aCase().payload.messages ?? []).map((one) => ({ ...one, files }));
  const edited = text(15, { text: 'other words', revised: { seq: 21, atMs: 21, isGone: false } });
  expect(after([edited, gone(19, 22)], { messages }).messages).toMatchObject([
    { seq: 15, text: 'other words', files },
    { seq: 19, text: '' },
  ]);
  expect(after([gone(19, 22)], { messages }).messages[1]).not.toHaveProperty('files');
});
