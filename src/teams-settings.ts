/** What Teams' parts need of the config, in their own words. Read when it is needed, so that a reload is a swap. */
import type {
  TeamsBotSettings,
  TeamsCustomerChannel,
} from './channels/teams/teams-bot-settings.js';
import type { Config } from './core/config/config-schema.js';
import { tenantOf, wordingOf } from './settings.js';

export function teamsBots(config: Config): TeamsBotSettings[] {
  return Object.entries(config.teams).map(([name, bot]) => ({
    name,
    isAnonymous: bot.anonymous,
    credentials: bot.anonymous ? null : credentialsOf(bot),
  }));
}

/** The check of the config has seen that an id and a password are there. */
function credentialsOf(bot: Config['teams'][string]): TeamsBotSettings['credentials'] {
  const { appId = '', appPassword = '', organization = '' } = bot;
  const home = bot.type === 'single-tenant' ? organization.toLowerCase() : null;
  return { appId: appId.toLowerCase(), appPassword, organization: home };
}

export function teamsChannels(config: Config): TeamsCustomerChannel[] {
  return Object.entries(config.channels).flatMap(([name, channel]) => {
    if (channel.kind !== 'teams') return [];
    const tenant = tenantOf(config, channel.tenant);
    const { bot, personal, groups, channels, messageCharsMax, trustsEmail } = channel;
    return [
      {
        name,
        ...{ bot, personal, groups, channels, messageCharsMax, trustsEmail },
        tenant: channel.tenant,
        organizations: channel.organizations.map((id) => id.toLowerCase()),
        tenantName: tenant.name,
        botName: tenant.botName,
        suggestions: tenant.suggestions,
        wording: wordingOf(tenant),
        linkHosts: tenant.linkHosts,
      },
    ];
  });
}
