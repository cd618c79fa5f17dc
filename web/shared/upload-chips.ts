import { element, setAttribute, setText } from './element.js';
import type { FileWords } from './file-words.js';
import { thumbnailOf } from './thumbnail.js';
import type { Upload } from './upload-list.js';

interface ChipActions {
  remove(upload: Upload): void;
  retry(upload: Upload): void;
}

interface Chip {
  readonly item: HTMLLIElement;
  show(): void;
}

/** What is going to be sent along, as chips above the field: how far each file is, what is wrong with it, and ways out. */
export class UploadChips {
  readonly element: HTMLElement;
  private readonly list: HTMLElement;
  /** Says it to those who hear the page. */
  private readonly spoken = element('p', { class: 'for-ears', role: 'status' });
  private chips = new Map<Upload, Chip>();
  private told = new Map<Upload, string>();

  constructor(
    private readonly words: FileWords,
    private readonly on: ChipActions,
  ) {
    const label = words.say('files.list');
    this.list = element('ul', { class: 'upload-chips', 'aria-label': label, hidden: true });
    this.element = element('div', { class: 'uploads' }, this.list, this.spoken);
  }

  show(uploads: readonly Upload[]): void {
    const before = this.chips;
    this.chips = new Map(uploads.map((one) => [one, before.get(one) ?? this.chipOf(one)]));
    for (const [upload, { item }] of before) if (!this.chips.has(upload)) item.remove();
    for (const { item, show } of this.chips.values()) {
      show();
      // One that stands there already keeps its focus.
      if (!item.isConnected) this.list.append(item);
    }
    this.list.hidden = uploads.length === 0;
    this.tell(uploads);
  }

  /** Only how it ended; steps on the way would never stop talking. */
  private tell(uploads: readonly Upload[]): void {
    const news = uploads.flatMap((one) => {
      const words = this.wordsOf(one);
      // Of one that comes back into sight as it was, there is nothing new to say.
      const isBack = one.state.kind === 'done' && !this.told.has(one);
      return words !== '' && !isBack && this.told.get(one) !== words ? [words] : [];
    });
    this.told = new Map(uploads.map((one) => [one, this.wordsOf(one)]));
    if (news.length > 0) setText(this.spoken, news.join(' '));
  }

  private wordsOf({ name: file, content, state }: Upload): string {
    switch (state.kind) {
      case 'waiting':
      case 'uploading':
        return '';
      case 'done':
        return content === null ? '' : this.words.say('files.uploaded', { file });
      case 'refused':
      case 'failed':
        return this.problemOf({ name: file, content, state }) ?? '';
    }
  }

  private problemOf({ name: file, state }: Upload): string | null {
    if (state.kind === 'refused') return this.words.refused(file, state.problem);
    if (state.kind !== 'failed') return null;
    const isOffline = state.code === 'unreachable';
    return this.words.say(isOffline ? 'files.offline' : 'files.upload-failed', { file });
  }

  private chipOf(upload: Upload): Chip {
    const { name, content } = upload;
    const look = element('span', { class: 'upload-look', 'aria-hidden': 'true' }, endingOf(name));
    if (content !== null)
      void thumbnailOf(content).then((made) => made && look.replaceChildren(made));
    const bytes = content?.size ?? (upload.state.kind === 'done' ? upload.state.file.bytes : null);
    const size = bytes == null ? '' : this.words.size(bytes);
    const bar = element('progress', { max: 1 });
    const problem = element('span', { class: 'upload-problem', 'data-testid': 'upload-problem' });
    const detail = element('span', { class: 'upload-size' }, size);
    const title = element('bdi', { class: 'upload-name', title: name }, name);
    const about = element('span', { class: 'upload-about' }, title, detail, bar, problem);
    const retry = this.retryOf(upload);
    const remove = this.removeOf(upload);
    const attributes = { class: 'upload', 'data-testid': 'file-chip' };
    const item = element('li', attributes, look, about, retry, remove);
    const show = () => {
      const { state } = upload;
      const words = this.problemOf(upload);
      const isBusy = state.kind === 'waiting' || state.kind === 'uploading';
      const share = state.kind === 'uploading' ? state.share : 0;
      setAttribute(item, 'data-state', state.kind);
      bar.hidden = !isBusy;
      bar.value = share;
      const percent = String(Math.round(share * 100));
      setAttribute(bar, 'aria-label', this.words.say('files.uploading', { file: name, percent }));
      setText(problem, words ?? '');
      problem.hidden = words === null;
      detail.hidden = isBusy || words !== null || size === '';
      // The sentence names the file.
      title.hidden = words !== null;
      retry.hidden = state.kind !== 'failed';
      const key = isBusy ? 'files.cancel' : 'files.remove';
      const label = this.words.say(key, { file: name });
      setAttribute(remove, 'aria-label', label);
      setAttribute(remove, 'title', label);
    };
    return { item, show };
  }

  private retryOf(upload: Upload): HTMLButtonElement {
    const attributes = {
      type: 'button',
      class: 'upload-retry',
      'data-testid': 'upload-retry',
      'aria-label': this.words.say('files.retry-one', { file: upload.name }),
    };
    const made = element('button', attributes, this.words.say('files.retry'));
    made.addEventListener('click', () => this.on.retry(upload));
    return made;
  }

  private removeOf(upload: Upload): HTMLButtonElement {
    const attributes = { type: 'button', class: 'upload-remove', 'data-testid': 'upload-remove' };
    const made = element('button', attributes, '×');
    made.addEventListener('click', () => this.on.remove(upload));
    return made;
  }
}

/** What stands for a file that is no picture: the end of its name. */
export function endingOf(name: string): string {
  const ending = /\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1] ?? '';
  return ending.toUpperCase();
}
