import { type Conversation, EMPTY_CONVERSATION } from '../../../src/core/domain/conversation.js';
import { laneItem } from '../../../src/core/domain/lane.js';
import type { Message } from '../../../src/core/domain/message.js';
import {
  customerPageAfter,
  customerPageBefore,
  lastShownSeq,
  newest,
} from '../../../src/core/domain/transcript.js';

function text(seq: number, kind: 'customer' | 'bot' | 'agent'): Message {
  const author = { kind, id: kind, name: kind };
  return { id: `m${seq}`, seq, kind: 'text', author, text: `text ${seq}`, atMs: seq };
}

function conversationOf(rest: Partial<Conversation>): Conversation {
  return {
    ...EMPTY_CONVERSATION,
    id: 'c',
    tenant: 'demo',
    channel: 'demo-web',
    thread: 'visit-1',
    customer: { id: 'visit-1', name: 'Visitor' },
    createdAtMs: 0,
    ...rest,
  };
}

function unsaid(message: Message): Conversation['lanes'] {
  const item = laneItem('deliver', message.id, { message, held: true });
  const { customer, desk } = EMPTY_CONVERSATION.lanes;
  return { customer: { ...customer, items: [item] }, desk };
}

const seqsOf = (messages: readonly Message[]) => messages.map((message) => message.seq);

test('a record that is newer than the aggregate shows nothing the aggregate does not know of', () => {
  const older = conversationOf({ lastSeq: 1 });
  const filed = [text(1, 'customer'), text(2, 'bot')];
  expect(seqsOf(customerPageAfter(older, filed, 0, 100))).toEqual([1]);
  expect(seqsOf(customerPageBefore(older, filed, 100, 100).messages)).toEqual([1]);
});

test('nothing at or behind a text that is filed but not yet said is shown', () => {
  const reply = text(2, 'agent');
  const now = conversationOf({ lastSeq: 3, lanes: unsaid(reply) });
  const filed = [text(1, 'customer'), reply, text(3, 'customer')];
  expect(lastShownSeq(now)).toBe(1);
  expect(seqsOf(customerPageAfter(now, filed, 0, 100))).toEqual([1]);
  expect(seqsOf(customerPageAfter(now, filed, 0, 3))).toEqual([1]);
});

test('feedback has a number and is shown to nobody, on record or on its way there', () => {
  const feedback = (seq: number): Message => ({ ...text(seq, 'customer'), kind: 'feedback' });
  const now = conversationOf({ lastSeq: 4, lanes: unsaid(feedback(4)) });
  const filed = [text(1, 'customer'), text(2, 'bot'), feedback(3)];
  expect(seqsOf(newest(now, filed, 100))).toEqual([1, 2]);
  expect(seqsOf(customerPageAfter(now, filed, 0, 100))).toEqual([1, 2]);
  expect(seqsOf(customerPageBefore(now, filed, 100, 100).messages)).toEqual([1, 2]);
  expect(lastShownSeq(now)).toBe(4);
});

test('pages of history leave nothing out, whatever the aggregate still holds', () => {
  const held = [21, 22, 23].map((seq) => text(seq, 'customer'));
  const now = conversationOf({ lastSeq: 23, inbox: held });
  const filed = Array.from({ length: 10 }, (_, index) => text(11 + index, 'bot'));
  const first = customerPageBefore(now, filed, 24, 10);
  expect(seqsOf(first.messages)).toEqual([14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
  expect(first.before).toBe(14);
});

test('what only the desk still waits for holds nothing back from the customer', () => {
  const { customer, desk } = EMPTY_CONVERSATION.lanes;
  const copy = laneItem('deliver', 'm2', { message: text(2, 'agent') });
  const said = conversationOf({
    lastSeq: 2,
    lanes: { customer, desk: { ...desk, items: [copy] } },
  });
  expect(lastShownSeq(said)).toBe(2);
  const filed = [text(1, 'customer'), text(2, 'agent')];
  expect(seqsOf(customerPageAfter(said, filed, 0, 100))).toEqual([1, 2]);
});
