import { choicesOf } from '../../src/core/domain/card.js';
import { element } from '../shared/element.js';
import { isSameDay } from '../shared/time.js';
import { personAvatar } from './avatar.js';
import type { DeedState } from './chat-outbox.js';
import type { DraftList } from './draft-list.js';
import { EarlyRevisions } from './early-revisions.js';
import {
  type MessageActions,
  type MessageSetting,
  MessageView,
  notSentLine,
  type ShownMessage,
  wayOut,
} from './message-view.js';
import type { ScrollKeeper } from './scroll-keeper.js';
import type { Deed, Ownership, WireAuthor, WireMessage, WireRevision } from './wire.js';

/** Words of one author belong together until they pause for so long. */
const GROUP_MS_MAX = 5 * 60_000;

/** What can be pressed in the thread. */
export interface ThreadActions extends MessageActions {
  retry(deedId: string): void;
  /** Takes back what could not be sent; a message's text goes into the composer again. */
  giveUp(deed: Deed): void;
}

interface Places {
  readonly messages: HTMLElement;
  readonly scroll: ScrollKeeper;
  readonly drafts: DraftList;
}

/** A change of owner, at its place in the talk. */
interface NoticeView {
  readonly item: HTMLLIElement;
  seq: number | null;
}

/** `seq` is the newest revision on record then; once there is another, these words are worth nothing. */
interface Unrevised {
  readonly words: Partial<ShownMessage>;
  readonly seq: number;
}

type Entry = MessageView | NoticeView;

/**
 * The messages on the page: each once, in the order of their numbers, the customer's own unacknowledged ones last.
 */
export class ChatThread {
  private readonly messages = new Map<string, MessageView>();
  private readonly seqs = new Set<number>();
  /** What is shown, in its order. */
  private entries: Entry[] = [];
  /** What a message said before a revision that is not on record yet, by the revision's id. */
  private readonly unrevised = new Map<string, Unrevised>();
  private readonly early = new EarlyRevisions();

  constructor(
    private readonly places: Places,
    private readonly setting: MessageSetting,
    private readonly on: ThreadActions,
  ) {}

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** How many messages of others came after this number. */
  countOthersAfter(seq: number): number {
    const isUnread = (view: MessageView) =>
      view.shown.author.kind !== 'customer' && (view.seq ?? 0) > seq;
    return [...this.messages.values()].filter(isUnread).length;
  }

  clear(): void {
    this.messages.clear();
    this.seqs.clear();
    this.entries = [];
    this.unrevised.clear();
    this.early.clear();
    this.places.messages.replaceChildren();
    this.places.drafts.clear();
  }

  /** Messages of the past. */
  showPast(messages: readonly WireMessage[]): void {
    for (const message of messages) this.place(message);
    this.arrange();
  }

  /** A message of now. Returns it if it was not there before. */
  show(message: WireMessage): MessageView | null {
    let added: MessageView | null = null;
    this.places.scroll.along(() => {
      const { turnId, author } = message;
      // A turn's other lines, such as that it takes longer, come while its answer may still grow.
      const isAnswer = author.kind === 'bot' && turnId !== undefined;
      const wasGrowing = isAnswer && this.places.drafts.end(turnId);
      added = this.place(message);
      // What grew here a moment ago is the same bubble; moving in again would look like another one.
      added?.item.classList.toggle('fresh', !wasGrowing);
      this.arrange();
    });
    return added;
  }

  showNotice({ seq, owner, agent }: Ownership & { readonly seq: number }): void {
    if (this.seqs.has(seq)) return;
    const { words } = this.setting;
    const name = agent ?? words.say('widget.person');
    const isAgent = owner === 'agent';
    const text = isAgent
      ? words.say('widget.joined', { agent: name })
      : words.say(`widget.owner.${owner}`);
    const attributes = { class: 'owner-change', 'data-testid': 'owner-change' };
    const avatar = isAgent ? personAvatar(name) : null;
    const item = element('li', attributes, element('span', {}, avatar, text));
    this.places.scroll.along(() => {
      this.number({ item, seq: null }, seq);
      this.arrange();
    });
  }

  /** An edit or a deletion on record. What it is about may be on a page of the past that is not shown yet. */
  revise(revision: WireRevision): void {
    const view = this.messages.get(revision.target);
    if (view === undefined) {
      this.early.keep(revision);
      return;
    }
    this.places.scroll.steady(() => {
      view.revise(revision);
      this.arrange();
    });
  }

  /** What the customer did, from doing it to having it on record. */
  showDeed(deed: Deed, state: DeedState): void {
    if (deed.kind === 'message') this.showOwn(deed, state);
    else this.showRevision(deed, state);
    this.arrange();
  }

  /** Undoes what was shown of a deed that will not be sent. */
  undo(deed: Deed): void {
    const id = deed.kind === 'message' ? deed.id : deed.target;
    const view = this.messages.get(id);
    if (view === undefined) return;
    if (deed.kind === 'message') this.remove(id, view);
    else {
      const before = this.unrevised.get(deed.id);
      if (before?.seq === view.revisedSeq) view.change(before.words);
      view.setState([]);
    }
    this.arrange();
  }

  private remove(id: string, view: MessageView): void {
    view.item.remove();
    this.messages.delete(id);
    this.entries = this.entries.filter((one) => one !== view);
  }

  /** A message on record. One that is shown already is not shown again. */
  private place(message: WireMessage): MessageView | null {
    const { id, seq } = message;
    const own = this.messages.get(id);
    if (own?.seq === seq || (own === undefined && this.seqs.has(seq))) return null;
    if (own !== undefined) {
      own.setState([]);
      own.change(message);
      this.number(own, seq);
      return null;
    }
    const view = this.add(message);
    this.number(view, seq);
    // A page of the past may have been read before a revision that came before the page.
    for (const revision of this.early.take(id)) view.revise(revision);
    return view;
  }

  private showOwn(deed: Extract<Deed, { kind: 'message' }>, state: DeedState): void {
    const { id } = deed;
    const isNew = !this.messages.has(id);
    const view = this.messages.get(id) ?? this.addOwn(deed);
    if (view.seq !== null) return;
    this.places.scroll.steady(() => {
      if (state.kind === 'sent') this.number(view, state.seq);
      this.showState(view, deed, state);
    });
    if (isNew) this.places.scroll.toEnd();
  }

  private showRevision(deed: Extract<Deed, { target: string }>, state: DeedState): void {
    const view = this.messages.get(deed.target);
    if (view === undefined) return;
    if (!this.unrevised.has(deed.id)) {
      const { text, edited, deleted } = view.shown;
      const words = { text, edited: edited ?? false, deleted: deleted ?? false };
      this.unrevised.set(deed.id, { words, seq: view.revisedSeq });
    }
    if (state.kind === 'sent') {
      // Somebody's newer revision may have come first.
      const author = { kind: 'customer' } as const;
      this.revise({ seq: state.seq, target: deed.target, author, ...textOf(deed) });
    } else if (deed.kind === 'edit' && !view.shown.deleted) {
      view.change({ text: deed.text, edited: true });
    }
    this.places.scroll.steady(() => this.showState(view, deed, state));
  }

  private showState(view: MessageView, deed: Deed, state: DeedState): void {
    const { words } = this.setting;
    switch (state.kind) {
      case 'sent':
        view.setState([]);
        break;
      case 'sending':
        view.setState([element('p', {}, words.say('widget.sending'))]);
        break;
      case 'failed': {
        const isMessage = deed.kind === 'message';
        const what = words.say(isMessage ? 'widget.not-sent' : 'widget.not-changed');
        const line = notSentLine(
          `${what} ${words.problem(state.problem)}`,
          this.waysOut(deed, state.problem.retryable),
        );
        view.setState([line], true);
        break;
      }
    }
  }

  private waysOut(deed: Deed, isRetryable: boolean): HTMLElement[] {
    const { words } = this.setting;
    const retry = wayOut(words.say('widget.retry'), 'retry', () => this.on.retry(deed.id));
    const isMessage = deed.kind === 'message';
    const label = words.say(isMessage ? 'widget.edit' : 'widget.cancel');
    const giveUp = wayOut(label, isMessage ? 'edit' : 'give-up', () => this.on.giveUp(deed));
    return isRetryable ? [retry, giveUp] : [giveUp];
  }

  private addOwn({ id, text, choice, files }: Extract<Deed, { kind: 'message' }>): MessageView {
    const author: WireAuthor = { kind: 'customer', name: '' };
    const more = { ...(choice ? { choice } : {}), ...(files ? { files } : {}) };
    const view = this.add({ id, author, text, at: Date.now(), ...more });
    view.item.classList.add('fresh');
    this.entries.push(view);
    this.places.messages.append(view.item);
    return view;
  }

  private add(message: ShownMessage): MessageView {
    const view = new MessageView(message, this.setting, this.on);
    this.messages.set(message.id, view);
    return view;
  }

  /** Gives an entry its number and its place: before the first one with a higher number, or with none yet. */
  private number(entry: Entry, seq: number): void {
    entry.seq = seq;
    entry.item.dataset['seq'] = String(seq);
    this.seqs.add(seq);
    const others = this.entries.filter((one) => one !== entry);
    const at = others.findIndex((one) => one.seq === null || one.seq > seq);
    const place = at === -1 ? others.length : at;
    const next = others[place]?.item ?? null;
    this.entries = others.toSpliced(place, 0, entry);
    // Moving a node that stands right would take the focus from it.
    if (!entry.item.isConnected || entry.item.nextElementSibling !== next) {
      this.places.messages.insertBefore(entry.item, next);
    }
  }

  /** What a message looks like depends on its neighbours, and its answers on what was said since. */
  private arrange(): void {
    const chosen = this.chosen();
    const offers = [...this.messages.values()].filter(
      (one) => choicesOf(one.shown.card).length > 0,
    );
    const newest = offers.reduce<MessageView | null>(
      (last, one) => (last === null || (one.seq ?? 0) > (last.seq ?? 0) ? one : last),
      null,
    );
    const newestOwn = this.entries.findLast(isOwn);
    let day: number | null = null;
    for (const [at, entry] of this.entries.entries()) {
      if (!(entry instanceof MessageView)) continue;
      const isNewDay = day === null || !isSameDay(day, entry.atMs);
      day = entry.atMs;
      const next = this.entries[at + 1];
      entry.stand({
        isFirst: isNewDay || !isOneGroup(this.entries[at - 1], entry),
        isLast: !isOneGroup(entry, next),
        isNewDay,
      });
      entry.item.classList.toggle('newest', entry === newestOwn);
      entry.setRevisable(entry.seq !== null && entry.shown.choice === undefined);
    }
    for (const offer of offers) {
      offer.setChoice(chosen.get(offer.shown.id) ?? null, offer === newest);
    }
  }

  /** Which answer was pressed, by the message that offered it. */
  private chosen(): ReadonlyMap<string, string> {
    const choices = [...this.messages.values()].flatMap(({ shown }) => shown.choice ?? []);
    return new Map(choices.map(({ message, id }) => [message, id]));
  }
}

function isOwn(entry: Entry): boolean {
  return entry instanceof MessageView && entry.shown.author.kind === 'customer';
}

function isOneGroup(one: Entry | undefined, next: Entry | undefined): boolean {
  if (!(one instanceof MessageView && next instanceof MessageView)) return false;
  const before = one.shown.author;
  const after = next.shown.author;
  const isSame = before.kind === after.kind && before.name === after.name;
  return (
    (isSame || (before.kind === 'customer' && after.kind === 'customer')) &&
    next.atMs - one.atMs < GROUP_MS_MAX &&
    isSameDay(one.atMs, next.atMs)
  );
}

function textOf(deed: Deed): { text?: string } {
  return deed.kind === 'delete' ? {} : { text: deed.text };
}
