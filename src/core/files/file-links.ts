import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FileOwner } from '../ports/files.js';

/** What a link says besides the id: when it ends, and the proof that it is ours. */
export interface FileLink {
  readonly expiresMs: number;
  readonly proof: string;
}

/** A link is good for at least `linkMs`, and for up to so much of it more. */
const STEPS = 4;

/**
 * Signs and checks links to contents. Whoever has a link may fetch: it is made only for who may see the file, and ends
 * soon. All links of a stretch of time are the same, so that a browser that shows a picture again need not fetch it again.
 */
export class FileLinks {
  private readonly key: Uint8Array;

  /** `secret` is the gateway's; links are signed with a key of their own drawn from it. */
  constructor(secret: string) {
    this.key = createHmac('sha256', secret).update('files').digest();
  }

  path(id: string, owner: FileOwner, nowMs: number, linkMs: number): string {
    const step = Math.ceil(linkMs / STEPS);
    const expiresMs = (Math.floor(nowMs / step) + STEPS + 1) * step;
    return `/files/${encodeURIComponent(id)}?e=${expiresMs}&s=${this.proof(id, owner, expiresMs)}`;
  }

  isOurs(id: string, owner: FileOwner, { expiresMs, proof }: FileLink): boolean {
    const expected = Buffer.from(this.proof(id, owner, expiresMs));
    const given = Buffer.from(proof);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  private proof(id: string, owner: FileOwner, expiresMs: number): string {
    const { tenant, conversationId } = owner;
    const signed = JSON.stringify([id, expiresMs, tenant, conversationId]);
    return createHmac('sha256', this.key).update(signed).digest('base64url');
  }
}
