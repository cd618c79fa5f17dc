import { choicesOf } from '../../core/domain/card.js';
import type { Conversation } from '../../core/domain/conversation.js';
import type { Customer } from '../../core/domain/customer.js';
import { isFeedback } from '../../core/domain/feedback.js';
import type { Message } from '../../core/domain/message.js';
import { say, type TextKey } from '../../core/domain/texts.js';
import type { Accepted } from '../../core/ports/channel.js';
import { isRating, TakenPresses } from '../taken-presses.js';
import { isTakenBack, mayRate, messageById, takesPart } from '../talk-record.js';
import { ThreadTurns } from '../thread-turns.js';
import type { TeamsAddressBook } from './teams-address-book.js';
import { cardAfterPress } from './teams-cards.js';
import type { TeamsCustomersLines } from './teams-customers-lines.js';
import {
  type Heard,
  TAKEN,
  type TeamsAnswered,
  type TeamsCustomersParts,
  type TeamsReply,
} from './teams-customers-parts.js';
import type { TeamsHappening } from './teams-parse.js';
import type { TeamsPeople } from './teams-people.js';

/** Messages that are being changed at once. Of later ones the buttons stay for others than who pressed. */
const CHANGES_MAX = 200;

export type TeamsPress = Extract<TeamsHappening, { kind: 'pressed' }>;

interface PressTaken {
  readonly reply: TeamsReply;
  /** Null: nothing was said by it. */
  readonly accepted: Accepted | null;
}

/** Answers that customers press instead of typing them. */
export class TeamsCustomersPresses {
  private readonly taken = new TakenPresses();
  private readonly running = new Set<Promise<void>>();
  /** Messages are changed one press after the other, so that the last one is what stands there. */
  private readonly changes = new ThreadTurns();

  constructor(
    private readonly parts: TeamsCustomersParts,
    private readonly book: TeamsAddressBook,
    private readonly people: TeamsPeople,
    private readonly lines: TeamsCustomersLines,
  ) {}

  async stop(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  async take(pressed: Heard<TeamsPress>): Promise<PressTaken> {
    const { happening, conversationId, channel, bot } = pressed;
    const { chosen, address, speaker } = happening;
    const conversation = await this.parts.conversations.load(conversationId);
    const asked = conversation && (await this.asked(conversation, chosen.messageId));
    const choice = choicesOf(asked?.card).find(({ id }) => id === chosen.choiceId);
    if (conversation === null || asked === null || choice === undefined) {
      return this.told(pressed, 'teams.customer.choice-gone');
    }
    const known = async () => conversation.customer;
    const customer = await this.people.customerOf(bot, channel, address, speaker, known);
    const answered = {
      ...{ message: asked, activityId: happening.activityId },
      ...{ name: customer.name, choice },
    };
    const key = `${conversationId} ${chosen.messageId} ${customer.id}`;
    const isDone = this.taken.has(key, choice.id);
    if (isDone) return this.shown(pressed, conversation, answered, null);
    if (!(await this.isForThem(conversation, customer, asked, choice.id))) {
      return this.told(pressed, 'feedback.not-yours');
    }
    await this.book.keep(conversationId, address);
    const accepted = await this.parts.accept({
      place: pressed.place,
      customer,
      wireId: happening.wireId,
      text: choice.label,
      charsMax: Math.max(channel.messageCharsMax, choice.label.length),
      chosen,
      ...(isFeedback(choice.id) ? { isFeedback: true } : {}),
    });
    this.taken.remember(key, choice.id);
    this.track(this.replace(conversation, answered, customer));
    return this.shown(pressed, conversation, answered, accepted);
  }

  /** A rating is for those it is about, feedback for those who talk there, anything else for everybody. */
  private async isForThem(
    conversation: Conversation,
    { id }: Customer,
    asked: Message,
    choiceId: string,
  ): Promise<boolean> {
    const { archive } = this.parts;
    if (isRating(asked.card)) return mayRate(conversation, id, asked, archive);
    return !isFeedback(choiceId) || takesPart(conversation, id, asked, archive);
  }

  /** Words that were taken back take their answers with them. */
  private async asked(conversation: Conversation, id: string): Promise<Message | null> {
    const found = await messageById(conversation, id, this.parts.archive);
    return found === null || isTakenBack(conversation, found) ? null : found;
  }

  /** In words to whoever pressed: in Teams' own answer if it waits for one, else as a line. */
  private told({ happening, channel }: Heard<TeamsPress>, key: TextKey): PressTaken {
    const words = say(key, channel.wording);
    if (happening.isAnswered) return { reply: invoked('message', words), accepted: null };
    this.lines.tell(happening.address, `${happening.address.bot} ${happening.wireId}`, words);
    return { reply: TAKEN, accepted: null };
  }

  private shown(
    { happening, channel }: Heard<TeamsPress>,
    conversation: Conversation,
    answered: TeamsAnswered,
    accepted: Accepted | null,
  ): PressTaken {
    if (!happening.isAnswered) return { reply: TAKEN, accepted };
    const isBots = conversation.owner === 'bot';
    const { wording, linkHosts } = channel;
    const card = cardAfterPress(answered.message.card, answered, isBots, wording, linkHosts);
    return { reply: invoked('card', card), accepted };
  }

  /** A rating that somebody else gives leaves it open for the customer whose case it was. */
  private async replace(
    conversation: Conversation,
    answered: TeamsAnswered,
    { id }: Customer,
  ): Promise<void> {
    const { telemetry } = this.parts;
    const { message } = answered;
    if (isRating(message.card) && conversation.customer.id !== id) return;
    try {
      await this.changes.run(message.id, () => this.parts.answered(conversation, answered));
    } catch (error) {
      telemetry.error('teams.buttons-failed', error, { message: message.id });
    }
  }

  private track(work: Promise<void>): void {
    if (this.running.size >= CHANGES_MAX) return;
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
function invoked(kind: 'card' | 'message', value: unknown): TeamsReply {
  const type =
    kind === 'card'
      ? 'application/vnd.microsoft.card.adaptive'
      : 'application/vnd.microsoft.activity.message';
  return { status: 200, body: { statusCode: 200, type, value } };
}
