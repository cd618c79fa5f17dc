/** Places remembered as broken at once. One more is not told of; the log has it. */
const PLACES_MAX = 200;

/** Rooms that nothing can be posted in until somebody mends them, for the health of this process. */
export class SlackProblems {
  private readonly broken = new Map<string, string>();

  /** `place`: for people, such as the channel's name and the room. */
  broke(place: string, reason: string): void {
    if (this.broken.size < PLACES_MAX || this.broken.has(place)) this.broken.set(place, reason);
  }

  /** Something got through there. */
  works(place: string): void {
    this.broken.delete(place);
  }

  list(): readonly string[] {
    return [...this.broken].map(([place, reason]) => `${place}: ${reason}`);
  }
}
