import type { Document } from 'mongodb';
import type {
  BeginSummaryCommand,
  MemoryAfterTurn,
  SummariseCommand,
} from '../../domain/memory-writes.js';
import { type Expression, literal, merged, revisionFilter, when } from './pipeline.js';

/** `beginSummary` of core/domain/memory-writes.ts: the condition. */
export function beginSummaryFilter({ conversationId, nowMs }: BeginSummaryCommand): Document {
  return { _id: conversationId, 'memory.dueAtMs': { $type: 'number', $lte: nowMs } };
}

export function beginSummaryStages({ untilMs }: BeginSummaryCommand): Document[] {
  return [
    {
      $set: {
        'memory.dueAtMs': untilMs,
        'memory.tries': { $add: ['$memory.tries', 1] },
      },
    },
  ];
}

/** `summarise` of core/domain/memory-writes.ts: the condition. */
export function summariseFilter(command: SummariseCommand): Document {
  const { conversationId, revision, condensed } = command;
  const known = { _id: conversationId, 'memory.revision': revisionFilter(revision) };
  if (condensed === null) return known;
  const startsOver = { 'memory.startSeq': { $lt: condensed.startSeq } };
  if (condensed.revision !== revision) return { ...known, ...startsOver };
  const coversMore = { 'memory.coveredSeq': { $not: { $gt: condensed.coveredSeq } } };
  return { ...known, $or: [startsOver, coversMore] };
}

export function summariseStages({ condensed, dueAtMs }: SummariseCommand): Document[] {
  const wantedSinceMs = dueAtMs === null ? null : { $ifNull: ['$memory.wantedSinceMs', dueAtMs] };
  const next = merged('$memory', literal({ ...condensed, dueAtMs, tries: 0 }), {
    wantedSinceMs,
    ...(condensed === null ? {} : NEXT_REVISION),
  });
  return [{ $set: { memory: next } }];
}

/** `memoryAfterTurn` of core/domain/memory-writes.ts. */
export function memoryAfterTurnExpression({ condensed, dueAtMs }: MemoryAfterTurn): Expression {
  const due = {
    dueAtMs: { $ifNull: ['$memory.dueAtMs', dueAtMs] },
    wantedSinceMs: { $ifNull: ['$memory.wantedSinceMs', dueAtMs] },
  };
  if (condensed === null) return merged('$memory', due);
  const isOfThat = {
    $and: [
      { $eq: ['$memory.revision', condensed.revision] },
      { $lte: ['$memory.coveredSeq', condensed.coveredSeq] },
    ],
  };
  const mayCondense = { $or: [{ $lt: ['$memory.startSeq', condensed.startSeq] }, isOfThat] };
  const change = merged(literal(condensed), NEXT_REVISION);
  return merged('$memory', when(mayCondense, change, literal({})), due);
}

const NEXT_REVISION = { revision: { $add: ['$memory.revision', 1] } };
