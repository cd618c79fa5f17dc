/** How long what takes in Socket Mode. */
export interface SlackSocketPace {
  /** That a start waits for the first connection. Without it the house opens all the same. */
  readonly startMs: number;
  /** Until a connection has said hello. */
  readonly connectMs: number;
  /** Of silence before a fresh connection takes over: see SlackSocketReceiver. */
  readonly renewAfterMs: number;
  /** For a connection that is let go to acknowledge what it brought. */
  readonly drainMs: number;
  /** Between attempts at a connection, doubled each time. */
  readonly retryMs: number;
  readonly retryMsMax: number;
  /** A connection that ended sooner counts as a failed attempt. */
  readonly steadyMs: number;
}

export const SLACK_SOCKET_PACE: SlackSocketPace = {
  startMs: 2_000,
  connectMs: 15_000,
  // Less than the five minutes before Slack's last attempt at an event: that one finds somebody who hears.
  renewAfterMs: 4 * 60_000,
  drainMs: 5_000,
  retryMs: 1_000,
  retryMsMax: 60_000,
  steadyMs: 10_000,
};
