import type { FileKind } from '../domain/file-kinds.js';
import type { Allowance } from '../ports/limiter.js';

export interface FileSettings {
  /** Whether contents are taken in at all. */
  readonly isEnabled: boolean;
  readonly bytesMax: number;
  readonly perMessageMax: number;
  readonly kinds: readonly FileKind[];
  readonly linkMs: number;
  /** Uploads, and besides them fetches, that one process takes in at once. */
  readonly inFlightMax: number;
  /** Uploads to one conversation. */
  readonly perConversation: Allowance;
  /** The gateway's own public address, without a slash at its end. */
  readonly publicUrl: string | null;
}
