import type { Conversation } from '../../core/domain/conversation.js';
import type { LaneItem } from '../../core/domain/lane.js';
import type { Message } from '../../core/domain/message.js';
import type { DeskFace } from './slack-desk-parts.js';
import type { DeskWire, Written } from './slack-desk-wire.js';
import type { SlackFailure } from './slack-errors.js';

/** One delivery at a desk: what is to be shown, and the means to. */
export interface DeskErrand {
  readonly conversation: Conversation;
  readonly items: readonly LaneItem[];
  /** Some of it may stand there already. */
  readonly isInDoubt: boolean;
  readonly wire: DeskWire;
  readonly face: DeskFace;
}

/**
 * Why a delivery stopped. `refused`: Slack said no, in that room. `late`: it was not our turn in time. `no-room`: no room
 * of the desk can be written to. `unread`: a file cannot be read here just now.
 */
export type Stop =
  | { readonly kind: 'refused'; readonly room: string; readonly failure: SlackFailure }
  | { readonly kind: 'late' }
  | { readonly kind: 'no-room' }
  | { readonly kind: 'unread' };

/** What one step of a delivery came to. */
export type Step<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'stopped'; readonly why: Stop };

export function done<Value>(value: Value): Step<Value> {
  return { kind: 'done', value };
}

export function stopped(why: Stop): Step<never> {
  return { kind: 'stopped', why };
}

/** A call as a step: where it wrote. */
export function stepOf(written: Written, room: string): Step<string> {
  switch (written.kind) {
    case 'written':
      return done(written.ts);
    case 'late':
      return stopped({ kind: 'late' });
    case 'refused':
      return stopped({ kind: 'refused', room, failure: written.failure });
  }
}

export function messagesOf({ items }: DeskErrand): readonly Message[] {
  return items.flatMap(({ message }) => message ?? []);
}

/** Whether Slack refused for one of these reasons. */
export function isRefusedFor(step: Step<unknown>, ...errors: readonly string[]): boolean {
  if (step.kind !== 'stopped' || step.why.kind !== 'refused') return false;
  const { failure } = step.why;
  return failure.kind === 'platform' && errors.includes(failure.error);
}
