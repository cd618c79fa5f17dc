import type { Choice } from '../../src/core/domain/card.js';
import { CardView } from '../shared/card-view.js';
import { button, element, setAttribute } from '../shared/element.js';
import { type FileListSetting, fileList, type ShownFile } from '../shared/file-list.js';
import { citationList, hostsFor } from '../shared/links.js';
import { renderMarkdown } from '../shared/markdown.js';
import { clockWords, daysAgo, dayWords } from '../shared/time.js';
import { botAvatar, personAvatar } from './avatar.js';
import { icon } from './icons.js';
import { MessageTools, type Revisions } from './message-tools.js';
import type { WireAuthor, WireMessage, WireRevision } from './wire.js';
import type { Words } from './words.js';

/** A message as the page has it: on record, or (without a number) still on its way. */
export type ShownMessage = Omit<WireMessage, 'seq' | 'at'> & { readonly at: string | number };

/** What can be pressed on a message. */
export interface MessageActions extends Revisions {
  choose(messageId: string, choice: Choice): void;
}

export interface MessageSetting {
  readonly words: Words;
  readonly linkHosts: readonly string[];
  readonly files: FileListSetting;
}

/** Where a message stands among its neighbours. */
export interface Standing {
  /** Whether somebody else spoke before it, or it is long after the one before. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isNewDay: boolean;
}

/** One message: a bubble, and what stands around it. Its parts are made anew only when they say something else. */
export class MessageView {
  readonly item: HTMLLIElement;
  seq: number | null = null;
  /** The number of the newest edit or deletion that is shown; 0 before any. */
  revisedSeq = 0;
  private message: ShownMessage;
  private card: CardView | null = null;
  private readonly day = element('p', { class: 'day', hidden: true });
  private readonly parts = element('div', { class: 'parts' });
  private readonly foot = element('p', { class: 'foot' });
  private readonly state = element('div', { class: 'state', hidden: true });
  private readonly tools: MessageTools | null;

  constructor(
    message: ShownMessage,
    private readonly setting: MessageSetting,
    private readonly actions: MessageActions,
  ) {
    this.message = message;
    const { kind } = message.author;
    this.tools = kind === 'customer' ? new MessageTools(message.id, setting.words, actions) : null;
    const body = element(
      'div',
      { class: 'body' },
      headOf(message.author, setting.words),
      element('div', { class: 'line' }, this.parts, this.tools?.element),
      this.foot,
      this.state,
    );
    const row = element('div', { class: 'row' }, avatarOf(message.author), body);
    const attributes = { class: `message ${kind}`, 'data-testid': `message-${kind}` };
    this.item = element('li', attributes, this.day, row);
    this.render();
  }

  get shown(): ShownMessage {
    return this.message;
  }

  get atMs(): number {
    return new Date(this.message.at).getTime();
  }

  /** Other words, or none: an edit, a deletion, or the same message as the record has it. */
  change(change: Partial<ShownMessage>): void {
    this.message = { ...this.message, ...change };
    this.render();
  }

  /**
   * An edit or a deletion on record. Of several edits the newest counts; a deletion counts whatever else there is, and
   * in whatever order it is heard of: what was taken back must not come back.
   */
  revise({ seq, text, author }: WireRevision): void {
    if (this.message.deleted || !isRevisableBy(this.message.author, author)) return;
    if (text === undefined) this.change({ text: '', deleted: true });
    else if (seq > this.revisedSeq) this.change({ text, edited: true });
    this.revisedSeq = Math.max(this.revisedSeq, seq);
  }

  stand({ isFirst, isLast, isNewDay }: Standing): void {
    this.item.classList.toggle('first', isFirst);
    this.item.classList.toggle('last', isLast);
    this.day.hidden = !isNewDay;
    if (isNewDay) this.day.replaceChildren(this.dayOf());
  }

  /** Below an own message: under way, not sent, or nothing. */
  setState(nodes: readonly (Node | string)[], isProblem = false): void {
    this.state.replaceChildren(...nodes);
    this.state.hidden = nodes.length === 0;
    this.item.classList.toggle('not-sent', isProblem);
  }

  /** Only what is on record, and stands, can be revised. */
  setRevisable(isRevisable: boolean): void {
    this.tools?.setUsable(isRevisable && !this.message.deleted, this.message.text);
  }

  /** Which of its answers was pressed, and whether one may be pressed now. */
  setChoice(choiceId: string | null, isUsable: boolean): void {
    this.card?.setChosen(choiceId);
    this.card?.setUsable(isUsable && choiceId === null);
  }

  /** What a screen reader is told when the message comes. */
  spoken(): string {
    const { words } = this.setting;
    const name = nameOf(this.message.author, words);
    const said = this.parts.querySelector('.words');
    const text = said === null ? '' : spokenWords(said).trim();
    const files = (this.message.files ?? []).map((file) => file.name);
    return words.say('widget.said', { name, text: [text, ...files].filter(Boolean).join(', ') });
  }

  private render(): void {
    const { words } = this.setting;
    const { id, author, text, citations, card, files, edited, deleted, at } = this.message;
    const isPlain = author.kind === 'customer';
    const hosts = hostsFor(this.setting.linkHosts, citations);
    this.card = null;
    this.item.classList.toggle('deleted', deleted === true);
    this.parts.replaceChildren();
    if (deleted) {
      const gone = element('div', { class: 'words' }, words.say('widget.deleted'));
      gone.dataset['testid'] = 'deleted';
      this.parts.append(element('div', { class: 'bubble' }, gone));
    } else {
      if (text !== '')
        this.parts.append(
          element('div', { class: 'bubble' }, wordsOf(text, isPlain ? null : hosts)),
        );
      const sources = citationList(citations ?? [], words.say('widget.sources'));
      if (sources !== null) this.parts.append(sources);
      if (card !== undefined) this.parts.append(this.cardOf(id, hosts));
      if (files !== undefined && files.length > 0) this.parts.append(this.filesOf(files));
    }
    const clock = clockWords(at, words.language);
    const time = element('time', { datetime: new Date(at).toISOString() }, clock);
    const mark =
      edited && !deleted
        ? element('span', { 'data-testid': 'edited' }, ` · ${words.say('widget.edited')}`)
        : null;
    this.foot.replaceChildren(time, ...(mark === null ? [] : [mark]));
  }

  private cardOf(id: string, hosts: ReadonlySet<string>): HTMLElement {
    const { words } = this.setting;
    const { card } = this.message;
    if (card === undefined) return element('div');
    const isRating = card.blocks.some((one) => one.kind === 'choices' && one.look === 'rating');
    const confirm = {
      ask: words.say('widget.delete-ask'),
      yes: words.say('widget.delete'),
      no: words.say('widget.cancel'),
    };
    const choicesLabel = words.say(isRating ? 'widget.rating' : 'widget.choices');
    const onChoice = (choice: Choice) => this.actions.choose(id, choice);
    this.card = new CardView(card, { hosts, choicesLabel, confirm }, { onChoice });
    return this.card.element;
  }

  private filesOf(files: readonly ShownFile[]): HTMLElement {
    return fileList(files, this.setting.files, (file) => this.missing(file));
  }

  /** A file whose content did not come along: why, if that is known. */
  private missing({ name, problem }: ShownFile): string {
    const { words, files } = this.setting;
    const { kind, name: agent } = this.message.author;
    if (kind === 'customer') {
      if (problem !== undefined) return files.words.refused(name, problem);
      return words.say('files.not-received', { files: name });
    }
    if (problem === undefined) return words.say('files.not-passed-on', { files: name });
    const why = files.words.why(problem);
    return words.say('files.not-passed-on-from', { file: name, agent, why });
  }

  private dayOf(): HTMLElement {
    const { words } = this.setting;
    const ago = daysAgo(this.message.at);
    const near = ago === 0 ? words.say('widget.today') : words.say('widget.yesterday');
    const far = ago > 1 || ago < 0;
    return element('span', {}, far ? dayWords(this.message.at, words.language) : near);
  }
}

/** Nobody revises what another one said, and only people revise. Who it was is not always known. */
function isRevisableBy({ kind }: WireAuthor, by: WireRevision['author']): boolean {
  const isPerson = kind === 'customer' || kind === 'agent';
  return isPerson && (by === undefined || by.kind === kind);
}

/** What stands in a line with the words around it; after anything else there is a pause. */
const INLINE = new Set(['A', 'STRONG', 'EM', 'DEL', 'CODE']);

function spokenWords(node: Node): string {
  if (node instanceof Text) return node.data;
  const inside = [...node.childNodes].map(spokenWords).join('');
  return INLINE.has(node.nodeName) ? inside : `${inside.trim()} `;
}

/** Customers write plain text; of everybody else it is Markdown. */
export function wordsOf(text: string, hosts: ReadonlySet<string> | null): HTMLElement {
  const isPlain = hosts === null;
  const attributes = { class: isPlain ? 'words plain' : 'words markdown', 'data-testid': 'words' };
  return element('div', attributes, isPlain ? text : renderMarkdown(text, hosts));
}

export function headOf(author: WireAuthor, words: Words): HTMLElement {
  const isBot = author.kind === 'bot';
  const tag = isBot ? element('span', { class: 'tag' }, words.say('widget.assistant')) : null;
  const name = element('span', { class: 'author', 'data-testid': 'author' }, nameOf(author, words));
  return element('p', { class: 'head' }, name, tag);
}

export function avatarOf({ kind, name }: WireAuthor): HTMLElement | null {
  switch (kind) {
    case 'bot':
      return botAvatar();
    case 'agent':
      return personAvatar(name);
    case 'system':
    case 'customer':
      return null;
  }
}

function nameOf({ kind, name }: WireAuthor, words: Words): string {
  switch (kind) {
    case 'customer':
      return words.say('widget.you');
    case 'system':
      return words.say('widget.notice');
    case 'bot':
    case 'agent':
      return name;
  }
}

/** The line below an own message that did not get through: why, and what a person can do about it. */
export function notSentLine(words: string, ways: readonly HTMLElement[]): HTMLElement {
  const said = element('span', {}, words);
  return element('p', { class: 'problem', 'data-testid': 'not-sent' }, icon('info'), said, ...ways);
}

export function wayOut(label: string, testId: string, onPress: () => void): HTMLButtonElement {
  const made = button(label, testId, onPress);
  setAttribute(made, 'class', 'link');
  return made;
}
