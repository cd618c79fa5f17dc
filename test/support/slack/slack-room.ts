import type { Delivery } from './delivery.js';
import type { JsonObject } from './json.js';
import type { MessageRecord, RoomRecord, UserRecord } from './model.js';
import { publishEvent } from './publish-event.js';
import { change, join, leave, post, replyCountChanged } from './room-effects.js';
import { type MessageRef, type SeenMessage, seen } from './seen-message.js';
import type { SlackCore } from './slack-core.js';

/** Somebody who can sit in a room: a person, or an app's installation through its bot user. */
export interface Member {
  readonly user: UserRecord;
}

/** A channel, private channel or direct room: what is seen in it, and what its owners do to it. */
export class SlackRoom {
  constructor(
    private readonly core: SlackCore,
    readonly record: RoomRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }

  /** The main list, oldest first, each with its thread; deleted roots only where replies keep them visible. */
  get messages(): SeenMessage[] {
    return this.record.log
      .filter(
        (message) =>
          message.state !== 'deleted' &&
          message.subtype !== 'channel_join' &&
          (message.threadTs === null || message.isBroadcast),
      )
      .map((message) => seen(this.core, this.record, message));
  }

  /** What was there once and no longer is. */
  get deleted(): SeenMessage[] {
    return this.record.log
      .filter((message) => message.state === 'deleted')
      .map((message) => seen(this.core, this.record, message));
  }

  /** One message as it is now, a reply as well. */
  message(ref: MessageRef): SeenMessage {
    return seen(this.core, this.record, this.find(ref));
  }

  add(...members: readonly Member[]): void {
    for (const { user } of members) this.record.members.add(user.id);
  }

  /** An app is invited: it hears that it joined. */
  async invites(member: Member, by: Member | null = null): Promise<void> {
    await settled(join(this.core, this.record, member.user, by?.user ?? null));
  }

  /** Somebody is put out. A bot hears `channel_left`, and from then on nothing. */
  async removes(member: Member, by: Member | null = null): Promise<void> {
    const deliveries = leave(this.core, this.record, member.user);
    const only = this.core.installations().find(({ bot }) => bot === member.user);
    const type = this.record.kind === 'private' ? 'group_left' : 'channel_left';
    const told = only
      ? publishEvent(this.core, {
          subscription: type,
          scopes: [],
          event: this.event(type, { actor_id: this.actor(by) }),
          room: this.record,
          only,
        })
      : [];
    await settled([...deliveries, ...told]);
  }

  async archives(by: Member | null = null): Promise<void> {
    this.record.isArchived = true;
    await this.tell('archive', { user: this.actor(by), is_moved: 0 });
  }

  async unarchives(by: Member | null = null): Promise<void> {
    this.record.isArchived = false;
    await this.tell('unarchive', { user: this.actor(by) });
  }

  async renames(name: string): Promise<void> {
    this.record.name = name;
    const channel = { id: this.id, name, name_normalized: name, created: 0 };
    await this.tell('rename', { channel: { ...channel, is_channel: true, is_mpim: false } });
  }

  /** A classic integration without a user writes: `bot_message`. */
  async hearsIntegration(name: string, text: string): Promise<MessageRef> {
    const botId = this.core.newId('B');
    const { message, deliveries } = post(this.core, this.record, {
      text,
      author: null,
      botId,
      username: name,
    });
    await settled(deliveries);
    return { roomId: this.id, ts: message.ts };
  }

  /** A link unfurls: `message_changed` with an attachment and without `edited`. */
  async unfurls(ref: MessageRef, url = 'https://example.com/'): Promise<readonly Delivery[]> {
    const attachments: JsonObject[] = [
      { id: 1, from_url: url, fallback: 'Example', title: 'Example', title_link: url },
    ];
    const deliveries = change(this.core, this.record, this.find(ref), {
      attachments,
      editor: null,
    });
    return settled(deliveries);
  }

  /** The root's count of replies is told: `message_changed` once more without `edited`. */
  updatesReplyCount(root: MessageRef): Promise<readonly Delivery[]> {
    return settled(replyCountChanged(this.core, this.record, this.find(root)));
  }

  /** `channel_archive` and its kin, `group_…` in private channels. */
  private async tell(what: string, more: JsonObject): Promise<void> {
    const isPrivate = this.record.kind === 'private';
    const type = `${isPrivate ? 'group' : 'channel'}_${what}`;
    await settled(
      publishEvent(this.core, {
        subscription: type,
        scopes: [isPrivate ? 'groups:read' : 'channels:read'],
        event: this.event(type, more),
        room: this.record,
      }),
    );
  }

  /** Slack always names who did it: somebody in the room where the test does not care. */
  private actor(by: Member | null): string {
    return by?.user.id ?? [...this.record.members][0] ?? 'USLACKBOT';
  }

  private event(type: string, more: JsonObject): JsonObject {
    return { type, channel: this.id, ...more, event_ts: this.core.mintTs(this.record) };
  }

  private find(ref: MessageRef): MessageRecord {
    const message = this.record.log.find(({ ts }) => ts === ref.ts);
    if (!message) throw new Error(`${this.name} never had a message ${ref.ts}`);
    return message;
  }
}

async function settled(deliveries: Delivery[]): Promise<readonly Delivery[]> {
  await Promise.all(deliveries.map(({ first }) => first));
  return deliveries;
}
