import type { FileListSetting } from '../shared/file-list.js';
import { type FileAnswer, type FileStanding, standingIn } from '../shared/file-standing.js';
import { FileWords } from '../shared/file-words.js';
import { type Uploaded, UploadFailure, type UploadWatch, upload } from '../shared/upload.js';
import type { Profile } from './profile.js';
import type { Words } from './words.js';

/** A page full of pictures finds out many times at once, and one call for a new token is enough. */
const TELL_AGAIN_MS = 5_000;

interface ChatFilesParts {
  readonly base: URL;
  readonly channel: string;
  readonly profile: Profile;
  readonly words: Words;
}

interface ChatFilesPlace {
  /** Of whoever is here now; null before the first welcome. */
  token(): string | null;
  /** This token is worth nothing any more. */
  ended(token: string): void;
  steady(change: () => void): void;
}

/** The files of one conversation, over HTTP: docs/web.md, "Files". */
export class ChatFiles implements FileListSetting {
  readonly words: FileWords;
  private told: { readonly token: string; readonly atMs: number } | null = null;

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
    try {
      return await upload({ url: this.url.href, token }, file, watch);
    } catch (failure) {
      if (failure instanceof UploadFailure) this.heed(failure.code, token);
      throw failure;
    }
  }

  address(path: string): string {
    return new URL(path.replace(/^\/+/, './'), this.parts.base).href;
  }

  async fresh(fileId: string): Promise<FileStanding> {
    const token = this.place.token() ?? '';
    const headers = { authorization: `Bearer ${token}` };
    const place = `${this.url.href}/${encodeURIComponent(fileId)}`;
    const response = await fetch(place, { headers, credentials: 'omit' });
    const answer = (await response.json()) as FileAnswer;
    const standing = standingIn(answer);
    if (standing !== null) return standing;
    const code = answer.error?.code ?? 'unreachable';
    this.heed(code, token);
    throw new Error(`What has become of a file could not be asked: ${code}`);
  }

  steady(change: () => void): void {
    this.place.steady(change);
  }

  /** The line may stay up long after its token has ended, so this may be the first to notice. */
  private heed(code: string, token: string): void {
    if (code !== 'token.expired' && code !== 'token.invalid') return;
    const nowMs = Date.now();
    if (this.told?.token === token && nowMs - this.told.atMs < TELL_AGAIN_MS) return;
    this.told = { token, atMs: nowMs };
    this.place.ended(token);
  }

  private get url(): URL {
    const channel = encodeURIComponent(this.parts.channel);
    return new URL(`api/v1/chat/${channel}/files`, this.parts.base);
  }
}
