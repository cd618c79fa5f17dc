import type { Document } from 'mongodb';
import type { Condensed } from '../../domain/memory.js';
import type {
  BeginSummaryCommand,
  MemoryAfterTurn,
  SummariseCommand,
} from '../../domain/memory-writes.js';
import { type Expression, literal, merged, when } from './pipeline.js';

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
export function summariseFilter({
  conversationId,
  revision,
  condensed,
}: SummariseCommand): Document {
  // A conversation from before there was a memory has one of revision 0.
  const isThat = revision === 0 ? { $in: [0, null] } : revision;
  const known = { _id: conversationId, 'memory.revision': isThat };
  if (condensed === null) return known;
  if (condensed.revision !== revision) return { ...known, _id: { $in: [] } };
  return { ...known, 'memory.coveredSeq': { $not: { $gt: condensed.coveredSeq } } };
}

export function summariseStages({ condensed, dueAtMs }: SummariseCommand): Document[] {
  const change = condensed === null ? {} : asMemory(condensed);
  return [{ $set: { memory: merged('$memory', literal({ ...change, dueAtMs, tries: 0 })) } }];
}

/** `memoryAfterTurn` of core/domain/memory-writes.ts. */
export function memoryAfterTurnExpression({ condensed, dueAtMs }: MemoryAfterTurn): Expression {
  const due = { dueAtMs: { $ifNull: ['$memory.dueAtMs', dueAtMs] } };
  if (condensed === null) return merged('$memory', due);
  const mayCondense = {
    $and: [
      { $eq: ['$memory.revision', condensed.revision] },
      { $lte: ['$memory.coveredSeq', condensed.coveredSeq] },
    ],
  };
  return merged('$memory', when(mayCondense, literal(asMemory(condensed)), literal({})), due);
}

function asMemory(condensed: Condensed): Condensed {
  return { ...condensed, revision: condensed.revision + 1 };
}
