import { type ApiMethods, type BotCall, visibleRoom } from '../api-method.js';
import { ApiRefusal } from '../api-refusal.js';
import { checkView } from '../check-view.js';
import type { JsonObject } from '../json.js';
import { openModal, replaceView, viewJson } from '../modals.js';
import type { ModalRecord } from '../model.js';
import { refuse } from './message-content.js';

/** Modals, the line under a thread, and the door of Socket Mode. */
export const surfaceMethods: ApiMethods = {
  'views.open': {
    token: 'bot',
    scopes: [],
    tier: 4,
    args: { trigger_id: 'text', interactivity_pointer: 'text', view: 'object!' },
    run: viewsOpen,
  },
  'views.update': {
    token: 'bot',
    scopes: [],
    tier: 4,
    args: { view_id: 'text', external_id: 'text', view: 'object!', hash: 'text' },
    run: viewsUpdate,
  },
  'assistant.threads.setStatus': {
    token: 'bot',
    scopes: ['assistant:write', 'chat:write'],
    tier: 'status',
    args: {
      channel_id: 'text!',
      thread_ts: 'text!',
      status: 'text!',
      loading_messages: 'list',
      icon_emoji: 'text',
      icon_url: 'text',
      username: 'text',
    },
    run: setStatus,
  },
  'apps.connections.open': {
    token: 'app',
    scopes: ['connections:write'],
    tier: 1,
    args: {},
    run: (core, app) => {
      if (app.reach.kind !== 'socket')
        core.complaints.add('apps.connections.open: this app does not use Socket Mode');
      return { url: core.wire.sockets.newUrl(core.url, app) };
    },
  },
};

/** https://docs.slack.dev/reference/methods/views.open */
function viewsOpen(call: BotCall): JsonObject {
  const { core, installation } = call;
  const view = call.args.object('view') ?? {};
  const trigger = call.args.text('trigger_id') || call.args.text('interactivity_pointer');
  if (trigger === '') throw refuse(call, 'invalid_arguments');
  checkView(call.method, view, core.complaints);
  const redeemed = core.tickets.redeemTrigger(trigger);
  switch (redeemed.kind) {
    case 'unknown':
      throw new ApiRefusal('invalid_trigger_id');
    case 'expired':
      throw new ApiRefusal('expired_trigger_id');
    case 'used':
      throw new ApiRefusal('exchanged_trigger_id');
    case 'good':
      if (redeemed.ticket.appId !== installation.app.id) throw new ApiRefusal('invalid_trigger_id');
      return { view: viewJson(core, openModal(core, redeemed.ticket, view)) };
  }
}

/** https://docs.slack.dev/reference/methods/views.update */
function viewsUpdate(call: BotCall): JsonObject {
  const { core, args } = call;
  const view = args.object('view') ?? {};
  const modal = findModal(call);
  const hash = args.textOrNull('hash');
  if (hash !== null && hash !== modal.hash) throw new ApiRefusal('hash_conflict');
  checkView(call.method, view, core.complaints);
  replaceView(core, modal, view);
  return { view: viewJson(core, modal) };
}

function findModal(call: BotCall): ModalRecord {
  const { core, args, installation } = call;
  const modal = core.modals.find(
    ({ id, view, appId, isOpen }) =>
      isOpen &&
      appId === installation.app.id &&
      (id === args.text('view_id') ||
        (args.has('external_id') && view['external_id'] === args.text('external_id'))),
  );
  if (!modal) throw new ApiRefusal('not_found');
  return modal;
}

/** https://docs.slack.dev/reference/methods/assistant.threads.setStatus; the thread's root, not a reply. */
function setStatus(call: BotCall): JsonObject {
  const { core, args } = call;
  const room = visibleRoom(call, args.text('channel_id'));
  const threadTs = args.text('thread_ts');
  const root = core.message(room, threadTs);
  if (root?.threadTs !== null) throw new ApiRefusal('invalid_thread_ts');
  core.statuses.push({ roomId: room.id, threadTs, status: args.text('status'), at: core.nowMs() });
  return {};
}
