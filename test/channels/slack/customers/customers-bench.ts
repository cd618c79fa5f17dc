import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SlackCustomers } from '../../../../src/channels/slack/slack-customers.js';
import type { SlackCustomerChannel } from '../../../../src/channels/slack/slack-customers-parts.js';
import { SlackFileWire } from '../../../../src/channels/slack/slack-file-wire.js';
import { SlackInstallation } from '../../../../src/channels/slack/slack-installation.js';
import {
  interactionPayload,
  parseSlackInteraction,
} from '../../../../src/channels/slack/slack-interactions.js';
import { parseSlackEvent } from '../../../../src/channels/slack/slack-parse.js';
import { SlackWebApi } from '../../../../src/channels/slack/slack-web-api.js';
import { Courier } from '../../../../src/core/delivery/courier.js';
import type { Conversation } from '../../../../src/core/domain/conversation.js';
import type { Draft, Message } from '../../../../src/core/domain/message.js';
import { Intake } from '../../../../src/core/intake/intake.js';
import type { Arrival } from '../../../../src/core/ports/channel.js';
import type { Stores } from '../../../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../../../src/core/stores/system/crypto-ids.js';
import { existing, Talk } from '../../../contract/talk.js';
import { HandClock } from '../../../support/model/hand-clock.js';
import type { MessageRef, SeenMessage } from '../../../support/slack/seen-message.js';
import { SlackServer } from '../../../support/slack/slack-server.js';
import { EMBEDDED, SILENT } from '../../../support/stores.js';
import { BOUNDS, KeptFiles } from '../kept-files.js';

const IDS = new CryptoIds();
const LANE_TTL_MS = 1_000;
const WORDING = { language: 'en', overrides: {} } as const;

/** Nothing is paced, so that no test waits: the pacer has tests of its own. */
const FREE = { spend: async () => null, pause: async () => undefined };

type Listened = (body: string, contentType: string) => Promise<void>;

/** Slack, our customers' side joined to it over HTTP, real embedded stores and a courier. Turns are made by hand. */
export class CustomersBench {
  readonly clock = new HandClock();
  readonly slack = new SlackServer(() => this.clock.nowMs());
  readonly arrivals: Arrival[] = [];
  /** Files whose agent is to be told that Slack did not take them. */
  readonly left: string[] = [];
  /** Why Slack was asked to send something again. */
  readonly refusals: unknown[] = [];
  /** What the next arrivals meet instead of the intake. */
  readonly obstacles: Error[] = [];
  readonly acme = this.slack.createTeam('Acme');
  readonly app = this.slack.createApp('Frontdesk');
  readonly bot = this.app.install(this.acme);
  readonly carol = this.acme.createPerson('Carol Chen');
  readonly dave = this.acme.createPerson('Dave Diaz');
  readonly room = this.acme.createRoom('shop', { members: [this.carol, this.dave, this.bot] });
  readonly channel = {
    name: 'acme-slack',
    tenant: 'demo',
    app: 'support',
    team: this.acme.id,
    rooms: [] as string[],
    direct: true,
    messageCharsMax: 200,
    trustsEmail: false,
    wording: WORDING,
    linkHosts: ['shop.example'],
    botName: 'Bot',
  };
  readonly channels: SlackCustomerChannel[] = [this.channel];
  readonly files = new KeptFiles('support', (team) =>
    team === this.acme.id ? this.workspace : null,
  );
  private opened: { stores: Stores; workspace: SlackInstallation } | null = null;
  private joined: SlackCustomers | null = null;
  private readonly ear = createServer((incoming, response) => {
    this.hear(incoming).then(
      () => response.writeHead(200).end(),
      (error: unknown) => {
        this.refusals.push(error);
        response.writeHead(503).end();
      },
    );
  });

  static async open(): Promise<CustomersBench> {
    const bench = new CustomersBench();
    await bench.slack.start();
    await new Promise<void>((resolve) => bench.ear.listen(0, '127.0.0.1', resolve));
    bench.app.listensAt(`http://127.0.0.1:${(bench.ear.address() as AddressInfo).port}/slack`);
    const workspace = new SlackInstallation({
      team: bench.acme.id,
      appName: 'support',
      api: new SlackWebApi(bench.bot.botToken, bench.slack.apiUrl, 1_000),
      files: new SlackFileWire(bench.bot.botToken, bench.slack.apiUrl, 1_000),
      limiter: FREE,
      clock: bench.clock,
    });
    bench.opened = { stores: await EMBEDDED.open(), workspace };
    bench.joined = bench.join();
    return bench;
  }

  async close(): Promise<void> {
    await this.joined?.stop();
    await this.slack.stop();
    const closed = new Promise((resolve) => this.ear.close(resolve));
    this.ear.closeAllConnections();
    await closed;
    await this.opened?.stores.close();
  }

  get stores(): Stores {
    return existing(this.opened).stores;
  }

  get workspace(): SlackInstallation {
    return existing(this.opened).workspace;
  }

  get customers(): SlackCustomers {
    return existing(this.joined);
  }

  /** As after a restart: nothing is remembered but what is on record. */
  async restart(): Promise<void> {
    await this.joined?.stop();
    this.joined = this.join();
  }

  private join(): SlackCustomers {
    const intake = new Intake({
      ...this.stores,
      clock: this.clock,
      telemetry: SILENT,
      ids: IDS,
      laneTtlMs: () => LANE_TTL_MS,
      onRecorded: () => undefined,
    });
    return new SlackCustomers({
      ...this.stores,
      clock: this.clock,
      ids: IDS,
      telemetry: SILENT,
      files: this.files,
      fileBounds: () => BOUNDS,
      onFileLeft: (_owner, _message, { name }) => void this.left.push(name),
      accept: async (arrival) => {
        const obstacle = this.obstacles.shift();
        if (obstacle) throw obstacle;
        const accepted = await intake.accept(arrival);
        if (accepted.isNew) this.arrivals.push(arrival);
        return accepted;
      },
      channels: () => this.channels,
      wordingIn: () => WORDING,
      workspaceOf: (app, team) =>
        app === 'support' && team === this.acme.id ? this.workspace : null,
      patienceMs: () => 5_000,
    });
  }

  /** Everything on record that was accepted as new, by its words. */
  get heard(): string[] {
    return this.arrivals.map((one) => one.text);
  }

  async conversation(): Promise<Conversation> {
    return existing(await this.stores.conversations.load(await this.conversationId()));
  }

  /** Of the newest arrival. */
  async conversationId(): Promise<string> {
    const { place } = existing(this.arrivals.at(-1));
    return IDS.hash('conversation', place.tenant, place.channel, place.thread);
  }

  async talk(): Promise<Talk> {
    const talk = new Talk(this.stores, await this.conversationId());
    talk.nowMs = this.clock.nowMs();
    return talk;
  }

  /** The bot's turn over what waits; what it says goes out at the next `carry`. */
  async answers(text: string, more: Partial<Draft> = {}): Promise<void> {
    const talk = await this.talk();
    const leased = await talk.leased();
    const turnId = `${leased.id}-t${leased.fence}-${leased.inbox[0]?.seq ?? 0}`;
    const reply: Draft = {
      id: `${turnId}-r0`,
      kind: 'text',
      author: { kind: 'bot', id: 'bot', name: 'Bot' },
      text,
      atMs: this.clock.nowMs(),
      turnId,
      ...more,
    };
    existing(await talk.commit(leased, { replies: [reply] }));
  }

  /** What the customer's lane owes goes out, as far as Slack takes it. */
  async carry(afterMs = 2_000): Promise<Conversation> {
    this.clock.pass(afterMs);
    const courier = new Courier({
      ...this.stores,
      clock: this.clock,
      ids: IDS,
      telemetry: SILENT,
      settings: () => ({
        leaseTtlMs: LANE_TTL_MS,
        retryBaseMs: 100,
        retryMaxMs: 60_000,
        attemptsMax: 4,
      }),
      deliveryOf: (_conversation, lane) =>
        lane === 'customer'
          ? this.customers
          : { shows: 'record', together: () => 1, deliver: async () => ({ kind: 'sent' }) },
    });
    await courier.run(await this.conversationId(), 'customer');
    await courier.stop();
    return this.conversation();
  }

  async filed(): Promise<readonly Message[]> {
    const query = { after: 0, limit: 200 };
    return this.stores.archive.page(await this.conversationId(), query);
  }

  /** What the bot shows in a thread of the room, oldest first. */
  thread(root: MessageRef): SeenMessage[] {
    return this.room.message(root).thread.filter((one) => one.isFromBot);
  }

  /** What the bot shows in somebody's direct messages. */
  direct(person = this.carol): SeenMessage[] {
    const { id } = person.directRoomWith(this.app);
    return this.slack.room(id).messages.filter((one) => one.isFromBot);
  }

  private async hear(incoming: IncomingMessage): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const heard: Listened = (incoming.headers['content-type'] ?? '').includes('json')
      ? (body) => this.event(body)
      : (body) => this.interaction(body);
    await heard(Buffer.concat(parts).toString('utf8'), '');
  }

  private async event(body: string): Promise<void> {
    const self = await this.workspace.self();
    const happening = parseSlackEvent(JSON.parse(body), {
      ...self,
      appName: 'support',
      nameOf: () => undefined,
    });
    switch (happening.kind) {
      case 'said':
      case 'edited':
      case 'deleted':
        return this.customers.said(this.workspace, happening);
      case 'reaction':
      case 'lifecycle':
      case 'ignored':
        return;
    }
  }

  private async interaction(body: string): Promise<void> {
    const seen = parseSlackInteraction(interactionPayload(body));
    if (seen.kind === 'pressed') await this.customers.pressed(this.workspace, seen);
  }
}

/** A bench of its own for each test of a suite. What a correct client never does is asked for at each end. */
export function benches(): () => CustomersBench {
  let bench: CustomersBench;
  beforeEach(async () => {
    bench = await CustomersBench.open();
  });
  afterEach(async () => {
    await bench.close();
    expect(bench.slack.complaints).toEqual([]);
  });
  return () => bench;
}
