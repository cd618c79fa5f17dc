import { FILE_NAME_CHARS_MAX, FILES_MAX } from '../../src/core/domain/limits.js';
import { element, setText } from '../shared/element.js';
import { icon } from './icons.js';
import type { WireFile } from './wire.js';
import type { Words } from './words.js';

/** Height, in pixels, up to which the field grows with its text. */
const HEIGHT_MAX = 148;

export interface Composed {
  readonly text: string;
  readonly files: readonly WireFile[];
}

/**
 * Where the customer writes. Files that are dropped or pasted are kept by name only: they cannot be sent yet, and
 * saying so is better than swallowing them.
 */
export class Composer {
  readonly form: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly send: HTMLButtonElement;
  private readonly chips = element('ul', { class: 'chips', hidden: true });
  private readonly problem = element('p', { class: 'too-long', id: 'too-long', role: 'status' });
  private files: WireFile[] = [];

  constructor(
    private readonly words: Words,
    private readonly charsMax: number,
    private readonly on: { send(composed: Composed): void; wrote(): void },
  ) {
    this.field = this.fieldOf();
    const label = words.say('widget.send');
    this.send = element(
      'button',
      { type: 'submit', class: 'send', 'data-testid': 'send', 'aria-label': label, title: label },
      icon('send'),
    );
    const name = element('label', { class: 'said', for: 'text' }, words.say('widget.message'));
    const hint = element('p', { class: 'said', id: 'hint' }, words.say('widget.hint'));
    const row = element('div', { class: 'field' }, this.field, this.send);
    this.form = element(
      'form',
      { class: 'composer', 'data-testid': 'compose', novalidate: true },
      name,
      this.chips,
      row,
      this.problem,
      hint,
    );
    this.listen();
    this.check();
  }

  focus(): void {
    this.field.focus();
  }

  /** Puts words back to be changed, before what is being written now. */
  restore({ text, files }: Composed): void {
    this.field.value = [text, this.field.value].filter((one) => one !== '').join('\n');
    this.files = [...files, ...this.files].slice(0, FILES_MAX);
    this.showFiles();
    this.check();
    this.focus();
  }

  clear(): void {
    this.field.value = '';
    this.files = [];
    this.showFiles();
    this.check();
  }

  /** Takes the names of files dropped anywhere on the chat. */
  take(files: FileList | undefined): void {
    if (files === undefined || files.length === 0) return;
    const named = [...files].map(({ name }) => ({ name: name.slice(0, FILE_NAME_CHARS_MAX) }));
    this.files = [...this.files, ...named.filter(({ name }) => name !== '')].slice(0, FILES_MAX);
    this.showFiles();
    this.check();
    this.focus();
  }

  private fieldOf(): HTMLTextAreaElement {
    return element('textarea', {
      id: 'text',
      'data-testid': 'text',
      rows: 1,
      enterkeyhint: 'send',
      autocomplete: 'off',
      placeholder: this.words.say('widget.placeholder'),
      'aria-describedby': 'hint too-long',
    });
  }

  private listen(): void {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener('input', () => {
      this.check();
      if (this.field.value !== '') this.on.wrote();
    });
    this.field.addEventListener('keydown', (event) => {
      // With an input method, Enter ends a word; one browser says so by the key code alone.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
        return;
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener('paste', (event) => {
      const files = event.clipboardData?.files;
      if (files === undefined || files.length === 0) return;
      event.preventDefault();
      this.take(files);
    });
  }

  private submit(): void {
    const text = this.field.value.trim();
    const { files } = this;
    if (!this.maySend()) return;
    this.clear();
    this.on.send({ text, files });
    this.focus();
  }

  private maySend(): boolean {
    const { length } = this.field.value.trim();
    return length <= this.charsMax && (length > 0 || this.files.length > 0);
  }

  private check(): void {
    const over = this.field.value.trim().length - this.charsMax;
    const words = over > 0 ? this.words.say('widget.too-long', { count: String(over) }) : '';
    setText(this.problem, words);
    this.problem.hidden = words === '';
    this.send.classList.toggle('ready', this.maySend());
    // By the object model, which a strict policy for styles admits.
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(this.field.scrollHeight, HEIGHT_MAX)}px`;
  }

  private showFiles(): void {
    this.chips.hidden = this.files.length === 0;
    const chips = this.files.map((file) => {
      const label = this.words.say('widget.file-remove', { file: file.name });
      const attributes = {
        type: 'button',
        class: 'icon-button',
        'aria-label': label,
        title: label,
      };
      const remove = element('button', attributes, icon('close'));
      remove.addEventListener('click', () => {
        this.files = this.files.filter((one) => one !== file);
        this.showFiles();
        this.check();
        this.focus();
      });
      const name = element('span', { class: 'chip-name' }, file.name);
      return element(
        'li',
        { class: 'chip', 'data-testid': 'file-chip' },
        icon('file'),
        name,
        remove,
      );
    });
    this.chips.replaceChildren(...chips);
  }
}
