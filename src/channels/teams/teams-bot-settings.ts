import type { Wording } from '../../core/domain/texts.js';

/** One bot, as the configuration has it. Ids are in small letters, as Teams sends them. */
export interface TeamsBotSettings {
  /** Its name in the configuration, and in the address that Teams is given. */
  readonly name: string;
  /** Null only for an anonymous one. */
  readonly credentials: TeamsCredentials | null;
  /** Believes whoever speaks from this machine, and sends no token. */
  readonly isAnonymous: boolean;
}

export interface TeamsCredentials {
  readonly appId: string;
  readonly appPassword: string;
  /** The one organization the app is registered for; null for an app of any organization. */
  readonly organization: string | null;
}

/** One place customers write from: those of a bot's chats that the configuration gives to this channel. */
export interface TeamsCustomerChannel {
  readonly name: string;
  readonly tenant: string;
  readonly bot: string;
  /** Ids of Microsoft 365 organizations, in small letters; none means all. */
  readonly organizations: readonly string[];
  readonly personal: boolean;
  readonly groups: boolean;
  readonly channels: boolean;
  readonly messageCharsMax: number;
  readonly trustsEmail: boolean;
  readonly botName: string;
  readonly tenantName: string;
  readonly suggestions: readonly string[];
  readonly wording: Wording;
  readonly linkHosts: readonly string[];
}
