import fc from 'fast-check';
import type { Conversation } from '../../src/core/domain/conversation.js';
import type { Fact } from '../../src/core/domain/fact.js';
import type { Agent } from '../../src/core/domain/handoff.js';
import type { LaneName, TakeRequest } from '../../src/core/domain/lane.js';
import type { Fate } from '../../src/core/domain/mark-writes.js';
import type { Condensed } from '../../src/core/domain/memory.js';
import type { Draft } from '../../src/core/domain/message.js';
import type { OwnCommand } from '../../src/core/domain/ownership-writes.js';
import type { AttendCommand } from '../../src/core/domain/watch-writes.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import {
  ANA,
  BEN,
  commitOf,
  draft,
  newHandoff,
  ownOf,
  recordOf,
  sayOf,
  take,
} from '../support/builders.js';
import { actingAfterTurn, actOf, HURRIED_MS, holdOf } from './any-action.js';
import { somewhere } from './somewhere.js';

/** One write, by kind and a few numbers that decide its details. */
export interface Step {
  readonly kind: string;
  readonly a: number;
  readonly b: number;
}

const KINDS = [
  'record',
  'record',
  'record',
  'revise',
  'feedback',
  'lease',
  'lease',
  'lease',
  'renew',
  'give-back',
  'commit',
  'commit',
  'claim',
  'release',
  'return',
  'resolve',
  'expire',
  'take-over',
  'say',
  'say',
  'say',
  'say-revision',
  'say-revision',
  'note',
  'amend',
  'amend',
  'take',
  'settle',
  'settle',
  'receive',
  'receive',
  'attend',
  'attend',
  'attend',
  'begin-summary',
  'begin-summary',
  'summarise',
  'summarise',
  'act',
  'act',
  'act',
  'hold',
  'hold',
];

/** Texts that an operator could take for something else. */
const TEXTS = ['hello', '$owner', '$$ROOT', '{"$set":1}', 'ünï👍', '$literal', ' '];

/** How a talk may have come to people, so that what follows is not mostly refused. */
const BEGINNINGS: readonly (readonly Step[])[] = [
  [],
  [
    { kind: 'record', a: 0, b: 0 },
    { kind: 'take-over', a: 0, b: 1 },
  ],
  [
    { kind: 'record', a: 0, b: 0 },
    { kind: 'lease', a: 5, b: 0 },
    { kind: 'commit', a: 9, b: 1 },
  ],
];

const anyStep = fc.record({
  kind: fc.constantFrom(...KINDS),
  a: fc.integer({ min: 0, max: 11 }),
  b: fc.integer({ min: 0, max: 11 }),
});

export const steps = fc
  .tuple(fc.constantFrom(...BEGINNINGS), fc.array(anyStep, { minLength: 5, maxLength: 40 }))
  .map(([beginning, rest]) => [...beginning, ...rest]);

/** A step at its moment: `now` is the aggregate before it; some steps are stale on purpose. */
interface Moment {
  readonly stores: Stores;
  readonly id: string;
  readonly now: Conversation;
  readonly step: Step;
  readonly nowMs: number;
  readonly request: TakeRequest;
  readonly agent: Agent;
  readonly text: string;
  /** 1 for the fence of somebody who came too late. */
  readonly stale: number;
}

/** The draft turned into an edit or a deletion of one of the texts that such a sequence may have. */
function revising(said: Draft, { a, b }: Step): Draft {
  const isGone = b % 3 === 0;
  const revises = { id: a % 2 === 0 ? `m${a % 6}${b % 6}` : `s${a % 3}`, wireId: '$wire' };
  const edited = b % 2 === 0 ? {} : { editedAtMs: 1_000 + ((a * 7 + b) % 5) / 2 };
  const kind = isGone ? 'delete' : 'edit';
  return { ...said, kind, text: isGone ? '' : said.text, revises, ...(isGone ? {} : edited) };
}

/** One write on stores of some kind; `now` is the aggregate as it is before. */
export function apply(
  stores: Stores,
  id: string,
  now: Conversation | null,
  step: Step,
  nowMs: number,
  holder: string,
): Promise<unknown> {
  const { a, b } = step;
  const request = { ...take(nowMs, 50), holder };
  const text = TEXTS[b % TEXTS.length] ?? '';
  if (step.kind === 'record' || now === null) {
    const command = recordOf(id, `m${a % 6}${b % 6}`, text, nowMs);
    return stores.inbox.record({ ...command, ...somewhere(command, step), take: request });
  }
  if (step.kind === 'revise') {
    const command = recordOf(id, `e${a % 4}`, text, nowMs);
    const draft = revising(command.draft, step);
    return stores.inbox.record({ ...command, draft, take: request });
  }
  if (step.kind === 'feedback') {
    const command = recordOf(id, `f${a % 6}`, text, nowMs);
    const chosen = { messageId: `m${a % 6}${b % 6}`, choiceId: '$choice' };
    const draft: Draft = { ...command.draft, kind: 'feedback', chosen };
    const customer = { id: '$other', name: 'Other' };
    return stores.inbox.record({ ...command, customer, draft, take: request });
  }
  const agent = b % 3 === 0 ? BEN : ANA;
  const stale = b === 11 ? 1 : 0;
  const moment = { stores, id, now, step, nowMs, request, agent, text, stale };
  return applyTurn(moment) ?? applySummary(moment) ?? applyOwn(moment) ?? applyOutbox(moment);
}

/** The writes of a worker; null when the step is none. */
function applyTurn({ stores, id, now, step, nowMs, request, text, stale }: Moment) {
  const { a, b } = step;
  const { conversations } = stores;
  switch (step.kind) {
    case 'lease':
      return conversations.lease(id, { nowMs, untilMs: nowMs + a * 10 });
    case 'renew':
      return conversations.renew(id, now.fence - stale, nowMs + 50);
    case 'give-back':
      return conversations.giveBack(id, now.fence - stale, a * 5, b % 2 === 0);
    case 'commit': {
      const says = a % 3 === 0 ? [] : [text, 'and'];
      const base = commitOf(now, nowMs, { escalates: a > 7, says });
      const takenIds = base.takenIds.slice(0, 1 + b);
      return conversations.commit({
        ...base,
        fence: now.fence - stale,
        takenIds,
        droppedIds: a === 4 ? takenIds.slice(0, 1) : [],
        ...rememberedOf(now, step, nowMs),
        acting: actingAfterTurn(now, step, nowMs),
        take: request,
      });
    }
    case 'act':
      return stores.interims.act({ ...actOf(now, step, nowMs), take: request });
    case 'hold':
      return stores.interims.hold({ ...holdOf(now, step, nowMs), take: request });
    default:
      return null;
  }
}

/** What might stand for older talk: made of the memory as it is, of an older one, or covering less than it does. */
function condensedOf(now: Conversation, { a, b }: Step, nowMs: number): Condensed {
  const { memory } = now;
  return {
    revision: memory.revision - (a === 11 ? 1 : 0),
    coveredSeq: b === 10 ? memory.coveredSeq - 1 : Math.max(memory.coveredSeq, now.lastSeq - b),
    startSeq: a === 9 ? now.lastSeq : memory.startSeq,
    revisedSeq: b,
    kind: (['none', 'narrative', 'facts'] as const)[a % 3] ?? 'none',
    text: '$text',
    atMs: nowMs,
    lastTalkAtMs: nowMs - 1,
  };
}

/** What a turn leaves behind beside its replies; most leave the memory as it is. */
function rememberedOf(now: Conversation, step: Step, nowMs: number) {
  const { a, b } = step;
  const fact: Fact = {
    id: `f${b}`,
    kind: 'date',
    value: '$date',
    normalized: '2031-05-04',
    span: [0, 5],
    sourceId: `m${a}`,
    atMs: nowMs,
    supersededBy: null,
  };
  return {
    memory: {
      condensed: a % 3 === 1 ? condensedOf(now, step, nowMs) : null,
      dueAtMs: b % 2 === 0 ? nowMs + b : null,
    },
    facts: a % 4 === 0 ? [...now.facts, fact].slice(-3) : now.facts,
    stretches: now.stretches.map((one) => ({ ...one, promises: ['$promise'] })),
  };
}

/** The writes of a summary's job; null when the step is none. */
function applySummary({ stores, id, now, step, nowMs, stale }: Moment) {
  const { a, b } = step;
  if (step.kind === 'begin-summary') {
    return stores.memories.begin({ conversationId: id, nowMs, untilMs: nowMs + 10 * b });
  }
  if (step.kind !== 'summarise') return null;
  return stores.memories.summarise({
    conversationId: id,
    revision: now.memory.revision - stale,
    condensed: a % 4 === 3 ? null : condensedOf(now, step, nowMs),
    dueAtMs: b % 3 === 0 ? nowMs + a : null,
  });
}

/** Changes of owner; null when the step is none. */
function applyOwn({ stores, id, now, step, nowMs, request, agent, stale }: Moment) {
  switch (step.kind) {
    case 'claim':
    case 'release':
    case 'return':
    case 'resolve': {
      const cause = step.a < 6 ? { cause: `$press${step.a % 3}` } : {};
      const command = ownOf(step.kind, now, agent, nowMs);
      return stores.conversations.own({ ...command, ...cause, take: request });
    }
    case 'expire':
      return stores.conversations.own({
        kind: 'expire',
        conversationId: id,
        handoffId: now.handoff?.id ?? 'none-1',
        agent,
        nowMs,
        take: request,
        note: '$note',
        lastSeq: now.lastSeq - stale,
        notice: step.a > 5 ? draft(`x${nowMs}`, 'over', nowMs, 'system') : null,
      });
    case 'take-over': {
      const { handoffId: _, ...rest } = ownOf('claim', now, agent, nowMs) as OwnCommand & {
        handoffId: string;
      };
      return stores.conversations.own({
        ...rest,
        kind: 'take-over',
        handoff: newHandoff(now, nowMs),
        take: request,
      } as OwnCommand);
    }
    default:
      return null;
  }
}

/** The last word on some of what a desk waits to hear of, not in its order, and on something it does not wait for. */
function fatesOf(now: Conversation, { a, b }: Step): Fate[] {
  const waiting = now.unmarked.map((one) => one.messageId).reverse();
  const ids = [...waiting.slice(0, 1 + (a % 3)), 'nobody-waits'];
  return ids.map((messageId, index) =>
    (index + b) % 2 === 0
      ? { messageId, state: 'delivered' }
      : { messageId, state: 'failed', reason: '$why' },
  );
}

/** A look at the timers; of the handoff that is there, of another one, or of none. */
function attendOf(now: Conversation, { a, b }: Step, nowMs: number): Omit<AttendCommand, 'take'> {
  const note = (name: string) => ({
    ...draft(name, '$late', nowMs, 'system'),
    kind: 'note' as const,
  });
  const isLate = b === 11;
  return {
    conversationId: now.id,
    expects: { watchAtMs: isLate ? nowMs + 1 : now.watchAtMs, ownership: now.ownership },
    handoffId: a % 4 === 3 ? null : (now.handoff?.id ?? `${now.id}-1`),
    watchAtMs: b % 5 === 0 ? null : nowMs + 10 * b,
    alarms: a % 2 === 0 ? [`alarm ${b}`, '$alarm'].slice(0, 1 + (b % 2)) : [],
    isCardChanged: b % 3 === 0,
    deskLines: [note(`l${nowMs}-0`), note(`l${nowMs}-1`)].slice(0, a % 3),
    notice: b % 4 === 0 ? draft(`x${nowMs}`, 'still looking', nowMs, 'system') : null,
    waitingIds: a > 5 ? now.unmarked.map((one) => one.messageId).slice(0, 2) : [],
  };
}

/** What agents say and couriers do. */
function applyOutbox({ stores, id, now, step, nowMs, request, agent, text, stale }: Moment) {
  const { a, b } = step;
  const lane: LaneName = a % 2 === 0 ? 'customer' : 'desk';
  switch (step.kind) {
    case 'say': {
      const said = sayOf(now, agent, `s${a % 3}`, text, nowMs);
      const wire = b % 2 === 0 ? { wireId: '$room:1.2' } : {};
      const deskShows = a < 9 ? 'wire' : 'record';
      return stores.outbox.say({
        ...said,
        draft: { ...said.draft, ...wire },
        deskShows,
        take: request,
      });
    }
    case 'say-revision': {
      const said = sayOf(now, agent, `r${a % 2}`, text, nowMs, { claiming: a === 8 });
      const draft = revising(said.draft, step);
      const deskShows = b < 6 ? 'wire' : 'record';
      return stores.outbox.say({ ...said, draft, deskShows, take: request });
    }
    case 'amend': {
      const handoffId = stale === 1 ? `${id}-0` : (now.handoff?.id ?? `${id}-1`);
      const intent = `amended ${text}`;
      const lines = [{ intent }, { summary: text, draftReply: '$draft' }, { messages: [] }];
      const changes = lines[a % lines.length] ?? {};
      const seen = now.handoff?.revision ?? 0;
      const asSeen = b % 4 === 0 ? { revision: seen - (a % 2) } : {};
      return stores.outbox.amend({
        conversationId: id,
        handoffId,
        changes,
        ...asSeen,
        ...(a % 2 === 0 ? { actionDueAtMs: nowMs + HURRIED_MS } : {}),
        take: request,
      });
    }
    case 'note': {
      const said = sayOf(now, agent, `n${a}${b}`, text, nowMs, { claiming: false });
      return stores.outbox.say({ ...said, draft: { ...said.draft, kind: 'note' }, take: request });
    }
    case 'take':
      return stores.outbox.take(id, lane, request, 1 + (b % 4));
    case 'settle': {
      const items = now.lanes[lane].items;
      const known = a > 7 ? 0 : 1 + (b % 3);
      const taken = items.filter((item) => item.state === 'taken').slice(0, known);
      const again = { notBeforeMs: nowMs + 30, isUnknown: a > 4, isPatient: a % 4 === 1 };
      const settlements = taken.map((item, index) =>
        b === 5 && (a > 6 || index === taken.length - 1)
          ? { id: item.id, kind: 'retry' as const, ...again }
          : { id: item.id, kind: 'done' as const },
      );
      const emptiedIds =
        a > 5 ? items.filter((one) => one.state === 'withdrawn').map((one) => one.id) : [];
      return stores.outbox.settle({
        conversationId: id,
        lane,
        fence: now.lanes[lane].fence - stale,
        settlements,
        emptiedIds,
        release: a % 4 !== 0,
        ...(a % 3 === 0 ? { untilMs: nowMs + 70 } : {}),
        ...(b % 2 === 0
          ? { inHandIds: items.filter((one) => one.state !== 'pending').map((one) => one.id) }
          : {}),
        ...(b > 2 ? { marks: fatesOf(now, step) } : {}),
        ...(a === 2 ? { cardAt: { handoffId: `${id}-1`, place: '$room:1.2' } } : {}),
      });
    }
    case 'attend':
      return stores.watches.attend({ ...attendOf(now, step, nowMs), take: request });
    default:
      // Now and then a client that is said to have shown more than there is.
      return stores.outbox.receive(id, b < 9 ? Math.max(0, now.lastSeq - (a % 4)) : a * 5);
  }
}
