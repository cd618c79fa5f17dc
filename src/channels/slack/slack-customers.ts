import type { Conversation, Place } from '../../core/domain/conversation.js';
import { conversationIdFor } from '../../core/domain/conversation-id.js';
import type { Customer } from '../../core/domain/customer.js';
import { GatewayError } from '../../core/domain/errors.js';
import { namesOf } from '../../core/domain/files.js';
import type { LaneItem } from '../../core/domain/lane.js';
import { say, type Wording } from '../../core/domain/texts.js';
import type {
  Accepted,
  Arrival,
  Circumstances,
  Delivery,
  DeliveryOutcome,
} from '../../core/ports/channel.js';
import { messageById } from '../talk-record.js';
import { ThreadTurns } from '../thread-turns.js';
import { customerOf, personBy } from './slack-customer-of.js';
import { SlackCustomersLines } from './slack-customers-lines.js';
import {
  channelAt,
  type SlackCustomerChannel,
  type SlackCustomersParts,
} from './slack-customers-parts.js';
import { SlackCustomersPresses } from './slack-customers-presses.js';
import { isFull, SlackCustomersRefusals } from './slack-customers-refusals.js';
import { SlackCustomersStatus } from './slack-customers-status.js';
import { SlackCustomersThreads } from './slack-customers-threads.js';
import { SlackDelivery } from './slack-delivery.js';
import { literal } from './slack-escape.js';
import { isFresh } from './slack-fresh.js';
import {
  atMsOf,
  formatThread,
  isDirect,
  parseThread,
  type SlackSpot,
  type SlackThread,
  threadOf,
} from './slack-ids.js';
import { SLACK_NAMES_WAIT_MS } from './slack-limits.js';
import type { SlackPressed, SlackSaid } from './slack-listener.js';
import type { SlackWorkspace } from './slack-workspace.js';

type Said = Extract<SlackSaid, { kind: 'said' }>;
type Edited = Extract<SlackSaid, { kind: 'edited' }>;
type Revision = Exclude<SlackSaid, { kind: 'said' }>;

/** What was said, and the channel that takes it. */
interface Heard<Happening> {
  readonly workspace: SlackWorkspace;
  readonly channel: SlackCustomerChannel;
  readonly happening: Happening;
  readonly conversationId: string;
  readonly place: Place;
  /** When we heard it. */
  readonly sinceMs: number;
}

/**
 * Customers who write in Slack: in direct messages, in threads that begin with a mention, and with the buttons of our
 * answers. Each promise resolves when what was meant for us is on record; a rejection asks Slack to send it again.
 */
export class SlackCustomers implements Delivery {
  readonly shows = 'wire';
  private readonly delivery: SlackDelivery;
  private readonly status: SlackCustomersStatus;
  private readonly threads: SlackCustomersThreads;
  private readonly lines: SlackCustomersLines;
  private readonly presses: SlackCustomersPresses;
  private readonly refusals: SlackCustomersRefusals;
  private readonly turns = new ThreadTurns();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: SlackCustomersParts) {
    const { clock, telemetry, channels, workspaceOf } = parts;
    const named = (name: string) => channels().find((one) => one.name === name) ?? null;
    this.status = new SlackCustomersStatus(parts);
    this.threads = new SlackCustomersThreads(clock);
    this.lines = new SlackCustomersLines(telemetry);
    this.delivery = new SlackDelivery({
      ...parts,
      voiceOf: named,
      workspaceOf: (name) => {
        const channel = named(name);
        return channel === null ? null : workspaceOf(channel.app, channel.team);
      },
      onPosted: (conversationId) => this.status.posted(conversationId),
    });
    this.refusals = new SlackCustomersRefusals(parts, this.lines);
    this.presses = new SlackCustomersPresses(parts, this.lines, this.delivery);
  }

  together(): number {
    return this.delivery.together();
  }

  deliver(
    conversation: Conversation,
    items: readonly LaneItem[],
    circumstances: Circumstances,
  ): Promise<DeliveryOutcome> {
    return this.delivery.deliver(conversation, items, circumstances);
  }

  /** Rooms that customers cannot be answered in, and why. */
  problems(): readonly string[] {
    return this.delivery.problems();
  }

  /** Whether a room is a channel's by name, or among all those the bot is in; null: no channel is there. */
  listensIn(
    at: Pick<SlackWorkspace, 'appName' | 'team'>,
    room: string,
  ): 'by-name' | 'by-default' | null {
    const channel = channelAt(this.parts.channels(), at, room);
    if (channel === null) return null;
    return channel.rooms.includes(room) ? 'by-name' : 'by-default';
  }

  /** To whoever asks for handoffs where there is no desk. */
  noDeskIn(workspace: SlackWorkspace): string {
    return literal(say('slack.desk.none-here', this.parts.wordingIn(workspace)));
  }

  recheck(signal: AbortSignal): Promise<void> {
    return this.delivery.recheck(signal);
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.running);
    await Promise.all([
      this.status.stop(),
      this.lines.stop(),
      this.presses.stop(),
      this.delivery.stop(),
    ]);
  }

  /** One after the other in each thread: side by side, quick messages could be recorded in another order. */
  async said(workspace: SlackWorkspace, happening: SlackSaid): Promise<void> {
    const channel = channelAt(this.parts.channels(), workspace, happening.spot.channel);
    if (channel === null) return this.refusals.elsewhere(workspace, happening);
    const line = this.lineOf(channel, threadOf(happening.spot));
    const heard = { workspace, channel, happening, sinceMs: this.parts.clock.nowMs(), ...line };
    try {
      await this.turns.run(line.place.thread, () => this.hear(heard));
    } catch (error) {
      // Of a deletion Slack's further tries are the best there is: nobody can take the same words back once more.
      if (!isFull(error) || happening.kind === 'deleted') throw error;
      if (!(await this.isMeant({ ...heard, happening }))) return;
      if (!this.refusals.isToldFull(heard, happening, error)) throw error;
    }
  }

  pressed(workspace: SlackWorkspace, press: SlackPressed): Promise<void> {
    const { message } = press;
    if (message === null) return Promise.resolve();
    const thread = threadOf({ team: workspace.team, ...message });
    const channel = channelAt(this.parts.channels(), workspace, message.channel);
    if (channel === null) return Promise.resolve();
    const { place, conversationId } = this.lineOf(channel, thread);
    return this.turns.run(place.thread, async () => {
      const accepted = await this.presses.take({
        workspace,
        channel,
        press,
        place,
        conversationId,
      });
      if (accepted !== null) this.showStatus(workspace, channel, accepted, message);
    });
  }

  private async hear({ happening, ...heard }: Heard<SlackSaid>): Promise<void> {
    switch (happening.kind) {
      case 'said':
        await this.say({ ...heard, happening });
        return;
      case 'edited':
      case 'deleted': {
        const revision = { ...heard, happening };
        const isFound = await this.revise(revision);
        if (!isFound) await this.unheard(revision);
      }
    }
  }

  /** Null: it was not taken. */
  private async say(heard: Heard<Said | Edited>): Promise<Accepted | null> {
    if (!(await this.isMeant(heard))) return null;
    const { happening } = heard;
    const customer = await this.speakerOf(heard);
    if (customer === null) return null;
    const { text, files } = happening;
    // An edit of what never reached us stands for it: sent again, the words before are a duplicate.
    const wireId = happening.kind === 'edited' ? happening.revises : happening.wireId;
    const edited = happening.kind === 'edited' ? { editedAtMs: happening.editedAtMs } : {};
    const named = files.length > 0 ? { files } : {};
    return this.take(heard, customer, { wireId, text, ...named, ...edited });
  }

  /**
   * Who says it; null: an app. While Slack does not tell in time they are whom the conversation knows by that id, or
   * named by it until they say something else.
   */
  private async speakerOf({
    workspace,
    channel,
    happening,
    conversationId,
    sinceMs,
  }: Heard<Said | Edited>): Promise<Customer | null> {
    const { clock, conversations } = this.parts;
    const { customerId: id, customerTeam } = happening;
    const person = await personBy(workspace, id, clock, sinceMs + SLACK_NAMES_WAIT_MS);
    if (person.isBot) return null;
    const customer = customerOf(person, customerTeam, channel);
    if (person.team !== '') return customer;
    const known = (await conversations.load(conversationId))?.customer;
    return known?.id === customer.id ? known : customer;
  }

  /** A mention begins a conversation; in a thread where there is one, or is about to be, replies need none. */
  private async isMeant({ workspace, happening, conversationId }: Heard<SlackSaid>) {
    const { isMention, spot } = happening;
    const { channel, ts, threadTs } = spot;
    if (isDirect(channel) || isMention) return true;
    if (threadTs === null || threadTs === ts) return false;
    if ((await this.parts.conversations.load(conversationId)) !== null) return true;
    return this.threads.beginsWithUs(workspace, channel, threadTs);
  }

  /** Whose it was is on record, which is sure where Slack may not say. False: it is not on record. */
  private async revise(heard: Heard<Revision>): Promise<boolean> {
    const { happening, place, conversationId } = heard;
    const { conversations, archive, ids } = this.parts;
    const conversation = await conversations.load(conversationId);
    const { tenant, channel, thread } = place;
    const id = ids.hash('message', tenant, channel, thread, happening.revises);
    const original = conversation && (await messageById(conversation, id, archive));
    if (original === null) return false;
    const { author } = original;
    const known = conversation?.customer.id === author.id ? conversation.customer : null;
    const customer = known ?? { id: author.id, name: author.name };
    const { wireId, revises } = happening;
    const said =
      happening.kind === 'edited'
        ? { ...newWords(happening, heard.channel.wording), editedAtMs: happening.editedAtMs }
        : { text: '' };
    const kind = happening.kind === 'edited' ? 'edit' : 'delete';
    await this.take(heard, customer, { wireId, ...said, revises: { kind, wireId: revises } });
    return true;
  }

  /**
   * Words that were changed or taken back before they reached us, or were meant for us only after the change. The edit
   * stands for them; a deletion is to come again, behind them. What people said in a thread before we were in it stays
   * among them.
   */
  private async unheard({ happening, ...heard }: Heard<Revision>): Promise<void> {
    const { spot, isMention } = happening;
    if (!isFresh(spot.ts, this.parts.clock)) return;
    const sinceMs = (await this.parts.conversations.load(heard.conversationId))?.createdAtMs ?? 0;
    if (!isDirect(spot.channel) && !isMention && atMsOf(spot.ts) < sinceMs) return;
    if (happening.kind === 'deleted') {
      const isOurs = happening.customerId !== null && (await this.isMeant({ ...heard, happening }));
      if (isOurs) throw new GatewayError('message.unheard');
      return;
    }
    const accepted = await this.say({ ...heard, happening });
    // They were taken in at this very moment, so it is an edit like any other.
    if (accepted?.isNew === false) await this.revise({ ...heard, happening });
  }

  private async take(
    heard: Heard<SlackSaid>,
    customer: Customer,
    said: Pick<Arrival, 'wireId' | 'text' | 'files' | 'revises' | 'editedAtMs'>,
  ): Promise<Accepted | null> {
    const { workspace, channel, place, happening } = heard;
    const charsMax = channel.messageCharsMax;
    const thread = wireThreadOf(happening);
    try {
      const accepted = await this.parts.accept({ place, customer, charsMax, ...said, ...thread });
      if (said.revises === undefined) this.showStatus(workspace, channel, accepted, happening.spot);
      return accepted;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.retryable || error.code === 'broken') throw error;
      this.parts.telemetry.info('slack.not-taken', { code: error.code, channel: channel.name });
      if (happening.kind !== 'deleted') this.refusals.tell(heard, happening, error);
      return null;
    }
  }

  private lineOf(channel: SlackCustomerChannel, thread: SlackThread) {
    const at = { tenant: channel.tenant, channel: channel.name, thread: formatThread(thread) };
    const place = { ...at, isPrivate: isDirect(thread.channel) };
    const conversationId = conversationIdFor((...parts) => this.parts.ids.hash(...parts), place);
    return { place, conversationId };
  }

  /** After the acknowledgement, and whatever becomes of it. */
  private showStatus(
    workspace: SlackWorkspace,
    channel: SlackCustomerChannel,
    accepted: Accepted,
    spot: Pick<SlackSpot, 'channel' | 'ts' | 'threadTs'>,
  ): void {
    if (!accepted.isNew) return;
    const work = this.showStatusNow(workspace, channel, accepted.conversationId, spot);
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  private async showStatusNow(
    workspace: SlackWorkspace,
    channel: SlackCustomerChannel,
    conversationId: string,
    spot: Pick<SlackSpot, 'channel' | 'ts' | 'threadTs'>,
  ): Promise<void> {
    try {
      const conversation = await this.parts.conversations.load(conversationId);
      if (conversation?.owner !== 'bot' || conversation.inbox.length === 0) return;
      const ownThread = parseThread(conversation.thread)?.threadTs ?? null;
      const threadTs = ownThread ?? spot.threadTs ?? spot.ts;
      const place = { workspace, channel: spot.channel, threadTs };
      const isAnsweredThere = ownThread !== null || spot.threadTs !== null;
      this.status.show(conversationId, place, isAnsweredThere, channel);
    } catch (error) {
      this.parts.telemetry.error('slack.status-failed', error, { conversation: conversationId });
    }
  }
}

/**
 * Files stay with the words they first came with; where an edit leaves no words, their names stand for them. Whoever reads
 * it learns which were taken out.
 */
function newWords(
  { text, files, lostFiles }: Edited,
  wording: Wording,
): Pick<Arrival, 'text' | 'files'> {
  const lost =
    lostFiles.length === 0
      ? ''
      : say('slack.desk.files-taken-back', wording, { files: namesOf(lostFiles) });
  const words = [text, lost].filter((line) => line !== '').join('\n');
  const isBare = words === '' && files.length > 0;
  return { text: words, ...(isBare ? { files: files.map(({ name }) => ({ name })) } : {}) };
}

/** Direct messages are one conversation, however many threads there are in them. */
function wireThreadOf(happening: SlackSaid): Pick<Arrival, 'wireThread'> {
  if (happening.kind === 'deleted' || !happening.isDirect || !happening.isThreadReply) return {};
  const { threadTs } = happening.spot;
  return threadTs === null ? {} : { wireThread: threadTs };
}
