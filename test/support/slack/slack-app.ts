import type { Answer, Delivery } from './delivery.js';
import type { JsonObject } from './json.js';
import type { AppRecord, InstallationRecord, UserRecord } from './model.js';
import { publishEvent } from './publish-event.js';
import type { SlackCore } from './slack-core.js';
import type { SlackSocket } from './slack-socket.js';
import type { SlackTeam } from './slack-team.js';

/** A support desk's scopes; a test of `missing_scope` installs with fewer. */
export const DESK_SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
] as const;

/** Every event this stand-in can send, by the names of https://docs.slack.dev/reference/events */
export const EVENTS = [
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_left',
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
] as const;

/** A request as an app gets it, for a forger: anything not said is as Slack would have it. */
export interface RawPost {
  readonly body: string;
  readonly to?: 'events' | 'interactivity' | 'commands';
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An app as its developer sees it: secrets, where it listens, what it was sent. */
export class SlackApp {
  constructor(
    private readonly core: SlackCore,
    readonly record: AppRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  get signingSecret(): string {
    return this.record.signingSecret;
  }

  get appToken(): string {
    return this.record.appToken;
  }

  get deliveries(): Delivery[] {
    return this.core.wire.deliveries.filter(({ app }) => app === this.record);
  }

  /** Open Socket Mode connections: `refresh()`, `cut()`, `isDeaf = true`. */
  get sockets(): SlackSocket[] {
    return this.core.wire.sockets.of(this.record);
  }

  install(team: SlackTeam, scopes: Iterable<string> = DESK_SCOPES): SlackInstallation {
    const bot: UserRecord = {
      id: this.core.newId('U'),
      handle: this.record.name.toLowerCase(),
      realName: this.record.name,
      email: null,
      tz: 'Etc/UTC',
      team: team.record,
      guest: 'none',
      bot: { id: this.core.newId('B'), appId: this.id },
    };
    this.core.users.push(bot);
    const record: InstallationRecord = {
      app: this.record,
      team: team.record,
      bot,
      botToken: `xoxb-${this.core.newSecret()}`,
      scopes: new Set(scopes),
      state: 'active',
    };
    this.record.installations.push(record);
    return new SlackInstallation(this.core, record);
  }

  /** One request url for all, or one for each kind. */
  listensAt(urls: string | { events: string; interactivity: string; commands: string }): void {
    const each =
      typeof urls === 'string' ? { events: urls, interactivity: urls, commands: urls } : urls;
    this.record.reach = { kind: 'http', ...each };
  }

  usesSocketMode(): void {
    this.record.reach = { kind: 'socket' };
  }

  subscribesTo(...events: readonly string[]): void {
    this.record.subscriptions.clear();
    for (const event of events) this.record.subscriptions.add(event);
  }

  /** Slack retries by itself after these pauses, until acknowledged: its own are 0, 60,000 and 300,000. */
  redeliversAfter(...pausesMs: readonly number[]): void {
    this.record.redeliverAfterMs = pausesMs;
  }

  /** What saving the request url does: the app must give the challenge back. */
  async verifyUrl(): Promise<Answer> {
    const challenge = this.core.newSecret();
    const answer = await this.post({
      body: JSON.stringify({
        token: this.record.verificationToken,
        challenge,
        type: 'url_verification',
      }),
    });
    if (!answer.body.includes(challenge))
      this.core.complaints.add(`url_verification: the app answered ${answer.body.slice(0, 100)}`);
    return answer;
  }

  /** Any request at all, signed as Slack signs unless the headers say otherwise: forged, stale, replayed. */
  post(raw: RawPost): Promise<Answer> {
    const { reach } = this.record;
    if (reach.kind !== 'http') throw new Error('the app listens to no url');
    return this.core.wire.http.post(this.record, {
      url: reach[raw.to ?? 'events'],
      body: raw.body,
      contentType: raw.contentType ?? 'application/json',
      ...(raw.headers && { headers: raw.headers }),
    });
  }

  revokeAppToken(): void {
    this.record.isAppTokenRevoked = true;
  }
}

/** The app in one workspace. */
export class SlackInstallation {
  constructor(
    private readonly core: SlackCore,
    readonly record: InstallationRecord,
  ) {}

  get botToken(): string {
    return this.record.botToken;
  }

  /** The bot user: who sits in rooms and is mentioned. */
  get user(): UserRecord {
    return this.record.bot;
  }

  get mention(): string {
    return `<@${this.user.id}>`;
  }

  /** Every call answers token_revoked from now on; the app is told with tokens_revoked. */
  revokesToken(): Promise<void> {
    this.record.state = 'token-revoked';
    return this.tell(this.tokensRevoked());
  }

  /** As an admin removes the app: account_inactive, and the bot sits nowhere. */
  async uninstalls(): Promise<void> {
    this.record.state = 'uninstalled';
    for (const room of this.core.rooms) room.members.delete(this.user.id);
    await this.tell({ type: 'app_uninstalled' });
    await this.tell(this.tokensRevoked());
  }

  /** Installed anew: another token, the same bot. */
  reinstalls(): void {
    this.record.state = 'active';
    this.record.botToken = `xoxb-${this.core.newSecret()}`;
  }

  private tokensRevoked(): JsonObject {
    return { type: 'tokens_revoked', tokens: { oauth: [], bot: [this.user.id] } };
  }

  private async tell(event: JsonObject): Promise<void> {
    const deliveries = publishEvent(this.core, {
      subscription: String(event['type']),
      scopes: [],
      event: { ...event, event_ts: String(this.core.nowMs() / 1000) },
      room: null,
      only: this.record,
    });
    await Promise.all(deliveries.map(({ first }) => first));
  }
}
