import type { Delivery } from './delivery.js';
import type { JsonObject } from './json.js';
import { channelTypeOf } from './message-json.js';
import type { InstallationRecord, RoomRecord } from './model.js';
import type { SlackCore } from './slack-core.js';

export interface Occasion {
  /** The name an app subscribes to, as in the manifest: `message.im`, `app_mention`. */
  readonly subscription: string;
  /** One of these scopes lets an app see it; none needed when empty. */
  readonly scopes: readonly string[];
  readonly event: JsonObject;
  readonly room: RoomRecord | null;
  /** Told to this installation only, member or not. */
  readonly only?: InstallationRecord;
}

/**
 * Tells every app that subscribed, holds the scope, and whose bot is in the room. One delivery for each app, as
 * Slack sends one event for an app even where it sits in a shared channel for two workspaces.
 */
export function publishEvent(core: SlackCore, occasion: Occasion): Delivery[] {
  const told = new Set<string>();
  const deliveries: Delivery[] = [];
  for (const installation of core.installations()) {
    const { app } = installation;
    if (!sees(core, installation, occasion) || told.has(app.id)) continue;
    told.add(app.id);
    const payload = envelope(core, installation, occasion);
    deliveries.push(core.wire.send(app, installation, 'events_api', payload));
  }
  return deliveries;
}

/** A message-like event, under the subscription and scope of the room's kind. */
export function publishMessage(core: SlackCore, room: RoomRecord, event: JsonObject): Delivery[] {
  const kind = channelTypeOf(room);
  const plural = { channel: 'channels', group: 'groups', im: 'im' }[kind];
  return publishEvent(core, {
    subscription: `message.${plural}`,
    scopes: [`${plural}:history`],
    event: { type: 'message', ...event, channel: room.id, channel_type: kind },
    room,
  });
}

function sees(core: SlackCore, installation: InstallationRecord, occasion: Occasion): boolean {
  if (occasion.only) return occasion.only === installation;
  return (
    installation.state === 'active' &&
    installation.app.subscriptions.has(occasion.subscription) &&
    (occasion.scopes.length === 0 ||
      occasion.scopes.some((scope) => installation.scopes.has(scope))) &&
    (occasion.room === null || core.isMember(occasion.room, installation.bot))
  );
}

/** https://docs.slack.dev/apis/events-api/#event-type-structure */
function envelope(
  core: SlackCore,
  installation: InstallationRecord,
  occasion: Occasion,
): JsonObject {
  const { app, team, bot } = installation;
  const home = occasion.room?.team ?? team;
  return {
    token: app.verificationToken,
    // In a shared channel this is the channel's home; `authorizations` says whose installation is meant.
    team_id: home.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event: occasion.event,
    type: 'event_callback',
    event_id: core.newId('Ev'),
    event_time: Math.floor(core.nowMs() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: (occasion.room?.sharedWith.length ?? 0) > 0,
    event_context: `4-${core.newId('EC')}`,
  };
}
