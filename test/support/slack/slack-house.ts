import { type ClusterOptions, FaultCluster } from '../fault/fault-cluster.js';
import { Balancer } from './balancer.js';
import { shippedManifest } from './manifest.js';
import type { SeenMessage } from './seen-message.js';
import type { SlackApp, SlackInstallation } from './slack-app.js';
import type { SlackPerson } from './slack-person.js';
import type { SlackRoom } from './slack-room.js';
import { SlackServer } from './slack-server.js';
import type { SlackTeam } from './slack-team.js';

export interface HouseOptions extends ClusterOptions {
  readonly transport?: 'http' | 'socket';
  /** Changes of the Slack desk's settings. */
  readonly desk?: Record<string, unknown>;
}

/**
 * Slack as a company has it, with real gateway processes joined to it: Acme, where the agents sit in one room, and
 * Globex, where customers are. The app has exactly the scopes and events of the shipped manifest.
 */
export class SlackHouse {
  readonly slack = new SlackServer();
  readonly acme: SlackTeam;
  readonly globex: SlackTeam;
  readonly app: SlackApp;
  readonly botAtAcme: SlackInstallation;
  readonly botAtGlobex: SlackInstallation;
  readonly ana: SlackPerson;
  readonly ben: SlackPerson;
  readonly carol: SlackPerson;
  readonly dave: SlackPerson;
  readonly room: SlackRoom;
  readonly fallback: SlackRoom;
  readonly shop: SlackRoom;
  private gateways: FaultCluster | null = null;
  private readonly balancer = new Balancer(() => this.cluster.urls);

  private constructor() {
    this.acme = this.slack.createTeam('Acme');
    this.globex = this.slack.createTeam('Globex');
    this.app = this.slack.createApp('Frontdesk');
    const { scopes, events } = shippedManifest();
    this.app.subscribesTo(...events);
    this.botAtAcme = this.app.install(this.acme, scopes);
    this.botAtGlobex = this.app.install(this.globex, scopes);
    this.ana = this.acme.createPerson('Ana Alvarez');
    this.ben = this.acme.createPerson('Ben Okafor');
    this.carol = this.globex.createPerson('Carol Chen');
    this.dave = this.globex.createPerson('Dave Diaz');
    this.room = this.acme.createRoom('desk', { members: [this.ana, this.ben, this.botAtAcme] });
    this.fallback = this.acme.createRoom('desk-2', {
      members: [this.ana, this.ben, this.botAtAcme],
    });
    this.shop = this.globex.createRoom('shop', {
      members: [this.carol, this.dave, this.botAtGlobex],
    });
  }

  static async start(options: HouseOptions): Promise<SlackHouse> {
    const house = new SlackHouse();
    await house.slack.start();
    if (options.transport === 'socket') house.app.usesSocketMode();
    house.gateways = await FaultCluster.start({ ...options, config: house.config(options) });
    if (options.transport !== 'socket') await house.listens();
    house.app.redeliversAfter(200, 500, 1_000, 2_000, 4_000);
    return house;
  }

  get cluster(): FaultCluster {
    if (this.gateways === null) throw new Error('The house is not open yet.');
    return this.gateways;
  }

  /** The newest card in the desk's room. */
  get card(): SeenMessage {
    const card = this.cards.at(-1);
    if (card === undefined) throw new Error('There is no card yet.');
    return card;
  }

  /** Roots of cases, oldest first. */
  get cards(): SeenMessage[] {
    return this.room.messages.filter((one) => one.isFromBot && one.threadTs === null);
  }

  until(isSo: () => boolean | Promise<boolean>, what: string, ms?: number): Promise<void> {
    const sight = () => {
      const told = this.slack.ephemerals.map(({ user, text }) => `${user}: ${text}`).join('\n');
      return `${what}.\nThe desk's room:\n${this.sight(this.room)}\nTold to one:\n${told}`;
    };
    return this.cluster.until(isSo, sight, ms);
  }

  /** Waits for a line in the newest card's thread. */
  async threadShows(words: string, ms?: number): Promise<SeenMessage> {
    const find = () => this.cards.at(-1)?.thread.find((one) => wordsOf(one).includes(words));
    await this.until(() => find() !== undefined, `"${words}" in the thread`, ms);
    return find() as SeenMessage;
  }

  /** What a direct conversation with the bot shows that the bot wrote. */
  told(person: SlackPerson): string[] {
    const { id } = person.directRoomWith(this.app);
    return this.slack
      .room(id)
      .messages.filter((one) => one.isFromBot)
      .map(wordsOf);
  }

  sight(room: SlackRoom): string {
    const line = (one: SeenMessage, depth: string): string =>
      [
        `${depth}${one.author}: ${wordsOf(one).replaceAll('\n', ' / ')} ${JSON.stringify(one.reactions)}`,
        ...one.thread.map((reply) => line(reply, `${depth}  `)),
      ].join('\n');
    return room.messages.map((one) => line(one, '')).join('\n');
  }

  async stop(): Promise<void> {
    await this.gateways?.stop();
    await this.balancer.stop().catch(() => undefined);
    await this.slack.stop();
  }

  private async listens(): Promise<void> {
    const base = `${await this.balancer.start()}/slack/support`;
    this.app.listensAt({
      events: `${base}/events`,
      interactivity: `${base}/interactions`,
      commands: `${base}/commands`,
    });
  }

  private config({
    transport = 'http',
    desk = {},
    config = {},
  }: HouseOptions): Record<string, unknown> {
    const place = { app: 'support', workspace: 'acme' };
    return {
      slack: {
        support: {
          transport,
          webApi: this.slack.apiUrl,
          ...(transport === 'http'
            ? { signingSecret: this.app.signingSecret }
            : { appToken: this.app.appToken }),
          workspaces: {
            acme: { team: this.acme.id, botToken: this.botAtAcme.botToken },
            globex: { team: this.globex.id, botToken: this.botAtGlobex.botToken },
          },
        },
      },
      desks: {
        main: {
          kind: 'slack',
          ...place,
          room: this.room.id,
          fallbackRoom: this.fallback.id,
          ...desk,
        },
      },
      channels: {
        'globex-slack': { kind: 'slack', app: 'support', workspace: 'globex', tenant: 'demo' },
      },
      ...config,
    };
  }
}

/** All a person can read in a message. */
export function wordsOf(message: SeenMessage): string {
  return message.words === '' ? message.text : message.words;
}
