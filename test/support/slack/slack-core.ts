import { randomBytes } from 'node:crypto';
import { Complaints } from './complaints.js';
import { EventWire } from './event-wire.js';
import type {
  AppRecord,
  CallRecord,
  EphemeralRecord,
  FileRecord,
  GroupRecord,
  InstallationRecord,
  MessageRecord,
  ModalRecord,
  RoomRecord,
  StatusRecord,
  TeamRecord,
  UserRecord,
} from './model.js';
import type { NowMs } from './now-ms.js';
import { TicketDesk } from './ticket-desk.js';

/** What Slack knows, shared by the Web API, the wires to the apps and the acting people. */
export class SlackCore {
  readonly teams: TeamRecord[] = [];
  readonly users: UserRecord[] = [];
  readonly rooms: RoomRecord[] = [];
  readonly apps: AppRecord[] = [];
  readonly groups: GroupRecord[] = [];
  readonly files: FileRecord[] = [];
  readonly ephemerals: EphemeralRecord[] = [];
  readonly modals: ModalRecord[] = [];
  readonly statuses: StatusRecord[] = [];
  readonly calls: CallRecord[] = [];
  readonly complaints = new Complaints();
  readonly tickets: TicketDesk;
  readonly wire: EventWire;
  /** Set when the server listens. */
  url = 'http://slack.invalid';
  /**
   * What a reply to a message that never was (or is quite gone) becomes. The field reports both: a refusal, and a
   * post that lands in the room's main list.
   */
  orphanReplies: 'refused' | 'shown-in-room' = 'refused';
  /** Not null: what was uploaded is looked through first, and shared when the test says so. */
  lateShares: (() => void)[] | null = null;
  private lastId = 0;

  constructor(readonly nowMs: NowMs) {
    this.tickets = new TicketDesk(nowMs);
    this.wire = new EventWire(this.complaints, nowMs);
  }

  /** Ids look like Slack's: a letter for the kind, then capitals and digits. They rise, so a test's log can be read. */
  newId(letter: string): string {
    this.lastId += 1;
    return `${letter}0${this.lastId.toString(36).toUpperCase().padStart(8, '0')}`;
  }

  newSecret(): string {
    return randomBytes(16).toString('hex');
  }

  /** A ts is the message's id in its room: seconds, a dot, six digits, rising strictly within the room. */
  mintTs(room: RoomRecord): string {
    const micros = Math.max(Math.floor(this.nowMs()) * 1000, room.lastTsMicros + 1);
    room.lastTsMicros = micros;
    return tsOf(micros);
  }

  roomById(id: string): RoomRecord | undefined {
    return this.rooms.find((room) => room.id === id);
  }

  userById(id: string): UserRecord | undefined {
    return this.users.find((user) => user.id === id);
  }

  installationByToken(token: string): InstallationRecord | undefined {
    return this.installations().find((installation) => installation.botToken === token);
  }

  installations(): InstallationRecord[] {
    return this.apps.flatMap((app) => app.installations);
  }

  isMember(room: RoomRecord, user: UserRecord): boolean {
    return room.members.has(user.id);
  }

  message(room: RoomRecord, ts: string): MessageRecord | undefined {
    return room.log.find((message) => message.ts === ts && message.state !== 'deleted');
  }

  /** The direct room of two users, made when they first need it. */
  directRoom(one: UserRecord, other: UserRecord): { room: RoomRecord; isNew: boolean } {
    const existing = this.rooms.find(
      (room) => room.kind === 'im' && room.members.has(one.id) && room.members.has(other.id),
    );
    if (existing) return { room: existing, isNew: false };
    const room: RoomRecord = {
      id: this.newId('D'),
      name: `${one.realName} and ${other.realName}`,
      kind: 'im',
      team: other.bot === null ? one.team : other.team,
      sharedWith: [],
      members: new Set([one.id, other.id]),
      isArchived: false,
      log: [],
      lastTsMicros: 0,
    };
    this.rooms.push(room);
    return { room, isNew: true };
  }
}

/** `1712345678.000200` from microseconds. */
export function tsOf(micros: number): string {
  const digits = String(micros).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
