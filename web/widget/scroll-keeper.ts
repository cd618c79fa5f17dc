/** Distance from the end, in pixels, within which a reader counts as reading along. */
const END_PX = 80;

/** Distance from the top within which a reader is taken to want what was before. */
const TOP_PX = 60;

/** Keeps a reader where they are: at the end while they read along, and at the same line while older ones come above. */
export class ScrollKeeper {
  constructor(
    private readonly box: HTMLElement,
    private readonly on: {
      /** Whether there is something new below what is seen. */
      readonly newer: (isBelow: boolean) => void;
      readonly top: () => void;
    },
  ) {
    box.addEventListener('scroll', () => this.moved(), { passive: true });
    // A keyboard that opens or a taller composer must not push the end out of sight.
    let height = box.clientHeight;
    new ResizeObserver(() => {
      const lost = height - box.clientHeight;
      height = box.clientHeight;
      if (lost > 0 && this.distance() - lost < END_PX) this.toEnd();
    }).observe(box);
  }

  /** For what comes at the end: read along if that was so. */
  along(change: () => void): void {
    const isAtEnd = this.distance() < END_PX;
    change();
    if (isAtEnd) this.toEnd();
    else this.on.newer(true);
  }

  /** For what changes its size somewhere: stay at the end if that was so. */
  steady(change: () => void): void {
    const isAtEnd = this.distance() < END_PX;
    change();
    if (isAtEnd) this.toEnd();
  }

  /** For what comes above. */
  above(change: () => void): void {
    const fromEnd = this.box.scrollHeight - this.box.scrollTop;
    change();
    this.box.scrollTop = this.box.scrollHeight - fromEnd;
  }

  toEnd(): void {
    this.box.scrollTop = this.box.scrollHeight;
    this.on.newer(false);
  }

  private moved(): void {
    if (this.distance() < END_PX) this.on.newer(false);
    const isScrollable = this.box.scrollHeight > this.box.clientHeight;
    if (isScrollable && this.box.scrollTop < TOP_PX) this.on.top();
  }

  private distance(): number {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    return scrollHeight - scrollTop - clientHeight;
  }
}
