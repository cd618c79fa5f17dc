import type { Agent } from '../../src/core/domain/handoff.js';
import { FILES_MAX } from '../../src/core/domain/limits.js';
import { button, byId, element, setAttribute, setText } from '../shared/element.js';
import { type CaseDetail, isMine, isOver, type Mode, type Words } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import { claimedSince, type DeskWords, moment } from './desk-words.js';
import type { DraftKeeper } from './draft-keeper.js';
import { TypingSignal } from './typing-signal.js';

interface ComposerActions {
  /** Resolves with whether it is on record. */
  say(handoffId: string, mode: Mode, words: Words): Promise<boolean>;
  typing(handoffId: string, on: boolean): void;
  tell(words: string): void;
}

/**
 * Where an agent writes. Replies and notes are two modes with drafts of their own: words typed as a note are not there
 * any more when the mode is "reply", so none goes out by a wrong press.
 */
export class DeskComposer {
  private readonly form = byId('composer') as HTMLFormElement;
  private readonly text = byId('words') as HTMLTextAreaElement;
  private readonly send = byId('send') as HTMLButtonElement;
  private readonly toNote = byId('to-note') as HTMLButtonElement;
  private readonly modes = new Map<Mode, HTMLButtonElement>();
  private readonly signal: TypingSignal;
  private detail: CaseDetail | null = null;
  private mode: Mode = 'reply';
  private files: readonly string[] = [];
  private isSending = false;

  constructor(
    private readonly me: Agent,
    private readonly texts: DeskTexts,
    private readonly words: DeskWords,
    private readonly drafts: DraftKeeper,
    private readonly on: ComposerActions,
  ) {
    this.signal = new TypingSignal((isOn) => {
      if (this.detail && isMine(this.detail, this.me)) this.on.typing(this.detail.handoff.id, isOn);
    });
    for (const mode of ['reply', 'note'] as const) {
      const press = button(texts.say(`desk.mode.${mode}`), `mode-${mode}`, () => this.write(mode));
      this.modes.set(mode, press);
      byId('modes').append(press);
    }
    this.listen();
  }

  show(detail: CaseDetail | null): void {
    const isOther = detail?.handoff.id !== this.detail?.handoff.id;
    if (isOther) this.signal.stopped();
    this.detail = detail;
    if (isOther) this.turnTo('reply');
    this.draw();
  }

  /** Puts the cursor where words of this kind go. */
  write(mode: Mode): void {
    this.turnTo(mode);
    this.draw();
    this.text.focus();
  }

  /** Takes the suggestion over, after what is there already. */
  use(draft: string): void {
    this.turnTo('reply');
    const begun = this.text.value.trim();
    this.text.value = begun === '' ? draft : `${begun}\n\n${draft}`;
    this.keep();
    this.draw();
    this.text.focus();
  }

  private listen(): void {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.submit();
    });
    this.toNote.addEventListener('click', () => this.moveToNote());
    this.text.addEventListener('input', () => this.typed());
    this.text.addEventListener('blur', () => this.signal.stopped());
    this.text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener('paste', (event) => this.takeFiles(event, event.clipboardData));
    this.form.addEventListener('dragover', (event) => event.preventDefault());
    this.form.addEventListener('drop', (event) => this.takeFiles(event, event.dataTransfer));
  }

  /** Files alone say something, too. */
  private get isEmpty(): boolean {
    return this.text.value.trim() === '' && this.files.length === 0;
  }

  private typed(): void {
    this.keep();
    this.draw();
    if (this.mode !== 'reply') return;
    if (this.text.value.trim() === '') this.signal.stopped();
    else this.signal.typed();
  }

  /** Files cannot cross. They are named, so that the customer and the agent both know what is missing. */
  private takeFiles(event: Event, given: DataTransfer | null): void {
    const names = [...(given?.files ?? [])].map(({ name }) => name).filter((name) => name !== '');
    if (names.length === 0) return;
    event.preventDefault();
    if (this.mode === 'note') {
      this.on.tell(this.texts.say('desk.files.no-notes'));
      return;
    }
    const named = [...new Set([...this.files, ...names])];
    const over = named.length - FILES_MAX;
    if (over > 0) {
      this.on.tell(this.texts.say('desk.files.too-many', { max: FILES_MAX, count: over }));
    }
    this.files = named.slice(0, FILES_MAX);
    this.keep();
    this.draw();
  }

  private turnTo(mode: Mode): void {
    if (mode === 'note') this.signal.stopped();
    this.mode = mode;
    const id = this.detail?.handoff.id;
    const draft = id === undefined ? { text: '', files: [] } : this.drafts.of(id, mode);
    if (this.text.value !== draft.text) this.text.value = draft.text;
    this.files = draft.files;
  }

  private keep(): void {
    const id = this.detail?.handoff.id;
    if (id !== undefined)
      this.drafts.keep(id, this.mode, { text: this.text.value, files: this.files });
  }

  /** Words that can no longer be said to the customer may still be worth keeping. */
  private moveToNote(): void {
    const id = this.detail?.handoff.id;
    if (id === undefined) return;
    const note = this.drafts.of(id, 'note').text.trim();
    const reply = this.text.value.trim();
    this.drafts.keep(id, 'reply', { text: '', files: [] });
    this.drafts.keep(id, 'note', { text: note === '' ? reply : `${note}\n\n${reply}`, files: [] });
    this.write('note');
  }

  private async submit(): Promise<void> {
    const { detail, mode } = this;
    if (detail === null || this.send.disabled || this.isEmpty) return;
    const { id } = detail.handoff;
    this.keep();
    const words = this.drafts.submission(id, mode);
    this.isSending = true;
    this.signal.stopped();
    this.draw();
    const isSaid = await this.on.say(id, mode, words);
    this.isSending = false;
    if (isSaid) this.drafts.sent(id, mode, words);
    else this.drafts.failed(id, mode, words);
    if (this.detail?.handoff.id === id) this.turnTo(this.mode);
    this.draw();
  }

  private draw(): void {
    const { detail, mode } = this;
    for (const [name, press] of this.modes) {
      setAttribute(press, 'aria-pressed', String(name === mode));
    }
    setAttribute(this.form, 'data-mode', mode);
    if (detail === null) return;
    const locked = this.lockedWords(detail);
    const isWordless = this.text.value.trim() === '';
    setAttribute(this.form, 'data-locked', locked !== null);
    byId('composer-locked').hidden = locked === null;
    setText(byId('composer-locked'), locked ?? '');
    // Where nothing can be said and nothing was begun, there is nothing to show either.
    this.text.hidden = locked !== null && isWordless;
    const isReadOnly = isOver(detail.handoff) && isWordless;
    byId('modes').hidden = isReadOnly;
    this.send.hidden = isReadOnly;
    this.text.readOnly = locked !== null;
    setAttribute(this.text, 'placeholder', this.texts.say(`desk.${mode}.placeholder`));
    setText(byId('words-label'), this.texts.say(`desk.${mode}.label`));
    this.send.disabled = this.isSending || locked !== null || this.isEmpty;
    setText(this.send, this.texts.say(mode === 'note' ? 'desk.note.save' : 'desk.reply.send'));
    setAttribute(this.send, 'data-testid', mode === 'note' ? 'send-note' : 'send-reply');
    setText(byId('composer-hint'), this.hint(detail, locked));
    this.toNote.hidden = mode === 'note' || locked === null || isWordless || isOver(detail.handoff);
    this.drawFiles();
  }

  private drawFiles(): void {
    const place = byId('named-files');
    place.hidden = this.files.length === 0;
    const chips = this.files.map((name) => {
      const drop = button('×', 'file-drop', () => {
        this.files = this.files.filter((one) => one !== name);
        this.keep();
        this.draw();
        this.text.focus();
      });
      setAttribute(drop, 'aria-label', this.texts.say('desk.files.drop', { file: name }));
      return element('li', {}, name, drop);
    });
    byId('file-names').replaceChildren(...chips);
  }

  /** Why nothing can be said this way now; null when it can. */
  private lockedWords(detail: CaseDetail): string | null {
    const { handoff } = detail;
    if (isOver(handoff)) return this.words.state(handoff);
    if (this.mode === 'note' || handoff.state === 'open' || isMine(detail, this.me)) return null;
    return this.texts.say('desk.taken', {
      agent: handoff.claimedBy?.name ?? '',
      time: moment(claimedSince(handoff)),
    });
  }

  private hint({ handoff }: CaseDetail, locked: string | null): string {
    if (isOver(handoff)) return this.texts.say('desk.hint.closed');
    if (this.mode === 'note') return this.texts.say('desk.hint.note');
    if (locked !== null) return this.texts.say('desk.hint.taken');
    return this.texts.say(handoff.state === 'open' ? 'desk.hint.claims' : 'desk.hint.sends');
  }
}
