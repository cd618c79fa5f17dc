import type { FileKind } from '../domain/file-kinds.js';
import type { Allowance } from '../ports/limiter.js';

export interface FileSettings {
  /** Whether contents are taken in at all. */
  readonly isEnabled: boolean;
  readonly bytesMax: number;
  readonly perMessageMax: number;
  readonly kinds: readonly FileKind[];
  /** Of links on pages, which ask for new ones. */
  readonly linkMs: number;
  /** Of links that stand in other people's chats, where nobody can renew them. */
  readonly postedLinkMs: number;
  /** Uploads, and besides them fetches, that one process takes in at once. */
  readonly inFlightMax: number;
  /** Uploads to one conversation. */
  readonly perConversation: Allowance;
  /** The gateway's own public address, without a slash at its end. */
  readonly publicUrl: string | null;
}
