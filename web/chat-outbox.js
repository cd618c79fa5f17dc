import { newId } from './element.js';

/** Lines that broke while one message was under way, before it is taken for the cause: then it waits for a press. */
const BREAKS_MAX = 4;

/**
 * What the customer has written and the gateway has not yet acknowledged. One at a time, so that messages are recorded
 * in the order they were written; always with their first id, so that sending again says nothing twice.
 */
export class ChatOutbox {
  #entries = [];
  #isSending = false;

  /** `onState(entry)`: an entry is `sending`, `sent` (with its `seq`) or `failed` (with a `problem`). */
  constructor(connection, onState) {
    this.connection = connection;
    this.onState = onState;
  }

  write(text) {
    const entry = { id: newId(), text, state: 'sending', seq: null, problem: null, breaks: 0 };
    this.#entries.push(entry);
    this.onState(entry);
    void this.#sendAll();
  }

  retry(id) {
    const entry = this.#entries.find((one) => one.id === id && one.state === 'failed');
    if (entry === undefined) return;
    this.#move(entry, { state: 'sending', problem: null, breaks: 0 });
    void this.#sendAll();
  }

  /** The line is up again: everything that may still go through goes out again. */
  resume() {
    for (const entry of this.#entries) {
      const mayPass = entry.state === 'failed' && entry.problem.retryable;
      const isAgain = mayPass && entry.breaks < BREAKS_MAX;
      this.#move(entry, isAgain ? { state: 'sending', problem: null } : {});
    }
    void this.#sendAll();
  }

  /** The record has it, whether or not an acknowledgement came. */
  settle(id, seq) {
    const entry = this.#entries.find((one) => one.id === id);
    if (entry === undefined) return;
    this.#move(entry, { state: 'sent', seq });
    this.drop(id);
  }

  /** Takes one back, and gives its text. */
  drop(id) {
    const dropped = this.#entries.find((one) => one.id === id);
    this.#entries = this.#entries.filter((one) => one !== dropped);
    return dropped?.text ?? '';
  }

  clear() {
    this.#entries = [];
  }

  async #sendAll() {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.connection.isUp) {
        const entry = this.#entries.find((one) => one.state === 'sending');
        if (entry === undefined) return;
        await this.#send(entry);
      }
    } finally {
      this.#isSending = false;
    }
  }

  async #send(entry) {
    const { id, text } = entry;
    let answer = null;
    try {
      answer = await this.connection.ask('message', { id, text });
    } catch {
      this.#unanswered(entry);
      return;
    }
    if (answer.ok) this.settle(id, answer.seq);
    else this.#fail(entry, answer.error);
  }

  /** Unknown whether it arrived. A broken line will be up again; a silent server needs a person's press. */
  #unanswered(entry) {
    if (entry.state !== 'sending') return;
    entry.breaks += 1;
    if (this.connection.isUp || entry.breaks >= BREAKS_MAX) {
      this.#fail(entry, { message: 'The server does not answer.', retryable: true });
    }
  }

  #fail(entry, problem) {
    this.#move(entry, { state: 'failed', problem });
  }

  /** What was dropped meanwhile, as by starting over, has no state any more. */
  #move(entry, change) {
    if (!this.#entries.includes(entry)) return;
    Object.assign(entry, change);
    this.onState(entry);
  }
}
