import type { Conversation } from '../../core/domain/conversation.js';
import { conversationIdFor } from '../../core/domain/conversation-id.js';
import type { Customer } from '../../core/domain/customer.js';
import { GatewayError } from '../../core/domain/errors.js';
import type { Message } from '../../core/domain/message.js';
import type { Accepted, Arrival } from '../../core/ports/channel.js';
import { isTakenBack, messageById } from '../talk-record.js';
import { ThreadTurns } from '../thread-turns.js';
import type { TeamsActivity } from './teams-activity.js';
import { TeamsAddressBook } from './teams-address-book.js';
import type { TeamsBotSettings, TeamsCustomerChannel } from './teams-bot-settings.js';
import { TeamsCustomersLines } from './teams-customers-lines.js';
import {
  type Heard,
  NOT_OURS,
  TAKEN,
  type TeamsCustomersParts,
  type TeamsReply,
  takerOf,
} from './teams-customers-parts.js';
import { TeamsCustomersPresses, type TeamsPress } from './teams-customers-presses.js';
import { isFull, TeamsCustomersRefusals } from './teams-customers-refusals.js';
import { TeamsCustomersWelcome } from './teams-customers-welcome.js';
import { saidAtMsOf } from './teams-ids.js';
import { parseTeams, type TeamsHappening } from './teams-parse.js';
import { TeamsPeople } from './teams-people.js';
import { addedFiles, lastingNameOf } from './teams-sent-files.js';
import { TeamsStrangers } from './teams-strangers.js';

type Said = Extract<TeamsHappening, { kind: 'said' }>;
type Edited = Extract<TeamsHappening, { kind: 'edited' }>;
type Deleted = Extract<TeamsHappening, { kind: 'deleted' }>;
type Spoken = Said | Edited | Deleted;

/**
 * How long a deletion waits for the words it takes back, which another process may be recording at this moment: Teams
 * does not bring it again.
 */
const UNHEARD_WAIT_MS = 1_000;

/** Age up to which words may still be on their way to us. Teams waits 15 seconds for an answer and tries once more. */
const FRESH_MS = 60_000;

/**
 * Customers who write in Teams: in personal chats, in group chats and channels after a mention, and with the buttons of
 * our answers. A promise resolves when what was meant for us is on record; a rejection lets Teams tell who wrote.
 */
export class TeamsCustomers {
  private readonly book: TeamsAddressBook;
  private readonly people: TeamsPeople;
  private readonly lines: TeamsCustomersLines;
  private readonly presses: TeamsCustomersPresses;
  private readonly refusals: TeamsCustomersRefusals;
  private readonly welcome: TeamsCustomersWelcome;
  private readonly strangers: TeamsStrangers;
  private readonly turns = new ThreadTurns();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: TeamsCustomersParts) {
    this.book = new TeamsAddressBook(parts);
    this.people = new TeamsPeople(parts);
    this.lines = new TeamsCustomersLines(parts);
    this.presses = new TeamsCustomersPresses(parts, this.book, this.people, this.lines);
    this.refusals = new TeamsCustomersRefusals(parts, this.lines);
    this.welcome = new TeamsCustomersWelcome(parts, this.lines);
    this.strangers = new TeamsStrangers(parts);
  }

  /** Organizations that speak to a bot and are not served, and bots that serve nobody. */
  problems(): readonly string[] {
    return this.strangers.problems();
  }

  async stop(): Promise<void> {
    this.people.stop();
    await Promise.allSettled(this.running);
    await Promise.all([this.lines.stop(), this.presses.stop()]);
  }

  /** One after the other in each conversation: side by side, quick messages could be recorded in another order. */
  async take(bot: TeamsBotSettings, activity: TeamsActivity): Promise<TeamsReply> {
    const happening = parseTeams(bot.name, activity);
    const { address } = happening;
    if (happening.kind === 'ignored') return TAKEN;
    if (happening.kind === 'not-ours') return NOT_OURS;
    const taker = takerOf(this.parts.channels(), address);
    if (taker.kind === 'channel') return this.takeIn(bot, taker.channel, happening);
    if (taker.kind === 'other-organization') this.strangers.seen(address);
    else if (taker.wording === null) this.strangers.unserved(address);
    else this.refusals.elsewhere(happening, taker.wording);
    return happening.kind === 'pressed' && happening.isAnswered ? NOT_OURS : TAKEN;
  }

  private async takeIn(
    bot: TeamsBotSettings,
    channel: TeamsCustomerChannel,
    happening: Exclude<TeamsHappening, { kind: 'ignored' | 'not-ours' }>,
  ): Promise<TeamsReply> {
    const line = this.lineOf(channel, happening);
    const heard = { bot, channel, sinceMs: this.parts.clock.nowMs(), ...line };
    switch (happening.kind) {
      case 'installed':
        await this.book.keep(line.conversationId, happening.address);
        await this.welcome.say(channel, happening.address);
        return TAKEN;
      case 'upgraded':
        await this.book.keep(line.conversationId, happening.address);
        return TAKEN;
      case 'removed':
        this.parts.telemetry.info('teams.removed', {
          ...{ bot: bot.name, channel: channel.name, conversation: line.conversationId },
        });
        return TAKEN;
      case 'pressed':
        return this.turns.run(line.conversationId, () => this.press({ ...heard, happening }));
      case 'said':
      case 'edited':
      case 'deleted':
        return this.hearInTurn({ ...heard, happening });
    }
  }

  private async hearInTurn(heard: Heard<Spoken>): Promise<TeamsReply> {
    try {
      await this.turns.run(heard.conversationId, () => this.hear(heard));
    } catch (error) {
      const { happening } = heard;
      if (!isFull(error) || happening.kind === 'deleted') throw error;
      if (!(await this.isMeant(heard))) return TAKEN;
      if (!this.refusals.isToldFull({ ...heard, happening }, error)) throw error;
    }
    return TAKEN;
  }

  private async press(pressed: Heard<TeamsPress>): Promise<TeamsReply> {
    const { reply, accepted } = await this.presses.take(pressed);
    if (accepted !== null) this.showWork(accepted, pressed);
    return reply;
  }

  private async hear({ happening, ...heard }: Heard<Spoken>): Promise<void> {
    switch (happening.kind) {
      case 'said':
        await this.say({ ...heard, happening }, { wireId: happening.wireId });
        return;
      case 'edited':
        return this.hearEdit({ ...heard, happening });
      case 'deleted':
        return this.hearDeletion({ ...heard, happening });
    }
  }

  /**
   * Words that were changed. What never reached us, or was meant for us only after the change, the edit stands for: sent
   * again, the words before are a duplicate. What people said among themselves before we were there stays among them.
   */
  private async hearEdit(heard: Heard<Edited>): Promise<void> {
    const { happening, conversationId } = heard;
    const { revises, editedAtMs, wireId, isBack, isMention, address } = happening;
    const conversation = await this.parts.conversations.load(conversationId);
    const original = await this.originalOf(heard, conversation);
    if (conversation !== null && original !== null) {
      // Taken back and put there again they are said anew: on record they stay taken back.
      if (!isBack) await this.revise(heard, conversation, original);
      else if (isTakenBack(conversation, original)) await this.say(heard, { wireId });
      return;
    }
    const saidAtMs = saidAtMsOf(revises);
    const isOld = saidAtMs !== null && saidAtMs < (conversation?.createdAtMs ?? 0);
    if (isOld && !isMention && address.scope !== 'personal') return;
    const accepted = await this.say(heard, { wireId: revises, editedAtMs });
    if (accepted?.isNew !== false) return;
    // They were taken in at this very moment, so it is an edit like any other.
    const now = await this.parts.conversations.load(conversationId);
    const taken = await this.originalOf(heard, now);
    if (taken !== null) await this.revise(heard, now, taken);
  }

  private async hearDeletion(heard: Heard<Deleted>): Promise<void> {
    const { clock, conversations } = this.parts;
    const saidAtMs = saidAtMsOf(heard.happening.revises) ?? 0;
    const isFresh = clock.nowMs() - saidAtMs < FRESH_MS;
    for (const waitMs of isFresh ? [0, UNHEARD_WAIT_MS] : [0]) {
      if (waitMs > 0) await clock.wait(waitMs);
      const conversation = await conversations.load(heard.conversationId);
      const original = await this.originalOf(heard, conversation);
      if (original !== null) {
        await this.revise(heard, conversation, original);
        return;
      }
    }
  }

  private async originalOf(
    { happening, place }: Heard<Edited | Deleted>,
    conversation: Conversation | null,
  ) {
    if (conversation === null) return null;
    const { tenant, channel, thread } = place;
    const { ids, archive } = this.parts;
    const id = ids.hash('message', tenant, channel, thread, happening.revises);
    return messageById(conversation, id, archive);
  }

  /**
   * Whose it was is on record. Files stay with the words they first came with; those that an edit puts in are said by
   * themselves, once however often the words change, and where an edit leaves no words, names stand for them.
   */
  private async revise(
    heard: Heard<Edited | Deleted>,
    conversation: Conversation | null,
    { author, files: before = [] }: Pick<Message, 'author' | 'files'>,
  ): Promise<void> {
    const { happening } = heard;
    const { wireId, revises, editedAtMs } = happening;
    const known = conversation?.customer.id === author.id ? conversation.customer : null;
    const customer = known ?? { id: author.id, name: author.name };
    if (happening.kind === 'deleted') {
      await this.accept(heard, customer, {
        wireId,
        text: '',
        revises: { kind: 'delete', wireId: revises },
      });
      return;
    }
    const { text, files } = happening;
    await this.accept(heard, customer, {
      ...{ wireId, text, editedAtMs },
      ...(text === '' && files.length > 0 ? { files: files.map(({ name }) => ({ name })) } : {}),
      revises: { kind: 'edit', wireId: revises },
    });
    for (const file of addedFiles(files, before)) {
      const name = this.parts.ids.hash('file', lastingNameOf(file));
      await this.accept(heard, customer, {
        wireId: `${revises}:file:${name}`,
        text: '',
        files: [file],
      });
    }
  }

  /** Null: it was not taken. */
  private async say(
    heard: Heard<Said | Edited>,
    as: Pick<Arrival, 'wireId' | 'editedAtMs'>,
  ): Promise<Accepted | null> {
    if (!(await this.isMeant(heard))) return null;
    const { bot, channel, happening, conversationId } = heard;
    const { text, files, address, speaker } = happening;
    const known = async () =>
      (await this.parts.conversations.load(conversationId))?.customer ?? null;
    const customer = await this.people.customerOf(bot, channel, address, speaker, known);
    return this.accept(heard, customer, { text, ...(files.length > 0 ? { files } : {}), ...as });
  }

  /** A mention begins a conversation; where there is one, replies need none if Teams shows them to us. */
  private async isMeant({ happening, conversationId }: Heard): Promise<boolean> {
    if (happening.address.scope === 'personal') return true;
    if ('isMention' in happening && happening.isMention) return true;
    return (await this.parts.conversations.load(conversationId)) !== null;
  }

  /** Where it is answered is known for certain before it is on record. */
  private async accept(
    heard: Heard<Spoken>,
    customer: Customer,
    said: Pick<Arrival, 'wireId' | 'text' | 'files' | 'revises' | 'editedAtMs'>,
  ): Promise<Accepted | null> {
    const { channel, place, happening, conversationId } = heard;
    const charsMax = channel.messageCharsMax;
    try {
      await this.book.keep(conversationId, happening.address);
      const accepted = await this.parts.accept({ place, customer, charsMax, ...said });
      if (said.revises === undefined) this.showWork(accepted, heard);
      return accepted;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.retryable || error.code === 'broken') throw error;
      this.parts.telemetry.info('teams.not-taken', { code: error.code, channel: channel.name });
      if (happening.kind === 'deleted') return null;
      if (!this.refusals.isTold({ ...heard, happening }, error)) throw error;
      return null;
    }
  }

  private lineOf({ tenant, name }: TeamsCustomerChannel, { address }: TeamsHappening) {
    const { conversationId: thread, scope } = address;
    const place = { tenant, channel: name, thread, isPrivate: scope === 'personal' };
    const conversationId = conversationIdFor((...parts) => this.parts.ids.hash(...parts), place);
    return { place, conversationId };
  }

  /** After the acknowledgement, and whatever becomes of it. */
  private showWork({ isNew, conversationId }: Accepted, { happening }: Heard): void {
    if (!isNew) return;
    const work = this.showWorkNow(conversationId, happening);
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  private async showWorkNow(conversationId: string, { address }: TeamsHappening): Promise<void> {
    const { conversations, telemetry, onWorking } = this.parts;
    try {
      const conversation = await conversations.load(conversationId);
      if (conversation?.owner !== 'bot' || conversation.inbox.length === 0) return;
      onWorking(conversationId, address);
    } catch (error) {
      telemetry.error('teams.typing-failed', error, { conversation: conversationId });
    }
  }
}
