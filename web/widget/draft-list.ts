import { element } from '../shared/element.js';
import { hostsFor } from '../shared/links.js';
import { renderMarkdown } from '../shared/markdown.js';
import { avatarOf, headOf, type MessageSetting } from './message-view.js';
import type { Delta } from './wire.js';

interface GrowingText {
  readonly item: HTMLElement;
  readonly words: HTMLElement;
  ownership: number;
}

/** Text of the bot that still grows, below the messages. It counts for nothing until its message comes. */
export class DraftList {
  readonly list = element('ol', { class: 'messages drafts', 'data-testid': 'drafts' });
  private readonly growing = new Map<string, GrowingText>();
  /** Turns whose text is final; what still grows of them is late. */
  private readonly endedTurns = new Set<string>();
  private ownership = 0;
  private readonly hosts: ReadonlySet<string>;

  constructor(
    private readonly bot: string,
    private readonly setting: MessageSetting,
  ) {
    this.hosts = hostsFor(setting.linkHosts);
  }

  get isEmpty(): boolean {
    return this.growing.size === 0;
  }

  /** From before a change of owner that is shown, or of a turn that ended, it is late: then false, and nothing is shown. */
  grow({ turnId, ownership, text }: Delta): boolean {
    if (ownership < this.ownership || this.endedTurns.has(turnId)) return false;
    const draft = this.growing.get(turnId) ?? this.add(turnId);
    draft.ownership = ownership;
    draft.words.replaceChildren(renderMarkdown(text, this.hosts));
    return true;
  }

  retract(turnId: string): void {
    this.growing.get(turnId)?.item.remove();
    this.growing.delete(turnId);
  }

  /** The message of this turn is here. Turns follow each other, so what another left half said belongs to a dead process. */
  end(turnId: string): boolean {
    const wasGrowing = this.growing.has(turnId);
    this.endedTurns.add(turnId);
    this.dropAll();
    return wasGrowing;
  }

  /** From now on nothing grows that began before this change of owner. */
  owned(ownership: number): void {
    this.ownership = Math.max(this.ownership, ownership);
    for (const [turnId, draft] of this.growing) {
      if (draft.ownership < this.ownership) this.retract(turnId);
    }
  }

  dropAll(): void {
    for (const turnId of this.growing.keys()) this.retract(turnId);
  }

  clear(): void {
    this.dropAll();
    this.endedTurns.clear();
    this.ownership = 0;
  }

  private add(turnId: string): GrowingText {
    const author = { kind: 'bot', name: this.bot } as const;
    const words = element('div', { class: 'words markdown', 'data-testid': 'draft-words' });
    const bubble = element('div', { class: 'bubble' }, words);
    const head = headOf(author, this.setting.words);
    const body = element('div', { class: 'body' }, head, element('div', { class: 'line' }, bubble));
    const row = element('div', { class: 'row' }, avatarOf(author), body);
    const attributes = { class: 'message bot draft first last', 'data-testid': 'draft' };
    const item = element('li', attributes, row);
    this.list.append(item);
    const draft = { item, words, ownership: 0 };
    this.growing.set(turnId, draft);
    return draft;
  }
}
