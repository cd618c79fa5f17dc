import { GatewayError } from '../../core/domain/errors.js';
import { say, type Wording } from '../../core/domain/texts.js';
import type { TeamsCustomersLines } from './teams-customers-lines.js';
import type { Heard, TeamsCustomersParts } from './teams-customers-parts.js';
import type { TeamsHappening } from './teams-parse.js';

/** What refuses for want of room, and would refuse again. */
const FULL: ReadonlySet<string> = new Set(['conversation.full', 'rate.limited']);

/** Time between two words about a conversation that takes nothing more. */
const FULL_TOLD_MS = 60_000;

type Words = Extract<TeamsHappening, { kind: 'said' | 'edited' }>;

/** Tells customers what was not taken and why, so that nothing they say is lost in silence. */
export class TeamsCustomersRefusals {
  constructor(
    private readonly parts: Pick<TeamsCustomersParts, 'clock' | 'telemetry'>,
    private readonly lines: TeamsCustomersLines,
  ) {}

  /** Sent again it would be refused again, so Teams hears that it was heard, and the customer why it was not taken. False: nobody is told. */
  isTold({ channel, happening }: Heard<Words>, { code }: GatewayError): boolean {
    const { wording, messageCharsMax } = channel;
    const max = String(messageCharsMax);
    const isAlone = happening.address.scope === 'personal';
    const words =
      code === 'message.too-long'
        ? say('teams.customer.too-long', wording, { max })
        : code === 'message.empty'
          ? say(isAlone ? 'teams.customer.unreadable' : 'teams.customer.empty', wording)
          : say('teams.customer.not-taken', wording);
    return this.lines.tell(happening.address, aboutOf(happening), words);
  }

  /**
   * Too much waits in a conversation; who wrote hears that, once in a while. False: of this message nobody is told, for
   * the line is about another one, or left out.
   */
  isToldFull(
    { channel, conversationId, happening }: Heard<Words>,
    { code }: GatewayError,
  ): boolean {
    const { clock, telemetry } = this.parts;
    const minute = Math.floor(clock.nowMs() / FULL_TOLD_MS);
    const about = `${conversationId} full ${minute}`;
    const ofThis = `${about} ${happening.wireId}`;
    if (this.lines.isTold(about)) return this.lines.isTold(ofThis);
    const words = say('teams.customer.full', channel.wording);
    if (!this.lines.tell(happening.address, about, words, ofThis)) return false;
    telemetry.warn('teams.full', { code, channel: channel.name });
    return true;
  }

  /** Somebody speaks to the bot where no channel listens. */
  elsewhere(happening: TeamsHappening, wording: Wording): void {
    if (happening.kind !== 'said') return;
    const { address, isMention } = happening;
    if (address.scope !== 'personal' && !isMention) return;
    const words = say('teams.customer.not-here', wording);
    if (!this.lines.tell(address, aboutOf(happening), words))
      throw new GatewayError('rate.limited');
  }
}

/** Whether it was refused for want of room. */
export function isFull(error: unknown): error is GatewayError {
  return error instanceof GatewayError && FULL.has(error.code);
}

function aboutOf({ address, wireId }: Words): string {
  return `${address.bot} ${address.conversationId} ${wireId}`;
}
