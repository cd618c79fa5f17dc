import { type Acting, actingAfter, EMPTY_ACTING } from '../../../src/core/domain/action.js';
import {
  type ActCommand,
  act,
  type HoldCommand,
  hold,
} from '../../../src/core/domain/action-writes.js';
import {
  type Conversation,
  wholeConversation,
  withDue,
} from '../../../src/core/domain/conversation.js';
import { commit, newConversation } from '../../../src/core/domain/conversation-writes.js';
import { openHandoff } from '../../../src/core/domain/handoff.js';
import { ACTION_TEXT_CHARS_MAX, ATTEMPTS_HELD_MAX } from '../../../src/core/domain/limits.js';
import { numbered } from '../../../src/core/domain/message.js';
import { amend } from '../../../src/core/domain/ownership-writes.js';
import { anAction, anAttempt } from '../../support/an-action.js';
import { commitOf, draft, newHandoff, recordOf, take } from '../../support/builders.js';

const NOTE = { ...draft('line1', 'It is done.', 1_000, 'system'), kind: 'note' as const };

/** A conversation whose only message a worker has leased. */
function leased(rest: Partial<Conversation> = {}): Conversation {
  const command = recordOf('c1', 'm1', 'please change my address', 1_000);
  const inbox = [numbered(command.draft, 1)];
  return {
    ...newConversation(command),
    lastSeq: 1,
    inbox,
    fence: 3,
    leaseUntilMs: 9_000,
    attempts: 1,
    ...rest,
  };
}

/** The same, in the hands of people. */
function withCase(rest: Partial<Conversation> = {}): Conversation {
  const before = leased();
  const handoff = openHandoff(newHandoff(before, 1_000));
  return {
    ...before,
    owner: 'waiting',
    ownership: 1,
    inbox: [],
    handoff,
    handoffCount: 1,
    ...rest,
  };
}

function actOf(before: Conversation, rest: Partial<ActCommand> = {}): ActCommand {
  return {
    conversationId: before.id,
    revision: before.acting.revision,
    lease: { fence: before.fence, ownership: before.ownership },
    acting: actingAfter(before.acting, anAction({ stage: 'running', dueAtMs: 30_000 })),
    handoff: null,
    deskLines: [],
    notice: null,
    take: take(1_000),
    ...rest,
  };
}

function holdOf(before: Conversation, rest: Partial<HoldCommand> = {}): HoldCommand {
  const { id, fence, ownership, lastSeq } = before;
  const notice = draft('w1', 'one moment', 1_000, 'bot');
  const known = { conversationId: id, fence, ownership, seq: lastSeq, notice };
  return { ...known, take: take(1_000), ...rest };
}

describe('What was done for a customer', () => {
  test('is remembered with each step, under a higher revision', () => {
    const begun = actingAfter(EMPTY_ACTING, anAction());
    expect(begun).toEqual({ revision: 1, current: anAction(), past: [] });
    const over = actingAfter(begun, null, anAttempt());
    expect(over).toEqual({ revision: 2, current: null, past: [anAttempt()] });
  });

  test('is told anew when a late outcome corrects it, and stays in the place of the newest', () => {
    const unknown = anAttempt({ end: 'unknown', text: 'It may have been done.' });
    const other = anAttempt({ id: 'action2' });
    const before = [unknown, other].reduce<Acting>(
      (acting, attempt) => actingAfter(acting, null, attempt),
      EMPTY_ACTING,
    );
    expect(actingAfter(before, null, anAttempt()).past).toEqual([other, anAttempt()]);
  });

  test('is bounded: the newest few, and short', () => {
    const ids = Array.from({ length: ATTEMPTS_HELD_MAX + 2 }, (_, index) => `action${index}`);
    const text = 'x'.repeat(ACTION_TEXT_CHARS_MAX + 1);
    const after = ids.reduce<Acting>(
      (acting, id) => actingAfter(acting, null, anAttempt({ id, text })),
      EMPTY_ACTING,
    );
    expect(after.past.map(({ id }) => id)).toEqual(ids.slice(2));
    const kept = after.past.at(-1)?.text ?? '';
    expect(kept).toHaveLength(ACTION_TEXT_CHARS_MAX);
    expect(kept.endsWith('x…')).toBe(true);
    const whole = anAttempt({ text: text.slice(1) });
    expect(actingAfter(EMPTY_ACTING, null, whole).past).toEqual([whole]);
  });
});

describe('A step of an action', () => {
  test('is there before anything else happens, and says when somebody must look', () => {
    const before = leased();
    const after = act(before, actOf(before));
    expect(after).toEqual(withDue({ ...before, acting: actOf(before).acting }));
    expect(after?.acting).toMatchObject({ revision: 1, current: { stage: 'running' } });
    expect(withDue({ ...withCase(), acting: actOf(before).acting }).dueAtMs).toBe(30_000);
  });

  test('counts only on what it was decided on', () => {
    const before = leased({ acting: actingAfter(EMPTY_ACTING, anAction()) });
    expect(act(before, actOf(before))).not.toBeNull();
    expect(act(before, actOf(before, { revision: 0 }))).toBeNull();
    expect(act(before, actOf(before, { revision: 2 }))).toBeNull();
  });

  test('of a turn needs its lease and that nobody has claimed; an outcome needs neither', () => {
    const before = leased();
    const { fence, ownership } = before;
    expect(act(before, actOf(before, { lease: { fence: fence - 1, ownership } }))).toBeNull();
    expect(act(before, actOf(before, { lease: { fence, ownership: ownership + 1 } }))).toBeNull();
    const givenBack = { ...before, leaseUntilMs: 0 };
    expect(act(givenBack, actOf(before, { lease: { fence, ownership } }))).toBeNull();
    const claimed: Conversation = { ...before, owner: 'agent', ownership: 7, fence: 9 };
    expect(act(claimed, actOf(before))).toBeNull();
    expect(act(claimed, actOf(before, { lease: null }))?.acting.revision).toBe(1);
  });

  test('tells the desk, then the customer, and no claim takes that back', () => {
    const before = withCase({ lastSeq: 4 });
    const notice = draft('n1', 'Your address is changed.', 1_000, 'system');
    const deskLines = [NOTE, { ...NOTE, id: 'line2' }];
    const after = act(before, actOf(before, { lease: null, deskLines, notice }));
    expect(after?.lastSeq).toBe(7);
    const [customer, desk] = [after?.lanes.customer.items, after?.lanes.desk.items];
    expect(desk?.map(({ message }) => [message?.id, message?.seq])).toEqual([
      ['line1', 5],
      ['line2', 6],
    ]);
    expect(customer?.map(({ byBot, message }) => [byBot, message?.seq])).toEqual([[false, 7]]);
  });

  test('changes the card of its case, behind the lines', () => {
    const before = withCase();
    const id = before.handoff?.id ?? '';
    const actions = [{ name: 'change of address', result: 'done' }];
    const handoff = { id, changes: { actions } };
    const after = act(before, actOf(before, { lease: null, deskLines: [NOTE], handoff }));
    expect(after?.handoff).toMatchObject({
      revision: 2,
      payload: { intent: 'help', actions },
    });
    const items = after?.lanes.desk.items ?? [];
    expect(items.map(({ kind }) => kind)).toEqual(['deliver', 'card']);
    expect(items.at(-1)?.handoff).toEqual(after?.handoff);
  });

  test('that is about a case comes to nothing once that is closed', () => {
    const before = withCase();
    const handoff = { id: before.handoff?.id ?? '', changes: {} };
    const command = actOf(before, { lease: null, handoff });
    expect(act({ ...before, handoff: null }, command)).toBeNull();
    const other = { ...handoff, id: `${before.id}-2` };
    expect(act(before, { ...command, handoff: other })).toBeNull();
    expect(act(before, command)).not.toBeNull();
  });
});

describe('A turn that has to do with an action', () => {
  test('leaves behind what has become of it', () => {
    const acting = actingAfter(EMPTY_ACTING, anAction({ stage: 'done' }));
    const before = leased({ acting });
    const next = actingAfter(acting, null, anAttempt());
    expect(commit(before, commitOf(before, 1_000, { acting: next }))?.acting).toEqual(next);
    expect(commit(before, commitOf(before, 1_000))?.acting).toEqual(acting);
  });

  test('says nothing when that changed meanwhile; one that has nothing to do with it does', () => {
    const known = actingAfter(EMPTY_ACTING, anAction({ stage: 'unknown' }));
    const late = leased({ acting: actingAfter(known, null, anAttempt()) });
    const next = actingAfter(known, anAction());
    expect(commit(late, commitOf(late, 1_000, { acting: next }))).toBeNull();
    expect(commit(late, commitOf(late, 1_000))?.acting).toEqual(late.acting);
  });
});

describe("An agent's word on an approval", () => {
  const changes = { intent: 'approved' };
  const acting = actingAfter(EMPTY_ACTING, anAction({ stage: 'approving', dueAtMs: 90_000 }));

  function amended(before: Conversation, actionDueAtMs?: number) {
    const handoffId = before.handoff?.id ?? '';
    const due = actionDueAtMs === undefined ? {} : { actionDueAtMs };
    return amend(before, { conversationId: 'c1', handoffId, changes, ...due, take: take(1_000) });
  }

  test('makes the action due, so that it is run even if this process dies', () => {
    const after = amended(withCase({ acting }), 1_000);
    expect(after?.acting).toEqual({
      ...acting,
      revision: 2,
      current: anAction({ stage: 'approving', dueAtMs: 1_000 }),
    });
    expect(after?.dueAtMs).toBe(1_000);
  });

  test('changes nothing of an action that is not there, and a brief nothing of one that is', () => {
    expect(amended(withCase(), 1_000)?.acting).toEqual(EMPTY_ACTING);
    expect(amended(withCase({ acting }))?.acting).toEqual(acting);
  });
});

describe('Words that it takes longer', () => {
  test('are said once for a message, however often its turn is tried', () => {
    const before = leased();
    const after = hold(before, holdOf(before));
    expect(after).toMatchObject({ lastSeq: 2, heldSeq: 1, inbox: before.inbox });
    expect(after?.lanes.customer.items).toMatchObject([
      { kind: 'deliver', byBot: true, message: { seq: 2, text: 'one moment' } },
    ]);
    const again = { ...before, ...after, fence: 4 };
    expect(hold(again, { ...holdOf(again), seq: 1 })).toBeNull();
    expect(hold(again, { ...holdOf(again), seq: 3 })?.heldSeq).toBe(3);
  });

  test('need the lease, and that nobody has claimed', () => {
    const before = leased();
    const command = holdOf(before);
    expect(hold(before, { ...command, fence: 2 })).toBeNull();
    expect(hold({ ...before, ownership: 1 }, command)).toBeNull();
    expect(hold({ ...before, leaseUntilMs: 0 }, command)).toBeNull();
  });
});

test('a conversation from before there were actions reads as if nothing was done or said', () => {
  const { acting: _, heldSeq: __, ...older } = leased();
  const stored = older as unknown as Conversation;
  expect(wholeConversation(stored)).toEqual({ ...older, acting: EMPTY_ACTING, heldSeq: 0 });
});
