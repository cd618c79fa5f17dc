import { EMPTY_ACTING } from '../../../src/core/domain/action.js';
import { type Conversation, EMPTY_CONVERSATION } from '../../../src/core/domain/conversation.js';
import type { Fact } from '../../../src/core/domain/fact.js';
import { laneItem } from '../../../src/core/domain/lane.js';
import type { Message } from '../../../src/core/domain/message.js';
import type { TurnRecord } from '../../../src/core/domain/turn.js';
import type { LedgerEntry } from '../../../src/core/domain/usage.js';
import { isSameWork } from '../../../src/core/metrics/explained-calls.js';
import { explanationAsText, talkAsText } from '../../../src/core/metrics/explained-text.js';
import {
  type ExplanationParts,
  explanationOf,
  talkExplanationOf,
} from '../../../src/core/metrics/explanation.js';

const AT = Date.UTC(2026, 10, 18, 9, 30);

const CUSTOMER = { kind: 'customer', id: 'visit-1', name: 'Carol' } as const;
const BOT = { kind: 'bot', id: 'bot', name: 'Finch' } as const;

const said = (seq: number, text: string, more: Partial<Message> = {}): Message => ({
  ...{ id: `m${seq}`, seq, kind: 'text', author: CUSTOMER, text, atMs: AT + seq * 1_000 },
  ...more,
});

const QUESTION = said(3, 'Where is order 4711? I need it by 4 May.');
const ANSWER = said(4, 'It left us yesterday.', {
  ...{ id: 'c-t7-3-r0', author: BOT, turnId: 'c-t7-3', atMs: AT + 5_250 },
});

const FACT: Fact = {
  ...{ id: 'm3-date-0', kind: 'date', value: '4 May', normalized: '2027-05-04', span: [0, 1] },
  ...{ sourceId: 'm3', atMs: AT, supersededBy: null },
};

const TURN: TurnRecord = {
  ...{ id: 'c-t7-3', conversationId: 'c', tenant: 'demo', channel: 'demo-web', episode: 1 },
  messageSeqs: [3],
  route: { type: 'action_request', reason: 'By the local classifier.', confidence: 0.914 },
  outcome: 'acted',
  escalation: null,
  why: 'By the local classifier.',
  mind: 'claude',
  workflow: 'orders',
  rules: ['Frustration 0.6 of 1: repetition 0.6.'],
  context: [
    { part: 'accountFacts', tokens: 9, facts: [{ name: 'plan' }] },
    { part: 'facts', tokens: 12, facts: [{ name: 'date', id: 'm3-date-0' }] },
    { part: 'summary', tokens: 0 },
    { part: 'passages', tokens: 210 },
    { part: 'lines', tokens: 14 },
  ],
  passages: [{ key: 'orders#where', score: 12.3456 }],
  action: { name: 'order-status', id: 'a1', stage: 'done' },
  attempts: 2,
  startedAtMs: AT + 3_300,
  endedAtMs: AT + 5_250,
};

const CALL: LedgerEntry = {
  ...{ id: 'k1', tenant: 'demo', channel: 'demo-web', conversationId: 'c', episode: 1 },
  ...{ turnId: 'c-t7-3', purpose: 'fill', turnType: null, model: 'claude-haiku-5-5', attempt: 1 },
  openedAtMs: AT + 3_400,
  estimate: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 },
  closed: {
    closedAtMs: AT + 4_000,
    usage: { inputTokens: 800, outputTokens: 40, cacheReadTokens: 300, cacheWriteTokens: 10 },
    ...{ isEstimated: false, costUsd: 0.000_123, outcome: 'ok', reference: 'msg_1' },
  },
};

const LOST: LedgerEntry = {
  ...{ ...CALL, id: 'k0', turnId: 'c-t6-3', openedAtMs: AT + 3_000, model: 'unheard-of' },
  closed: { ...(CALL.closed as NonNullable<LedgerEntry['closed']>), costUsd: null },
};

const CONVERSATION: Conversation = {
  ...EMPTY_CONVERSATION,
  ...{ id: 'c', tenant: 'demo', channel: 'demo-web', thread: 'visit-1', createdAtMs: AT },
  customer: { id: 'visit-1', name: 'Carol' },
};

function parts(more: Partial<ExplanationParts> = {}): ExplanationParts {
  const past = { name: 'order-status', title: 'order status', atMs: AT };
  const acting = {
    ...EMPTY_ACTING,
    past: [{ ...past, id: 'a1', end: 'done' as const, text: 'Order 4711 left us yesterday.' }],
  };
  return {
    turn: TURN,
    conversation: { ...CONVERSATION, facts: [FACT], acting, receivedSeq: 4 },
    messages: [QUESTION, ANSWER, said(5, 'thanks')],
    sources: [QUESTION],
    calls: [LOST, CALL, { ...CALL, id: 'k2', turnId: 'c-t8-5' }],
    handoff: null,
    showsRecord: true,
    nowMs: AT + 60_000,
    ...more,
  };
}

test('a turn is explained on one screen', () => {
  expect(explanationAsText(explanationOf(parts()))).toBe(
    `
Turn c-t7-3
  demo / demo-web, conversation c, episode 1
  begun 2026-11-18 09:30:03.300 UTC, 300 ms after the first message; worked for 1950 ms, 2 tries

The customer
  3  09:30:03  Carol: Where is order 4711? I need it by 4 May.

What it is
  action_request, confidence 0.91: By the local classifier.
  rule: Frustration 0.6 of 1: repetition 0.6.
  workflow: orders

What was seen (245 tokens)
  account facts    9  plan
  learnt facts    12  date "4 May"
  passages       210
  new lines       14
  passage  12.35  orders#where

Calls
  2 calls, 0.000123 USD and more; the mind was claude
  purpose  model             try   in  out  cached    ms       USD  outcome
  fill     unheard-of          1  810   40     300  1000         –  ok; an earlier try of the turn
  fill     claude-haiku-5-5    1  810   40     300   600  0.000123  ok
  Cost unknown for 1 call: no price in mind.prices.

What was done
  order-status (a1): done at the end of the turn: Order 4711 left us yesterday.

What it came to
  acted: By the local classifier.

What was said
  4  09:30:05  Finch, delivered: It left us yesterday.`.slice(1),
  );
});

describe('What was taken back', () => {
  const gone = { ...QUESTION, text: '', revised: { seq: 6, atMs: AT + 9_000, isGone: true } };

  test('is not told, and neither is what was learnt from it', () => {
    const explained = explanationOf(parts({ messages: [gone, ANSWER], sources: [gone] }));
    expect(explained.heard).toMatchObject([{ seq: 3, text: '', isTakenBack: true }]);
    expect(explained.context[1]).toMatchObject({ facts: [{ name: 'date', value: null }] });
    const text = explanationAsText(explained);
    expect(text).toContain('3  09:30:03  Carol: (taken back)');
    expect(text).not.toContain('4 May');
  });

  test('nor what an edit took out', () => {
    const edited = {
      ...QUESTION,
      text: 'Where is it?',
      revised: { seq: 6, atMs: AT, isGone: false },
    };
    const explained = explanationOf(parts({ messages: [edited, ANSWER], sources: [edited] }));
    expect(explanationAsText(explained)).toContain('Carol: Where is it? (edited)');
    expect(JSON.stringify(explained)).not.toContain('4 May');
  });

  test('nor what was only talked about doing with it', () => {
    const { conversation } = parts();
    const past = conversation.acting.past.map((one) => ({ ...one, end: 'stopped' as const }));
    const acting = { ...conversation.acting, past };
    const explained = explanationOf(parts({ conversation: { ...conversation, acting } }));
    expect(explained.action).toMatchObject({ now: 'stopped', result: null });
  });
});

test('of words that a claim took back it tells that there were some', () => {
  const empty = { ...ANSWER, kind: 'empty' as const, text: '' };
  const { turnId: _, ...withdrawn } = empty;
  const explained = explanationOf(parts({ messages: [QUESTION, withdrawn] }));
  expect(explained.said).toMatchObject([{ seq: 4, truth: { state: 'withdrawn' } }]);
  expect(explanationAsText(explained)).toContain('4  09:30:05  Finch, withdrawn:');
});

test('words are told with what became of them', () => {
  const { conversation } = parts();
  const item = laneItem('deliver', ANSWER.id, { message: ANSWER });
  const customer = { ...conversation.lanes.customer, items: [item] };
  const waiting = { ...conversation, lanes: { ...conversation.lanes, customer } };
  expect(explanationOf(parts({ conversation: waiting })).said[0]?.truth).toEqual({
    state: 'waiting',
    reason: 'sending',
  });
  const failed = { ...ANSWER, failure: 'channel-archived' };
  const explained = explanationOf(parts({ messages: [QUESTION, failed] }));
  expect(explanationAsText(explained)).toContain('Finch, failed (channel-archived): It left us');
});

test('a handoff, stars and a call under way are told', () => {
  const turn: TurnRecord = {
    ...TURN,
    ...{ outcome: 'escalated', escalation: 'user_request', handoffId: 'c-1', rating: 2 },
    feedback: { isHelpful: false, messageId: 'x', by: 'visit-1', seq: 9, atMs: AT },
  };
  const text = explanationAsText(
    explanationOf(parts({ turn, calls: [{ ...CALL, closed: null }] })),
  );
  expect(text).toContain('handed off: user_request\n  handoff c-1\n');
  expect(text).toContain('the customer gave 2 of 5 stars\n  the customer found it not helpful');
  expect(text).toContain('1 call, cost unknown');
  expect(text).toMatch(/–\s+–\s+–\s+–\s+–\s+running$/m);
});

test('a record of an older version is explained as far as it goes', () => {
  const { rules: _, action: __, workflow: ___, ...rest } = TURN;
  const turn = { ...rest, context: [{ part: 'window', tokens: 5 }] };
  const explained = explanationOf(parts({ turn }));
  expect(explained).toMatchObject({ rules: [], action: null, workflow: null, handoff: null });
  expect(explanationAsText(explained)).toContain('What was seen (5 tokens)\n  talk  5\n');
});

test('nothing that was said makes a terminal do anything', () => {
  const messages = [said(3, 'red \u001b[31m\nnext\u202e line'), ANSWER];
  expect(explanationAsText(explanationOf(parts({ messages })))).toContain(
    'Carol: red [31m next line\n',
  );
});

test('a conversation is a line for each turn, the newest last', () => {
  const { conversation } = parts();
  const turns = [{ ...TURN, id: 'c-t8-5', startedAtMs: AT + 9_000, endedAtMs: AT + 9_040 }, TURN];
  const spent = { calls: 4, costUsd: 0.001, unpriced: 1, isEstimated: true };
  const calls = [LOST, CALL];
  const talk = talkExplanationOf({ conversation, turns, calls, spent, isCut: true });
  expect(talkAsText(talk)).toBe(
    `
Conversation c
  demo / demo-web, owner bot; 4 calls, 0.001000 USD, and 1 call without a price, in part estimated
  There are earlier turns: ask for more with --last.

turn    begun (UTC)                 took  type            outcome  mind    cost                   why
c-t7-3  2026-11-18 09:30:03.300  1950 ms  action_request  acted    claude  0.000123 USD and more  By the local classifier.
c-t8-5  2026-11-18 09:30:09.000    40 ms  action_request  acted    claude  0.000000 USD           By the local classifier.

The newest: npx frontdesk explain c-t8-5`.slice(1),
  );
});

test.each([
  ['itself', 'c-t7-3', true],
  ['an earlier try of its messages', 'c-t6-3', true],
  ['a later turn', 'c-t8-3', false],
  ['another first message', 'c-t6-2', false],
  ['another conversation', 'd-t6-3', false],
  ["a summary's job", 'c-m3', false],
])('of a turn is what was done for %s', (_, doneFor, isSame) => {
  expect(isSameWork(doneFor, 'c-t7-3')).toBe(isSame);
});

test('turns without messages are never tries of each other', () => {
  expect(isSameWork('c-t6-0', 'c-t7-0')).toBe(false);
});
