import { button, citationList, element, timeOf } from './element.js';

/** Distance from the end, in pixels, within which a reader counts as reading along. */
const END_PX = 80;

/**
 * The messages on the page: each once, in the order of their numbers, the customer's own unacknowledged ones last.
 * Growing text of the bot stands apart below them until its message comes.
 */
export class ChatThread {
  #entries = new Map();
  #seqs = new Set();
  #drafts = new Map();
  /** Turns whose text is final; what still grows of them is late. */
  #endedTurns = new Set();
  #ownership = 0;

  /** `places`: the lists `messages` and `drafts` and the scrolling box. `on`: `retry(id)` and `edit(id)`. */
  constructor(places, on) {
    this.places = places;
    this.on = on;
  }

  get isEmpty() {
    return this.#entries.size === 0;
  }

  clear() {
    this.#entries.clear();
    this.#seqs.clear();
    this.#endedTurns.clear();
    this.#ownership = 0;
    this.places.messages.replaceChildren();
    this.dropDrafts();
  }

  /** A message on record. One that is shown already is not shown again. */
  show(message) {
    const { id, seq, turnId } = message;
    if (turnId !== undefined) {
      this.#endTurn(turnId);
      // Turns follow each other, so what another one left half said belongs to a process that died.
      this.dropDrafts();
    }
    const own = this.#entries.get(id);
    if (own?.seq === seq || (own === undefined && this.#seqs.has(seq))) return;
    if (own !== undefined) {
      this.#number(own, seq);
      this.#mark(own, null);
      return;
    }
    this.#add(id, seq, messageItem(message));
  }

  /** A change of owner, at its place in the talk. */
  showNotice(seq, text) {
    if (this.#seqs.has(seq)) return;
    const item = element(
      'li',
      { class: 'owner-change', 'data-testid': 'owner-change', 'data-seq': seq },
      text,
    );
    this.#add(`owner-${seq}`, seq, item);
  }

  /** The customer's own message, from writing it to having it on record. */
  showOwn({ id, text, state, seq, problem }) {
    const entry = this.#entries.get(id) ?? this.#addOwn(id, text);
    if (entry.seq !== null) return;
    if (state === 'sent') this.#number(entry, seq);
    this.#mark(entry, state === 'sent' ? null : this.#stateLine(id, state, problem));
  }

  remove(id) {
    this.#entries.get(id)?.item.remove();
    this.#entries.delete(id);
  }

  /** Growing text. From before a change of owner that is shown, or of a turn that ended, it is late. */
  grow({ turnId, ownership, text }) {
    if (ownership < this.#ownership || this.#endedTurns.has(turnId)) return;
    const isAtEnd = this.#isAtEnd();
    const draft = this.#drafts.get(turnId) ?? this.#addDraft(turnId);
    draft.ownership = ownership;
    draft.words.textContent = text;
    if (isAtEnd) this.scrollToEnd();
  }

  retract(turnId) {
    this.#drafts.get(turnId)?.item.remove();
    this.#drafts.delete(turnId);
  }

  /** From now on nothing grows that began before this change of owner. */
  owned(ownership) {
    this.#ownership = Math.max(this.#ownership, ownership);
    for (const [turnId, draft] of this.#drafts) {
      if (draft.ownership < this.#ownership) this.retract(turnId);
    }
  }

  dropDrafts() {
    for (const turnId of this.#drafts.keys()) this.retract(turnId);
  }

  scrollToEnd() {
    const { scroll } = this.places;
    scroll.scrollTop = scroll.scrollHeight;
  }

  #addOwn(id, text) {
    const author = { kind: 'customer', name: 'You' };
    const item = messageItem({ id, author, text, at: Date.now() });
    const entry = this.#add(id, null, item);
    this.scrollToEnd();
    return entry;
  }

  #add(id, seq, item) {
    const isAtEnd = this.#isAtEnd();
    const entry = { item, seq: null };
    this.#entries.set(id, entry);
    if (seq === null) this.places.messages.append(item);
    else this.#number(entry, seq);
    if (isAtEnd) this.scrollToEnd();
    return entry;
  }

  /** Gives an entry its number and its place: before the first one with a higher number, or with none yet. */
  #number(entry, seq) {
    entry.seq = seq;
    entry.item.dataset.seq = seq;
    this.#seqs.add(seq);
    const items = [...this.places.messages.children].filter((item) => item !== entry.item);
    const next = items.find((item) => item.dataset.seq === undefined || +item.dataset.seq > seq);
    // Moving a node that stands right would make a screen reader say it again.
    if (!entry.item.isConnected || entry.item.nextElementSibling !== (next ?? null)) {
      this.places.messages.insertBefore(entry.item, next ?? null);
    }
  }

  #mark(entry, line) {
    const isAtEnd = this.#isAtEnd();
    entry.item.querySelector('.state')?.remove();
    if (line !== null) entry.item.append(line);
    if (isAtEnd) this.scrollToEnd();
  }

  #stateLine(id, state, problem) {
    if (state === 'sending') return element('p', { class: 'state quiet' }, 'Sending…');
    const way = problem.retryable
      ? button('Retry', 'retry', () => this.on.retry(id))
      : button('Edit', 'edit', () => this.on.edit(id));
    const words = `Not sent. ${problem.message} `;
    return element('p', { class: 'state problem', 'data-testid': 'not-sent' }, words, way);
  }

  #addDraft(turnId) {
    const words = element('p', { class: 'words' });
    const attributes = { class: 'message bot draft', 'data-testid': 'draft' };
    const item = element('li', attributes, words);
    this.places.drafts.append(item);
    const draft = { item, words, ownership: 0 };
    this.#drafts.set(turnId, draft);
    return draft;
  }

  #endTurn(turnId) {
    this.#endedTurns.add(turnId);
    this.retract(turnId);
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.places.scroll;
    return scrollHeight - scrollTop - clientHeight < END_PX;
  }
}

function messageItem({ author, text, citations, at }) {
  const head = element(
    'p',
    { class: 'head' },
    element('strong', { 'data-testid': 'author' }, nameOf(author)),
    ' ',
    timeOf(at),
  );
  const words = element('p', { class: 'words', 'data-testid': 'words' }, text);
  const sources = citations?.length > 0 ? citationList(citations) : null;
  const attributes = { class: `message ${author.kind}`, 'data-testid': `message-${author.kind}` };
  return element('li', attributes, head, words, sources);
}

function nameOf({ kind, name }) {
  switch (kind) {
    case 'customer':
      return 'You';
    case 'bot':
      return `${name} (assistant)`;
    case 'system':
      return 'Notice';
    default:
      return name;
  }
}
