import { GLANCE_EVERY_MS, GLANCE_MAX } from './web-limits.js';
import { type RoomParts, type Seat, WebRoom } from './web-room.js';

/**
 * All rooms of this process. Every few seconds it compares them with the record in a few queries, so that a lost
 * signal, a stopped Redis or a process that died after settling only delays what people see.
 */
export class WebHub {
  private readonly rooms = new Map<string, WebRoom>();
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RoomParts) {}

  start(): void {
    this.loop = this.glanceForEver();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    for (const room of this.rooms.values()) room.close();
    this.rooms.clear();
    await this.loop;
  }

  join(conversationId: string, seat: Seat): WebRoom {
    const room = this.rooms.get(conversationId) ?? new WebRoom(conversationId, this.parts);
    this.rooms.set(conversationId, room);
    room.join(seat);
    return room;
  }

  leave(room: WebRoom, seat: Seat): void {
    room.leave(seat);
    if (!room.isEmpty) return;
    room.close();
    this.rooms.delete(room.conversationId);
  }

  private async glanceForEver(): Promise<void> {
    const { clock, telemetry } = this.parts;
    while (!this.stopping.signal.aborted) {
      await clock.wait(GLANCE_EVERY_MS, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      try {
        await this.glance();
      } catch (error) {
        telemetry.error('web.glance-failed', error);
      }
    }
  }

  private async glance(): Promise<void> {
    const ids = [...this.rooms.keys()];
    for (let from = 0; from < ids.length; from += GLANCE_MAX) {
      const glances = await this.parts.outbox.glance(ids.slice(from, from + GLANCE_MAX));
      for (const { id, lastSeq } of glances) {
        const room = this.rooms.get(id);
        if (room && lastSeq > room.cursor) room.look();
      }
    }
  }
}
