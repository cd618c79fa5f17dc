import type { Delivery } from './delivery.js';
import { type JsonObject, objectIn } from './json.js';
import { messageJson } from './message-json.js';
import { viewJson } from './modals.js';
import type {
  AppRecord,
  EphemeralRecord,
  InstallationRecord,
  MessageRecord,
  ModalRecord,
  RoomRecord,
  TeamRecord,
  UserRecord,
} from './model.js';
import { labelOf } from './seen-message.js';
import type { SlackCore } from './slack-core.js';

/** What a person acted on. */
export type Surface =
  | { readonly kind: 'message'; readonly room: RoomRecord; readonly message: MessageRecord }
  | { readonly kind: 'ephemeral'; readonly room: RoomRecord; readonly ephemeral: EphemeralRecord }
  | { readonly kind: 'modal'; readonly modal: ModalRecord };

interface Click {
  readonly user: UserRecord;
  readonly surface: Surface;
  readonly element: JsonObject;
  /** The chosen value of a select, an overflow menu or feedback buttons. */
  readonly chosen: string | null;
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function sendClick(core: SlackCore, app: AppRecord, click: Click): Delivery {
  const { user, surface } = click;
  const installation = installationFor(
    app,
    user,
    surface.kind === 'modal' ? null : surface.room.team,
  );
  const { team } = installation;
  const payload: JsonObject = {
    type: 'block_actions',
    user: userJson(user),
    api_app_id: app.id,
    token: app.verificationToken,
    container: containerOf(surface),
    trigger_id: core.tickets.newTrigger({ appId: app.id, teamId: team.id, userId: user.id }),
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    ...placeOf(core, app, user, team.id, surface),
    actions: [actionOf(core, click)],
  };
  return core.wire.send(app, installation, 'interactive', payload);
}

/** Where the app is installed twice (a shared channel) Slack speaks to the installation of the person's workspace. */
function installationFor(
  app: AppRecord,
  user: UserRecord,
  home: TeamRecord | null,
): InstallationRecord {
  const found =
    app.installations.find(({ team }) => team === user.team) ??
    app.installations.find(({ team }) => team === home) ??
    app.installations[0];
  if (!found) throw new Error(`${app.name} is installed nowhere`);
  return found;
}

function userJson(user: UserRecord): JsonObject {
  return { id: user.id, username: user.handle, name: user.handle, team_id: user.team.id };
}

function containerOf(surface: Surface): JsonObject {
  switch (surface.kind) {
    case 'message': {
      const { room, message } = surface;
      return {
        type: 'message',
        message_ts: message.ts,
        channel_id: room.id,
        is_ephemeral: false,
        ...(message.threadTs !== null && { thread_ts: message.threadTs }),
      };
    }
    case 'ephemeral': {
      const { room, ephemeral } = surface;
      return {
        type: 'message',
        message_ts: ephemeral.ts,
        channel_id: room.id,
        is_ephemeral: true,
        ...(ephemeral.threadTs !== null && { thread_ts: ephemeral.threadTs }),
      };
    }
    case 'modal':
      return { type: 'view', view_id: surface.modal.id };
  }
}

function placeOf(
  core: SlackCore,
  app: AppRecord,
  user: UserRecord,
  teamId: string,
  surface: Surface,
): JsonObject {
  if (surface.kind === 'modal') return { view: viewJson(core, surface.modal) };
  const { room } = surface;
  const ticket = core.tickets.newResponse({
    appId: app.id,
    teamId,
    userId: user.id,
    roomId: room.id,
    messageTs: surface.kind === 'message' ? surface.message.ts : null,
    ephemeralId: surface.kind === 'ephemeral' ? surface.ephemeral.id : null,
  });
  return {
    channel: { id: room.id, name: channelNameOf(room) },
    // An ephemeral message's content is not told again.
    ...(surface.kind === 'message' && { message: messageJson(room, surface.message, core.url) }),
    state: { values: {} },
    response_url: `${core.url}/actions/${teamId}/${ticket}`,
  };
}

function channelNameOf(room: RoomRecord): string {
  switch (room.kind) {
    case 'public':
      return room.name;
    case 'private':
      return 'privategroup';
    case 'im':
      return 'directmessage';
  }
}

function actionOf(core: SlackCore, click: Click): JsonObject {
  const { element, chosen } = click;
  const common = {
    type: element['type'],
    action_id: element['action_id'],
    block_id: element['block_id'],
    action_ts: (core.nowMs() / 1000).toFixed(6),
  };
  switch (element['type']) {
    case 'button':
      return { ...common, text: element['text'], value: element['value'], style: element['style'] };
    case 'feedback_buttons': {
      const sides = [objectIn(element['positive_button']), objectIn(element['negative_button'])];
      const side = sides.find((button) => button['value'] === chosen || labelOf(button) === chosen);
      if (!side) throw new Error(`no feedback button "${chosen}"`);
      return { ...common, text: side['text'], value: side['value'] };
    }
    default:
      return { ...common, selected_option: optionOf(element, chosen) };
  }
}

function optionOf(element: JsonObject, chosen: string | null): JsonObject {
  const options = Array.isArray(element['options']) ? element['options'].map(objectIn) : [];
  const option = options.find(
    (candidate) => candidate['value'] === chosen || labelOf(candidate) === chosen,
  );
  if (!option) throw new Error(`no option "${chosen}" in ${String(element['action_id'])}`);
  return option;
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission */
export function sendSubmission(
  core: SlackCore,
  app: AppRecord,
  modal: ModalRecord,
  user: UserRecord,
  values: JsonObject,
): Delivery {
  const installation = installationFor(app, user, null);
  const { team } = installation;
  return core.wire.send(app, installation, 'interactive', {
    type: 'view_submission',
    team: { id: team.id, domain: team.domain },
    user: userJson(user),
    api_app_id: app.id,
    token: app.verificationToken,
    trigger_id: core.tickets.newTrigger({ appId: app.id, teamId: team.id, userId: user.id }),
    view: viewJson(core, modal, values),
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  });
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export function sendCommand(
  core: SlackCore,
  app: AppRecord,
  user: UserRecord,
  room: RoomRecord,
  command: string,
  text: string,
): Delivery {
  const installation = installationFor(app, user, room.team);
  const { team } = installation;
  const ticket = { appId: app.id, teamId: team.id, userId: user.id };
  const response = core.tickets.newResponse({
    ...ticket,
    roomId: room.id,
    messageTs: null,
    ephemeralId: null,
  });
  return core.wire.send(app, installation, 'slash_commands', {
    token: app.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: room.id,
    channel_name: channelNameOf(room),
    user_id: user.id,
    user_name: user.handle,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: `${core.url}/commands/${team.id}/${response}`,
    trigger_id: core.tickets.newTrigger(ticket),
  });
}
