import { TeamsRestConnector } from '../../../src/channels/teams/teams-connector.js';
import { TeamsDelivery } from '../../../src/channels/teams/teams-delivery.js';
import { TeamsPacer } from '../../../src/channels/teams/teams-pacer.js';
import type { TeamsAddress, TeamsScope } from '../../../src/channels/teams/teams-shapes.js';
import { Courier } from '../../../src/core/delivery/courier.js';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import type { Draft, Message } from '../../../src/core/domain/message.js';
import type { Fields, Telemetry } from '../../../src/core/ports/telemetry.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { existing, Talk } from '../../contract/talk.js';
import { ANA } from '../../support/builders.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { EMBEDDED } from '../../support/stores.js';
import { ACME, BOT, CAROL, CHAT, DAVE, type Room } from '../../support/teams/activities.js';
import { TeamsStandIn } from '../../support/teams/teams-stand-in.js';
import { HeldFiles } from './held-files.js';

const LANE_TTL_MS = 1_000;
const PLACE = { tenant: 'demo', channel: 'acme-teams', thread: CHAT.id };

/** Nothing is paced, so that no test waits: the pacer has tests of its own. */
const FREE = { spend: async () => null, pause: async () => undefined };

/** What is said to a customer, and what stands in Teams then. Customers, turns and agents are made by hand. */
export class DeliveryBench {
  readonly clock = new HandClock();
  readonly teams = new TeamsStandIn(() => this.clock.nowMs());
  readonly files = new HeldFiles();
  readonly log: [string, Fields | undefined][] = [];
  /** Conversations in which something was about to be posted. */
  readonly quieted: string[] = [];
  isConfigured = true;
  room: Room = CHAT;
  private opened: Stores | null = null;
  private made: TeamsDelivery | null = null;
  private readonly id = `teams-talk-${Math.random()}`;

  static async open(): Promise<DeliveryBench> {
    const bench = new DeliveryBench();
    await bench.teams.start();
    bench.teams.createRoom(CHAT.id, [CAROL, DAVE]);
    bench.opened = await EMBEDDED.open();
    bench.restart();
    return bench;
  }

  async close(): Promise<void> {
    await this.teams.stop();
    await this.opened?.close();
  }

  get stores(): Stores {
    return existing(this.opened);
  }

  get delivery(): TeamsDelivery {
    return existing(this.made);
  }

  get texts(): string[] {
    return this.teams.texts(this.room.id);
  }

  get talk(): Talk {
    const talk = new Talk(this.stores, this.id);
    talk.nowMs = this.clock.nowMs();
    return talk;
  }

  /** As after a restart: nothing is remembered but what is on record. */
  restart(): void {
    const { stores, clock, files } = this;
    this.made = new TeamsDelivery({
      ...stores,
      ...{ clock, files, telemetry: this.telemetry },
      connector: new TeamsRestConnector({ tokensOf: () => null, clock }),
      pacer: new TeamsPacer({ limiter: FREE, clock }),
      voiceOf: (name) =>
        this.isConfigured
          ? { name, wording: { language: 'en', overrides: {} }, linkHosts: ['shop.example'] }
          : null,
      patienceMs: () => 5_000,
      beforePosting: async (id) => void this.quieted.push(id),
    });
  }

  async listensIn(room: Room, scope: TeamsScope = 'personal'): Promise<void> {
    this.room = room;
    const [base = ''] = room.id.split(';');
    if (base !== CHAT.id) this.teams.createRoom(base, [CAROL, DAVE]);
    await this.keep({ conversationId: room.id, scope });
  }

  async keep(rest: Partial<TeamsAddress>): Promise<void> {
    const address: TeamsAddress = {
      bot: 'support',
      serviceUrl: this.teams.serviceUrl,
      conversationId: this.room.id,
      scope: 'personal',
      organization: ACME,
      botAccount: BOT,
      customer: { id: CAROL.id, name: CAROL.name },
      ...rest,
    };
    await this.stores.addresses.keep(this.id, JSON.stringify(address));
  }

  /** A customer says something. */
  async hears(id: string, text = 'Hello', who = CAROL): Promise<void> {
    const author = { kind: 'customer', id: `${ACME}:${who.aadObjectId}`, name: who.name } as const;
    const draft: Draft = { id, kind: 'text', author, text, atMs: this.clock.nowMs() };
    await this.talk.writes(id, text, { place: PLACE, draft });
  }

  /** The bot's turn over what waits; what it says goes out at the next `carry`. */
  async answers(text: string, more: Partial<Draft> = {}): Promise<Message> {
    const leased = await this.talk.leased();
    const turnId = `${leased.id}-t${leased.fence}`;
    const author = { kind: 'bot', id: 'bot', name: 'Helper' } as const;
    const atMs = this.clock.nowMs();
    const reply: Draft = { id: `${turnId}-r0`, kind: 'text', author, text, atMs, turnId, ...more };
    const after = existing(await this.talk.commit(leased, { replies: [reply] }));
    const owed = after.lanes.customer.items.flatMap(({ message }) => message ?? []);
    return existing(owed.find(({ id }) => id === reply.id));
  }

  /** A customer has asked, the bot has answered, and it was handed over as far as Teams takes it. */
  async answered(text: string, more: Partial<Draft> = {}): Promise<Conversation> {
    await this.hears(`m${this.clock.nowMs()}`);
    await this.answers(text, more);
    return this.carry();
  }

  /** An agent's words, or what becomes of them, handed over as far as Teams takes it. */
  async says(id: string, text: string, more: Partial<Draft> = {}): Promise<Conversation> {
    const { talk } = this;
    const author = { kind: 'agent', ...ANA } as const;
    const draft: Draft = { id, kind: 'text', author, text, atMs: talk.nowMs, ...more };
    const said = await talk.says(ANA, id, text, { claiming: false, draft });
    if (said.kind !== 'said') throw new Error(`not said: ${said.kind}`);
    return this.carry();
  }

  async carry(afterMs = 2_000): Promise<Conversation> {
    this.clock.pass(afterMs);
    const courier = new Courier({
      ...this.stores,
      clock: this.clock,
      ids: new CryptoIds(),
      telemetry: this.telemetry,
      settings: () => ({
        leaseTtlMs: LANE_TTL_MS,
        retryBaseMs: 100,
        retryMaxMs: 60_000,
        attemptsMax: 4,
      }),
      deliveryOf: (_conversation, lane) =>
        lane === 'customer'
          ? this.delivery
          : { shows: 'record', together: () => 1, deliver: async () => ({ kind: 'sent' }) },
    });
    await courier.run(this.id, 'customer');
    await courier.stop();
    return this.talk.now();
  }

  filed(): Promise<readonly Message[]> {
    return this.stores.archive.page(this.id, { after: 0, limit: 200 });
  }

  logged(event: string): (Fields | undefined)[] {
    return this.log.filter(([name]) => name === event).map(([, fields]) => fields);
  }

  private get telemetry(): Telemetry {
    return {
      info: (event, fields) => void this.log.push([event, fields]),
      warn: (event, fields) => void this.log.push([event, fields]),
      error: (event, _error, fields) => void this.log.push([event, fields]),
    };
  }
}

/** A bench of its own for each test of a suite. What a correct client never does is asked for at each end. */
export function deliveryBenches(): () => DeliveryBench {
  let bench: DeliveryBench;
  beforeEach(async () => {
    bench = await DeliveryBench.open();
    await bench.listensIn(CHAT);
  });
  afterEach(async () => {
    await bench.close();
    expect(bench.teams.complaints).toEqual([]);
  });
  return () => bench;
}
