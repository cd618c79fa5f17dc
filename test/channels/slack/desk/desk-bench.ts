import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SlackApp } from '../../../../src/channels/slack/slack-app.js';
import { commandAnswer, SlackDesk } from '../../../../src/channels/slack/slack-desk.js';
import type { SlackDeskSettings } from '../../../../src/channels/slack/slack-desk-parts.js';
import { type Conversation, ownerMark } from '../../../../src/core/domain/conversation.js';
import type { Handoff, HandoffPayload } from '../../../../src/core/domain/handoff.js';
import type { Draft, Message } from '../../../../src/core/domain/message.js';
import { factsAfter } from '../../../../src/core/memory/facts-after.js';
import type { Delivery } from '../../../../src/core/ports/channel.js';
import type { Telemetry } from '../../../../src/core/ports/telemetry.js';
import type { Stores } from '../../../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../../../src/core/stores/system/crypto-ids.js';
import { DeskPolicy } from '../../../../src/handoff/desk-policy.js';
import { DeskSpeech } from '../../../../src/handoff/desk-speech.js';
import { handoffCard } from '../../../../src/handoff/handoff-card.js';
import { existing, Talk } from '../../../contract/talk.js';
import { newHandoff, take } from '../../../support/builders.js';
import { HandClock } from '../../../support/model/hand-clock.js';
import type { SeenMessage } from '../../../support/slack/seen-message.js';
import type { Said, SlackPerson } from '../../../support/slack/slack-person.js';
import { SlackServer } from '../../../support/slack/slack-server.js';
import { EMBEDDED } from '../../../support/stores.js';
import { BOUNDS, KeptFiles } from '../kept-files.js';
import { ToldCourier } from './told-courier.js';

const IDS = new CryptoIds();
const LANE_TTL_MS = 1_000;
const PATIENCE_MS = 4_000;
const WORDING = { language: 'en', overrides: {} } as const;

/** Nothing is paced, so that no test waits: the pacer has tests of its own. */
const FREE = { spend: async () => null, pause: async () => undefined };

/** A customers' page, or a platform that takes what it is given. */
export const PAGE: Delivery = {
  shows: 'record',
  together: () => 1,
  deliver: async () => ({ kind: 'sent' }),
};

export interface DeskWishes {
  readonly settings?: Partial<SlackDeskSettings>;
}

/**
 * The desk in Slack joined to the stand-in over HTTP, as the gateway joins it: real policy, couriers and embedded
 * stores. Customers and the bot are moved by hand.
 */
export class DeskBench {
  readonly clock = new HandClock();
  readonly slack = new SlackServer(() => this.clock.nowMs());
  readonly acme = this.slack.createTeam('Acme');
  readonly app = this.slack.createApp('Frontdesk');
  readonly bot = this.app.install(this.acme);
  readonly ana = this.acme.createPerson('ana');
  readonly ben = this.acme.createPerson('ben');
  readonly room = this.acme.createRoom('desk', { members: [this.ana, this.ben, this.bot] });
  readonly fallback = this.acme.createRoom('desk-2', { members: [this.ana, this.ben, this.bot] });
  /** Whom the room could not be shown to: conversation, reason, whether it waits. */
  readonly away: { reason: string; isWaiting: boolean }[] = [];
  readonly logged: string[] = [];
  customer: Delivery = PAGE;
  readonly files = new KeptFiles('main', (team) => this.ours.workspace(team));
  private readonly closing: (() => Promise<void>)[] = [];
  private opened: { stores: Stores; ours: SlackApp } | null = null;
  private joined: SlackDesk | null = null;
  private settings: Partial<SlackDeskSettings> = {};
  private readonly all: Talk[] = [];

  static async open({ settings = {} }: DeskWishes = {}): Promise<DeskBench> {
    const bench = new DeskBench();
    bench.clock.isHeld = true;
    bench.settings = settings;
    await bench.slack.start();
    bench.closing.push(() => bench.slack.stop());
    const stores = await EMBEDDED.open();
    bench.closing.push(() => stores.close());
    bench.opened = { stores, ours: bench.makeApp() };
    bench.joined = bench.join();
    bench.app.listensAt(await bench.serve(bench.ours));
    await bench.ours.start();
    return bench;
  }

  async close(): Promise<void> {
    await this.desk.stop();
    await this.ours.stop();
    for (const close of this.closing.reverse()) await close();
  }

  get stores(): Stores {
    return existing(this.opened).stores;
  }

  get ours(): SlackApp {
    return existing(this.opened).ours;
  }

  get desk(): SlackDesk {
    return existing(this.joined);
  }

  /** The policy that everything at this desk goes through. */
  get steps(): DeskPolicy {
    return new DeskPolicy(this.policyParts());
  }

  /** The same desk with other settings. */
  async rebuilt(settings: Partial<SlackDeskSettings>): Promise<void> {
    this.settings = { ...this.settings, ...settings };
    await this.restart();
  }

  /** A customer who has said something to the bot. */
  async talks(text: string, more: Parameters<Talk['writes']>[2] = {}): Promise<Talk> {
    const talk = new Talk(this.stores, IDS.unique());
    this.all.push(talk);
    talk.nowMs = this.clock.nowMs();
    await talk.writes(`${talk.id}-ask`, text, more);
    return talk;
  }

  /** The same desk in another process. Whoever asks for it stops it. */
  another(): SlackDesk {
    return this.join();
  }

  /** As after a restart, or in another process: nothing is remembered but what is on record. */
  async restart(): Promise<void> {
    await this.desk.stop();
    this.joined = this.join();
  }

  /** A customer who asks for a person and is promised one; the card is not out before the next `carry`. */
  async asks(
    payload: Partial<HandoffPayload> = {},
    more: Parameters<Talk['writes']>[2] = {},
    reason: Handoff['reason'] = 'user_request',
  ): Promise<Talk> {
    const talk = await this.talks('a person please', more);
    const leased = await talk.leased();
    const { nowMs } = talk;
    const fresh = { ...newHandoff(leased, nowMs), reason };
    const messages = leased.inbox.map(({ seq, author, text, atMs }) => ({
      seq,
      author: { kind: author.kind, name: author.name },
      text,
      atMs,
    }));
    await talk.commit(leased, {
      says: [],
      escalation: {
        handoff: { ...fresh, payload: { ...fresh.payload, messages, ...payload } },
        mark: ownerMark(leased.id, 'waiting', leased.ownership + 1, null, nowMs),
      },
    });
    return talk;
  }

  /** A case whose card stands in the room. */
  async asked(...given: Parameters<DeskBench['asks']>): Promise<{ talk: Talk; card: SeenMessage }> {
    const before = this.room.messages.length;
    const talk = await this.asks(...given);
    await this.carry();
    return { talk, card: existing(this.room.messages[before]) };
  }

  /** The customer writes once more. */
  async writes(talk: Talk, text: string, rest: Parameters<Talk['writes']>[2] = {}): Promise<void> {
    talk.nowMs = this.clock.nowMs();
    await talk.writes(`${talk.id}-${IDS.unique()}`, text, rest);
  }

  /** An agent writes in the thread; what comes of it is carried. */
  async replies(person: SlackPerson, thread: SeenMessage, text: string): Promise<Said> {
    const said = await person.says({ id: thread.roomId }, text, { thread });
    await this.carry();
    return said;
  }

  /** A line of a timer in the desk's lane. */
  async alarms(talk: Talk, alarm: NonNullable<Message['alarm']>, text: string): Promise<void> {
    const now = await talk.now();
    const line: Draft = {
      id: `${talk.id}-${alarm}-${IDS.unique()}`,
      kind: 'note',
      author: { kind: 'system', id: 'frontdesk', name: 'Frontdesk' },
      text,
      atMs: this.clock.nowMs(),
      alarm,
    };
    await this.attends(talk, now, { deskLines: [line], alarms: [alarm] });
  }

  /** The desk is told that the customer has yet to see the replies. */
  async waits(talk: Talk): Promise<void> {
    const now = await talk.now();
    const waitingIds = now.unmarked.map(({ messageId }) => messageId);
    await this.attends(talk, now, { waitingIds });
  }

  /** Everything both lanes of all conversations owe goes out, as far as Slack takes it. */
  async carry(afterMs = 2_000): Promise<void> {
    for (let round = 0; round < 4; round++) {
      this.clock.pass(round === 0 ? afterMs : LANE_TTL_MS + 1);
      for (const { id } of this.all) {
        await this.courier().run(id, 'customer');
        await this.courier().run(id, 'desk');
      }
    }
    await this.slack.settled();
  }

  courier(): ToldCourier {
    return new ToldCourier({
      ...this.stores,
      clock: this.clock,
      ids: IDS,
      telemetry: this.telemetry(),
      settings: () => ({
        leaseTtlMs: LANE_TTL_MS,
        retryBaseMs: 100,
        retryMaxMs: 60_000,
        attemptsMax: 4,
      }),
      deliveryOf: (_conversation, lane) => (lane === 'desk' ? this.desk : this.customer),
    });
  }

  /** The thread of a card, as it is now. */
  thread(card: SeenMessage): readonly SeenMessage[] {
    return this.slack.room(card.roomId).message(card).thread;
  }

  now(message: SeenMessage | Said): SeenMessage {
    return this.slack.room(message.roomId).message(message);
  }

  /** What was said to the customer and what was kept among agents, on record. */
  async record(talk: Talk): Promise<readonly Message[]> {
    return this.stores.archive.page(talk.id, { after: 0, limit: 200 });
  }

  /** Texts the customer sees, by people. */
  async toCustomer(talk: Talk): Promise<string[]> {
    const all = await this.record(talk);
    return all
      .filter(({ kind, author }) => kind === 'text' && author.kind === 'agent')
      .map(({ author, text }) => `${author.name}: ${text}`);
  }

  /** What one person alone was told, the newest last. */
  told(person: SlackPerson): string[] {
    return this.slack.ephemerals.filter((one) => one.userId === person.id).map(({ text }) => text);
  }

  private policyParts() {
    return {
      ...this.stores,
      clock: this.clock,
      ids: IDS,
      laneTtlMs: () => LANE_TTL_MS,
      factsAfter,
      settings: () => ({
        tenantName: 'Demo',
        botName: 'Bot',
        wording: WORDING,
        asksRating: false,
        deskShows: 'wire' as const,
        fileBounds: { bytesMax: 25_000_000, perMessageMax: 10 },
      }),
      onChanged: () => undefined,
    };
  }

  private join(): SlackDesk {
    const { stores, clock } = this;
    const parts = this.policyParts();
    return new SlackDesk({
      ...stores,
      clock,
      files: this.files,
      fileBounds: () => BOUNDS,
      telemetry: this.telemetry(),
      settings: {
        name: 'support',
        team: this.acme.id,
        room: this.room.id,
        fallbackRoom: null,
        replies: 'claimer',
        noteMark: '!',
        replyMark: '+',
        userGroup: null,
        tenants: ['demo'],
        escalateTo: { people: [], room: null },
        ...this.settings,
      },
      workspace: () => this.ours.workspace(this.acme.id),
      steps: new DeskPolicy(parts),
      talk: new DeskSpeech(parts),
      patienceMs: () => PATIENCE_MS,
      retryMaxMs: () => 60_000,
      cardOf: (handoff, conversation, spent) =>
        handoffCard({
          handoff,
          wording: WORDING,
          spent,
          agent: null,
          mayTakeOver: conversation.owner === 'bot',
        }),
      faceOf: () => ({ wording: WORDING, linkHosts: [] }),
      onAway: (_conversation, reason, isWaiting) => void this.away.push({ reason, isWaiting }),
    });
  }

  private makeApp(): SlackApp {
    return new SlackApp({
      settings: {
        name: 'main',
        transport: 'http',
        signingSecret: this.app.signingSecret,
        appToken: null,
        apiUrl: this.slack.apiUrl,
        workspaces: [{ name: 'acme', team: this.acme.id, botToken: this.bot.botToken }],
      },
      listener: {
        listensIn: (team, room) => (this.desk.hasRoom(team, room) ? 'by-name' : null),
        said: (workspace, said) => this.desk.said(workspace, said),
        reacted: (workspace, reaction) => this.desk.reacted(workspace, reaction),
        changed: (workspace, change) => this.desk.changed(workspace, change),
        pressed: (workspace, press) => this.desk.pressed(workspace, press),
        submitted: (workspace, submission) => this.desk.submitted(workspace, submission),
        commanded: (workspace, command) => commandAnswer([this.desk], workspace, command),
      },
      limiter: FREE,
      clock: this.clock,
      telemetry: this.telemetry(),
    });
  }

  private telemetry(): Telemetry {
    const note = (event: string) => void this.logged.push(event);
    return { info: note, warn: note, error: (event, error) => note(`${event} ${error}`) };
  }

  private async serve(ours: SlackApp) {
    const server: Server = createServer(express().use(existing(ours.router)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.closing.push(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/main`;
    return {
      events: `${base}/events`,
      interactivity: `${base}/interactions`,
      commands: `${base}/commands`,
    };
  }

  private async attends(
    talk: Talk,
    { watchAtMs, ownership, handoff }: Conversation,
    given: Partial<Parameters<Stores['watches']['attend']>[0]>,
  ): Promise<void> {
    existing(
      await this.stores.watches.attend({
        conversationId: talk.id,
        expects: { watchAtMs, ownership },
        handoffId: handoff?.id ?? null,
        watchAtMs: null,
        alarms: [],
        isCardChanged: false,
        deskLines: [],
        notice: null,
        waitingIds: [],
        take: take(this.clock.nowMs()),
        ...given,
      }),
    );
  }
}

/** A desk for the tests of one file, closed after each. */
export function desks(): (wishes?: DeskWishes) => Promise<DeskBench> {
  let bench: DeskBench | null = null;
  afterEach(async () => {
    await bench?.close();
    bench = null;
  });
  return async (wishes) => {
    bench = await DeskBench.open(wishes);
    return bench;
  };
}
