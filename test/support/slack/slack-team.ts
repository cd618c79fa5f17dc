import type { GroupRecord, Guest, RoomKind, TeamRecord, UserRecord } from './model.js';
import type { SlackCore } from './slack-core.js';
import { SlackPerson } from './slack-person.js';
import { type Member, SlackRoom } from './slack-room.js';

export interface PersonOptions {
  /** An address at the workspace's domain if not said; null for none. */
  readonly email?: string | null;
  readonly tz?: string;
  readonly guest?: Guest;
  /** A bot of somebody else's: its words carry bot_id. */
  readonly isBot?: boolean;
}

export interface RoomOptions {
  readonly kind?: Exclude<RoomKind, 'im'>;
  /** Other workspaces: makes it a Slack Connect channel. */
  readonly sharedWith?: readonly SlackTeam[];
  readonly members?: readonly Member[];
}

/** A workspace: its people, rooms and user groups. */
export class SlackTeam {
  constructor(
    private readonly core: SlackCore,
    readonly record: TeamRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  createPerson(name: string, options: PersonOptions = {}): SlackPerson {
    const handle = name.toLowerCase().replace(/[^a-z0-9]+/g, '.');
    const own = `${handle}@${this.record.domain}.example`;
    const user: UserRecord = {
      id: this.core.newId('U'),
      handle,
      realName: name,
      email: options.email === undefined ? own : options.email,
      tz: options.tz ?? 'Europe/Berlin',
      team: this.record,
      guest: options.guest ?? 'none',
      bot: options.isBot ? { id: this.core.newId('B'), appId: this.core.newId('A') } : null,
    };
    this.core.users.push(user);
    return new SlackPerson(this.core, user);
  }

  createRoom(name: string, options: RoomOptions = {}): SlackRoom {
    const room = {
      id: this.core.newId('C'),
      name,
      kind: options.kind ?? ('public' as const),
      team: this.record,
      sharedWith: (options.sharedWith ?? []).map((team) => team.record),
      members: new Set((options.members ?? []).map(({ user }) => user.id)),
      isArchived: false,
      log: [],
      lastTsMicros: 0,
    };
    this.core.rooms.push(room);
    return new SlackRoom(this.core, room);
  }

  /** A user group; its members may be changed in place. */
  createGroup(handle: string, people: readonly SlackPerson[]): GroupRecord {
    const group: GroupRecord = {
      id: this.core.newId('S'),
      handle,
      team: this.record,
      users: people.map((person) => person.id),
    };
    this.core.groups.push(group);
    return group;
  }
}
