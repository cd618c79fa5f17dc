import type { FileListSetting } from '../shared/file-list.js';
import { FileWords } from '../shared/file-words.js';
import { type Uploaded, UploadFailure, type UploadWatch, upload } from '../shared/upload.js';
import type { Profile } from './profile.js';
import type { Words } from './words.js';

interface ChatFilesParts {
  readonly base: URL;
  readonly channel: string;
  readonly profile: Profile;
  readonly words: Words;
}

interface ChatFilesPlace {
  /** Of whoever is here now; null before the first welcome. */
  token(): string | null;
  steady(change: () => void): void;
}

/** The files of one conversation, over HTTP: docs/web.md, "Files". */
export class ChatFiles implements FileListSetting {
  readonly words: FileWords;

  constructor(
    private readonly parts: ChatFilesParts,
    private readonly place: ChatFilesPlace,
  ) {
    const { words, profile } = parts;
    const limits = profile.files ?? null;
    this.words = new FileWords((key, fill) => words.say(key, fill), limits, words.language);
  }

  async send(file: File, watch: UploadWatch): Promise<Uploaded> {
    const token = this.place.token();
    // The welcome brings one, and with it everything is tried again.
    if (token === null) throw new UploadFailure('unreachable');
    return upload({ url: this.url.href, token }, file, watch);
  }

  address(path: string): string {
    return new URL(path.replace(/^\/+/, './'), this.parts.base).href;
  }

  async fresh(fileId: string): Promise<string | null> {
    const headers = { authorization: `Bearer ${this.place.token() ?? ''}` };
    const place = `${this.url.href}/${encodeURIComponent(fileId)}`;
    const response = await fetch(place, { headers, credentials: 'omit' });
    const { url } = (await response.json()) as { url?: unknown };
    return typeof url === 'string' ? url : null;
  }

  steady(change: () => void): void {
    this.place.steady(change);
  }

  private get url(): URL {
    const channel = encodeURIComponent(this.parts.channel);
    return new URL(`api/v1/chat/${channel}/files`, this.parts.base);
  }
}
