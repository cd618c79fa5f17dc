import type { Handoff } from '../../src/core/domain/handoff.js';
import { type FileAnswer, type FileStanding, standingIn } from '../shared/file-standing.js';
import { type Uploaded, UploadFailure, type UploadWatch, upload } from '../shared/upload.js';
import type {
  AnswerName,
  CaseDetail,
  ListName,
  Me,
  Mode,
  StepName,
  Welcome,
  Words,
} from './desk-contract.js';

const BASE = '/api/v1/desk';

/** How long a request may stay unanswered. */
const ANSWER_MS_MAX = 10_000;

/** The most one list may have; see docs/desk.md. */
export const LIST_MAX = 200;

/** What went wrong. `code` is the server's, or `unreachable`; the message is the server's, for people. */
export class DeskProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DeskProblem';
  }
}

type Answer = { readonly ok: true } & Readonly<Record<string, unknown>>;

/** The desk over HTTP. Every method rejects with a `DeskProblem`. */
export class DeskApi {
  constructor(private readonly token: string | null) {}

  async welcome(): Promise<Welcome> {
    return (await this.ask('GET', '/sign-in')) as unknown as Welcome;
  }

  async devToken(agent: string): Promise<string> {
    return (await this.ask('POST', '/sign-in/dev', { agent }))['token'] as string;
  }

  async me(): Promise<Me> {
    return (await this.ask('GET', '/me')) as unknown as Me;
  }

  async list(view: ListName, signal: AbortSignal): Promise<readonly Handoff[]> {
    const path = `/handoffs?view=${view}&limit=${LIST_MAX}`;
    return (await this.ask('GET', path, undefined, signal))['handoffs'] as readonly Handoff[];
  }

  async show(id: string, signal: AbortSignal): Promise<CaseDetail> {
    return (await this.ask('GET', handoff(id), undefined, signal)) as unknown as CaseDetail;
  }

  async step(id: string, kind: Exclude<StepName, 'take-over'>, note?: string): Promise<void> {
    await this.ask('POST', `${handoff(id)}/${kind}`, note === undefined ? {} : { note });
  }

  async answer(id: string, answer: AnswerName): Promise<void> {
    if (answer === 'approve' || answer === 'reject') {
      await this.ask('POST', `${handoff(id)}/approval`, { isApproved: answer === 'approve' });
    } else {
      await this.ask('POST', `${handoff(id)}/verdict`, { isRight: answer === 'verdict-right' });
    }
  }

  /** Resolves with the id of the handoff that it makes. */
  async takeOver(conversationId: string): Promise<string> {
    const path = `/conversations/${encodeURIComponent(conversationId)}/claim`;
    return ((await this.ask('POST', path, {}))['handoff'] as Handoff).id;
  }

  async say(id: string, mode: Mode, words: Words): Promise<void> {
    await this.ask('POST', `${handoff(id)}/${mode}`, words);
  }

  /** Rejects with an `UploadFailure`. */
  async upload(id: string, file: File, watch: UploadWatch): Promise<Uploaded> {
    if (this.token === null) throw new UploadFailure('desk.unauthorized');
    return upload({ url: `${BASE}${handoff(id)}/files`, token: this.token }, file, watch);
  }

  /** A file of this conversation as it stands now, with another link to it. */
  async file(id: string, fileId: string): Promise<FileStanding> {
    const path = `${handoff(id)}/files/${encodeURIComponent(fileId)}`;
    const answer: FileAnswer = await this.ask('GET', path).catch((problem) => {
      if (problem instanceof DeskProblem) return { ok: false, error: problem };
      throw problem;
    });
    const standing = standingIn(answer);
    if (standing === null) throw new DeskProblem(answer.error?.code ?? 'unreachable', '');
    return standing;
  }

  async edit(id: string, seq: number, words: Words): Promise<void> {
    await this.ask('POST', `${handoff(id)}/messages/${seq}/edit`, words);
  }

  async takeBack(id: string, seq: number, actId: string): Promise<void> {
    await this.ask('POST', `${handoff(id)}/messages/${seq}/delete`, { id: actId });
  }

  async retry(id: string, seq: number): Promise<void> {
    await this.ask('POST', `${handoff(id)}/messages/${seq}/retry`, {});
  }

  async typing(id: string, on: boolean): Promise<void> {
    await this.ask('POST', `${handoff(id)}/typing`, { on });
  }

  /** The stream of hints. Rejects like `fetch` does; a refusal is a `DeskProblem`. */
  async events(
    handoffId: string | null,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const query = handoffId === null ? '' : `?handoff=${encodeURIComponent(handoffId)}`;
    const headers = { ...this.headers(), accept: 'text/event-stream' };
    const response = await fetch(`${BASE}/events${query}`, { headers, signal });
    if (response.status === 401) throw new DeskProblem('desk.unauthorized', '');
    if (!response.ok || response.body === null) throw new DeskProblem('unreachable', '');
    return response.body;
  }

  private async ask(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const timeout = AbortSignal.timeout(ANSWER_MS_MAX);
    let answer: Answer | { ok: false; error: { code: string; message: string; details?: object } };
    try {
      const response = await fetch(`${BASE}${path}`, {
        method,
        headers: { ...this.headers(), ...(body && { 'content-type': 'application/json' }) },
        signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
        ...(body && { body: JSON.stringify(body) }),
      });
      answer = await response.json();
    } catch {
      throw new DeskProblem('unreachable', '');
    }
    if (answer.ok) return answer;
    const { code, message, details } = answer.error;
    throw new DeskProblem(code, message, { ...details });
  }

  private headers(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }
}

function handoff(id: string): string {
  return `/handoffs/${encodeURIComponent(id)}`;
}
