import { element, setAttribute, setText } from '../shared/element.js';
import { icon } from './icons.js';
import type { Words } from './words.js';

/** A badge with more would only say "many". */
const COUNT_MAX = 9;

/** The round button that opens and closes the panel, with how much is unread. */
export class Launcher {
  readonly element: HTMLButtonElement;
  private readonly badge = element('span', {
    class: 'badge',
    'data-testid': 'unread',
    hidden: true,
  });
  private unread = 0;
  private isOpen = false;

  constructor(
    private words: Words,
    panelId: string,
    onPress: () => void,
  ) {
    const attributes = {
      type: 'button',
      class: 'launcher',
      'data-testid': 'launcher',
      'aria-haspopup': 'dialog',
      'aria-controls': panelId,
    };
    this.element = element('button', attributes, icon('chat'), icon('down'), this.badge);
    this.element.addEventListener('click', onPress);
    this.label();
  }

  setWords(words: Words): void {
    this.words = words;
    this.label();
  }

  setOpen(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.label();
  }

  setUnread(count: number): void {
    this.unread = count;
    this.label();
  }

  private label(): void {
    const { unread, words } = this;
    const count = unread > COUNT_MAX ? `${COUNT_MAX}+` : String(unread);
    const opening =
      unread === 0 ? words.say('widget.open') : words.say('widget.open-unread', { count });
    setAttribute(this.element, 'aria-expanded', String(this.isOpen));
    setAttribute(this.element, 'aria-label', this.isOpen ? words.say('widget.close') : opening);
    setText(this.badge, count);
    this.badge.hidden = unread === 0;
  }
}
