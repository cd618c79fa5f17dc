import { formatThread, parseThread } from './slack-ids.js';

/** The first message of a thread. */
export interface SlackRoot {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
}

/** `team:channel:ts`: the place of a card, and of a thread. */
export function formatRoot({ team, channel, ts }: SlackRoot): string {
  return formatThread({ team, channel, threadTs: ts });
}

export function parseRoot(text: string): SlackRoot | null {
  const { team, channel, threadTs } = parseThread(text) ?? {};
  if (team === undefined || channel === undefined) return null;
  return threadTs ? { team, channel, ts: threadTs } : null;
}
