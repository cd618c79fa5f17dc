import { RECENT_EDITS_MAX } from './limits.js';
import type { Draft, Message } from './message.js';

/** The newest change of a text's words, by the clock of the platform where it was made. `seq` is the change's own number. */
export interface RecentEdit {
  readonly messageId: string;
  readonly editedAtMs: number;
  readonly seq: number;
}

/** The text whose words these are: another one's, of an edit. */
export function editedIdOf({ id, revises }: Pick<Message, 'id' | 'revises'>): string {
  return revises?.id ?? id;
}

/**
 * The change that stands, if these words are no newer: platforms bring again what was not acknowledged, and an edit
 * from before must not win over one that came first. At the same moment it is the same edit.
 */
export function newerEdit(
  recent: readonly RecentEdit[],
  draft: Pick<Draft, 'id' | 'revises' | 'editedAtMs'>,
): RecentEdit | undefined {
  const { editedAtMs } = draft;
  if (editedAtMs === undefined) return undefined;
  const messageId = editedIdOf(draft);
  return recent.find((one) => one.messageId === messageId && one.editedAtMs >= editedAtMs);
}

/** One for each text, the one that changed last at the end. */
export function withRecentEdit(
  recent: readonly RecentEdit[],
  message: Message,
): readonly RecentEdit[] {
  const { editedAtMs, seq } = message;
  if (editedAtMs === undefined) return recent;
  const messageId = editedIdOf(message);
  const others = recent.filter((one) => one.messageId !== messageId);
  return [...others, { messageId, editedAtMs, seq }].slice(-RECENT_EDITS_MAX);
}
