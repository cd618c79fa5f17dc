const BASE = '/api/v1/desk';

/** How long a request may stay unanswered. */
const ANSWER_MS_MAX = 10_000;

/** What went wrong, in words for the agent. `code` is the server's, or `unreachable`. */
export class DeskProblem extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'DeskProblem';
    this.code = code;
  }
}

/** The desk over HTTP, as one agent. Every method rejects with a `DeskProblem`. */
export class DeskApi {
  #token;

  constructor(token) {
    this.#token = token;
  }

  async me() {
    return (await this.#ask('GET', '/me')).agent;
  }

  async list(view) {
    return (await this.#ask('GET', `/handoffs?view=${view}&limit=200`)).handoffs;
  }

  show(id) {
    return this.#ask('GET', `/handoffs/${encodeURIComponent(id)}`);
  }

  /** `kind`: claim, release, resolve or return. */
  step(id, kind) {
    return this.#ask('POST', `/handoffs/${encodeURIComponent(id)}/${kind}`, {});
  }

  /** `kind`: reply or note; `words`: their id, the same on every try, and text. */
  say(id, kind, words) {
    return this.#ask('POST', `/handoffs/${encodeURIComponent(id)}/${kind}`, words);
  }

  async takeOver(conversationId) {
    const path = `/conversations/${encodeURIComponent(conversationId)}/claim`;
    return (await this.#ask('POST', path, {})).handoff;
  }

  async #ask(method, path, body) {
    const headers = { authorization: `Bearer ${this.#token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    let answer;
    try {
      const response = await fetch(`${BASE}${path}`, {
        method,
        headers,
        body: JSON.stringify(body),
        signal,
      });
      answer = await response.json();
    } catch {
      throw new DeskProblem('unreachable', 'The server cannot be reached.');
    }
    if (!answer.ok) throw new DeskProblem(answer.error.code, answer.error.message);
    return answer;
  }
}
