import type { JsonObject } from './json.js';

/** A workspace. */
export interface TeamRecord {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

/** Slack's two kinds of guests: `is_restricted` (several rooms) and `is_ultra_restricted` (one room). */
export type Guest = 'none' | 'multi-channel' | 'single-channel';

/** A person, or an app's bot user. */
export interface UserRecord {
  readonly id: string;
  readonly handle: string;
  readonly realName: string;
  readonly email: string | null;
  readonly tz: string;
  readonly team: TeamRecord;
  readonly guest: Guest;
  /** Set for bots only. */
  readonly bot: { readonly id: string; readonly appId: string } | null;
}

export type RoomKind = 'public' | 'private' | 'im';

export interface RoomRecord {
  readonly id: string;
  name: string;
  readonly kind: RoomKind;
  readonly team: TeamRecord;
  /** Other workspaces in a Slack Connect channel. */
  readonly sharedWith: TeamRecord[];
  readonly members: Set<string>;
  isArchived: boolean;
  /** Everything ever written here, thread replies and deleted messages too, in the order of ts. */
  readonly log: MessageRecord[];
  lastTsMicros: number;
}

export interface Reaction {
  readonly name: string;
  readonly users: string[];
}

export interface FileRecord {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly mimetype: string;
  content: Buffer;
  readonly declaredBytes: number;
  readonly team: TeamRecord;
  readonly owner: UserRecord;
  state: 'announced' | 'shown' | 'deleted' | 'hidden_by_limit';
  /** Of a file that is kept elsewhere, which Slack only shows: its address there. */
  readonly externalUrl?: string;
  /** Of a file of another company's in a shared room: all but the id has to be asked for. */
  readonly isToBeAsked?: boolean;
  /** A private address that is not this server's own. */
  readonly privateUrl?: string;
}

export interface MessageRecord {
  readonly ts: string;
  readonly threadTs: string | null;
  readonly isBroadcast: boolean;
  /** Null for an integration without a user. */
  readonly author: UserRecord | null;
  readonly botId: string | null;
  readonly appId: string | null;
  /** The name shown when it is not the author's own. */
  readonly username: string | null;
  readonly subtype: string | null;
  readonly clientMsgId: string | null;
  readonly files: FileRecord[];
  text: string;
  blocks: JsonObject[];
  attachments: JsonObject[];
  metadata: JsonObject | null;
  edited: { readonly user: string; readonly ts: string } | null;
  readonly reactions: Reaction[];
  /** A deleted root with replies stays as a tombstone, a reader sees "This message was deleted." */
  state: 'shown' | 'tombstone' | 'deleted';
}

export interface InstallationRecord {
  readonly app: AppRecord;
  readonly team: TeamRecord;
  readonly bot: UserRecord;
  botToken: string;
  readonly scopes: Set<string>;
  state: 'active' | 'token-revoked' | 'uninstalled';
}

/** Where an app listens. */
export type Reach =
  | { readonly kind: 'nowhere' }
  | {
      readonly kind: 'http';
      readonly events: string;
      readonly interactivity: string;
      readonly commands: string;
    }
  | { readonly kind: 'socket' };

export interface AppRecord {
  readonly id: string;
  readonly name: string;
  readonly signingSecret: string;
  /** The old verification token, still part of every payload. */
  readonly verificationToken: string;
  readonly appToken: string;
  isAppTokenRevoked: boolean;
  reach: Reach;
  readonly subscriptions: Set<string>;
  /** Pauses before Slack's own redeliveries; empty when tests redeliver by hand. */
  redeliverAfterMs: readonly number[];
  readonly installations: InstallationRecord[];
}

export interface GroupRecord {
  readonly id: string;
  readonly handle: string;
  readonly team: TeamRecord;
  readonly users: string[];
}

/** What only one person sees, above the message box. */
export interface EphemeralRecord {
  readonly id: string;
  readonly roomId: string;
  readonly room: string;
  readonly userId: string;
  readonly user: string;
  readonly threadTs: string | null;
  readonly appId: string;
  readonly ts: string;
  text: string;
  blocks: JsonObject[];
  isDeleted: boolean;
}

export interface ModalRecord {
  readonly id: string;
  readonly appId: string;
  readonly teamId: string;
  readonly userId: string;
  readonly user: string;
  view: JsonObject;
  hash: string;
  isOpen: boolean;
  /** What the app objected to at the last submission, by block id. */
  errors: JsonObject;
}

/** "is thinking..." as it was shown under a thread; an empty status takes it away. */
export interface StatusRecord {
  readonly roomId: string;
  readonly threadTs: string;
  readonly status: string;
  readonly at: number;
}

/** Every call of the Web API, in the order of arrival. */
export interface CallRecord {
  readonly method: string;
  readonly args: JsonObject;
  readonly token: string;
  /** HTTP status; 0 when the caller got no answer. */
  status: number;
  /** `ok`, Slack's error, or what the failure script did instead. */
  result: string;
  /** Whether it changed or read anything, answered or not. */
  hadEffect: boolean;
  readonly at: number;
  /** What a refusal for too many calls asked to wait. */
  retryAfterMs?: number;
}
