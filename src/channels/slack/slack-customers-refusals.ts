import { GatewayError } from '../../core/domain/errors.js';
import { say } from '../../core/domain/texts.js';
import type { SlackCustomersLines } from './slack-customers-lines.js';
import type { SlackCustomerChannel, SlackCustomersParts } from './slack-customers-parts.js';
import type { SlackSaid } from './slack-listener.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** What refuses for want of room, and would refuse again. */
const FULL: ReadonlySet<string> = new Set(['conversation.full', 'rate.limited']);

/** Time between two words to one person about a conversation that takes nothing more. */
const FULL_TOLD_MS = 60_000;

type Words = Exclude<SlackSaid, { kind: 'deleted' }>;

/** Words that were not taken, and where. */
interface Refused {
  readonly workspace: SlackWorkspace;
  readonly channel: SlackCustomerChannel;
  readonly conversationId: string;
}

/** Tells customers what was not taken and why, so that nothing they say is lost in silence. */
export class SlackCustomersRefusals {
  constructor(
    private readonly parts: Pick<SlackCustomersParts, 'clock' | 'telemetry' | 'wordingIn'>,
    private readonly lines: SlackCustomersLines,
  ) {}

  /** Sent again it would be refused again, so Slack hears that it was heard, and the customer why it was not taken. */
  tell(
    { workspace, channel }: Omit<Refused, 'conversationId'>,
    happening: Words,
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

  /**
   * Too much waits in a conversation. Slack turns the events of an app off that refuses many, and after three more tries
   * nobody would be told; so it is not sent again, and who wrote it hears that, once in a while. False: nobody is told.
   */
  isToldFull(
    { workspace, channel, conversationId }: Refused,
    happening: Words,
    { code }: GatewayError,
  ): boolean {
    const { clock, telemetry } = this.parts;
    const minute = Math.floor(clock.nowMs() / FULL_TOLD_MS);
    const about = `${conversationId} ${happening.customerId} full ${minute}`;
    const words = say('slack.customer.full', channel.wording);
    if (!this.lines.tell(workspace, placeOf(happening), about, words)) return false;
    telemetry.warn('slack.full', { code, channel: channel.name });
    return true;
  }

  /** Somebody speaks to us where no channel listens. */
  elsewhere(workspace: SlackWorkspace, happening: SlackSaid): void {
    if (happening.kind !== 'said' || !(happening.isMention || happening.isDirect)) return;
    const words = say('slack.customer.not-here', this.parts.wordingIn(workspace));
    this.lines.tell(workspace, placeOf(happening), happening.wireId, words);
  }
}

/** Whether it was refused for want of room. */
export function isFull(error: unknown): error is GatewayError {
  return error instanceof GatewayError && FULL.has(error.code);
}

/** A line for one person is shown in a thread only where somebody has replied before. */
function placeOf({ spot, customerId, isThreadReply }: Words) {
  const threadTs = isThreadReply ? spot.threadTs : null;
  return { channel: spot.channel, user: customerId, threadTs };
}
