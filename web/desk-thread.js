import { ownerWords, truthWords } from './desk-words.js';
import { citationList, element, setAttribute, setText, timeOf } from './element.js';

/** Distance from the end, in pixels, within which a reader counts as reading along. */
const END_PX = 40;

const KINDS = { customer: 'customer', bot: 'bot', agent: 'agent', system: 'notice' };

/** The conversation of the chosen handoff. A line stays the same node; only what became of it is changed. */
export class DeskThread {
  #conversationId = null;
  #lines = new Map();

  constructor(list, scroll) {
    this.list = list;
    this.scroll = scroll;
  }

  show(conversationId, messages) {
    const isOther = conversationId !== this.#conversationId;
    if (isOther) this.#clear(conversationId);
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    const isAtEnd = isOther || scrollHeight - scrollTop - clientHeight < END_PX;
    this.#dropAllBut(new Set(messages.map((message) => message.seq)));
    let last = null;
    for (const message of messages) {
      const line = this.#lines.get(message.seq) ?? this.#add(message);
      const next = last === null ? this.list.firstElementChild : last.nextElementSibling;
      if (next !== line.item) this.list.insertBefore(line.item, next);
      last = line.item;
      if (message.truth) showTruth(line, message.truth);
    }
    if (isAtEnd) this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  #clear(conversationId) {
    this.#conversationId = conversationId;
    this.#lines.clear();
    this.list.replaceChildren();
  }

  /** A line that was withdrawn is no longer told. */
  #dropAllBut(seqs) {
    for (const [seq, line] of this.#lines) {
      if (seqs.has(seq)) continue;
      line.item.remove();
      this.#lines.delete(seq);
    }
  }

  #add(message) {
    const line = message.kind === 'owner' ? ownerLine(message) : saidLine(message);
    this.#lines.set(message.seq, line);
    return line;
  }
}

function ownerLine({ seq, change, at }) {
  const attributes = { class: 'owner-change', 'data-testid': 'line-owner', 'data-seq': seq };
  return { item: element('li', attributes, ownerWords(change), ' ', timeOf(at)), truth: null };
}

function saidLine({ seq, kind, author, text, citations, at }) {
  const isNote = kind === 'note';
  const mark = isNote
    ? element('strong', { 'data-testid': 'note-mark' }, 'Note: not sent')
    : element('span', { class: 'quiet' }, KINDS[author.kind] ?? author.kind);
  const name = element('strong', { 'data-testid': 'line-author' }, author.name);
  const head = element('p', { class: 'head' }, name, ' · ', mark, ' · ', timeOf(at));
  const words = element('p', { class: 'words', 'data-testid': 'line-words' }, text);
  const sources = citations?.length > 0 ? citationList(citations) : null;
  const truth = element('p', { class: 'truth', 'data-testid': 'truth', hidden: '' });
  const what = isNote ? 'note' : author.kind;
  const attributes = { class: `message ${what}`, 'data-testid': `line-${what}`, 'data-seq': seq };
  return { item: element('li', attributes, head, words, sources, truth), truth };
}

function showTruth({ truth: place }, truth) {
  place.hidden = false;
  setText(place, truthWords(truth));
  setAttribute(place, 'data-truth', truth.state);
  place.classList.toggle('problem', truth.state === 'failed');
}
