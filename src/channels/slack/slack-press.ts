import { z } from 'zod';
import type { Chosen } from '../../core/domain/card.js';
import { SLACK_BUTTON_VALUE_CHARS_MAX } from './slack-limits.js';

/** What our buttons are called towards Slack; everything behind is told by the button's value. */
export const SLACK_ACTION = 'frontdesk';

const PART_CHARS_MAX = 300;
const part = z.string().min(1).max(PART_CHARS_MAX);
const press = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('deed'), handoff: part, deed: part }),
  z.strictObject({ kind: z.literal('choice'), message: part, choice: part }),
]);

/**
 * What a button of ours carries: a deed on a handoff, or an answer to a message. Slack signs what comes back, but
 * people may press what is long out of date: whoever acts on it looks at the record.
 */
export type SlackPress = z.infer<typeof press>;

export function pressValue(pressed: SlackPress): string {
  return JSON.stringify(pressed);
}

/** Null: not a value of ours. */
export function parsePress(value: string): SlackPress | null {
  if (value.length > SLACK_BUTTON_VALUE_CHARS_MAX) return null;
  try {
    const seen = press.safeParse(JSON.parse(value));
    return seen.success ? seen.data : null;
  } catch {
    return null;
  }
}

/** Names of one message's buttons must differ; Slack names no other use of them. */
export function actionId(pressed: SlackPress): string {
  return pressed.kind === 'deed'
    ? `${SLACK_ACTION}.deed.${pressed.deed}`
    : `${SLACK_ACTION}.choice.${pressed.choice}`;
}

export function isOurAction(id: string): boolean {
  return id.startsWith(`${SLACK_ACTION}.`);
}

export function chosenOf(pressed: SlackPress): Chosen | null {
  if (pressed.kind !== 'choice') return null;
  return { messageId: pressed.message, choiceId: pressed.choice };
}
