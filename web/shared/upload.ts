import type { FileProblem } from '../../src/core/domain/message.js';

/** A file that the gateway has, and that can be sent with a message by its id. */
export interface Uploaded {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly bytes?: number;
}

/** Where files go, and who says so. */
export interface UploadPlace {
  readonly url: string;
  readonly token: string;
}

export interface UploadWatch {
  readonly signal: AbortSignal;
  /** How much of it is on its way, from 0 to 1. */
  onShare(share: number): void;
}

/** An upload that came to nothing. */
export class UploadFailure extends Error {
  constructor(
    /** The server's, or `unreachable`. */
    readonly code: string,
    /** Set when the file itself is refused. */
    readonly problem: FileProblem | null = null,
  ) {
    super(code);
    this.name = 'UploadFailure';
  }
}

interface Answer {
  readonly ok: boolean;
  readonly file?: Uploaded;
  readonly error?: {
    readonly code: string;
    readonly details?: { readonly problem?: FileProblem };
  };
}

/**
 * Sends one file as it is; the browser reads it bit by bit. By the old request object, because it alone tells how far
 * it is. Rejects with an `UploadFailure`.
 */
export function upload(
  { url, token }: UploadPlace,
  file: File,
  { signal, onShare }: UploadWatch,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onShare(loaded / total);
    });
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', stop);
      const answer = answerIn(request);
      if (answer?.ok === true && answer.file !== undefined) resolve(answer.file);
      else reject(failureOf(answer, request.status));
    });
    request.open('POST', `${url}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    // Its real type is for the server to find out; the name of another one would be read by a body parser.
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function answerIn({ responseText }: XMLHttpRequest): Answer | null {
  try {
    return JSON.parse(responseText) as Answer;
  } catch {
    // No network, or something in between that answers in its own way.
    return null;
  }
}

function failureOf(answer: Answer | null, status: number): UploadFailure {
  const { error } = answer ?? {};
  if (error !== undefined) {
    const { code, details } = error;
    const problem = code === 'file.refused' ? (details?.problem ?? null) : null;
    return new UploadFailure(code, problem);
  }
  // A proxy with a smaller limit of its own.
  if (status === 413) return new UploadFailure('file.refused', 'too-large');
  return new UploadFailure('unreachable');
}
