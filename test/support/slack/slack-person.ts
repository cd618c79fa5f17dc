import { applyCommand, applySubmission } from './app-answers.js';
import type { Answer, Delivery } from './delivery.js';
import { fileOf, type SharedFile } from './file-store.js';
import { type Surface, sendClick, sendCommand, sendSubmission } from './interactions.js';
import type { Json, JsonObject } from './json.js';
import { richTextOf } from './message-json.js';
import type {
  AppRecord,
  EphemeralRecord,
  MessageRecord,
  ModalRecord,
  RoomRecord,
  UserRecord,
} from './model.js';
import {
  change,
  type Draft,
  join,
  leave,
  post,
  react,
  remove,
  withoutFile,
} from './room-effects.js';
import { elementsIn, labelOf, type MessageRef, type SeenMessage } from './seen-message.js';
import type { SlackCore } from './slack-core.js';

/** Anything that names a room: `SlackRoom`, or a message's `roomId`. */
export interface RoomRef {
  readonly id: string;
}

/** Anything that names an app. */
export interface AppRef {
  readonly record: AppRecord;
}

export interface Where {
  /** The root of the thread, or any message in it. */
  readonly thread?: MessageRef;
  /** "Also send to channel". */
  readonly broadcast?: boolean;
}

/** What a person did, and what each app answered to the events of it. */
export interface Done {
  readonly deliveries: readonly Delivery[];
  readonly answers: readonly Answer[];
}

export interface Said extends Done, MessageRef {}

/** Somebody at a Slack client. Each act resolves when every app has answered its events, or failed to in time. */
export class SlackPerson {
  constructor(
    private readonly core: SlackCore,
    readonly user: UserRecord,
  ) {}

  get id(): string {
    return this.user.id;
  }

  get name(): string {
    return this.user.realName;
  }

  /** `<@U…>`, as a client sends it. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  says(room: RoomRef, text: string, where: Where = {}): Promise<Said> {
    return this.write(this.roomOf(room.id), { text }, where);
  }

  /** Writes to an app's Messages tab. */
  dm(app: AppRef, text: string, where: Where = {}): Promise<Said> {
    return this.write(this.directRoom(app), { text }, where);
  }

  /** Begins with the app's name, so it gets app_mention and message for one text. */
  mentions(app: AppRef, room: RoomRef, text: string, where: Where = {}): Promise<Said> {
    return this.says(room, `<@${this.botOf(app).id}> ${text}`, where);
  }

  uploads(
    room: RoomRef,
    files: SharedFile | readonly SharedFile[],
    text = '',
    where: Where = {},
  ): Promise<Said> {
    const all = 'name' in files ? [files] : files;
    const records = all.map((file) => fileOf(this.core, this.user, file));
    this.core.files.push(...records);
    return this.write(this.roomOf(room.id), { text, files: records }, where);
  }

  /** Takes one file out of a message that stays. Slack reports a change, and no edit. */
  async takesOut(ref: MessageRef, name: string): Promise<Done> {
    const { room, message } = this.own(ref);
    return done(withoutFile(this.core, room, message, name));
  }

  async edits(ref: MessageRef, text: string): Promise<Done> {
    const { room, message } = this.own(ref);
    const blocks = [richTextOf(text)];
    return done(change(this.core, room, message, { text, blocks, editor: this.user }));
  }

  async deletes(ref: MessageRef): Promise<Done> {
    const { room, message } = this.own(ref);
    return done(remove(this.core, room, message));
  }

  reacts(ref: MessageRef, emoji: string): Promise<Done> {
    return this.setReaction(ref, emoji, 'added');
  }

  unreacts(ref: MessageRef, emoji: string): Promise<Done> {
    return this.setReaction(ref, emoji, 'removed');
  }

  joins(room: RoomRef, invitedBy: SlackPerson | null = null): Promise<Done> {
    return done(join(this.core, this.roomOf(room.id), this.user, invitedBy?.user ?? null));
  }

  leaves(room: RoomRef): Promise<Done> {
    return done(leave(this.core, this.roomOf(room.id), this.user));
  }

  /** Presses the button with this label or action id. A second press while the first waits is allowed, as in Slack. */
  presses(target: MessageRef | EphemeralRecord | ModalRecord, button: string): Promise<Answer> {
    return this.click(target, button, null);
  }

  /** Chooses a value (or its label) in a select, an overflow menu or feedback buttons, found by action id. */
  chooses(
    target: MessageRef | EphemeralRecord | ModalRecord,
    actionId: string,
    value: string,
  ): Promise<Answer> {
    return this.click(target, actionId, value);
  }

  /**
   * Submits a modal. `values` by block id, then action id: text, or the whole state object of another element. What
   * the app answers (close, errors, update) is done to the modal.
   */
  async submits(
    modal: ModalRecord,
    values: Readonly<Record<string, Readonly<Record<string, Json>>>> = {},
  ): Promise<Answer> {
    if (!modal.isOpen) throw new Error('this modal is closed');
    const app = this.appOf(modal.appId);
    const delivery = sendSubmission(this.core, app, modal, this.user, stateOf(values));
    const answer = await delivery.first;
    applySubmission(this.core, modal, this.user, answer);
    return answer;
  }

  /** Runs a slash command in a room; what the app answers at once appears as a message or for this person only. */
  async runs(app: AppRef, command: string, text: string, room: RoomRef): Promise<Answer> {
    const place = this.roomOf(room.id);
    const delivery = sendCommand(this.core, app.record, this.user, place, command, text);
    const answer = await delivery.first;
    const ticket = {
      appId: app.record.id,
      teamId: this.user.team.id,
      userId: this.id,
      roomId: place.id,
      messageTs: null,
      ephemeralId: null,
    };
    applyCommand(this.core, ticket, answer);
    return answer;
  }

  /** The direct room with an app, made if there is none. */
  directRoomWith(app: AppRef): RoomRef {
    return this.directRoom(app);
  }

  private directRoom(app: AppRef): RoomRecord {
    return this.core.directRoom(this.user, this.botOf(app)).room;
  }

  private async write(room: RoomRecord, draft: Partial<Draft>, where: Where): Promise<Said> {
    if (!room.members.has(this.id)) throw new Error(`${this.name} is not in ${room.name}`);
    if (room.isArchived) throw new Error(`${room.name} is archived: nobody writes there`);
    const text = draft.text ?? '';
    const { message, deliveries } = post(this.core, room, {
      ...draft,
      text,
      blocks: text === '' ? [] : [richTextOf(text)],
      author: this.user,
      botId: this.user.bot?.id ?? null,
      appId: this.user.bot?.appId ?? null,
      threadTs: rootOf(room, where.thread),
      isBroadcast: where.broadcast ?? false,
    });
    return { roomId: room.id, ts: message.ts, ...(await done(deliveries)) };
  }

  private async setReaction(
    ref: MessageRef,
    emoji: string,
    how: 'added' | 'removed',
  ): Promise<Done> {
    const { room, message } = this.find(ref);
    const deliveries = react(this.core, room, message, this.user, emoji, how);
    return done(deliveries === false ? [] : deliveries);
  }

  private async click(
    target: MessageRef | EphemeralRecord | ModalRecord,
    which: string,
    chosen: string | null,
  ): Promise<Answer> {
    const { surface, appId, blocks } = this.surfaceOf(target);
    const element = elementsIn(blocks).find(
      (candidate) => candidate['action_id'] === which || labelOf(candidate) === which,
    );
    if (!element) throw new Error(`nothing to press is called "${which}"`);
    const click = { user: this.user, surface, element, chosen };
    return sendClick(this.core, this.appOf(appId), click).first;
  }

  private surfaceOf(target: MessageRef | EphemeralRecord | ModalRecord): {
    surface: Surface;
    appId: string;
    blocks: Json;
  } {
    if ('view' in target) {
      const surface = { kind: 'modal', modal: target } as const;
      return { surface, appId: target.appId, blocks: target.view['blocks'] ?? [] };
    }
    if ('isDeleted' in target && 'userId' in target) {
      const room = this.roomOf(target.roomId);
      const surface = { kind: 'ephemeral', room, ephemeral: target } as const;
      return { surface, appId: target.appId, blocks: [...target.blocks] };
    }
    const { room, message } = this.find(target);
    const appId = message.appId ?? '';
    // What was there when it was seen may still be on somebody's screen.
    const before = 'blocks' in target ? (target as SeenMessage).blocks : [];
    const blocks = [...message.blocks, ...before];
    return { surface: { kind: 'message', room, message }, appId, blocks };
  }

  private find(ref: MessageRef): { room: RoomRecord; message: MessageRecord } {
    const room = this.roomOf(ref.roomId);
    const message = this.core.message(room, ref.ts);
    if (!message) throw new Error(`${room.name} shows no message ${ref.ts}`);
    return { room, message };
  }

  private own(ref: MessageRef): { room: RoomRecord; message: MessageRecord } {
    const found = this.find(ref);
    if (found.message.author !== this.user)
      throw new Error(`${this.name} may not change another's message`);
    return found;
  }

  private roomOf(id: string): RoomRecord {
    const room = this.core.roomById(id);
    if (!room) throw new Error(`there is no room ${id}`);
    return room;
  }

  private appOf(id: string): AppRecord {
    const app = this.core.apps.find((candidate) => candidate.id === id);
    if (!app) throw new Error('no app posted this');
    return app;
  }

  private botOf(app: AppRef): UserRecord {
    const { installations } = app.record;
    const own = installations.find(({ team }) => team === this.user.team) ?? installations[0];
    if (!own) throw new Error(`${app.record.name} is installed nowhere`);
    return own.bot;
  }
}

async function done(deliveries: Delivery[]): Promise<Done> {
  return { deliveries, answers: await Promise.all(deliveries.map(({ first }) => first)) };
}

function rootOf(room: RoomRecord, thread: MessageRef | undefined): string | null {
  if (!thread) return null;
  const message = room.log.find(({ ts }) => ts === thread.ts);
  if (!message) throw new Error(`${room.name} has no thread ${thread.ts}`);
  return message.threadTs ?? message.ts;
}

function stateOf(values: Readonly<Record<string, Readonly<Record<string, Json>>>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(
        Object.entries(actions).map(([actionId, value]) => [
          actionId,
          typeof value === 'string' ? { type: 'plain_text_input', value } : value,
        ]),
      ),
    ]),
  );
}
