import { reasonWords, stateWords, waitWords } from './desk-words.js';
import { button, element, setAttribute, setText } from './element.js';

const VIEWS = {
  waiting: 'Waiting',
  mine: 'Mine',
  active: 'Active',
  closed: 'Closed',
  all: 'All',
};

/** The list on the left. Kept items stay the same nodes, so that a poll takes nobody's focus. */
export class DeskQueue {
  #items = new Map();
  #viewButtons = new Map();

  /** `on`: `view(name)` and `choose(handoffId)`. */
  constructor(places, on) {
    this.places = places;
    this.on = on;
    for (const [view, label] of Object.entries(VIEWS)) {
      const made = button(label, `view-${view}`, () => on.view(view));
      this.#viewButtons.set(view, made);
      places.views.append(made);
    }
  }

  show(view, handoffs, chosenId) {
    for (const [name, one] of this.#viewButtons) setAttribute(one, 'aria-pressed', name === view);
    const ids = new Set(handoffs.map((handoff) => handoff.id));
    for (const [id, item] of this.#items) {
      if (ids.has(id)) continue;
      item.row.remove();
      this.#items.delete(id);
    }
    let last = null;
    for (const handoff of handoffs) {
      const item = this.#items.get(handoff.id) ?? this.#add(handoff);
      fill(item, handoff, handoff.id === chosenId);
      last = this.#place(item.row, last);
    }
    this.places.empty.hidden = handoffs.length > 0;
  }

  #add(handoff) {
    const parts = ['who', 'reason', 'intent', 'wait'].map((name) => [
      name,
      element('span', { class: name === 'who' ? null : 'quiet', 'data-testid': `queue-${name}` }),
    ]);
    const press = button('', 'queue-item', () => this.on.choose(handoff.id));
    press.dataset.handoff = handoff.id;
    press.append(...parts.map(([, part]) => part));
    const item = { press, row: element('li', {}, press), ...Object.fromEntries(parts) };
    this.#items.set(handoff.id, item);
    return item;
  }

  #place(row, last) {
    const { list } = this.places;
    const next = last === null ? list.firstElementChild : last.nextElementSibling;
    if (next !== row) list.insertBefore(row, next);
    return row;
  }
}

function fill(item, handoff, isChosen) {
  const { payload } = handoff;
  setText(item.who, `${payload.customer.name} · ${stateWords(handoff)}`);
  setText(item.reason, reasonWords(handoff.reason));
  setText(item.intent, payload.intent === '' ? '' : `“${payload.intent}”`);
  setText(item.wait, waitWords(handoff, Date.now()));
  setAttribute(item.press, 'aria-current', isChosen ? 'true' : null);
  setAttribute(item.press, 'data-state', handoff.state);
}
