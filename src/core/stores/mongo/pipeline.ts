/**
 * The table of writes in MongoDB's own operators. Each function here says the same as its namesake in
 * `core/domain`, as aggregation expressions that touch only the fields of that write; the differential test in
 * test/contract holds the two equal. Whatever comes from outside goes in as `$literal`, so that a text that begins
 * with a dollar sign stays a text.
 */
import type { Document } from 'mongodb';
import { EMPTY_CONVERSATION } from '../../domain/conversation.js';
import type { LaneName, TakeRequest } from '../../domain/lane.js';

export type Expression = Document | string | number | boolean | null | readonly Expression[];

export function literal(value: unknown): Expression {
  return { $literal: value };
}

export function concat(...arrays: readonly Expression[]): Expression {
  return { $concatArrays: arrays };
}

export function mapped(input: Expression, as: string, into: Expression): Expression {
  return { $map: { input, as, in: into } };
}

export function filtered(input: Expression, as: string, condition: Expression): Expression {
  return { $filter: { input, as, cond: condition } };
}

export function when(condition: Expression, yes: Expression, no: Expression): Expression {
  return { $cond: [condition, yes, no] };
}

/** Of a field that a conversation from before it has not: there its revision is 0. */
export function revisionFilter(revision: number): Document | number {
  return revision === 0 ? { $in: [0, null] } : revision;
}

export function isEmpty(array: Expression): Expression {
  // In a list of its own, because a literal array would be taken for the list of arguments.
  return { $eq: [{ $size: [array] }, 0] };
}

export function merged(...objects: readonly Expression[]): Expression {
  return { $mergeObjects: objects };
}

function allTaken(items: Expression): Expression {
  return mapped(items, 'item', merged('$$item', { state: 'taken' }));
}

function isLaneFree(lane: string, nowMs: number): Expression {
  return {
    $and: [{ $lte: [`${lane}.leaseUntilMs`, nowMs] }, { $lte: [`${lane}.notBeforeMs`, nowMs] }],
  };
}

function takenOver(lane: string, take: TakeRequest, items: Expression): Expression {
  return {
    fence: { $add: [`${lane}.fence`, 1] },
    holder: literal(take.holder),
    leaseUntilMs: take.untilMs,
    notBeforeMs: 0,
    items,
  };
}

/** `pushed` of core/domain/lane.ts, as a stage that sets the lane. */
export function pushStage(name: LaneName, items: Expression, take: TakeRequest | null): Document {
  const lane = `$lanes.${name}`;
  const appended = merged(lane, { items: concat(`${lane}.items`, items) });
  if (take === null) return { $set: { [`lanes.${name}`]: appended } };
  const goesAlong = { $eq: [`${lane}.holder`, literal(take.holder)] };
  const isTakeable = { $and: [isEmpty(`${lane}.items`), isLaneFree(lane, take.nowMs)] };
  const next = when(
    isEmpty(items),
    lane,
    when(
      goesAlong,
      merged(lane, { items: concat(`${lane}.items`, allTaken(items)) }),
      when(isTakeable, takenOver(lane, take, allTaken(items)), appended),
    ),
  );
  return { $set: { [`lanes.${name}`]: next } };
}

/** `withCard`: in the place of an older card of the same handoff, or behind all others. */
export function cardStages(card: Expression, handoffId: Expression, take: TakeRequest): Document[] {
  const isOld = {
    $and: [
      { $eq: ['$$item.kind', 'card'] },
      { $eq: ['$$item.state', 'pending'] },
      { $eq: ['$$item.handoff.id', handoffId] },
    ],
  };
  const isFirst = { $eq: ['$$item.id', { $first: '$old_.id' }] };
  const kept = filtered('$lanes.desk.items', 'item', { $or: [{ $not: [isOld] }, isFirst] });
  const inPlace = merged(card, { attempts: '$$item.attempts', held: '$$item.held' });
  const items = mapped(kept, 'item', when(isFirst, inPlace, '$$item'));
  return [
    { $set: { old_: filtered('$lanes.desk.items', 'item', isOld) } },
    { $set: { 'lanes.desk.items': items, card_: when(isEmpty('$old_'), [card], []) } },
    pushStage('desk', '$card_', take),
    { $unset: ['card_', 'old_'] },
  ];
}

/** `taken`: the condition that the lane is free is in the filter of the update. */
export function takeStage(name: LaneName, take: TakeRequest, max: number): Document {
  const lane = `$lanes.${name}`;
  const states = {
    $map: {
      input: { $range: [0, { $size: `${lane}.items` }] },
      as: 'index',
      in: {
        $let: {
          vars: { item: { $arrayElemAt: [`${lane}.items`, '$$index'] } },
          in: when(
            { $eq: ['$$item.state', 'withdrawn'] },
            '$$item',
            merged('$$item', { state: when({ $lt: ['$$index', max] }, 'taken', 'pending') }),
          ),
        },
      },
    },
  };
  return { $set: { [`lanes.${name}`]: takenOver(lane, take, states) } };
}

/** `withdrawn`: what the bot has not sent is not sent any more. */
export function withdrawStage(): Document {
  const isUnsent = {
    $and: [
      '$$item.byBot',
      {
        $or: [
          { $eq: ['$$item.state', 'pending'] },
          { $and: [{ $eq: ['$$item.state', 'taken'] }, '$$item.held'] },
        ],
      },
    ],
  };
  const items = mapped(
    '$lanes.customer.items',
    'item',
    when(isUnsent, merged('$$item', { state: 'withdrawn' }), '$$item'),
  );
  return { $set: { 'lanes.customer.items': items } };
}

function laneDue(name: LaneName): Expression {
  const lane = `$lanes.${name}`;
  return when(isEmpty(`${lane}.items`), null, {
    $max: [`${lane}.leaseUntilMs`, `${lane}.notBeforeMs`],
  });
}

/** The first stage of an update: a document from before a field was there gets it. */
export const WHOLE_STAGE: Document = {
  $set: {
    recentEdits: { $ifNull: ['$recentEdits', literal(EMPTY_CONVERSATION.recentEdits)] },
    unmarked: { $ifNull: ['$unmarked', literal(EMPTY_CONVERSATION.unmarked)] },
    watchAtMs: { $ifNull: ['$watchAtMs', EMPTY_CONVERSATION.watchAtMs] },
    customerAtMs: { $ifNull: ['$customerAtMs', EMPTY_CONVERSATION.customerAtMs] },
    agentAtMs: { $ifNull: ['$agentAtMs', EMPTY_CONVERSATION.agentAtMs] },
    episode: merged(literal(EMPTY_CONVERSATION.episode), '$episode'),
    memory: { $ifNull: ['$memory', literal(EMPTY_CONVERSATION.memory)] },
    facts: { $ifNull: ['$facts', literal(EMPTY_CONVERSATION.facts)] },
    acting: { $ifNull: ['$acting', literal(EMPTY_CONVERSATION.acting)] },
    heldSeq: { $ifNull: ['$heldSeq', EMPTY_CONVERSATION.heldSeq] },
  },
};

/** `dueAtMs` of core/domain/conversation.ts: the last stage of every update of the aggregate. */
export const DUE_STAGE: Document = {
  $set: {
    dueAtMs: {
      $min: [
        when(
          { $and: [{ $eq: ['$owner', 'bot'] }, { $not: [isEmpty('$inbox')] }] },
          { $max: ['$leaseUntilMs', { $first: '$inbox.atMs' }] },
          null,
        ),
        laneDue('customer'),
        laneDue('desk'),
        '$watchAtMs',
        '$memory.dueAtMs',
        '$acting.current.dueAtMs',
      ],
    },
  },
};
