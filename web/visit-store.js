/**
 * Which visit this browser has in a channel: its token and its conversation. Shared by all tabs. Where storage is
 * forbidden the visit lives as long as the page.
 */
export class VisitStore {
  #key;
  #kept = null;

  constructor(channel) {
    this.#key = `frontdesk.visit.${channel}`;
  }

  load() {
    try {
      this.#kept = parsed(localStorage.getItem(this.#key));
    } catch {
      // Storage is forbidden; what this page knows stands.
    }
    return this.#kept;
  }

  save(visit) {
    this.#kept = visit;
    try {
      localStorage.setItem(this.#key, JSON.stringify(visit));
    } catch {
      // Storage is forbidden or full; the visit ends with the page.
    }
  }

  forget() {
    this.#kept = null;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // There was nothing to forget.
    }
  }

  /** Tells when another tab starts over, or renews the token. */
  onChange(listener) {
    addEventListener('storage', (event) => {
      if (event.key === this.#key || event.key === null) listener(this.load());
    });
  }
}

function parsed(text) {
  if (text === null) return null;
  try {
    const { token, conversationId } = JSON.parse(text);
    return typeof token === 'string' ? { token, conversationId } : null;
  } catch {
    // Not ours, or from an older page.
    return null;
  }
}
