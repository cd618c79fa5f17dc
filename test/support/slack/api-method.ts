import { ApiRefusal } from './api-refusal.js';
import type { ArgumentSpecs, Arguments } from './arguments.js';
import type { JsonObject } from './json.js';
import type { AppRecord, InstallationRecord, MessageRecord, RoomRecord } from './model.js';
import type { Tier } from './rate-limits.js';
import type { SlackCore } from './slack-core.js';

/** One call with a bot token, its arguments checked and its scope granted. */
export interface BotCall {
  readonly core: SlackCore;
  readonly method: string;
  readonly args: Arguments;
  readonly installation: InstallationRecord;
}

interface MethodSpec {
  readonly args: ArgumentSpecs;
  /** One of these must be held; none is needed when empty. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
}

export interface BotMethod extends MethodSpec {
  readonly token: 'bot';
  readonly run: (call: BotCall) => JsonObject;
}

export interface AppMethod extends MethodSpec {
  readonly token: 'app';
  readonly run: (core: SlackCore, app: AppRecord) => JsonObject;
}

export type ApiMethod = BotMethod | AppMethod;
export type ApiMethods = Readonly<Record<string, ApiMethod>>;

/** The scope of a room's kind: `channels:history`, `groups:read`, `im:history`. */
export function roomScopes(what: 'history' | 'read' | 'write'): string[] {
  return ['channels', 'groups', 'im', 'mpim'].map((kind) => `${kind}:${what}`);
}

/** Refuses a caller who holds a scope for some kind of room, but not for this one. */
export function requireRoomScope(
  call: BotCall,
  room: RoomRecord,
  what: 'history' | 'read' | 'write',
): void {
  const kind = { public: 'channels', private: 'groups', im: 'im' }[room.kind];
  requireScope(call.installation, [`${kind}:${what}`]);
}

export function requireScope(installation: InstallationRecord, scopes: readonly string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => installation.scopes.has(scope))) return;
  throw new ApiRefusal('missing_scope', {
    needed: scopes.join(','),
    provided: [...installation.scopes].join(','),
  });
}

/** The room as this bot sees it: what is private to others does not exist for it. */
export function visibleRoom(call: BotCall, id: string): RoomRecord {
  const { core, installation } = call;
  if (id.startsWith('#'))
    core.complaints.add(`${call.method}: channel "${id}" is a name; names change, send ids`);
  const room = core.roomById(id);
  const isThere = room && [room.team, ...room.sharedWith].includes(installation.team);
  if (!room || !isThere) throw new ApiRefusal('channel_not_found');
  if (room.kind !== 'public' && !core.isMember(room, installation.bot))
    throw new ApiRefusal('channel_not_found');
  return room;
}

/** A room the bot sits in. */
export function joinedRoom(call: BotCall, id: string): RoomRecord {
  const room = visibleRoom(call, id);
  if (!call.core.isMember(room, call.installation.bot)) throw new ApiRefusal('not_in_channel');
  return room;
}

export function messageIn(call: BotCall, room: RoomRecord, ts: string): MessageRecord {
  const message = call.core.message(room, ts);
  if (message?.state !== 'shown') throw new ApiRefusal('message_not_found');
  return message;
}
