import type { Document } from 'mongodb';
import { RECENT_EDITS_MAX, RECENT_IDS_MAX } from '../../domain/limits.js';
import type { Draft } from '../../domain/message.js';
import { editedIdOf } from '../../domain/recent-edits.js';
import { concat, type Expression, filtered, literal } from './pipeline.js';

/** The condition of every write that numbers what people say: it is not there, and no newer words in its place are. */
export function isNewFilter(draft: Draft): Document {
  const { id, editedAtMs } = draft;
  const isNew = { 'recentIds.id': { $ne: id } };
  if (editedAtMs === undefined) return isNew;
  const newer = { messageId: editedIdOf(draft), editedAtMs: { $gte: editedAtMs } };
  return { ...isNew, recentEdits: { $not: { $elemMatch: newer } } };
}

/** `withRecentId` and `withRecentEdit` of core/domain, while the number is not yet counted. */
export function recentWith(draft: Draft): Record<string, Expression> {
  const { id, editedAtMs } = draft;
  const seq = { $add: ['$lastSeq', 1] };
  const ids = concat('$recentIds', [{ id: literal(id), seq }]);
  const recentIds = { $slice: [ids, -RECENT_IDS_MAX] };
  if (editedAtMs === undefined) return { recentIds };
  const messageId = literal(editedIdOf(draft));
  const others = filtered('$recentEdits', 'one', { $ne: ['$$one.messageId', messageId] });
  const edits = concat(others, [{ messageId, editedAtMs, seq }]);
  return { recentIds, recentEdits: { $slice: [edits, -RECENT_EDITS_MAX] } };
}
