/** Which visit this browser has in a channel, and how much of it was seen. */
export interface Visit {
  readonly conversationId: string;
  /** The visitor's own. A token of the site is never stored. */
  readonly token?: string;
  /** Everything up to this number was on a screen. */
  readonly seen: number;
}

/** The visit, shared by all tabs. Where storage is forbidden it lives as long as the page. */
export class VisitStore {
  private readonly key: string;
  private kept: Visit | null = null;
  /** What is kept here could not be stored, so that storage has something older or nothing. */
  private isUnstored = false;

  constructor(channel: string) {
    this.key = `frontdesk.visit.${channel}`;
  }

  load(): Visit | null {
    if (this.isUnstored) return this.kept;
    try {
      this.kept = parsed(localStorage.getItem(this.key));
    } catch {
      // Storage is forbidden; what this page knows stands.
    }
    return this.kept;
  }

  save(visit: Visit): void {
    this.kept = visit;
    try {
      localStorage.setItem(this.key, JSON.stringify(visit));
      this.isUnstored = false;
    } catch {
      // Storage is forbidden or full; the visit ends with the page.
      this.isUnstored = true;
    }
  }

  forget(): void {
    this.kept = null;
    try {
      localStorage.removeItem(this.key);
      this.isUnstored = false;
    } catch {
      // There was nothing to forget.
    }
  }

  /** Tells when another tab starts over, renews the token, or has read on. */
  onChange(listener: (visit: Visit | null) => void): void {
    addEventListener('storage', (event) => {
      // What another tab could store is newer than what this one could not.
      if (event.key === this.key) this.isUnstored = false;
      if (event.key === this.key || event.key === null) listener(this.load());
    });
  }
}

function parsed(text: string | null): Visit | null {
  if (text === null) return null;
  try {
    const { token, conversationId, seen } = JSON.parse(text);
    const isVisit = typeof token === 'string' || typeof conversationId === 'string';
    if (!isVisit) return null;
    return {
      conversationId: String(conversationId ?? ''),
      seen: Number.isSafeInteger(seen) ? seen : 0,
      ...(typeof token === 'string' ? { token } : {}),
    };
  } catch {
    // Not ours, or from an older page.
    return null;
  }
}
