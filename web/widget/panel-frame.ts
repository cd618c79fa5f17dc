import { element, setAttribute, setText } from '../shared/element.js';
import { icon } from './icons.js';
import type { Words } from './words.js';

export const PANEL_ID = 'panel';

/** Screens on which the panel covers the page. The stylesheets have the same. */
const PHONE = '(max-width: 480px), (max-height: 420px)';

const FOCUSABLE =
  'button:not([disabled]), a[href], textarea, input, [tabindex]:not([tabindex="-1"])';

export type Layout = 'panel' | 'page';

/** The panel's frame: its head, how it closes, and where the focus may go. What is in it comes from elsewhere. */
export class PanelFrame {
  readonly element: HTMLElement;
  /** Filled by whoever has something to show. */
  readonly body = element('div', { class: 'panel-body' });
  readonly actions = element('div', { class: 'actions' });
  private readonly avatar = element('div', { class: 'head-avatar' });
  private readonly title: HTMLElement;
  private readonly owner = element('p', { class: 'owner', 'data-testid': 'owner', role: 'status' });
  private readonly close: HTMLButtonElement;
  private readonly phone = matchMedia(PHONE);

  constructor(words: Words, layout: Layout, onClose: () => void) {
    this.title = element(layout === 'page' ? 'h1' : 'h2', { class: 'title', id: 'title' });
    const attributes = { type: 'button', class: 'icon-button', 'data-testid': 'close' };
    this.close = element('button', { ...attributes, hidden: layout === 'page' }, icon('close'));
    this.close.addEventListener('click', onClose);
    const said = element('div', { class: 'head-words' }, this.title, this.owner);
    const header = element('header', {}, this.avatar, said, this.actions, this.close);
    this.element = element(
      'section',
      { id: PANEL_ID, class: 'panel', 'data-testid': 'panel', 'aria-labelledby': 'title' },
      header,
      this.body,
    );
    this.setWords(words, words.say('widget.chat'));
    if (layout === 'panel') this.beDialog(onClose);
  }

  setWords(words: Words, title: string): void {
    setText(this.title, title);
    const label = words.say('widget.close');
    setAttribute(this.close, 'aria-label', label);
    setAttribute(this.close, 'title', label);
  }

  /** Who the customer is talking with. */
  setOwner(words: string, avatar: HTMLElement): void {
    setText(this.owner, words);
    this.avatar.replaceChildren(avatar);
  }

  private beDialog(onClose: () => void): void {
    this.element.setAttribute('role', 'dialog');
    this.element.tabIndex = -1;
    const setModal = () => setAttribute(this.element, 'aria-modal', this.phone.matches && 'true');
    this.phone.addEventListener('change', setModal);
    setModal();
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) {
        event.stopPropagation();
        onClose();
      }
      if (event.key === 'Tab' && this.phone.matches) this.keepFocus(event);
    });
  }

  /** Where the panel covers the page, Tab goes round in it; what it would reach could not be seen. */
  private keepFocus(event: KeyboardEvent): void {
    const all = [...this.element.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const seen = all.filter((one) => one.getClientRects().length > 0);
    const root = this.element.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    const [first, last] = [seen.at(0), seen.at(-1)];
    const isLeaving = active === (event.shiftKey ? first : last) || active === this.element;
    if (!isLeaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
