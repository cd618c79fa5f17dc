import type { Conversation, Place } from '../../core/domain/conversation.js';
import { conversationIdFor } from '../../core/domain/conversation-id.js';
import type { Customer } from '../../core/domain/customer.js';
import { GatewayError } from '../../core/domain/errors.js';
import type { LaneItem } from '../../core/domain/lane.js';
import { say } from '../../core/domain/texts.js';
import type {
  Accepted,
  Arrival,
  Circumstances,
  Delivery,
  DeliveryOutcome,
} from '../../core/ports/channel.js';
import { customerOf } from './slack-customer-of.js';
import { SlackCustomersLines } from './slack-customers-lines.js';
import {
  channelAt,
  type SlackCustomerChannel,
  type SlackCustomersParts,
} from './slack-customers-parts.js';
import { SlackCustomersPresses } from './slack-customers-presses.js';
import { SlackCustomersStatus } from './slack-customers-status.js';
import { SlackCustomersThreads } from './slack-customers-threads.js';
import { SlackDelivery } from './slack-delivery.js';
import { atMsOf, formatThread, parseThread, type SlackSpot, threadOf } from './slack-ids.js';
import type { SlackPressed, SlackSaid } from './slack-listener.js';
import { messageById } from './slack-record.js';
import { SlackTurns } from './slack-turns.js';
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
  private readonly turns = new SlackTurns();
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
    this.presses = new SlackCustomersPresses(parts, this.lines, this.delivery);
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
  said(workspace: SlackWorkspace, happening: SlackSaid): Promise<void> {
    const thread = formatThread(threadOf(happening.spot));
    return this.turns.run(thread, () => this.hear(workspace, happening));
  }

  pressed(workspace: SlackWorkspace, press: SlackPressed): Promise<void> {
    const { message } = press;
    if (message === null) return Promise.resolve();
    const thread = threadOf({ team: workspace.team, ...message });
    const channel = channelAt(this.parts.channels(), workspace, message.channel);
    if (channel === null) return Promise.resolve();
    const { place, conversationId } = this.lineOf(channel, formatThread(thread));
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

  private async hear(workspace: SlackWorkspace, happening: SlackSaid): Promise<void> {
    const { spot } = happening;
    const channel = channelAt(this.parts.channels(), workspace, spot.channel);
    if (channel === null) return this.elsewhere(workspace, happening);
    const line = this.lineOf(channel, formatThread(threadOf(spot)));
    const heard = { workspace, channel, ...line };
    switch (happening.kind) {
      case 'said':
        return this.say({ ...heard, happening });
      case 'edited':
      case 'deleted':
        return this.revise({ ...heard, happening });
    }
  }

  private async say(heard: Heard<Said | Edited>): Promise<void> {
    if (!(await this.isMeant(heard))) return;
    const { workspace, happening, channel } = heard;
    const person = await workspace.person(happening.customerId);
    if (person.isBot) return;
    const { text, files } = happening;
    // An edit of what never reached us stands for it: sent again, the words before are a duplicate.
    const wireId = happening.kind === 'edited' ? happening.revises : happening.wireId;
    await this.take(heard, customerOf(person, happening.customerTeam, channel), {
      wireId,
      text,
      ...(files.length > 0 ? { files } : {}),
    });
  }

  /** A mention begins a conversation; in a thread where there is one, or is about to be, replies need none. */
  private async isMeant({ workspace, happening, conversationId }: Heard<Said | Edited>) {
    const { isDirect, isMention, isThreadReply, spot } = happening;
    if (isDirect || isMention) return true;
    if (!isThreadReply || spot.threadTs === null) return false;
    if ((await this.parts.conversations.load(conversationId)) !== null) return true;
    return this.threads.beginsWithUs(workspace, spot.channel, spot.threadTs);
  }

  /** Whose it was is on record, which is sure where Slack may not say. What is not on record needs no revision. */
  private async revise(heard: Heard<Revision>): Promise<void> {
    const { happening, place, conversationId } = heard;
    const { conversations, archive, ids } = this.parts;
    const conversation = await conversations.load(conversationId);
    const { tenant, channel, thread } = place;
    const id = ids.hash('message', tenant, channel, thread, happening.revises);
    const original = conversation && (await messageById(conversation, id, archive));
    if (original === null) return this.unheard(heard, conversation?.createdAtMs ?? 0);
    const { author } = original;
    const known = conversation?.customer.id === author.id ? conversation.customer : null;
    const customer = known ?? { id: author.id, name: author.name };
    const isEdit = happening.kind === 'edited';
    await this.take(heard, customer, {
      wireId: happening.wireId,
      text: isEdit ? happening.text : '',
      ...(isEdit && happening.files.length > 0 ? { files: happening.files } : {}),
      revises: { kind: isEdit ? 'edit' : 'delete', wireId: happening.revises },
    });
  }

  /**
   * Words that were changed before they reached us, or were meant for us only after the change. What people said in a
   * thread before we were in it stays among them.
   */
  private async unheard({ happening, ...heard }: Heard<Revision>, sinceMs: number): Promise<void> {
    if (happening.kind !== 'edited' || !this.threads.isFresh(happening.spot.ts)) return;
    const { isDirect, isMention, spot } = happening;
    if (isDirect || isMention || atMsOf(spot.ts) >= sinceMs)
      await this.say({ ...heard, happening });
  }

  private async take(
    heard: Heard<SlackSaid>,
    customer: Customer,
    said: Pick<Arrival, 'wireId' | 'text' | 'files' | 'revises'>,
  ): Promise<void> {
    const { workspace, channel, place, happening } = heard;
    const charsMax = channel.messageCharsMax;
    try {
      const accepted = await this.parts.accept({ place, customer, charsMax, ...said });
      if (said.revises === undefined) this.showStatus(workspace, channel, accepted, happening.spot);
    } catch (error) {
      if (!(error instanceof GatewayError) || error.retryable || error.code === 'broken')
        throw error;
      this.parts.telemetry.info('slack.not-taken', { code: error.code, channel: channel.name });
      if (happening.kind !== 'deleted') this.tell(heard, happening, error);
    }
  }

  /** Sent again it would be refused again, so Slack hears that it was heard, and the customer why it was not taken. */
  private tell(
    { workspace, channel }: Heard<SlackSaid>,
    happening: Said | Edited,
    { code }: GatewayError,
  ): void {
    const { wording, messageCharsMax } = channel;
    const max = String(messageCharsMax);
    const words =
      code === 'message.too-long'
        ? say('slack.customer.too-long', wording, { max })
        : code === 'message.empty'
          ? say('slack.customer.empty', wording)
          : say('slack.customer.not-taken', wording);
    this.lines.tell(workspace, placeOf(happening), happening.wireId, words);
  }

  /** Somebody speaks to us where no channel listens. */
  private elsewhere(workspace: SlackWorkspace, happening: SlackSaid): void {
    if (happening.kind !== 'said' || !(happening.isMention || happening.isDirect)) return;
    const ours = this.parts
      .channels()
      .find(({ app, team }) => app === workspace.appName && team === workspace.team);
    if (ours === undefined) return;
    const words = say('slack.customer.not-here', ours.wording);
    this.lines.tell(workspace, placeOf(happening), happening.wireId, words);
  }

  private lineOf(channel: SlackCustomerChannel, thread: string) {
    const place = { tenant: channel.tenant, channel: channel.name, thread };
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
      this.status.show(conversationId, place, ownThread !== null, channel);
    } catch (error) {
      this.parts.telemetry.error('slack.status-failed', error, { conversation: conversationId });
    }
  }
}

/** A line for one person is shown in a thread only where somebody has replied before. */
function placeOf({ spot, customerId, isThreadReply, isDirect }: Said | Edited) {
  const threadTs = isThreadReply && !isDirect ? spot.threadTs : null;
  return { channel: spot.channel, user: customerId, threadTs };
}
