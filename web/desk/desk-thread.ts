import type { Agent } from '../../src/core/domain/handoff.js';
import { byId, element, setText } from '../shared/element.js';
import { daysAgo, dayWords, isSameDay } from '../shared/time.js';
import { type CaseDetail, isMine, type ThreadLine } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import { isBeingEdited } from './line-editor.js';
import type { LineMaker } from './line-maker.js';
import { placeInOrder } from './place-in-order.js';

/** Distance from the end, in pixels, within which a reader counts as reading along. */
const END_PX = 60;

/** Lines of one person this close together are one stretch and need only one name. */
const STRETCH_MS = 3 * 60_000;

/** A customer who types says so again sooner than this. */
const TYPING_MS_MAX = 8_000;

interface Drawn {
  readonly item: HTMLLIElement;
  readonly look: string;
}

/** The conversation of the chosen handoff. A line is drawn anew only when something about it changed. */
export class DeskThread {
  private conversationId: string | null = null;
  private readonly drawn = new Map<number, Drawn>();
  private readonly separators = new Map<string, HTMLLIElement>();
  private readonly list = byId('thread');
  private readonly scroll = byId('thread-scroll');
  private readonly toEnd = byId('to-end');
  private readonly typing = byId('typing');
  /** The newest number an agent has had before their eyes, by conversation. */
  private readonly seen = new Map<string, number>();
  private newFrom: number | null = null;
  private isPinned = true;
  private quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly me: Agent,
    private readonly texts: DeskTexts,
    private readonly maker: LineMaker,
  ) {
    this.scroll.addEventListener('scroll', () => this.noticeReading(), { passive: true });
    // A form that opens above or a reply that grows below must not hide the newest words.
    new ResizeObserver(() => this.isPinned && this.goToEnd()).observe(this.scroll);
    this.toEnd.addEventListener('click', () => this.goToEnd());
  }

  /** Nothing is chosen, or another case that is not read yet. */
  clear(): void {
    this.conversationId = null;
    this.drawn.clear();
    this.separators.clear();
    this.list.replaceChildren();
    this.toEnd.hidden = true;
    this.customerTypes(false, '');
  }

  show(detail: CaseDetail): void {
    const isOther = detail.conversation.id !== this.conversationId;
    if (isOther) this.turnTo(detail.conversation.id);
    const isReading = isOther || this.isAtEnd();
    this.markNew(detail.messages, isReading && !document.hidden);
    placeInOrder(this.list, this.nodes(detail));
    if (isReading) this.goToEnd();
    else this.offerEnd(detail.messages);
  }

  /** For what changes its height somewhere, such as a picture that is there now: who reads the end goes on reading it. */
  steady(change: () => void): void {
    const isReading = this.isPinned;
    change();
    if (isReading) this.goToEnd();
  }

  /** `name` is the customer's. */
  customerTypes(isOn: boolean, name: string): void {
    clearTimeout(this.quiet);
    const isReading = this.isAtEnd();
    this.typing.hidden = !isOn;
    setText(byId('typing-words'), isOn ? this.texts.say('desk.typing', { name }) : '');
    if (!isOn) return;
    this.quiet = setTimeout(() => this.customerTypes(false, name), TYPING_MS_MAX);
    if (isReading) this.goToEnd();
  }

  goTo(seq: number): void {
    const item = this.drawn.get(seq)?.item;
    item?.scrollIntoView({ block: 'center' });
    item?.focus({ preventScroll: true });
  }

  private turnTo(conversationId: string): void {
    this.clear();
    this.conversationId = conversationId;
    this.newFrom = null;
  }

  /** Where "new" begins: after what was seen when one last looked. One's own words end it. */
  private markNew(messages: readonly ThreadLine[], isLooking: boolean): void {
    if (this.conversationId === null) return;
    const newest = messages.at(-1)?.seq ?? 0;
    const seen = this.seen.get(this.conversationId) ?? newest;
    const fresh = messages.filter(({ seq }) => seq > seen);
    if (fresh.some((line) => this.maker.isOwn(line))) this.newFrom = null;
    else if (!isLooking || this.drawn.size === 0) {
      this.newFrom ??= fresh.find(({ author }) => author.kind === 'customer')?.seq ?? null;
    }
    if (isLooking) this.seen.set(this.conversationId, newest);
    else this.seen.set(this.conversationId, seen);
  }

  private nodes(detail: CaseDetail): HTMLLIElement[] {
    const may = isMine(detail, this.me);
    const kept = new Set<number>();
    const nodes: HTMLLIElement[] = [];
    let last: ThreadLine | null = null;
    for (const line of detail.messages) {
      const isNewDay = last === null || !isSameDay(last.at, line.at);
      if (isNewDay) nodes.push(this.separator(dayOf(line.at, this.texts), 'day'));
      if (line.seq === this.newFrom) nodes.push(this.separator(this.texts.say('desk.new'), 'new'));
      const item = this.draw(line, may);
      item.classList.toggle('follows', !isNewDay && isStretch(last, line));
      nodes.push(item);
      kept.add(line.seq);
      last = line;
    }
    for (const seq of this.drawn.keys()) if (!kept.has(seq)) this.drawn.delete(seq);
    return nodes;
  }

  private draw(line: ThreadLine, isMyCase: boolean): HTMLLIElement {
    const mayRevise = isMyCase && this.maker.isOwn(line);
    const look = JSON.stringify([withoutLinks(line), isMyCase]);
    const known = this.drawn.get(line.seq);
    if (known && (known.look === look || isBeingEdited(known.item))) return known.item;
    const item = this.maker.make(line, { mayRevise, mayRetry: isMyCase });
    this.drawn.set(line.seq, { item, look });
    return item;
  }

  private separator(words: string, kind: 'day' | 'new'): HTMLLIElement {
    const key = `${kind} ${words}`;
    const known = this.separators.get(key);
    if (known) return known;
    const made = element(
      'li',
      { class: `separator ${kind}`, 'data-testid': `separator-${kind}` },
      element('span', {}, words),
    );
    this.separators.set(key, made);
    return made;
  }

  private isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < END_PX;
  }

  private goToEnd(): void {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.toEnd.hidden = true;
  }

  private offerEnd(messages: readonly ThreadLine[]): void {
    const seen = this.seen.get(this.conversationId ?? '') ?? 0;
    const count = messages.filter(({ seq, kind }) => seq > seen && kind === 'text').length;
    this.toEnd.hidden = count === 0;
    const key = count === 1 ? 'desk.new-message' : 'desk.new-messages';
    setText(this.toEnd, this.texts.say(key, { count }));
  }

  /** Who scrolls down to the end has seen it. */
  private noticeReading(): void {
    this.isPinned = this.isAtEnd();
    if (this.conversationId === null || !this.isPinned) return;
    this.toEnd.hidden = true;
    this.seen.set(this.conversationId, Math.max(0, ...this.drawn.keys()));
  }
}

/** Each reading brings other links to the same files; a picture that is shown already need not be fetched again. */
function withoutLinks(line: ThreadLine): object {
  const files = line.files?.map(({ url, ...file }) => ({ ...file, hasLink: url !== undefined }));
  return { ...line, files };
}

function isStretch(last: ThreadLine | null, line: ThreadLine): boolean {
  if (last === null || last.kind !== line.kind || last.author.id !== line.author.id) return false;
  if (line.kind !== 'text' && line.kind !== 'note') return false;
  return Date.parse(line.at) - Date.parse(last.at) < STRETCH_MS;
}

function dayOf(at: string, texts: DeskTexts): string {
  const ago = daysAgo(at);
  if (ago === 0) return texts.say('desk.today');
  return ago === 1 ? texts.say('desk.yesterday') : dayWords(at);
}
