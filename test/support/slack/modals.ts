import { randomUUID } from 'node:crypto';
import { type JsonObject, listIn, objectIn } from './json.js';
import type { ModalRecord } from './model.js';
import { withBlockIds } from './room-effects.js';
import type { SlackCore } from './slack-core.js';
import type { TriggerTicket } from './ticket-desk.js';

export function openModal(core: SlackCore, ticket: TriggerTicket, view: JsonObject): ModalRecord {
  const modal: ModalRecord = {
    id: core.newId('V'),
    appId: ticket.appId,
    teamId: ticket.teamId,
    userId: ticket.userId,
    user: core.userById(ticket.userId)?.realName ?? '',
    view,
    hash: '',
    isOpen: true,
    errors: {},
  };
  replaceView(core, modal, view);
  core.modals.push(modal);
  return modal;
}

/** Each content of a modal has a hash of its own, so that an update made for an older one can be told. */
export function replaceView(core: SlackCore, modal: ModalRecord, view: JsonObject): void {
  modal.view = { ...view, blocks: withBlockIds(core, listIn(view['blocks']).map(objectIn)) };
  modal.hash = `${core.nowMs()}.${randomUUID().slice(0, 8)}`;
  modal.errors = {};
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function viewJson(core: SlackCore, modal: ModalRecord, values: JsonObject = {}): JsonObject {
  const installation = core
    .installations()
    .find(({ app, team }) => app.id === modal.appId && team.id === modal.teamId);
  return {
    close: null,
    submit: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...modal.view,
    id: modal.id,
    team_id: modal.teamId,
    state: { values },
    hash: modal.hash,
    previous_view_id: null,
    root_view_id: modal.id,
    app_id: modal.appId,
    app_installed_team_id: modal.teamId,
    bot_id: installation?.bot.bot?.id,
  };
}
