import { type Card, choicesOf } from '../../core/domain/card.js';
import type { Conversation, Place } from '../../core/domain/conversation.js';
import type { Message } from '../../core/domain/message.js';
import { say } from '../../core/domain/texts.js';
import type { Accepted } from '../../core/ports/channel.js';
import { customerOf, userOfCustomer } from './slack-customer-of.js';
import type { SlackCustomersLines } from './slack-customers-lines.js';
import type { SlackCustomerChannel, SlackCustomersParts } from './slack-customers-parts.js';
import type { Answered, SlackDelivery } from './slack-delivery.js';
import { isDirect } from './slack-ids.js';
import type { SlackPressed } from './slack-listener.js';
import { chosenOf, isOurAction, parsePress } from './slack-press.js';
import { addresseeOf, messageById } from './slack-record.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Presses remembered, so that a second click on the same button, before it is gone, says nothing twice. */
const TAKEN_MAX = 2_000;

/** Posts that are being changed at once. Of later ones the buttons stay. */
const CHANGES_MAX = 200;

/** A button of ours that was pressed in a conversation's place. */
export interface CustomersPress {
  readonly workspace: SlackWorkspace;
  readonly channel: SlackCustomerChannel;
  readonly press: SlackPressed;
  readonly place: Place;
  readonly conversationId: string;
}

/** Answers that customers press instead of typing them. */
export class SlackCustomersPresses {
  private readonly taken = new Set<string>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly parts: SlackCustomersParts,
    private readonly lines: SlackCustomersLines,
    private readonly delivery: Pick<SlackDelivery, 'answered'>,
  ) {}

  async stop(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  /** Null: nothing was said by it. */
  async take(pressed: CustomersPress): Promise<Accepted | null> {
    const { press, conversationId, workspace, channel, place } = pressed;
    const value = isOurAction(press.actionId) ? parsePress(press.value) : null;
    const chosen = value === null ? null : chosenOf(value);
    if (chosen === null || press.wireId === null || press.message === null) return null;
    const key = `${conversationId} ${chosen.messageId} ${chosen.choiceId} ${press.user}`;
    if (this.taken.has(key)) return null;
    const conversation = await this.parts.conversations.load(conversationId);
    const asked = conversation && (await this.asked(conversation, chosen.messageId));
    const choice = choicesOf(asked?.card).find(({ id }) => id === chosen.choiceId);
    if (conversation === null || asked === null || choice === undefined) {
      this.gone(pressed, press.wireId);
      return null;
    }
    const person = await workspace.person(press.user);
    if (person.isBot) return null;
    const customer = customerOf(person, press.userTeam, channel);
    const accepted = await this.parts.accept({
      place,
      customer,
      wireId: press.wireId,
      text: choice.label,
      charsMax: Math.max(channel.messageCharsMax, choice.label.length),
      chosen,
    });
    this.remember(key);
    const { ts } = press.message;
    const { name } = customer;
    this.track(
      this.replace(conversation, { message: asked, ts, name, label: choice.label }, press.user),
    );
    return accepted;
  }

  /** Words that were taken back take their answers with them. */
  private async asked(conversation: Conversation, id: string): Promise<Message | null> {
    const found = await messageById(conversation, id, this.parts.archive);
    return found?.revised?.isGone ? null : found;
  }

  private gone({ workspace, channel, press }: CustomersPress, about: string): void {
    const { message, user } = press;
    if (message === null) return;
    const threadTs = isDirect(message.channel) ? null : message.threadTs;
    const words = say('slack.customer.choice-gone', channel.wording);
    this.lines.tell(workspace, { channel: message.channel, user, threadTs }, about, words);
  }

  /** A rating asked of somebody else stays open for them. */
  private async replace(conversation: Conversation, answer: Answered, user: string): Promise<void> {
    const { archive, telemetry } = this.parts;
    try {
      if (isRating(answer.message.card)) {
        const asked = await addresseeOf(conversation, answer.message, archive);
        if (asked !== null && userOfCustomer(asked) !== user) return;
      }
      await this.delivery.answered(conversation, answer);
    } catch (error) {
      telemetry.error('slack.buttons-failed', error, { message: answer.message.id });
    }
  }

  private remember(key: string): void {
    this.taken.add(key);
    for (const oldest of this.taken) {
      if (this.taken.size <= TAKEN_MAX) return;
      this.taken.delete(oldest);
    }
  }

  private track(work: Promise<void>): void {
    if (this.running.size >= CHANGES_MAX) return;
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

function isRating(card: Card | undefined): boolean {
  return (card?.blocks ?? []).some((block) => block.kind === 'choices' && block.look === 'rating');
}
