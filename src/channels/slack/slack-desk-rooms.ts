import type { Clock } from '../../core/ports/clock.js';
import type { Threads } from '../../core/ports/threads.js';
import type { SlackDeskSettings } from './slack-desk-parts.js';
import { SLACK_ID } from './slack-ids.js';
import type { SlackLifecycle } from './slack-lifecycle.js';
import { SLACK_BROKEN_WAIT_MS } from './slack-limits.js';

/** Replacements of one room that are remembered. Slack replaces a room when it is shared or moved, which is rare. */
const REPLACED_MAX = 10;

/** A room of the desk that cannot be written to. */
export interface RoomProblem {
  readonly room: string;
  readonly reason: string;
}

/** The rooms of a desk: which there are, what they are called by now, and which can be written to. */
export class SlackDeskRooms {
  private readonly broken = new Map<string, { reason: string; untilMs: number }>();
  private readonly becomes = new Map<string, string>();

  constructor(
    private readonly settings: SlackDeskSettings,
    private readonly clock: Clock,
    /** The longest that anything waits for another try. */
    private readonly retryMaxMs: () => number,
  ) {}

  /** Whether agents of this desk work there. */
  has(team: string, room: string): boolean {
    if (team !== this.settings.team) return false;
    return this.configured().some((one) => one === room || this.present(one) === room);
  }

  /** The room's present id, if Slack has given it another one. */
  present(room: string): string {
    let now = room;
    for (let step = 0; step < REPLACED_MAX; step++) now = this.becomes.get(now) ?? now;
    return now;
  }

  /** Where new cards go: the first room that can be written to, as far as is known. Null: none can. */
  open(): string | null {
    return this.all().find((room) => !this.isBroken(room)) ?? null;
  }

  /** All of them by their present ids, the desk's own first. */
  all(): readonly string[] {
    return this.configured().map((room) => this.present(room));
  }

  /** Left alone for a while, then tried again. */
  isBroken(room: string): boolean {
    const found = this.broken.get(room);
    return found !== undefined && found.untilMs > this.clock.nowMs();
  }

  broke(room: string, reason: string): void {
    const forMs = Math.min(SLACK_BROKEN_WAIT_MS, this.retryMaxMs());
    this.broken.set(room, { reason, untilMs: this.clock.nowMs() + forMs });
  }

  /** The workspace shuts us out of each room at once, so none of them is to be tried before the others. */
  brokeAll(reason: string): void {
    for (const room of this.all()) this.broke(room, reason);
  }

  mended(room: string): void {
    this.broken.delete(room);
  }

  private replaced(room: string, by: string): void {
    if (room === by || this.becomes.size >= REPLACED_MAX) return;
    this.becomes.set(room, by);
    this.broken.delete(room);
  }

  /** Whether the room has another id by now that some process of ours has heard of. */
  async lookUp(threads: Threads, room: string): Promise<boolean> {
    const by = await threads.find(this.placeOf(room));
    if (by === null || !SLACK_ID.test(by)) return false;
    this.replaced(room, by);
    return this.present(room) !== room;
  }

  /** Other processes, and this one after a restart, find it there. */
  async keep(threads: Threads, room: string, by: string): Promise<void> {
    this.replaced(room, by);
    await threads.keep(this.placeOf(room), by);
  }

  /** How long until one of them may be tried again. */
  waitMs(): number {
    const nowMs = this.clock.nowMs();
    const waits = [...this.broken.values()].map(({ untilMs }) => untilMs - nowMs);
    return Math.max(0, Math.min(SLACK_BROKEN_WAIT_MS, ...waits));
  }

  problems(): RoomProblem[] {
    return [...this.broken].map(([room, { reason }]) => ({ room, reason }));
  }

  /** A room's own place leads to the room that replaced it, as a thread's leads to its handoff. */
  private placeOf(room: string): string {
    return `${this.settings.team}:${room}`;
  }

  private configured(): readonly string[] {
    const { room, fallbackRoom } = this.settings;
    return fallbackRoom === null ? [room] : [room, fallbackRoom];
  }
}

/** What a change in a workspace means for a room: it is broken, or it can be tried again. */
export function roomChange(what: SlackLifecycle['what']): 'broken' | 'mended' | 'members' | null {
  switch (what) {
    case 'uninstalled':
    case 'tokens-revoked':
    case 'room-archived':
    case 'room-deleted':
    case 'bot-left':
      return 'broken';
    case 'room-unarchived':
    case 'bot-joined':
      return 'mended';
    case 'member-left':
    case 'member-joined':
      return 'members';
    case 'room-renamed':
    case 'room-replaced':
      return null;
  }
}
