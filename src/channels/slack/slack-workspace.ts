import type { SlackApi } from './slack-api.js';
import type { SlackFileWire } from './slack-file-wire.js';
import type { SlackPacer } from './slack-pacer.js';

/** Somebody, as the workspace we ask in sees them. */
export interface SlackPerson {
  readonly id: string;
  /** Their own workspace, which in a shared channel may be another company's. */
  readonly team: string;
  /** As others see it; their id if Slack does not say. */
  readonly name: string;
  readonly timeZone?: string;
  /** Not there if they have not confirmed that it is theirs. */
  readonly email?: string;
  readonly isBot: boolean;
  /** Let into some rooms only: Slack's restricted and ultra restricted users. */
  readonly isGuest: boolean;
  /** Of another workspace, or nobody knows. */
  readonly isStranger: boolean;
  /** Their account is closed. */
  readonly isGone: boolean;
  /** Slack could not say who it is just now, so all of this may be otherwise. */
  readonly isUnclear: boolean;
}

/** One workspace an app is installed in: calls, and what is known of its people and rooms. */
export interface SlackWorkspace {
  /** Slack's id of it, `T…`. */
  readonly team: string;
  /** The app's name in our configuration. */
  readonly appName: string;
  readonly api: SlackApi;
  /** Contents of files. */
  readonly files: Pick<SlackFileWire, 'get' | 'put'>;
  /** Whoever calls `api` for one of its deeds takes a turn first. */
  readonly pacer: SlackPacer;
  /** Who we are there. Rejects with `slack.unavailable` while Slack cannot say. */
  self(): Promise<{ readonly userId: string; readonly botId: string }>;
  /**
   * Never rejects: of whom Slack cannot say anything is who they were within the last hour, else a stranger named by
   * their id.
   */
  person(userId: string): Promise<SlackPerson>;
  /**
   * Ids of who sits in a room, a minute old at most; an hour while Slack cannot be asked. Rejects with
   * `slack.unavailable`.
   */
  members(room: string): Promise<ReadonlySet<string>>;
  /** Ids of a user group's people, as old, and rejects as well. */
  groupMembers(group: string): Promise<ReadonlySet<string>>;
  /** The next question about the room's members is asked anew. */
  forget(room: string): void;
}
