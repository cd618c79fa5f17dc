import type { Clock } from '../../core/ports/clock.js';
import { SLACK_NAMES_MAX, SLACK_NAMES_WAIT_MS } from './slack-limits.js';
import { mentionedUsers, type NameOf } from './slack-text.js';
import { within } from './slack-within.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Names of the people an event mentions. Who is not known in time keeps their id: a message does not wait for names. */
export async function namesIn(
  event: unknown,
  workspace: SlackWorkspace,
  clock: Clock,
): Promise<NameOf> {
  const names = new Map<string, string>();
  const ids = [...new Set(textsOf(event).flatMap(mentionedUsers))].slice(0, SLACK_NAMES_MAX);
  const asked = ids.map(async (id) => {
    names.set(id, (await workspace.person(id)).name);
  });
  if (asked.length > 0) await within(Promise.all(asked), SLACK_NAMES_WAIT_MS, clock);
  return (id) => names.get(id);
}

/** Everything in it that is called `text`, wherever the shape of the event has it: its own, a change's, a quotation's. */
function textsOf(event: unknown): string[] {
  const { text, message, attachments } = fieldsOf(event);
  const quoted = Array.isArray(attachments) ? attachments : [];
  return [
    ...(typeof text === 'string' ? [text] : []),
    ...(message === undefined ? [] : textsOf(message)),
    ...quoted.flatMap((one) => textsOf({ text: fieldsOf(one).text })),
  ];
}

function fieldsOf(value: unknown): { text?: unknown; message?: unknown; attachments?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
