import { Readable } from 'node:stream';
import type { OpenFile } from '../../core/ports/files.js';
import { plainLabel } from '../visible-text.js';
import {
  TEAMS_PICTURE_BYTES_MAX,
  TEAMS_PICTURE_TYPES,
  TEAMS_PICTURES_AT_ONCE,
} from './teams-limits.js';
import type { TeamsOutgoing } from './teams-shapes.js';

/** Whether Teams shows it in a message. Everything else is fetched from us. */
export function isPicture({ type, bytes, isImage }: OpenFile): boolean {
  return isImage && TEAMS_PICTURE_TYPES.has(type) && bytes <= TEAMS_PICTURE_BYTES_MAX;
}

/** Tells whoever opened it that nobody reads on. */
export async function putDown({ content }: OpenFile): Promise<void> {
  // The iterator of a stream that nobody has begun to read would not end it.
  if (content instanceof Readable) content.destroy();
  else await content[Symbol.asyncIterator]().return?.();
}

/** The content could not be read to its end; it may be another time. */
export class PictureUnread extends Error {}

/**
 * Reads pictures into messages: Teams takes them only whole, as text. A few at a time, whatever is under way, so that
 * memory has a bound.
 */
export class TeamsPictures {
  /** Bytes held now, and the most there ever were. */
  private heldBytes = 0;
  private heldBytesMost = 0;
  private under = 0;
  private readonly waiting: (() => void)[] = [];

  get bytesMost(): number {
    return this.heldBytesMost;
  }

  /**
   * Gives the message to `send`, and forgets the picture when that is over. Null: it is longer than it was said to be.
   * Rejects with `PictureUnread` if its content breaks off.
   */
  async withPicture<Result>(
    file: OpenFile,
    send: (post: TeamsOutgoing) => Promise<Result>,
  ): Promise<Result | null> {
    await this.enter();
    const pieces: Uint8Array[] = [];
    try {
      const isWhole = await this.read(file, pieces);
      return isWhole ? await send(pictureOf(file, Buffer.concat(pieces))) : null;
    } finally {
      this.hold(-bytesOf(pieces));
      this.leave();
    }
  }

  private async read({ content }: OpenFile, pieces: Uint8Array[]): Promise<boolean> {
    try {
      for await (const piece of content) {
        pieces.push(piece);
        this.hold(piece.byteLength);
        if (bytesOf(pieces) > TEAMS_PICTURE_BYTES_MAX) return false;
      }
      return true;
    } catch (error) {
      throw new PictureUnread('a picture broke off', { cause: error });
    }
  }

  private hold(bytes: number): void {
    this.heldBytes += bytes;
    this.heldBytesMost = Math.max(this.heldBytesMost, this.heldBytes);
  }

  private async enter(): Promise<void> {
    if (this.under < TEAMS_PICTURES_AT_ONCE) {
      this.under += 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The place goes to who waits longest. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.under -= 1;
    else next();
  }
}

function bytesOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
}

function pictureOf({ name, type }: OpenFile, bytes: Buffer): TeamsOutgoing {
  const contentUrl = `data:${type};base64,${bytes.toString('base64')}`;
  const attachment = { contentType: type, contentUrl, name: plainLabel(name) };
  return { type: 'message', attachments: [attachment] };
}
