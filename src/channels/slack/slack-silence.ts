import type { Logger, LogLevel } from '@slack/bolt';

/** What Slack's libraries log to. They write bodies, headers and addresses: nothing of it may reach a log. */
export function silence(level: LogLevel): Logger {
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    setName: nothing,
    getLevel: () => level,
  };
}

function nothing(): void {}
