import { isOpenToUs, isOurTokenGood } from './slack-room-open.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Places remembered as broken at once. One more is not told of; the log has it. */
const PLACES_MAX = 200;

/** Somewhere customers are spoken to. */
interface SlackPlace {
  /** For people: the channel's name, and the room if it is one. */
  readonly name: string;
  /** Null while its app is not connected. */
  readonly workspace: SlackWorkspace | null;
  /** Null: direct messages. */
  readonly room: string | null;
}

/** Places that nothing can be posted in until somebody mends them, for the health of this process. */
export class SlackProblems {
  private readonly broken = new Map<string, { place: SlackPlace; reason: string }>();

  broke(place: SlackPlace, reason: string): void {
    const { name } = place;
    if (this.broken.size < PLACES_MAX || this.broken.has(name)) {
      this.broken.set(name, { place, reason });
    }
  }

  /** Something got through there. */
  works({ name }: SlackPlace): void {
    this.broken.delete(name);
  }

  /** Asks after each of them: another process may have got through, or nobody may have anything to say there. */
  async recheck(signal: AbortSignal): Promise<void> {
    for (const { place } of [...this.broken.values()]) {
      const { workspace, room } = place;
      if (workspace === null) continue;
      const isMended =
        room === null
          ? await isOurTokenGood(workspace, signal)
          : await isOpenToUs(workspace, room, signal);
      if (isMended) this.works(place);
    }
  }

  list(): readonly string[] {
    return [...this.broken].map(([name, { reason }]) => `${name}: ${reason}`);
  }
}
