/**
 * A tab that nobody has looked at for so long gives its stream back: a browser opens six connections to one server, and
 * desks in forgotten tabs would use them all up.
 */
const HIDDEN_MS_MAX = 60_000;

/** Whether this tab rests, as it has been hidden for a while; it wakes when it is looked at. */
export class TabRest {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isOn = false;

  constructor(
    private readonly onChange: () => void,
    over: AbortSignal,
  ) {
    document.addEventListener('visibilitychange', () => this.look(), { signal: over });
    over.addEventListener('abort', () => clearTimeout(this.timer));
    this.look();
  }

  get isResting(): boolean {
    return this.isOn;
  }

  private look(): void {
    clearTimeout(this.timer);
    if (document.hidden) this.timer = setTimeout(() => this.turn(true), HIDDEN_MS_MAX);
    else this.turn(false);
  }

  private turn(isOn: boolean): void {
    if (isOn === this.isOn) return;
    this.isOn = isOn;
    this.onChange();
  }
}
