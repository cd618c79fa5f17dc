import type { Config } from '../../src/core/config/config-schema.js';
import type { CardFact } from '../../src/core/domain/card.js';
import type { Conversation } from '../../src/core/domain/conversation.js';
import { conversationIdFor } from '../../src/core/domain/conversation-id.js';
import type { TurnRecord } from '../../src/core/domain/turn.js';
import { Intake } from '../../src/core/intake/intake.js';
import type { Fields, Telemetry } from '../../src/core/ports/telemetry.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SITE_KEY, siteToken } from '../channels/site-tokens.js';
import { PuppetMind } from '../handoff/puppet-mind.js';
import { eventually } from './eventually.js';
import { RunningGateway } from './running-gateway.js';
import { SILENT, type StoreKind } from './stores.js';
import { StoryClock } from './story-clock.js';
import type { WebCustomer } from './web-customer.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A summary's job that ended without anything written. */
const IN_VAIN = ['summary.failed', 'summary.discarded', 'summary.superseded'];

interface HouseOptions {
  readonly stores: StoreKind;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly wrap?: (opened: Stores) => Stores;
}

/** A whole gateway with a clock of its own and a mind that notes what it is shown, and those who talk there. */
export class MemoryHouse {
  readonly clock = new StoryClock();
  readonly mind = new PuppetMind();
  /** What was logged, oldest first, and of which conversation. */
  private readonly log: { readonly name: string; readonly conversation: unknown }[] = [];
  private running: RunningGateway | null = null;

  static async open({ stores, config = {}, wrap }: HouseOptions): Promise<MemoryHouse> {
    const house = new MemoryHouse();
    const channels = { 'demo-web': { userTokenKey: SITE_KEY } };
    const sweep = { everyMs: 100 };
    house.running = await RunningGateway.start({
      stores,
      config: { channels, sweep, ...config },
      parts: {
        clock: house.clock,
        mind: house.mind.over,
        telemetry: house.telemetry(),
        ...(wrap === undefined ? {} : { stores: wrap }),
      },
    });
    return house;
  }

  get gateway(): RunningGateway {
    if (this.running === null) throw new Error('The house is not open.');
    return this.running;
  }

  get stores(): Stores {
    return this.gateway.stores;
  }

  get config(): Config {
    return this.gateway.config;
  }

  /** Somebody the shop's site vouches for, in the web chat; coming again goes on with the same talk. */
  async customer(name: string, facts: Record<string, string> = {}): Promise<Talker> {
    const exp = Math.floor(this.clock.nowMs() / 1_000) + 600;
    const claims = { sub: name.toLowerCase(), name, facts, exp };
    const token = await siteToken(claims, { validSeconds: null });
    const web = await this.gateway.customer({ token });
    return new Talker(this, web.conversationId, (text, id) => web.say(text, id), web);
  }

  /** People in one thread of a platform, by name: what they say goes the way every channel takes. */
  thread<Name extends string>(
    thread: string,
    people: Record<Name, readonly CardFact[]>,
    channel = 'demo-web',
  ): Record<Name, Talker> {
    const ids = new CryptoIds();
    const { tenant } = this.config.channels[channel] as Config['channels'][string];
    const place = { tenant, channel, thread };
    const id = conversationIdFor((...parts) => ids.hash(...parts), place);
    const intake = this.intake();
    const talkers = Object.entries<readonly CardFact[]>(people).map(([name, facts]) => {
      const customer = { id: name.toLowerCase(), name, facts };
      const say = (text: string, wireId = ids.unique()) =>
        intake.accept({ place, customer, wireId, text, charsMax: 4_000 });
      return [name, new Talker(this, id, say, null)] as const;
    });
    return Object.fromEntries(talkers) as Record<Name, Talker>;
  }

  /** Names of what was logged, oldest first; of one conversation if asked for. */
  logged(conversationId?: string): string[] {
    return this.log
      .filter(({ conversation }) => conversationId === undefined || conversation === conversationId)
      .map(({ name }) => name);
  }

  async now(conversationId: string): Promise<Conversation> {
    const found = await this.stores.conversations.load(conversationId);
    if (found === null) throw new Error(`There is no conversation ${conversationId}.`);
    return found;
  }

  /** Newest first. */
  turns(conversationId: string): Promise<readonly TurnRecord[]> {
    return this.stores.archive.turns(conversationId, 500);
  }

  /** Waits until nothing is owed: no turn, no delivery, no summary but one whose time has not come. */
  settled(conversationId: string): Promise<Conversation> {
    return eventually(async () => {
      const now = await this.now(conversationId);
      const { inbox, owner, lanes, memory } = now;
      const waits = owner === 'bot' ? inbox.length : 0;
      const unsaid = lanes.customer.items.length + lanes.desk.items.length;
      const isDue = memory.dueAtMs !== null && memory.dueAtMs <= this.clock.nowMs();
      const isTried = memory.tries > this.inVain(conversationId) && !this.isHanging;
      if (waits + unsaid > 0 || isDue || isTried) {
        throw new Error(`Owed: ${JSON.stringify({ waits, unsaid, isDue, memory })}`);
      }
      return now;
    });
  }

  /** True while a summary is meant to be under way for long. */
  isHanging = false;

  async close(): Promise<void> {
    await this.running?.stop();
  }

  /** Tries at a summary since the last that was written. */
  private inVain(conversationId: string): number {
    const logged = this.logged(conversationId);
    const since = logged.slice(logged.lastIndexOf('summary.written') + 1);
    return since.filter((name) => IN_VAIN.includes(name)).length;
  }

  private telemetry(): Telemetry {
    const note = (name: string, fields?: Fields) => {
      this.log.push({ name, conversation: fields?.['conversation'] });
    };
    return { info: note, warn: note, error: (name, _error, fields) => note(name, fields) };
  }

  private intake(): Intake {
    const { stores, clock } = this;
    return new Intake({
      ...stores,
      clock,
      ids: new CryptoIds(),
      telemetry: SILENT,
      laneTtlMs: () => 1,
      onRecorded: ({ id: conversationId, tenant }) => {
        void stores.wakes.wake({ kind: 'turn', conversationId, tenant });
      },
    });
  }
}

/** One who writes, and waits for what is said to it. */
export class Talker {
  constructor(
    private readonly house: MemoryHouse,
    readonly conversationId: string,
    private readonly say: (text: string, id?: string) => Promise<unknown>,
    private readonly page: WebCustomer | null,
  ) {}

  /** The page it looks at. */
  get web(): WebCustomer {
    if (this.page === null) throw new Error('This one has no page of ours.');
    return this.page;
  }

  /** The same, with the mind's answer laid down. */
  async hears(answer: string, text: string, id?: string): Promise<string[]> {
    this.house.mind.answers(answer);
    const said = await this.says(text, id);
    this.house.mind.letGo();
    return said;
  }

  /** Writes a line a minute later, and reads what came back. */
  async says(text: string, id?: string): Promise<string[]> {
    const { house, conversationId } = this;
    const before = (await house.stores.conversations.load(conversationId))?.lastSeq ?? 0;
    house.clock.pass(MINUTE_MS);
    // What was due by now comes first, so that a story goes the same way each time.
    if (before > 0) await house.settled(conversationId);
    await this.say(text, id);
    const { lastSeq } = await house.settled(conversationId);
    const said = await house.stores.archive.page(conversationId, { after: before, limit: 50 });
    const texts = said.filter(({ kind }) => kind === 'text');
    await this.shows(texts.at(-1)?.seq ?? lastSeq);
    return texts.filter(({ author }) => author.kind !== 'customer').map((one) => one.text);
  }

  /** Waits until the page shows everything up to this number. */
  private async shows(seq: number): Promise<void> {
    const { page } = this;
    if (page === null) return;
    await eventually(() => {
      if ((page.messages.at(-1)?.seq ?? 0) < seq) throw new Error(`Number ${seq} is not shown.`);
    });
  }

  /** Puts what was said under `target` in other words, a minute later. */
  async edits(target: string, text: string): Promise<void> {
    await this.revises(() => this.web.edit(target, text));
  }

  async takesBack(target: string): Promise<void> {
    await this.revises(() => this.web.takeBack(target));
  }

  private async revises(revise: () => Promise<{ readonly ok: boolean }>): Promise<void> {
    this.house.clock.pass(MINUTE_MS);
    await this.house.settled(this.conversationId);
    const { ok } = await revise();
    if (!ok) throw new Error('The gateway refused it.');
    await this.house.settled(this.conversationId);
  }

  leaves(): void {
    this.web.leave();
  }
}
