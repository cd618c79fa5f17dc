import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Limiter } from '../../core/ports/limiter.js';
import { type Fresh, Memo } from '../memo.js';
import type { SlackApi } from './slack-api.js';
import type { SlackFileWire } from './slack-file-wire.js';
import { SlackHolds } from './slack-holds.js';
import { SlackMembers, slackUnavailable } from './slack-members.js';
import { LimitedSlackPacer, type SlackPacer } from './slack-pacer.js';
import { SlackPeople } from './slack-people.js';
import type { SlackProblemWord } from './slack-problem-words.js';
import { slackId } from './slack-shapes.js';
import { WatchedSlackApi } from './slack-watched-api.js';
import type { SlackPerson, SlackWorkspace } from './slack-workspace.js';

interface Self {
  readonly userId: string;
  readonly botId: string;
}

const identity = z.object({ user_id: slackId, bot_id: slackId, team_id: slackId });

/** An app in one workspace, with its token. */
export class SlackInstallation implements SlackWorkspace {
  readonly team: string;
  readonly appName: string;
  readonly pacer: SlackPacer;
  readonly files: SlackFileWire;
  private readonly watched: WatchedSlackApi;
  private readonly people: SlackPeople;
  private readonly rooms: SlackMembers;
  private readonly selves: Memo<Self>;

  constructor(parts: {
    readonly team: string;
    readonly appName: string;
    readonly api: SlackApi;
    readonly files: SlackFileWire;
    readonly limiter: Limiter;
    readonly clock: Clock;
  }) {
    const { team, appName, clock, limiter } = parts;
    const holds = new SlackHolds(clock, (...hold) => void pacer.pause(...hold));
    this.team = team;
    this.appName = appName;
    this.files = parts.files;
    this.watched = new WatchedSlackApi(parts.api, holds);
    const pacer = new LimitedSlackPacer({ name: `${appName}:${team}`, limiter, holds, clock });
    this.pacer = pacer;
    this.people = new SlackPeople(team, this.watched, clock);
    this.rooms = new SlackMembers(this.watched, clock);
    this.selves = new Memo(clock, 1);
  }

  get api(): SlackApi {
    return this.watched;
  }

  /** Why calls do not succeed, in a word for the health page; null while they do. */
  get problem(): SlackProblemWord | null {
    return this.watched.problem;
  }

  self(): Promise<Self> {
    return this.selves.get('self', () => this.askSelf());
  }

  person(userId: string): Promise<SlackPerson> {
    return this.people.find(userId);
  }

  members(room: string): Promise<ReadonlySet<string>> {
    return this.rooms.ofRoom(room);
  }

  groupMembers(group: string): Promise<ReadonlySet<string>> {
    return this.rooms.ofGroup(group);
  }

  forget(room: string): void {
    this.rooms.forget(room);
  }

  /** Asks Slack whether our token is good: what comes of it is `problem`. */
  async check(signal?: AbortSignal): Promise<void> {
    await this.api.call('auth.test', {}, signal);
  }

  private async askSelf(): Promise<Fresh<Self>> {
    const said = await this.api.call('auth.test', {});
    if (said.kind === 'refused') throw slackUnavailable(said.failure);
    const seen = identity.safeParse(said.body);
    // A token of another workspace would speak there, to whoever has that room's id.
    if (!seen.success) throw new GatewayError('slack.unavailable', { error: 'unreadable' });
    if (seen.data.team_id !== this.team) {
      this.watched.isElsewhere = true;
      throw new GatewayError('slack.unavailable', { error: 'wrong_team' });
    }
    const { user_id: userId, bot_id: botId } = seen.data;
    return { value: { userId, botId }, keepMs: Number.POSITIVE_INFINITY };
  }
}
