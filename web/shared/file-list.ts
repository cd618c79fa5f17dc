import type { SentFile } from '../../src/core/domain/message.js';
import { element } from './element.js';
import type { FileStanding } from './file-standing.js';
import type { FileWords } from './file-words.js';
import { isPicture } from './thumbnail.js';
import { endingOf } from './upload-chips.js';

/** A file as a message on the wire has it. `url` is a path on the gateway that is good for a while. */
export interface ShownFile extends Pick<SentFile, 'id' | 'name' | 'type' | 'bytes' | 'problem'> {
  readonly url?: string;
  /** Whether it may be shown in place. */
  readonly isImage?: boolean;
}

/** A link younger than this is taken as it is. It is good for minutes, and asking for another one costs a moment. */
const FRESH_MS = 30_000;

/** When it is asked whether a file is there that was on its way when its message came; the last holds from then on. */
const ASK_AFTER_MS = [4_000, 10_000, 30_000];
const ASK_LATER_MS = 120_000;

/** About a day, after which a file that nobody gave up must have been forgotten. */
const ASKS_MAX = 720;

export interface FileListSetting {
  readonly words: FileWords;
  /** The whole address of a path on the gateway. */
  address(path: string): string;
  /** The file as it stands now, with another path to it. Rejects when that cannot be asked now. */
  fresh(fileId: string): Promise<FileStanding>;
  /** Makes a change of height without moving what is read. */
  steady(change: () => void): void;
}

/** What is said of a file that has no content; see `problem` of `SentFile`. */
export type WordsOfMissing = (file: ShownFile) => string;

/** The files of a message: pictures in place, others as chips to download, and a line for each that is not there. */
export function fileList(
  files: readonly ShownFile[],
  setting: FileListSetting,
  missing: WordsOfMissing,
): HTMLElement {
  const items = files.map((file) => element('li', {}, viewOf(file, setting, missing)));
  const label = setting.words.say('files.list');
  return element(
    'ul',
    { class: 'sent-files', 'data-testid': 'files', 'aria-label': label },
    ...items,
  );
}

function viewOf(file: ShownFile, setting: FileListSetting, missing: WordsOfMissing): HTMLElement {
  const { id, problem, url, isImage } = file;
  if (problem !== undefined || id === undefined) return missingLine(missing(file));
  if (url === undefined) return pendingOf(file, id, setting, missing);
  const link = new FileLink(file, id, url, setting);
  return isImage === true ? pictureOf(file, link, setting) : chipOf(file, link, setting);
}

/** Its sender sees it at once, and the link comes with the record; of another one's it may still be fetched. */
function pendingOf(
  file: ShownFile,
  id: string,
  setting: FileListSetting,
  missing: WordsOfMissing,
): HTMLElement {
  const attributes = { class: 'sent-file', 'data-testid': 'file-pending' };
  const chip = element('span', attributes, ...aboutOf(file, setting));
  const ask = async (tries: number) => {
    if (tries >= ASKS_MAX) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_AFTER_MS[tries] ?? ASK_LATER_MS));
    if (!chip.isConnected) return;
    // A moment without network is one try less.
    const standing = await setting.fresh(id).catch(() => null);
    if (standing === null || standing.kind === 'coming') return ask(tries + 1);
    const now = settledAs(file, standing);
    setting.steady(() => chip.replaceWith(viewOf(now, setting, missing)));
  };
  void ask(0);
  return chip;
}

/** A file goes by what it claims to be; a picture that is none becomes a chip again. */
function settledAs(
  file: ShownFile,
  standing: Exclude<FileStanding, { readonly kind: 'coming' }>,
): ShownFile {
  return standing.kind === 'here'
    ? { ...file, url: standing.path, isImage: isPicture(file.type) }
    : { ...file, problem: standing.problem };
}

function missingLine(words: string): HTMLElement {
  return element('p', { class: 'file-missing', 'data-testid': 'file-missing' }, words);
}

function aboutOf({ name, bytes }: ShownFile, { words }: FileListSetting): Node[] {
  const size = bytes === undefined ? '' : words.size(bytes);
  return [
    element('span', { class: 'upload-look', 'aria-hidden': 'true' }, endingOf(name)),
    element(
      'span',
      { class: 'upload-about' },
      element('bdi', { class: 'upload-name', title: name }, name),
      element('span', { class: 'upload-size' }, size),
    ),
  ];
}

function chipOf(file: ShownFile, { anchor }: FileLink, setting: FileListSetting): HTMLElement {
  anchor.classList.add('sent-file');
  anchor.title = setting.words.say('files.download', { file: file.name });
  anchor.append(...aboutOf(file, setting));
  return anchor;
}

/** In place once it is loaded. A link that has ended is renewed once; what is no picture after all becomes a chip. */
function pictureOf(file: ShownFile, link: FileLink, setting: FileListSetting): HTMLElement {
  const { anchor } = link;
  const picture = element('img', { alt: file.name, loading: 'lazy', decoding: 'async' });
  let isSecondTry = false;
  const giveUp = () =>
    setting.steady(() => {
      anchor.replaceChildren();
      anchor.classList.remove('picture');
      chipOf(file, link, setting);
    });
  picture.addEventListener('load', () => setting.steady(() => anchor.classList.add('loaded')));
  picture.addEventListener('error', () => {
    if (isSecondTry) {
      giveUp();
      return;
    }
    isSecondTry = true;
    void link.renew().then((isThere) => {
      if (isThere) picture.src = anchor.href;
      else giveUp();
    });
  });
  picture.src = anchor.href;
  anchor.classList.add('picture');
  anchor.title = setting.words.say('files.open', { file: file.name });
  anchor.append(picture);
  return anchor;
}

/** A link to a file that is made anew before it is used, because it ends after a while. */
class FileLink {
  readonly anchor: HTMLAnchorElement;
  private gotMs = Date.now();
  private renewing: Promise<boolean> | null = null;
  /** Whether the gateway said the last time what has become of it. */
  private isAnswered = true;
  private readonly told = missingLine('');

  constructor(
    private readonly file: ShownFile,
    private readonly id: string,
    path: string,
    private readonly setting: FileListSetting,
  ) {
    const attributes = { href: setting.address(path), target: '_blank', rel: 'noopener' };
    this.anchor = element('a', { ...attributes, 'data-testid': 'file' });
    // Whoever points at it is about to use it, in ways of which no page is told.
    for (const kind of ['pointerenter', 'focus'] as const) {
      this.anchor.addEventListener(kind, () => void (this.isOld && this.renew()));
    }
    this.anchor.addEventListener('click', (event) => {
      if (!this.isOld) return;
      event.preventDefault();
      void this.open();
    });
  }

  /** Resolves with whether there is a good link now. */
  renew(): Promise<boolean> {
    this.renewing ??= this.ask().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private get isOld(): boolean {
    return Date.now() - this.gotMs > FRESH_MS;
  }

  private async open(): Promise<void> {
    const isThere = await this.renew();
    // The press that began it still counts, so the browser lets it through.
    if (isThere) this.anchor.click();
    else this.tell(this.wordsOfNone);
  }

  private get wordsOfNone(): string {
    const key = this.isAnswered ? 'files.not-there' : 'files.not-now';
    return this.setting.words.say(key, { file: this.file.name });
  }

  private async ask(): Promise<boolean> {
    try {
      const standing = await this.setting.fresh(this.id);
      this.isAnswered = true;
      if (standing.kind !== 'here') return false;
      this.anchor.href = this.setting.address(standing.path);
      this.gotMs = Date.now();
      return true;
    } catch {
      // Not reachable now; the next press asks again.
      this.isAnswered = false;
      return false;
    }
  }

  private tell(words: string): void {
    this.told.textContent = '';
    this.setting.steady(() => this.anchor.after(this.told));
    this.told.textContent = words;
  }
}
