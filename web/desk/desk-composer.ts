import type { Agent } from '../../src/core/domain/handoff.js';
import { attachButton } from '../shared/attach-button.js';
import { dropArea } from '../shared/drop-area.js';
import { button, byId, element, setAttribute, setText } from '../shared/element.js';
import { pastedFiles } from '../shared/given-files.js';
import type { Uploaded, UploadWatch } from '../shared/upload.js';
import { UploadChips } from '../shared/upload-chips.js';
import type { UploadList } from '../shared/upload-list.js';
import { type CaseDetail, isMine, isOver, type Mode, type Words } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import { claimedSince, type DeskWords, moment } from './desk-words.js';
import type { DraftKeeper } from './draft-keeper.js';
import { ReplyFiles } from './reply-files.js';
import { TypingSignal } from './typing-signal.js';

interface ComposerActions {
  /** Resolves with whether it is on record. */
  say(handoffId: string, mode: Mode, words: Words): Promise<boolean>;
  typing(handoffId: string, on: boolean): void;
  upload(handoffId: string, file: File, watch: UploadWatch): Promise<Uploaded>;
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
  private readonly files: ReplyFiles;
  private readonly chips: UploadChips;
  /** What is being sent, by mode and handoff. */
  private readonly sending = new Set<string>();
  /** Send was pressed, and some files are still on their way: the customers' names by handoff. */
  private readonly armed = new Map<string, string>();

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
    this.files = new ReplyFiles({
      limits: texts.files.limits,
      drafts,
      send: (id, file, watch) => on.upload(id, file, watch),
      onChange: (id, list) => this.filesChanged(id, list),
    });
    this.chips = this.chipsOf();
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
    this.disarm();
    const begun = this.text.value.trim();
    this.text.value = begun === '' ? draft : `${begun}\n\n${draft}`;
    this.keep();
    this.draw();
    this.text.focus();
  }

  /** The server answers again. */
  uploadAgain(): void {
    this.files.resume();
  }

  stop(): void {
    this.files.stop();
  }

  private chipsOf(): UploadChips {
    const chips = new UploadChips(this.texts.files, {
      remove: (upload) => {
        this.uploads?.remove(upload);
        this.text.focus();
      },
      retry: (upload) => {
        this.uploads?.retry(upload);
        this.text.focus();
      },
    });
    byId('reply-files').append(chips.element);
    const take = (files: readonly File[]) => this.takeFiles(files);
    const { files } = this.texts;
    const clip = element('span', { class: 'clip', 'aria-hidden': 'true' });
    if (files.limits !== null) byId('attach-place').append(attachButton(files, clip, take));
    dropArea(byId('chosen'), files.say('files.drop'), take);
    return chips;
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
    this.form.addEventListener('paste', (event) => {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      this.takeFiles(files);
    });
  }

  /** The files of the reply to this customer; a note has none. */
  private get uploads(): UploadList | null {
    if (this.detail === null || this.mode === 'note') return null;
    return this.files.of(this.detail.handoff.id);
  }

  /** Files alone say something, too. */
  private get isEmpty(): boolean {
    return this.text.value.trim() === '' && (this.uploads?.isEmpty ?? true);
  }

  private get isArmed(): boolean {
    const id = this.detail?.handoff.id;
    return id !== undefined && this.mode === 'reply' && this.armed.has(id);
  }

  /** The agent goes on with the reply, so what was pressed before no longer counts. */
  private disarm(): void {
    const id = this.detail?.handoff.id;
    if (id !== undefined) this.armed.delete(id);
  }

  private typed(): void {
    if (this.mode === 'reply') this.disarm();
    this.keep();
    this.draw();
    if (this.mode !== 'reply') return;
    if (this.text.value.trim() === '') this.signal.stopped();
    else this.signal.typed();
  }

  private takeFiles(files: readonly File[]): void {
    const { detail, uploads } = this;
    if (detail === null || files.length === 0) return;
    const words = this.texts.files;
    const locked = this.lockedWords(detail);
    if (locked !== null) this.on.tell(locked);
    else if (uploads === null) this.on.tell(this.texts.say('desk.files.no-notes'));
    else if (words.limits === null) this.on.tell(words.say('files.off'));
    else {
      this.disarm();
      const leftOut = uploads.add(files);
      if (leftOut > 0) this.on.tell(words.tooMany(leftOut));
      this.text.focus();
    }
  }

  /** The agent may be looking at another case by now. */
  private filesChanged(id: string, list: UploadList): void {
    const name = this.armed.get(id);
    if (name !== undefined && !list.isBusy) {
      this.armed.delete(id);
      if (!list.isStuck) void this.sendTo(id, 'reply');
      else if (id !== this.detail?.handoff.id) {
        this.on.tell(this.texts.say('desk.files.unsent', { name }));
      }
    }
    this.draw();
  }

  private turnTo(mode: Mode): void {
    if (mode === 'note') this.signal.stopped();
    this.mode = mode;
    const id = this.detail?.handoff.id;
    const text = id === undefined ? '' : this.drafts.of(id, mode).text;
    if (this.text.value !== text) this.text.value = text;
  }

  private keep(): void {
    const id = this.detail?.handoff.id;
    if (id !== undefined) this.drafts.keep(id, this.mode, this.text.value);
  }

  /** Words that can no longer be said to the customer may still be worth keeping. */
  private moveToNote(): void {
    const id = this.detail?.handoff.id;
    if (id === undefined) return;
    const note = this.drafts.of(id, 'note').text.trim();
    const reply = this.text.value.trim();
    this.disarm();
    this.drafts.keep(id, 'reply', '');
    this.drafts.keep(id, 'note', note === '' ? reply : `${note}\n\n${reply}`);
    this.write('note');
  }

  private async submit(): Promise<void> {
    const { detail, mode, uploads } = this;
    if (detail === null || this.send.disabled || this.isEmpty) return;
    if (uploads?.isStuck) {
      this.on.tell(this.texts.say('files.check'));
      return;
    }
    const { id, payload } = detail.handoff;
    this.keep();
    if (uploads?.isBusy) {
      this.armed.set(id, payload.customer.name);
      this.draw();
      return;
    }
    await this.sendTo(id, mode);
  }

  /** Sends what was begun for this customer. */
  private async sendTo(id: string, mode: Mode): Promise<void> {
    const words = this.drafts.submission(id, mode);
    if (words.text === '' && words.files === undefined) return;
    this.sending.add(`${mode} ${id}`);
    if (this.detail?.handoff.id === id) this.signal.stopped();
    this.draw();
    const isSaid = await this.on.say(id, mode, words);
    this.sending.delete(`${mode} ${id}`);
    if (isSaid) {
      this.drafts.sent(id, mode, words);
      if (words.files) this.files.of(id).sent(words.files.map((file) => file.id));
    } else this.drafts.failed(id, mode, words);
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
    const isSending = this.sending.has(`${mode} ${detail.handoff.id}`);
    this.send.disabled = isSending || locked !== null || this.isEmpty;
    setText(this.send, this.texts.say(mode === 'note' ? 'desk.note.save' : 'desk.reply.send'));
    setAttribute(this.send, 'data-testid', mode === 'note' ? 'send-note' : 'send-reply');
    setText(byId('composer-hint'), this.hint(detail, locked));
    byId('attach-place').hidden = mode === 'note' || locked !== null;
    this.toNote.hidden = mode === 'note' || locked === null || isWordless || isOver(detail.handoff);
    this.chips.show(this.uploads?.all ?? []);
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
    if (this.isArmed) return this.texts.say('files.sending');
    if (locked !== null) return this.texts.say('desk.hint.taken');
    return this.texts.say(handoff.state === 'open' ? 'desk.hint.claims' : 'desk.hint.sends');
  }
}
