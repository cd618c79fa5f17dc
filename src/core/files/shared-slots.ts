import { Slots } from './slots.js';

interface Share {
  readonly slots: Slots;
  holders: number;
}

/** Slots of which nobody holds more than a share, so that one who is slow keeps nobody else waiting. */
export class SharedSlots {
  private readonly all = new Slots();
  private readonly shares = new Map<string, Share>();

  /** Waits for a slot, of `who`'s first and then of all. Rejects when the signal aborts. */
  async take(
    who: string,
    { max, shareMax }: { readonly max: number; readonly shareMax: number },
    signal: AbortSignal,
  ): Promise<() => void> {
    const share = this.shares.get(who) ?? { slots: new Slots(), holders: 0 };
    this.shares.set(who, share);
    share.holders++;
    const releases = [() => this.leave(who, share)];
    const release = () => {
      for (const one of releases) one();
    };
    try {
      releases.unshift(await share.slots.take(shareMax, signal));
      releases.unshift(await this.all.take(max, signal));
      return release;
    } catch (error) {
      release();
      throw error;
    }
  }

  private leave(who: string, share: Share): void {
    if (--share.holders === 0) this.shares.delete(who);
  }
}
