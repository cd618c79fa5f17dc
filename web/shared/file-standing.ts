import type { FileProblem } from '../../src/core/domain/message.js';

/** What has become of a file: `path` leads to it, or it is not here yet, or it never will be. */
export type FileStanding =
  | { readonly kind: 'here'; readonly path: string }
  | { readonly kind: 'coming' }
  | { readonly kind: 'missing'; readonly problem: FileProblem };

/** The gateway's answer about one file; see docs/web.md, "Files". */
export interface FileAnswer {
  readonly ok: boolean;
  readonly url?: string | null;
  readonly error?: {
    readonly code: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}

/** Null: it says nothing of the file, so it is to be asked again. */
export function standingIn({ ok, url, error }: FileAnswer): FileStanding | null {
  if (ok) return typeof url === 'string' ? { kind: 'here', path: url } : { kind: 'coming' };
  if (error?.code === 'file.unknown') return { kind: 'missing', problem: 'gone' };
  const problem = error?.code === 'file.refused' ? error.details?.['problem'] : undefined;
  return problem === undefined ? null : { kind: 'missing', problem: problem as FileProblem };
}
