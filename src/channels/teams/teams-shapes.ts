/** The whole conversation reference that an activity brought, as answers need it. Kept as JSON per conversation. */
export interface TeamsAddress {
  /** Name of the bot in the config, whose credentials the answer is sent with. */
  readonly bot: string;
  /** Where Teams takes activities of this conversation; only ever from a validated activity. */
  readonly serviceUrl: string;
  /** Teams' own name of the line of talk; of a channel's thread with `;messageid=`. */
  readonly conversationId: string;
  readonly scope: TeamsScope;
  /** The customers' Microsoft 365 organization; empty where Teams does not say, as in local trying. */
  readonly organization: string;
  /** The bot as this conversation knows it, and who last wrote. */
  readonly botAccount: TeamsPerson;
  readonly customer: TeamsPerson;
  readonly locale?: string;
}

export type TeamsScope = 'personal' | 'groupChat' | 'channel';

export interface TeamsPerson {
  readonly id: string;
  readonly name: string;
}

/** What is sent: an activity of type `message` or `typing`, in Teams' own words, without what the address says. */
export interface TeamsOutgoing {
  readonly type: 'message' | 'typing';
  readonly text?: string;
  readonly textFormat?: 'markdown' | 'plain';
  readonly attachments?: readonly TeamsAttachment[];
  readonly entities?: readonly unknown[];
  /** In a thread's own conversation, the message it answers. */
  readonly replyToId?: string;
  readonly summary?: string;
}

export interface TeamsAttachment {
  readonly contentType: string;
  readonly content?: unknown;
  readonly contentUrl?: string;
  readonly name?: string;
}

/** Somebody as Teams' roster has them. */
export interface TeamsMember {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly aadObjectId: string | null;
  /** Where their account is at home, as far as Teams says. */
  readonly organization: string | null;
  /** Invited from another organization, with the address they have there. */
  readonly isGuest: boolean;
}

/** The Bot Connector's API, as far as it is used. Every call rejects with a `TeamsFailure`. */
export interface TeamsConnector {
  send(
    address: TeamsAddress,
    activity: TeamsOutgoing,
    signal: AbortSignal,
  ): Promise<{ readonly id: string }>;
  update(
    address: TeamsAddress,
    activityId: string,
    activity: TeamsOutgoing,
    signal: AbortSignal,
  ): Promise<void>;
  remove(address: TeamsAddress, activityId: string, signal: AbortSignal): Promise<void>;
  member(address: TeamsAddress, userId: string, signal: AbortSignal): Promise<TeamsMember | null>;
}

/** A call that failed. `status` 0: no answer came. `isUnknown`: it may have been carried out all the same. */
export class TeamsFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly retryAfterMs: number | null,
    readonly isUnknown: boolean,
  ) {
    super(`Teams answered ${status} ${code}`.trim());
  }
}
