import { SLACK_ID, SLACK_TS } from './slack-ids.js';

/** Where a text of ours stands in Slack: one post, or several if it was too long for one. Their order is the text's. */
export interface SlackPosted {
  readonly team: string;
  readonly channel: string;
  readonly tss: readonly string[];
}

/** `team:channel:ts,ts`, as it is kept with a message. */
export function formatPosted({ team, channel, tss }: SlackPosted): string {
  return `${team}:${channel}:${tss.join(',')}`;
}

/** Null: not written by `formatPosted`. */
export function parsePosted(text: string): SlackPosted | null {
  const [team = '', channel = '', list = '', ...rest] = text.split(':');
  const tss = list.split(',');
  const isOurs = SLACK_ID.test(team) && SLACK_ID.test(channel) && rest.length === 0;
  return isOurs && tss.every((ts) => SLACK_TS.test(ts)) ? { team, channel, tss } : null;
}
