import type { FileBounds } from '../../core/domain/files.js';
import type { Message, SentFile } from '../../core/domain/message.js';
import type { Wording } from '../../core/domain/texts.js';
import type { Archive } from '../../core/ports/archive.js';
import type { Accept } from '../../core/ports/channel.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Conversations } from '../../core/ports/conversations.js';
import type { FileOwner, Files } from '../../core/ports/files.js';
import type { IdSource } from '../../core/ports/ids.js';
import type { Signals } from '../../core/ports/signals.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { isDirect } from './slack-ids.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** One configured channel: where in Slack a tenant's customers write. */
export interface SlackCustomerChannel {
  readonly name: string;
  readonly tenant: string;
  /** Name of the app in our configuration; two may be in one workspace. */
  readonly app: string;
  /** The workspace's own id. */
  readonly team: string;
  /** Rooms whose mentions are answered; empty: all the bot is a member of. */
  readonly rooms: readonly string[];
  /** Whether direct messages are answered. */
  readonly direct: boolean;
  readonly messageCharsMax: number;
  /** Whether this workspace's own members are known by their email addresses. */
  readonly trustsEmail: boolean;
  readonly wording: Wording;
  readonly linkHosts: readonly string[];
  readonly botName: string;
}

export interface SlackCustomersParts {
  readonly accept: Accept;
  readonly conversations: Conversations;
  readonly archive: Archive;
  readonly signals: Signals;
  readonly files: Pick<Files, 'open' | 'url'>;
  readonly fileBounds: () => FileBounds;
  /** Slack did not take an agent's file, and nobody can fetch it elsewhere. Must return at once. */
  readonly onFileLeft: (owner: FileOwner, message: Message, file: SentFile) => void;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** Read for each message, so that a reload reaches it. */
  readonly channels: () => readonly SlackCustomerChannel[];
  /** Our words to somebody who writes where no channel listens. */
  readonly wordingIn: (at: Pick<SlackWorkspace, 'appName' | 'team'>) => Wording;
  /** Null while the app is not connected. */
  readonly workspaceOf: (app: string, team: string) => SlackWorkspace | null;
  /** How long a courier has a lane for one delivery, less what its calls may take. */
  readonly patienceMs: () => number;
}

/** The channel that takes what is said there; one that names the room comes before one that takes all. */
export function channelAt(
  channels: readonly SlackCustomerChannel[],
  { appName, team }: Pick<SlackWorkspace, 'appName' | 'team'>,
  room: string,
): SlackCustomerChannel | null {
  const here = channels.filter((one) => one.app === appName && one.team === team);
  if (isDirect(room)) return here.find((one) => one.direct) ?? null;
  const named = here.find((one) => one.rooms.includes(room));
  return named ?? here.find((one) => one.rooms.length === 0) ?? null;
}
