import type { GatewayError } from './errors.js';
import { EN_DESK_ERRORS } from './texts/en-desk-errors.js';
import { say, type TextKey, type Wording } from './texts.js';

/** What an agent is told of a refusal. One that agents seldom meet is said as programs read it. */
export function problemInWords({ code, message }: GatewayError, wording: Wording): string {
  const key = `desk.error.${code}`;
  return key in EN_DESK_ERRORS ? say(key as TextKey, wording) : message;
}
