import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { TeamsCustomerChannel } from '../../../src/channels/teams/teams-bot-settings.js';
import { TeamsRestConnector } from '../../../src/channels/teams/teams-connector.js';
import { TeamsCustomers } from '../../../src/channels/teams/teams-customers.js';
import type { TeamsAnswered } from '../../../src/channels/teams/teams-customers-parts.js';
import { TeamsDelivery } from '../../../src/channels/teams/teams-delivery.js';
import { TeamsDoor } from '../../../src/channels/teams/teams-door.js';
import { TeamsPacer } from '../../../src/channels/teams/teams-pacer.js';
import { Courier } from '../../../src/core/delivery/courier.js';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import type { Draft, Message } from '../../../src/core/domain/message.js';
import { Intake } from '../../../src/core/intake/intake.js';
import type { Arrival } from '../../../src/core/ports/channel.js';
import type { Files } from '../../../src/core/ports/files.js';
import type { Fields, Telemetry } from '../../../src/core/ports/telemetry.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { existing, Talk } from '../../contract/talk.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { EMBEDDED, SILENT } from '../../support/stores.js';
import { ACME, CAROL, CHANNEL, CHAT, DAVE, GROUP } from '../../support/teams/activities.js';
import { TeamsStandIn } from '../../support/teams/teams-stand-in.js';

const IDS = new CryptoIds();
const LANE_TTL_MS = 1_000;
/** Nothing is paced, so that no test waits: the pacer has tests of its own. */
const FREE = { spend: async () => null, pause: async () => undefined };

/** No test here has a file whose content is asked for. */
export const NO_FILES: Files = {
  take: () => Promise.reject(new Error('no files here')),
  pick: async () => [],
  open: async () => ({ kind: 'problem', problem: 'gone' }),
  settle: async (files) => files,
  giveUp: async (file) => file,
  path: () => null,
  url: () => null,
};

const BOT = { name: 'support', isAnonymous: true, credentials: null };

/** A Teams on this machine, our customers' side joined to it over HTTP, and real embedded stores. Turns are made by hand. */
export class TeamsBench {
  readonly clock = new HandClock();
  readonly teams = new TeamsStandIn(() => this.clock.nowMs());
  readonly arrivals: Arrival[] = [];
  readonly answered: TeamsAnswered[] = [];
  readonly working: string[] = [];
  /** Names of log lines, with what they say. */
  readonly log: [string, Fields | undefined][] = [];
  /** What the next arrivals meet instead of the intake. */
  readonly obstacles: Error[] = [];
  /** Addresses as they were written, and what the next ones meet instead. */
  readonly written: string[] = [];
  readonly addressObstacles: Error[] = [];
  readonly channel: TeamsCustomerChannel = {
    name: 'acme-teams',
    tenant: 'demo',
    bot: 'support',
    organizations: [],
    personal: true,
    groups: true,
    channels: true,
    messageCharsMax: 200,
    trustsEmail: false,
    botName: 'Helper',
    tenantName: 'Acme',
    suggestions: ['Where is my order?', 'How do I return something?'],
    wording: { language: 'en', overrides: {} },
    linkHosts: ['shop.example'],
  };
  channels: TeamsCustomerChannel[] = [this.channel];
  private opened: Stores | null = null;
  private joined: TeamsCustomers | null = null;
  private delivery: TeamsDelivery | null = null;
  private server: Server | null = null;

  static async open(): Promise<TeamsBench> {
    const bench = new TeamsBench();
    await bench.teams.start();
    const people = [CAROL, DAVE].map((one) => ({
      ...one,
      tenantId: ACME,
      email: `${one.id.slice(3)}@acme.example`,
    }));
    for (const { id } of [CHAT, GROUP, CHANNEL]) bench.teams.createRoom(id, people);
    bench.opened = await EMBEDDED.open();
    await bench.join();
    return bench;
  }

  async close(): Promise<void> {
    await this.joined?.stop();
    await this.teams.stop();
    await new Promise((resolve) => this.server?.close(resolve));
    await this.opened?.close();
  }

  get stores(): Stores {
    return existing(this.opened);
  }

  get customers(): TeamsCustomers {
    return existing(this.joined);
  }

  get serviceUrl(): string {
    return this.teams.serviceUrl;
  }

  /** Everything on record that was accepted as new, by its words. */
  get heard(): string[] {
    return this.arrivals.map((one) => one.text);
  }

  /** Posts an activity as Teams does. */
  async post(body: unknown) {
    const { port } = existing(this.server).address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  }

  /** With headers that `fetch` does not let anybody set. */
  async rawPost(body: unknown, headers: Record<string, string>): Promise<{ status: number }> {
    const { port } = existing(this.server).address() as AddressInfo;
    const usual = { host: `127.0.0.1:${port}`, 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          port,
          host: '127.0.0.1',
          path: '/api/messages',
          method: 'POST',
          headers: { ...usual, ...headers },
        },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0 }));
        },
      );
      asked.on('error', reject);
      asked.end(JSON.stringify(body));
    });
  }

  async conversation(): Promise<Conversation> {
    return existing(await this.stores.conversations.load(this.conversationId()));
  }

  /** Of the newest arrival. */
  conversationId(): string {
    const { place } = existing(this.arrivals.at(-1));
    return IDS.hash('conversation', place.tenant, place.channel, place.thread);
  }

  /** The bot's turn over what waits; the message it says. */
  async answers(text: string, more: Partial<Draft> = {}): Promise<Message> {
    const talk = new Talk(this.stores, this.conversationId());
    talk.nowMs = this.clock.nowMs();
    const leased = await talk.leased();
    const turnId = `${leased.id}-t${leased.fence}-${leased.inbox[0]?.seq ?? 0}`;
    const reply: Draft = {
      id: `${turnId}-r0`,
      kind: 'text',
      author: { kind: 'bot', id: 'bot', name: 'Helper' },
      text,
      atMs: this.clock.nowMs(),
      turnId,
      ...more,
    };
    const after = existing(await talk.commit(leased, { replies: [reply] }));
    const messages = after.lanes.customer.items.flatMap(({ message }) => message ?? []);
    return existing(messages.find(({ id }) => id === reply.id));
  }

  /** What the customer's lane owes goes out, as far as Teams takes it. */
  async carry(): Promise<Conversation> {
    const { clock, stores } = this;
    clock.pass(2_000);
    const delivery = existing(this.delivery);
    const courier = new Courier({
      ...stores,
      ...{ clock, ids: IDS, telemetry: SILENT },
      settings: () => ({
        leaseTtlMs: LANE_TTL_MS,
        retryBaseMs: 100,
        retryMaxMs: 60_000,
        attemptsMax: 4,
      }),
      deliveryOf: (_conversation, lane) =>
        lane === 'customer'
          ? delivery
          : { shows: 'record', together: () => 1, deliver: async () => ({ kind: 'sent' }) },
    });
    await courier.run(this.conversationId(), 'customer');
    await courier.stop();
    return this.conversation();
  }

  /** As after a restart: nothing is remembered but what is on record. */
  async restart(): Promise<void> {
    await this.joined?.stop();
    await new Promise((resolve) => this.server?.close(resolve));
    await this.join();
  }

  private async join(): Promise<void> {
    const { stores, clock } = this;
    const telemetry: Telemetry = {
      info: (event, fields) => void this.log.push([event, fields]),
      warn: (event, fields) => void this.log.push([event, fields]),
      error: (event, _error, fields) => void this.log.push([event, fields]),
    };
    const connector = new TeamsRestConnector({ tokensOf: () => null, clock });
    const delivery = new TeamsDelivery({
      ...stores,
      ...{ clock, telemetry, connector, files: NO_FILES },
      pacer: new TeamsPacer({ limiter: FREE, clock }),
      voiceOf: (name) => this.channels.find((one) => one.name === name) ?? null,
      patienceMs: () => 5_000,
      beforePosting: async () => undefined,
    });
    this.delivery = delivery;
    const intake = new Intake({
      ...stores,
      ...{ clock, telemetry, ids: IDS },
      laneTtlMs: () => LANE_TTL_MS,
      onRecorded: () => undefined,
    });
    this.joined = new TeamsCustomers({
      ...stores,
      addresses: {
        find: (id) => stores.addresses.find(id),
        keep: async (id, address) => {
          const obstacle = this.addressObstacles.shift();
          if (obstacle) throw obstacle;
          this.written.push(address);
          await stores.addresses.keep(id, address);
        },
      },
      ...{ clock, telemetry, ids: IDS },
      connector,
      accept: async (arrival) => {
        const obstacle = this.obstacles.shift();
        if (obstacle) throw obstacle;
        const accepted = await intake.accept(arrival);
        if (accepted.isNew) this.arrivals.push(arrival);
        return accepted;
      },
      channels: () => this.channels,
      answered: async (conversation, answered) => {
        this.answered.push(answered);
        await delivery.answered(conversation, answered);
      },
      onWorking: (conversationId) => void this.working.push(conversationId),
    });
    const { joined } = this;
    const door = new TeamsDoor({
      ...{ bot: BOT, auth: null, clock, telemetry },
      take: (bot, activity) => joined.take(bot, activity),
    });
    const server = createServer(express().use(door.router(true)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
  }
}

/** A bench of its own for each test of a suite. What a correct client never does is asked for at each end. */
export function benches(): () => TeamsBench {
  let bench: TeamsBench;
  beforeEach(async () => {
    bench = await TeamsBench.open();
  });
  afterEach(async () => {
    await bench.close();
    expect(bench.teams.complaints).toEqual([]);
  });
  return () => bench;
}
