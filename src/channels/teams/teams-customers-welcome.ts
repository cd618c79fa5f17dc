import { say } from '../../core/domain/texts.js';
import type { TeamsCustomerChannel } from './teams-bot-settings.js';
import type { TeamsCustomersLines } from './teams-customers-lines.js';
import type { TeamsCustomersParts } from './teams-customers-parts.js';
import type { TeamsAddress } from './teams-shapes.js';

/** Teams tells of one installation twice, in two kinds of words, and again where it was not heard. */
const ONE_INSTALLATION = { points: 1, windowMs: 2 * 60_000 };

/** Says hello where the bot has been installed. */
export class TeamsCustomersWelcome {
  constructor(
    private readonly parts: Pick<TeamsCustomersParts, 'limiter' | 'clock'>,
    private readonly lines: TeamsCustomersLines,
  ) {}

  async say(channel: TeamsCustomerChannel, address: TeamsAddress): Promise<void> {
    const { bot, conversationId } = address;
    const key = `teams welcome ${bot} ${conversationId}`;
    const waitMs = await this.parts.limiter.spend(key, ONE_INSTALLATION);
    if (waitMs !== null) return;
    this.lines.tell(address, `${key} ${this.parts.clock.nowMs()}`, welcome(channel, address));
  }
}

/** What may be asked first, as the tenant suggests it. */
function welcome(channel: TeamsCustomerChannel, { scope }: TeamsAddress): string {
  const { wording, botName, tenantName, suggestions } = channel;
  const hello = say('teams.customer.welcome', wording, { bot: botName, tenant: tenantName });
  const how = scope === 'personal' ? '' : say('teams.customer.welcome-mention', wording);
  const examples = suggestions.map((one) => `- ${one}`);
  const list = [say('teams.customer.welcome-examples', wording), ...examples].join('\n');
  const paragraphs = [`${hello} ${how}`.trim(), ...(examples.length > 0 ? [list] : [])];
  return paragraphs.join('\n\n');
}
