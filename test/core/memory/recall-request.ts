import type { Conversation } from '../../../src/core/domain/conversation.js';
import { estimateTokens } from '../../../src/core/domain/token-estimate.js';
import type { RecalledTalk, RecallRequest } from '../../../src/core/memory/recaller.js';
import { DAY_MS, HOUR_MS, MORNING_MS, Script } from './said.js';

const RESUME_AFTER_MS = 12 * HOUR_MS;

/** Asks for what is about one line. */
export function request(
  conversation: Conversation,
  line: string,
  more: Partial<RecallRequest> = {},
): RecallRequest {
  return {
    conversation,
    shown: new Set(),
    lines: [line],
    before: [],
    budgetTokens: 400,
    resumeAfterMs: RESUME_AFTER_MS,
    estimate: estimateTokens,
    ...more,
  };
}

/** What is recalled, word for word. */
export function textsOf({ recalled }: RecalledTalk): string[] {
  return recalled.flatMap(({ lines }) => lines.map(({ text }) => text));
}

/** A sofa on the first day, a lamp on the fourth. */
export function twoDays(id = 'c1'): Script {
  return new Script(id)
    .talk('I would like the sofa delivered', 'At what time?', 'Not before 10:30', 'Done.')
    .later(3 * DAY_MS)
    .talk('My floor lamp flickers', 'Please try another bulb.');
}

/** So many messages over many days, each exchange about another thing. */
export function longTalk(count: number, id = 'long'): Script {
  const script = new Script(id, MORNING_MS - count * HOUR_MS);
  for (let at = 0; at < count / 2; at++) {
    if (at % 10 === 0) script.later(DAY_MS);
    script.talk(`The shelf number ${at} arrived with a dent`, `We will replace shelf ${at}.`);
  }
  return script;
}
