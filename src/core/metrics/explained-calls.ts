import type { LedgerEntry } from '../domain/usage.js';

/** What calls came to together. Those that run still are in `calls` and `open`, and in nothing else. */
export interface CallsSum {
  readonly calls: number;
  readonly open: number;
  /** Of those that have a price. */
  readonly costUsd: number;
  readonly unpriced: number;
  /** Their figures are partly our own, because they were cut short. */
  readonly estimated: number;
}

export function sumOf(calls: readonly LedgerEntry[]): CallsSum {
  const ended = calls.flatMap(({ closed }) => closed ?? []);
  return {
    calls: calls.length,
    open: calls.length - ended.length,
    costUsd: ended.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
    unpriced: ended.filter(({ costUsd }) => costUsd === null).length,
    estimated: ended.filter(({ isEstimated }) => isEstimated).length,
  };
}

/** A turn's id: its conversation, the fence it was worked under, and its first message; 0 where it had none. */
const TURN_ID = /^(.+)-t(\d+)-(\d+)$/;

/** The conversation a turn's id belongs to; null for what is no id of a turn. */
export function conversationOfTurn(turnId: string): string | null {
  return TURN_ID.exec(turnId)?.[1] ?? null;
}

/** Whether something was done for a turn, or when its messages were worked on before, in vain. */
export function isSameWork(doneFor: string, turnId: string): boolean {
  if (doneFor === turnId) return true;
  const [, conversation, fence, first] = TURN_ID.exec(turnId) ?? [];
  const [, itsConversation, itsFence, itsFirst] = TURN_ID.exec(doneFor) ?? [];
  if (first === undefined || first === '0') return false;
  return itsConversation === conversation && itsFirst === first && Number(itsFence) < Number(fence);
}
