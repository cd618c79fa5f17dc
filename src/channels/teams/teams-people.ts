import type { Customer } from '../../core/domain/customer.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { Memo } from '../memo.js';
import type { TeamsBotSettings, TeamsCustomerChannel } from './teams-bot-settings.js';
import type { TeamsSpeaker } from './teams-parse.js';
import type { TeamsAddress, TeamsConnector, TeamsMember } from './teams-shapes.js';

/** How long a message waits for Teams to say whose address somebody has. Later it is known for the next one. */
const WAIT_MS = 1_500;

/** How long an answer holds. */
const KNOWN_MS = 60 * 60_000;
const KNOWN_MAX = 5_000;

interface PeopleParts {
  readonly connector: TeamsConnector;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Who speaks, as a customer. */
export class TeamsPeople {
  private readonly members: Memo<TeamsMember | null>;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: PeopleParts) {
    this.members = new Memo(parts.clock, KNOWN_MAX);
  }

  /** `known`: whom the conversation is with, whose address stays while Teams does not say it in time. */
  async customerOf(
    bot: TeamsBotSettings,
    channel: TeamsCustomerChannel,
    address: TeamsAddress,
    speaker: TeamsSpeaker,
    known: () => Promise<Customer | null>,
  ): Promise<Customer> {
    const { customerId: id, name } = speaker;
    if (!isTrusted(bot, channel, address)) return { id, name };
    const member = await this.memberInTime(address, speaker.userId);
    if (member === undefined) {
      const before = await known();
      return before?.id === id && before.email !== undefined
        ? { id, name, email: before.email }
        : { id, name };
    }
    const email = member === null ? null : emailOf(member, address);
    return email === null ? { id, name } : { id, name, email };
  }

  stop(): void {
    this.stopping.abort();
  }

  /** Undefined: Teams did not say. */
  private async memberInTime(
    address: TeamsAddress,
    userId: string,
  ): Promise<TeamsMember | null | undefined> {
    let cancel = (): void => undefined;
    const late = new Promise<undefined>((resolve) => {
      cancel = this.parts.clock.alarm(WAIT_MS, () => resolve(undefined));
    });
    try {
      return await Promise.race([this.member(address, userId), late]);
    } catch (error) {
      this.parts.telemetry.error('teams.member-unknown', error, { bot: address.bot });
      return undefined;
    } finally {
      cancel();
    }
  }

  private member(address: TeamsAddress, userId: string): Promise<TeamsMember | null> {
    const { bot, organization } = address;
    return this.members.get(`${bot} ${organization} ${userId}`, async () => ({
      value: await this.parts.connector.member(address, userId, this.stopping.signal),
      keepMs: KNOWN_MS,
    }));
  }
}

/**
 * An address counts only from an organization that the configuration names: any organization may write whatever it likes
 * into its own people's accounts.
 */
function isTrusted(
  bot: TeamsBotSettings,
  { trustsEmail, organizations }: TeamsCustomerChannel,
  { organization }: TeamsAddress,
): boolean {
  const isNamed =
    organizations.includes(organization) || bot.credentials?.organization === organization;
  return trustsEmail && organization !== '' && isNamed;
}

/** Of the organization's own people only: a guest's address is what another company says it is. */
function emailOf(member: TeamsMember, { organization }: TeamsAddress): string | null {
  const isOwn = member.organization === organization && !member.isGuest;
  return isOwn ? member.email : null;
}
