import { attachButton } from '../shared/attach-button.js';
import { element, setText } from '../shared/element.js';
import type { FileWords } from '../shared/file-words.js';
import { pastedFiles } from '../shared/given-files.js';
import type { Uploaded, UploadWatch } from '../shared/upload.js';
import { UploadChips } from '../shared/upload-chips.js';
import { UploadList } from '../shared/upload-list.js';
import { icon } from './icons.js';
import type { Words } from './words.js';

/** Height, in pixels, up to which the field grows with its text. */
const HEIGHT_MAX = 148;

export interface Composed {
  readonly text: string;
  readonly files: readonly Uploaded[];
}

export interface ComposerSetting {
  readonly words: Words;
  readonly fileWords: FileWords;
  readonly charsMax: number;
}

interface ComposerActions {
  send(composed: Composed): void;
  /** Something was typed, and not sent yet. */
  wrote(): void;
  upload(file: File, watch: UploadWatch): Promise<Uploaded>;
}

/**
 * Where the customer writes. Files are uploaded as soon as they are given; a message leaves when all of its files are
 * there, so that what is said after it comes after it.
 */
export class Composer {
  readonly form: HTMLFormElement;
  private readonly uploads: UploadList;
  private readonly field: HTMLTextAreaElement;
  private readonly send: HTMLButtonElement;
  private readonly chips: UploadChips;
  private readonly problem = element('p', { class: 'too-long', id: 'too-long', role: 'status' });
  /** What there is to say about the files as a whole, until something is changed. */
  private note = '';
  /** Send was pressed, and some files are still on their way. */
  private isArmed = false;
  /** The conversation that has what was uploaded. */
  private conversationId: string | null = null;

  constructor(
    private readonly setting: ComposerSetting,
    private readonly on: ComposerActions,
  ) {
    const { words, fileWords } = setting;
    this.uploads = new UploadList({
      limits: fileWords.limits,
      send: (file, watch) => on.upload(file, watch),
      onChange: () => this.showFiles(),
    });
    this.chips = new UploadChips(fileWords, {
      remove: (upload) => {
        this.uploads.remove(upload);
        this.focus();
      },
      retry: (upload) => {
        this.uploads.retry(upload);
        this.focus();
      },
    });
    this.field = this.fieldOf();
    this.send = this.sendOf();
    const name = element('label', { class: 'said', for: 'text' }, words.say('widget.message'));
    const hint = element('p', { class: 'said', id: 'hint' }, words.say('widget.hint'));
    const attach =
      fileWords.limits === null
        ? null
        : attachButton(fileWords, icon('attach'), (files) => this.take(files));
    const row = element('div', { class: 'field' }, attach, this.field, this.send);
    this.form = element(
      'form',
      { class: 'composer', 'data-testid': 'compose', novalidate: true },
      name,
      this.chips.element,
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
    this.uploads.restore(files);
    this.changed();
    this.focus();
  }

  clear(): void {
    this.field.value = '';
    this.uploads.clear();
    this.changed();
  }

  /** The line is up. What went to another conversation is of no use in this one. */
  uploadTo(conversationId: string): void {
    const isOther = this.conversationId !== null && this.conversationId !== conversationId;
    this.conversationId = conversationId;
    if (isOther) this.uploads.again();
    else this.uploads.resume();
  }

  /** Takes files that are dropped anywhere on the chat, pasted, or picked. */
  take(files: readonly File[]): void {
    if (files.length === 0) return;
    const { fileWords } = this.setting;
    this.isArmed = false;
    const leftOut = this.uploads.add(files);
    if (fileWords.limits === null) this.note = fileWords.say('files.off');
    else this.note = leftOut === 0 ? '' : fileWords.tooMany(leftOut);
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
      placeholder: this.setting.words.say('widget.placeholder'),
      'aria-describedby': 'hint too-long',
    });
  }

  private sendOf(): HTMLButtonElement {
    const label = this.setting.words.say('widget.send');
    const attributes = { type: 'submit', class: 'send', 'data-testid': 'send' };
    return element('button', { ...attributes, 'aria-label': label, title: label }, icon('send'));
  }

  private listen(): void {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.press();
    });
    this.field.addEventListener('input', () => {
      this.changed();
      if (this.field.value !== '') this.on.wrote();
    });
    this.field.addEventListener('keydown', (event) => {
      // With an input method, Enter ends a word; one browser says so by the key code alone.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
        return;
      event.preventDefault();
      this.press();
    });
    this.field.addEventListener('paste', (event) => {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      this.take(files);
    });
  }

  private press(): void {
    const { uploads } = this;
    const { fileWords } = this.setting;
    if (!this.hasWords || this.over > 0) return;
    this.note = uploads.isStuck ? fileWords.say('files.check') : '';
    this.isArmed = !uploads.isStuck && uploads.isBusy;
    this.check();
    if (uploads.isStuck || uploads.isBusy) return;
    this.submit();
    this.focus();
  }

  private submit(): void {
    const text = this.field.value.trim();
    const files = this.uploads.done;
    this.clear();
    this.on.send({ text, files });
  }

  /** Files alone say something, too. */
  private get hasWords(): boolean {
    return this.field.value.trim() !== '' || !this.uploads.isEmpty;
  }

  /** By how many characters it is too long. */
  private get over(): number {
    return Math.max(0, this.field.value.trim().length - this.setting.charsMax);
  }

  /** The customer goes on writing: what was pressed before no longer counts. */
  private changed(): void {
    this.isArmed = false;
    this.note = '';
    this.check();
    // By the object model, which a strict policy for styles admits.
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(this.field.scrollHeight, HEIGHT_MAX)}px`;
  }

  private check(): void {
    const words = this.wordsBelow();
    setText(this.problem, words);
    this.problem.hidden = words === '';
    this.problem.classList.toggle('waits', this.isArmed);
    const isReady = this.hasWords && this.over === 0 && !this.uploads.isStuck;
    this.send.classList.toggle('ready', isReady && !this.uploads.isBusy);
  }

  private wordsBelow(): string {
    const { words, fileWords } = this.setting;
    if (this.over > 0) return words.say('widget.too-long', { count: String(this.over) });
    return this.isArmed ? fileWords.say('files.sending') : this.note;
  }

  private showFiles(): void {
    const { uploads } = this;
    this.chips.show(uploads.all);
    if (this.note === this.setting.fileWords.say('files.check') && !uploads.isStuck) this.note = '';
    const isDone = this.isArmed && !uploads.isBusy;
    if (isDone) this.isArmed = false;
    if (isDone && !uploads.isStuck && this.hasWords && this.over === 0) this.submit();
    else this.check();
  }
}
