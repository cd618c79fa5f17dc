import { choicesOf } from '../../core/domain/card.js';
import type { Conversation, Place } from '../../core/domain/conversation.js';
import { isFeedback } from '../../core/domain/feedback.js';
import type { Message } from '../../core/domain/message.js';
import { say, type TextKey } from '../../core/domain/texts.js';
import type { Accepted } from '../../core/ports/channel.js';
import { isRating, TakenPresses } from '../taken-presses.js';
import { isTakenBack, mayRate, messageById, takesPart } from '../talk-record.js';
import { ThreadTurns } from '../thread-turns.js';
import { customerOf, personBy, userOfCustomer } from './slack-customer-of.js';
import type { SlackCustomersLines } from './slack-customers-lines.js';
import type { SlackCustomerChannel, SlackCustomersParts } from './slack-customers-parts.js';
import type { Answered, SlackDelivery } from './slack-delivery.js';
import { isDirect } from './slack-ids.js';
import { SLACK_NAMES_WAIT_MS } from './slack-limits.js';
import type { SlackPressed } from './slack-listener.js';
import { chosenOf, isOurAction, parsePress } from './slack-press.js';
import type { SlackWorkspace } from './slack-workspace.js';

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
  private readonly taken = new TakenPresses();
  private readonly running = new Set<Promise<void>>();
  /** Posts are changed one press after the other, so that the last one is what stands there. */
  private readonly changes = new ThreadTurns();

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
    const key = `${conversationId} ${chosen.messageId} ${press.user}`;
    if (this.taken.has(key, chosen.choiceId)) return null;
    const conversation = await this.parts.conversations.load(conversationId);
    const asked = conversation && (await this.asked(conversation, chosen.messageId));
    const choice = choicesOf(asked?.card).find(({ id }) => id === chosen.choiceId);
    if (conversation === null || asked === null || choice === undefined) {
      this.tell(pressed, press.wireId, 'slack.customer.choice-gone');
      return null;
    }
    const { clock, archive } = this.parts;
    const byMs = clock.nowMs() + SLACK_NAMES_WAIT_MS;
    const person = await personBy(workspace, press.user, clock, byMs);
    if (person.isBot) return null;
    const named = customerOf(person, press.userTeam, channel);
    // While Slack does not tell in time who it is, what the conversation knows of them stays.
    const isKnown = person.team === '' && conversation.customer.id === named.id;
    const customer = isKnown ? conversation.customer : named;
    const isAboutAnswer = isFeedback(choice.id);
    const isForThem = isRating(asked.card)
      ? await mayRate(conversation, customer.id, asked, archive)
      : !isAboutAnswer || (await takesPart(conversation, customer.id, asked, archive));
    if (!isForThem) {
      this.tell(pressed, press.wireId, 'feedback.not-yours');
      return null;
    }
    const accepted = await this.parts.accept({
      place,
      customer,
      wireId: press.wireId,
      text: choice.label,
      charsMax: Math.max(channel.messageCharsMax, choice.label.length),
      chosen,
      ...wireThreadOf(press.message),
      ...(isAboutAnswer ? { isFeedback: true } : {}),
    });
    this.taken.remember(key, choice.id);
    const { ts } = press.message;
    const { name } = customer;
    this.track(this.replace(conversation, { message: asked, ts, name, choice }, press.user));
    return accepted;
  }

  /** Words that were taken back take their answers with them. */
  private async asked(conversation: Conversation, id: string): Promise<Message | null> {
    const found = await messageById(conversation, id, this.parts.archive);
    return found === null || isTakenBack(conversation, found) ? null : found;
  }

  private tell({ workspace, channel, press }: CustomersPress, about: string, key: TextKey): void {
    const { message, user } = press;
    if (message === null) return;
    const { channel: room, threadTs } = message;
    const place = { channel: room, user, threadTs };
    this.lines.tell(workspace, place, about, say(key, channel.wording));
  }

  /** A rating that somebody else gives leaves it open for the customer whose case it was. */
  private async replace(conversation: Conversation, answer: Answered, user: string): Promise<void> {
    const { telemetry } = this.parts;
    const isTheirs = userOfCustomer(conversation.customer.id) === user;
    if (isRating(answer.message.card) && !isTheirs) return;
    try {
      await this.changes.run(answer.message.id, () => this.delivery.answered(conversation, answer));
    } catch (error) {
      telemetry.error('slack.buttons-failed', error, { message: answer.message.id });
    }
  }

  private track(work: Promise<void>): void {
    if (this.running.size >= CHANGES_MAX) return;
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

/** The thread of a direct message that it is pressed in, where the answer to it is looked for. */
function wireThreadOf({ channel, threadTs }: { channel: string; threadTs: string | null }) {
  return isDirect(channel) && threadTs !== null ? { wireThread: threadTs } : {};
}
