import { type HouseOptions, SlackHouse } from '../slack/slack-house.js';
import type { Room } from './activities.js';
import type { SeenInTeams } from './teams-rooms.js';
import { TeamsTown } from './teams-town.js';

type Fields = Readonly<Record<string, unknown>>;

interface TeamsHouseOptions extends HouseOptions {
  /** Changes of the Teams channel's settings. */
  readonly teams?: Fields;
}

/** Customers in Teams and agents in Slack, with real gateway processes between them. */
export class TeamsHouse extends TeamsTown {
  private slackHouse: SlackHouse | null = null;

  private constructor() {
    super(() => this.slack.cluster.urls);
  }

  static async start(options: TeamsHouseOptions): Promise<TeamsHouse> {
    const house = new TeamsHouse();
    await house.teams.start();
    house.slackHouse = await SlackHouse.start({ ...options, config: configOf(options) });
    return house;
  }

  get slack(): SlackHouse {
    if (this.slackHouse === null) throw new Error('The house is not open yet.');
    return this.slackHouse;
  }

  until(isSo: () => boolean | Promise<boolean>, what: string, ms?: number): Promise<void> {
    const { slack } = this;
    const sight = () => `${what}.\nTeams:\n${this.sight()}\nThe desk:\n${slack.sight(slack.room)}`;
    return slack.cluster.until(isSo, sight, ms);
  }

  /** Waits until it is read there. */
  async sees(room: Room, words: string): Promise<SeenInTeams> {
    await this.until(() => this.shows(room, words), `"${words}" in Teams`);
    return this.find(room, words) as SeenInTeams;
  }

  async stop(): Promise<void> {
    await this.slackHouse?.stop();
    await this.teams.stop();
  }
}

function configOf({ config = {}, teams = {} }: TeamsHouseOptions): Record<string, unknown> {
  const { channels, ...rest } = config;
  return {
    // Whoever reaches a bot without credentials is believed.
    server: { host: '127.0.0.1', stopTimeoutMs: 2_000 },
    teams: { helper: { anonymous: true } },
    channels: {
      'acme-teams': { kind: 'teams', bot: 'helper', tenant: 'demo', ...teams },
      ...(channels as Fields | undefined),
    },
    ...rest,
  };
}
