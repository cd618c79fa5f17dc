/** What Slack's parts need of the config, in their own words. Read when it is needed, so that a reload is a swap. */
import type { SlackAppSettings } from './channels/slack/slack-app-settings.js';
import type { SlackCustomerChannel } from './channels/slack/slack-customers-parts.js';
import type { DeskFace, SlackDeskSettings } from './channels/slack/slack-desk-parts.js';
import type { DoctorCase } from './channels/slack/slack-doctor.js';
import type { Config } from './core/config/config-schema.js';
import type { Wording } from './core/domain/texts.js';
import { tenantOf, wordingOf } from './settings.js';

type SlackDeskConfig = Extract<Config['desks'][string], { kind: 'slack' }>;
type SlackChannelConfig = Extract<Config['channels'][string], { kind: 'slack' }>;

export function slackApps(config: Config): SlackAppSettings[] {
  return Object.entries(config.slack).map(([name, app]) => ({
    name,
    transport: app.transport,
    signingSecret: app.signingSecret ?? '',
    appToken: app.transport === 'socket' ? (app.appToken ?? null) : null,
    apiUrl: app.webApi,
    workspaces: Object.entries(app.workspaces).map(([workspace, { team, botToken }]) => ({
      name: workspace,
      team,
      botToken,
    })),
  }));
}

/** Slack's id of the workspace that a channel or desk names. The check of the config has seen that it is there. */
export function teamOf(config: Config, place: { app: string; workspace: string }): string {
  return config.slack[place.app]?.workspaces[place.workspace]?.team ?? '';
}

export function slackDeskConfigs(config: Config): [string, SlackDeskConfig][] {
  return Object.entries(config.desks).flatMap(([name, desk]) =>
    desk.kind === 'slack' ? [[name, desk]] : [],
  );
}

export function slackChannelConfigs(config: Config): [string, SlackChannelConfig][] {
  return Object.entries(config.channels).flatMap(([name, channel]) =>
    channel.kind === 'slack' ? [[name, channel]] : [],
  );
}

export function slackDesks(config: Config): (SlackDeskSettings & { readonly app: string })[] {
  return slackDeskConfigs(config).map(([name, desk]) => ({
    name,
    app: desk.app,
    team: teamOf(config, desk),
    room: desk.room,
    fallbackRoom: desk.fallbackRoom ?? null,
    replies: desk.replies,
    noteMark: desk.noteMark,
    replyMark: desk.replyMark,
    userGroup: desk.userGroup ?? null,
    tenants: Object.entries(config.tenants)
      .filter(([, tenant]) => tenant.desk === name)
      .map(([id]) => id),
    escalateTo: { people: desk.escalateTo.people, room: desk.escalateTo.room ?? null },
  }));
}

/** How texts of a tenant read in Slack. */
export function slackFace(config: Config, tenantId: string): DeskFace {
  const tenant = tenantOf(config, tenantId);
  return { wording: wordingOf(tenant), linkHosts: tenant.linkHosts };
}

/** The words to whoever speaks to an app where nobody listens: those of a tenant who is at home there, if there is one. */
export function slackWordingIn(
  config: Config,
  { appName, team }: { readonly appName: string; readonly team: string },
): Wording {
  const places = [...slackChannels(config), ...slackDesks(config)];
  const here = places.find((one) => one.app === appName && one.team === team);
  const theirs = here && ('tenant' in here ? here.tenant : here.tenants[0]);
  const [tenant = ''] = [theirs, ...Object.keys(config.tenants)].filter((one) => one !== undefined);
  return slackFace(config, tenant).wording;
}

export function slackChannels(config: Config): SlackCustomerChannel[] {
  return slackChannelConfigs(config).map(([name, channel]) => ({
    name,
    tenant: channel.tenant,
    app: channel.app,
    team: teamOf(config, channel),
    rooms: channel.rooms,
    direct: channel.direct,
    messageCharsMax: channel.messageCharsMax,
    trustsEmail: channel.trustsEmail,
    botName: tenantOf(config, channel.tenant).botName,
    ...slackFace(config, channel.tenant),
  }));
}

/** Everything the configuration has in each app, for the doctor to look at. */
export function doctorCases(config: Config): DoctorCase[] {
  return slackApps(config).map((app) => ({
    app: app.name,
    transport: app.transport,
    signingSecret: app.signingSecret,
    appToken: app.appToken,
    workspaces: app.workspaces.map((workspace) => ({
      ...workspace,
      ...placesIn(config, app.name, workspace.name),
    })),
  }));
}

function placesIn(config: Config, app: string, workspace: string) {
  const isHere = (one: { app: string; workspace: string }) =>
    one.app === app && one.workspace === workspace;
  const desks = slackDeskConfigs(config).filter(([, desk]) => isHere(desk));
  const channels = slackChannelConfigs(config).filter(([, channel]) => isHere(channel));
  const ofDesks = desks.flatMap(([name, desk]) => {
    const { room, fallbackRoom, escalateTo } = desk;
    return [
      { id: room, path: `desks.${name}.room`, isDesk: true },
      ...(fallbackRoom === undefined
        ? []
        : [{ id: fallbackRoom, path: `desks.${name}.fallbackRoom`, isDesk: true }]),
      ...(escalateTo.room === undefined
        ? []
        : [{ id: escalateTo.room, path: `desks.${name}.escalateTo.room`, isDesk: true }]),
    ];
  });
  const ofChannels = channels.flatMap(([name, { rooms }]) =>
    rooms.map((id, at) => ({ id, path: `channels.${name}.rooms[${at}]`, isDesk: false })),
  );
  return {
    rooms: [...ofDesks, ...ofChannels],
    groups: desks.flatMap(([name, { userGroup }]) =>
      userGroup === undefined ? [] : [{ id: userGroup, path: `desks.${name}.userGroup` }],
    ),
    needsEmail: channels.some(([, { trustsEmail }]) => trustsEmail),
  };
}
