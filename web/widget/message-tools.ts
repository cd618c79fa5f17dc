import { element, setAttribute } from '../shared/element.js';
import { type IconName, icon } from './icons.js';
import type { Words } from './words.js';

/** What a customer may do to a message of their own that is on record. */
export interface Revisions {
  revise(id: string, text: string): void;
  takeBack(id: string): void;
}

/** Edit and Delete beside an own message; each opens in the message's own place, and nothing happens at one press. */
export class MessageTools {
  readonly element: HTMLElement;
  private readonly bar: HTMLElement;
  private readonly place = element('div', { class: 'revising', hidden: true });
  private readonly edit: HTMLButtonElement;
  private readonly remove: HTMLButtonElement;
  private text = '';

  constructor(
    private readonly id: string,
    private readonly words: Words,
    private readonly on: Revisions,
  ) {
    this.edit = this.tool('edit', 'edit', () => this.openEdit());
    this.remove = this.tool('trash', 'delete', () => this.openDelete());
    this.bar = element('div', { class: 'tools' }, this.edit, this.remove);
    this.element = element('div', { class: 'tools-place', hidden: true }, this.bar, this.place);
    this.place.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // The panel's own Escape closes it; here it only means: leave the message as it is.
      event.stopPropagation();
      this.close(this.edit);
    });
  }

  setUsable(isUsable: boolean, text: string): void {
    this.text = text;
    this.element.hidden = !isUsable;
    this.edit.hidden = text === '';
    if (!isUsable) this.close(null);
  }

  private tool(name: IconName, kind: 'edit' | 'delete', onPress: () => void): HTMLButtonElement {
    const label = this.words.say(`widget.${kind}`);
    const attributes = { type: 'button', 'data-testid': `${kind}-message`, class: 'icon-button' };
    const made = element(
      'button',
      { ...attributes, 'aria-label': label, title: label },
      icon(name),
    );
    made.addEventListener('click', onPress);
    return made;
  }

  private openEdit(): void {
    const label = this.words.say('widget.message');
    const attributes = { 'aria-label': label, 'data-testid': 'edit-text', rows: 2 };
    const field = element('textarea', attributes);
    field.value = this.text;
    const save = () => {
      const text = field.value.trim();
      this.close(this.edit);
      if (text !== '' && text !== this.text) this.on.revise(this.id, text);
    };
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      save();
    });
    this.open(field, this.way('save', 'main', save), this.cancel(this.edit));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  private openDelete(): void {
    const remove = () => {
      this.close(null);
      this.on.takeBack(this.id);
    };
    const ask = element('p', {}, this.words.say('widget.delete-ask'));
    const way = this.way('delete', 'danger', remove);
    this.open(ask, way, this.cancel(this.remove));
    way.focus();
  }

  private way(kind: 'save' | 'delete', style: string, onPress: () => void): HTMLButtonElement {
    const attributes = { type: 'button', class: style, 'data-testid': `${kind}-yes` };
    const made = element('button', attributes, this.words.say(`widget.${kind}`));
    made.addEventListener('click', onPress);
    return made;
  }

  private cancel(back: HTMLButtonElement): HTMLButtonElement {
    const made = element('button', { type: 'button' }, this.words.say('widget.cancel'));
    made.addEventListener('click', () => this.close(back));
    return made;
  }

  private open(what: HTMLElement, ...ways: readonly HTMLElement[]): void {
    this.place.replaceChildren(what, element('div', { class: 'ways' }, ...ways));
    this.show(true);
  }

  private close(back: HTMLButtonElement | null): void {
    this.place.replaceChildren();
    this.show(false);
    back?.focus();
  }

  private show(isOpen: boolean): void {
    this.place.hidden = !isOpen;
    this.bar.hidden = isOpen;
    const line = this.element.parentElement;
    if (line !== null) setAttribute(line, 'data-revising', isOpen);
  }
}
