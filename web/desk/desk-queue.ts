import type { Agent, Handoff } from '../../src/core/domain/handoff.js';
import { button, byId, element, setAttribute, setText } from '../shared/element.js';
import { avatar } from './avatar.js';
import { LIST_MAX } from './desk-api.js';
import type { DeskKey, ListName } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import { type DeskWords, durationWords, moment, waitingSince, waitLevel } from './desk-words.js';
import { placeInOrder } from './place-in-order.js';

export const VIEWS = ['waiting', 'mine', 'all', 'closed'] as const;
export type View = (typeof VIEWS)[number];

/** The lists as the server gave them. `active` and `closed` are read for the views that need them, empty otherwise. */
export type QueueLists = Readonly<Record<ListName, readonly Handoff[]>>;

export const NOTHING_READ: QueueLists = { waiting: [], mine: [], active: [], closed: [] };

interface QueueState extends QueueLists {
  readonly view: View;
  readonly chosenId: string | null;
}

/** The lists each view is made of. */
const LISTS: Readonly<Record<View, readonly ListName[]>> = {
  waiting: ['waiting'],
  mine: ['mine'],
  all: ['waiting', 'active', 'closed'],
  closed: ['closed'],
};

/** What is said where a list has more than it can give. */
const CUT: Readonly<Record<View, DeskKey>> = {
  waiting: 'desk.queue.cut.waiting',
  mine: 'desk.queue.cut',
  all: 'desk.queue.cut.all',
  closed: 'desk.queue.cut',
};

interface Row {
  readonly item: HTMLLIElement;
  readonly press: HTMLButtonElement;
  readonly name: HTMLElement;
  readonly intent: HTMLElement;
  readonly reason: HTMLElement;
  readonly channel: HTMLElement;
  readonly wait: HTMLElement;
  readonly holder: HTMLElement;
  handoff: Handoff;
}

/** The list on the left. Rows stay the same nodes, so that a reading takes nobody's focus. */
export class DeskQueue {
  private readonly list = byId('queue');
  private readonly rows = new Map<string, Row>();
  private readonly tabs = new Map<View, { press: HTMLButtonElement; count: HTMLElement }>();

  constructor(
    private readonly me: Agent,
    private readonly texts: DeskTexts,
    private readonly words: DeskWords,
    private readonly on: { view(view: View): void; choose(id: string): void },
  ) {
    for (const view of VIEWS) this.addTab(view);
  }

  show({ view, chosenId, ...lists }: QueueState): void {
    const { waiting, mine } = lists;
    const shown = inView(view, lists);
    this.showTabs(view, { [view]: shown.length, waiting: waiting.length, mine: mine.length });
    const rows = shown.map((handoff) => this.rowOf(handoff));
    for (const row of rows) this.fill(row, row.handoff.id === chosenId);
    const kept = new Set(shown.map(({ id }) => id));
    for (const id of this.rows.keys()) if (!kept.has(id)) this.rows.delete(id);
    placeInOrder(
      this.list,
      rows.map(({ item }) => item),
    );
    const empty = byId('queue-empty');
    empty.hidden = shown.length > 0;
    setText(empty, this.texts.say(`desk.empty.${view}`));
    byId('queue-cut').hidden = LISTS[view].every((name) => lists[name].length < LIST_MAX);
    setText(byId('queue-cut'), this.texts.say(CUT[view]));
    this.tick(Date.now());
  }

  /** Waits grow by themselves. */
  tick(nowMs: number): void {
    for (const { handoff, wait } of this.rows.values()) {
      const since = waitingSince(handoff);
      if (since === null) continue;
      setText(wait, durationWords(nowMs - since));
      setAttribute(wait, 'data-wait', waitLevel(nowMs - since));
    }
  }

  /** Moves the focus by rows; from nowhere, to the open one or the first. */
  move(step: 1 | -1): void {
    const presses = [...this.list.querySelectorAll('button')];
    const focused = presses.findIndex((press) => press.matches(':focus'));
    const current = presses.findIndex((press) => press.ariaCurrent === 'true');
    const to = focused >= 0 ? focused + step : Math.max(0, current);
    presses[Math.min(presses.length - 1, Math.max(0, to))]?.focus();
  }

  private isMine({ state, claimedBy }: Handoff): boolean {
    return state === 'claimed' && claimedBy?.id === this.me.id;
  }

  private addTab(view: View): void {
    const press = button('', `view-${view}`, () => this.on.view(view));
    const count = element('span', { class: 'count', 'data-testid': `count-${view}` });
    press.append(element('span', {}, this.texts.say(`desk.view.${view}`)), count);
    this.tabs.set(view, { press, count });
    byId('views').append(press);
  }

  private showTabs(view: View, counts: Partial<Record<View, number>>): void {
    for (const [name, { press, count }] of this.tabs) {
      setAttribute(press, 'aria-pressed', String(name === view));
      const number = counts[name];
      setText(count, number === undefined || number === 0 ? '' : countWords(number));
    }
  }

  private rowOf(handoff: Handoff): Row {
    const known = this.rows.get(handoff.id);
    if (known) {
      known.handoff = handoff;
      return known;
    }
    const press = button('', 'queue-item', () => this.on.choose(handoff.id));
    press.dataset['handoff'] = handoff.id;
    const part = (name: string) =>
      element('span', { class: `row-${name}`, 'data-testid': `queue-${name}` });
    const row: Row = {
      item: element('li', {}, press),
      press,
      name: part('name'),
      intent: part('intent'),
      reason: part('reason'),
      channel: part('channel'),
      wait: part('wait'),
      holder: part('holder'),
      handoff,
    };
    press.append(
      avatar(handoff.payload.customer.name),
      element('span', { class: 'row-top' }, row.name, ' ', row.wait),
      ' ',
      row.intent,
      ' ',
      element('span', { class: 'row-bottom' }, row.reason, ' ', row.channel, ' ', row.holder),
    );
    this.rows.set(handoff.id, row);
    return row;
  }

  private fill({ handoff, press, ...row }: Row, isChosen: boolean): void {
    const { payload, reason, channel, state } = handoff;
    setText(row.name, payload.customer.name);
    setText(row.intent, payload.intent);
    setText(row.reason, this.words.reason(reason));
    setAttribute(row.reason, 'data-reason', reason);
    setText(row.channel, channel);
    setText(row.holder, this.holderWords(handoff));
    if (state !== 'open') {
      setText(row.wait, moment(handoff.closedAtMs ?? handoff.openedAtMs));
      setAttribute(row.wait, 'data-wait', null);
    }
    setAttribute(press, 'aria-current', isChosen ? 'true' : null);
    setAttribute(press, 'data-state', state);
  }

  private holderWords(handoff: Handoff): string {
    if (handoff.state === 'open') return '';
    if (handoff.state !== 'claimed') return this.texts.say(`desk.outcome.${handoff.state}`);
    return this.isMine(handoff) ? this.texts.say('desk.you') : (handoff.claimedBy?.name ?? '');
  }
}

function inView(view: View, { waiting, mine, active, closed }: QueueLists): readonly Handoff[] {
  switch (view) {
    case 'waiting':
      return longestFirst(waiting);
    case 'mine':
      return longestFirst(mine);
    case 'closed':
      return latestFirst(closed);
    case 'all': {
      const claimed = active.filter(({ state }) => state === 'claimed');
      const all = [...longestFirst(waiting), ...longestFirst(claimed), ...latestFirst(closed)];
      // What moved between two readings is in both lists.
      return [...new Map(all.map((one) => [one.id, one])).values()];
    }
  }
}

function countWords(number: number): string {
  return number >= LIST_MAX ? `${LIST_MAX}+` : String(number);
}

function longestFirst(handoffs: readonly Handoff[]): Handoff[] {
  const since = (one: Handoff) => waitingSince(one) ?? one.openedAtMs;
  return [...handoffs].sort((one, other) => since(one) - since(other));
}

function latestFirst(handoffs: readonly Handoff[]): Handoff[] {
  return [...handoffs].sort((one, other) => (other.closedAtMs ?? 0) - (one.closedAtMs ?? 0));
}
