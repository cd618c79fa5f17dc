/**
 * Keeps what was made ready of conversations, up to a total size; what was not asked for the longest goes first. The few
 * that were held last stay whatever their size. It may forget at any moment: all of it can be read again.
 */
export class TalkCache<Kept extends { readonly size: number }> {
  /** In the order they were last asked for. */
  private readonly kept = new Map<string, Kept>();
  private size = 0;
  private held: readonly string[] = [];

  constructor(
    private readonly sizeMax: number,
    private readonly heldMax: number,
  ) {}

  get(id: string): Kept | null {
    const found = this.kept.get(id);
    if (found === undefined) return null;
    this.kept.delete(id);
    this.kept.set(id, found);
    return found;
  }

  keep(id: string, next: Kept): void {
    this.drop(id);
    this.kept.set(id, next);
    this.size += next.size;
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.sizeMax) return;
      if (!this.held.includes(oldest)) this.drop(oldest);
    }
  }

  /** It stays, once it is kept, until as many others are held. */
  hold(id: string): void {
    this.held = [id, ...this.held.filter((one) => one !== id)].slice(0, this.heldMax);
  }

  private drop(id: string): void {
    this.size -= this.kept.get(id)?.size ?? 0;
    this.kept.delete(id);
  }
}
