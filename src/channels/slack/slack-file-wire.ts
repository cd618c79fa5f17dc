import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SlackFailure } from './slack-errors.js';
import { SLACK_FILE_IDLE_MS, SLACK_FILE_MS } from './slack-limits.js';

/** `elsewhere`: the address is not Slack's, so nothing was asked there. */
type Refused =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'refused'; readonly failure: SlackFailure };

/** `content`: to be read to its end, or destroyed. */
export type SlackContent = {
  readonly kind: 'got';
  readonly type: string;
  readonly bytes?: number;
  readonly content: Readable;
};

/** `unread`: what was to be sent could not be read here. `late`: it took as long as it may, and would again. */
export type SlackUploaded =
  | { readonly kind: 'put' }
  | { readonly kind: 'unread'; readonly error: unknown }
  | { readonly kind: 'late' };

/** Domains whose hosts are Slack's own. */
const DOMAINS = ['slack.com', 'slack-gov.com'] as const;

const LOOPBACK = /^(127\.0\.0\.1|localhost)$/;

/**
 * Contents of files, to and from Slack, as streams. The bot's token goes to Slack's own hosts only, encrypted, and no
 * redirect is followed: to whom it would lead is not for us to trust.
 */
export class SlackFileWire {
  constructor(
    private readonly token: string,
    private readonly apiUrl: string,
    private readonly idleMs: number = SLACK_FILE_IDLE_MS,
    private readonly wayMs: number = SLACK_FILE_MS,
  ) {}

  /** A file by its private address. https://docs.slack.dev/messaging/working-with-files/ */
  async get(url: string, signal: AbortSignal): Promise<SlackContent | Refused> {
    const address = slackHosted(url, this.apiUrl);
    if (address === null) return { kind: 'elsewhere' };
    return new Promise((resolve) => {
      const headers = { authorization: `Bearer ${this.token}`, 'accept-encoding': 'identity' };
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(this.wayMs)]);
      const request = this.request(address, 'GET', headers, inTime);
      request.on('error', () => resolve(NO_ANSWER));
      request.once('response', (response) => {
        // Whoever reads it meets what went wrong with it.
        response.on('error', () => undefined);
        if (response.statusCode === 200) return resolve(contentOf(response));
        resolve(refusedBy(response));
        response.destroy();
      });
      request.end();
    });
  }

  /** Bytes to an address that `files.getUploadURLExternal` gave for so many. The address alone is the right to. */
  async put(
    url: string,
    { content, bytes }: { readonly content: AsyncIterable<Uint8Array>; readonly bytes: number },
    signal: AbortSignal,
  ): Promise<SlackUploaded | Refused> {
    const address = slackHosted(url, this.apiUrl);
    if (address === null) {
      await letGo(content);
      return { kind: 'elsewhere' };
    }
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes };
      const late = AbortSignal.timeout(this.wayMs);
      const request = this.request(address, 'POST', headers, AbortSignal.any([signal, late]));
      const source = new Source(content, bytes);
      const end = () => {
        if (source.broke !== null) return resolve({ kind: 'unread', error: source.broke.error });
        resolve(late.aborted && !signal.aborted ? { kind: 'late' } : NO_ANSWER);
      };
      request.on('error', end);
      request.once('response', (response) => {
        response.on('error', () => undefined);
        resolve(response.statusCode === 200 ? { kind: 'put' } : refusedBy(response));
        response.resume();
        // Refused before all of it was there: the rest is not sent.
        if (response.statusCode !== 200) request.destroy();
      });
      pipeline(Readable.from(source.parts()), request).catch(end);
    });
  }

  private request(
    address: URL,
    method: string,
    headers: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ) {
    const begin = address.protocol === 'https:' ? secureRequest : plainRequest;
    const request = begin(address, {
      method,
      headers,
      signal,
    });
    return request.setTimeout(this.idleMs, () => request.destroy(new Error('nothing came')));
  }
}

const NO_ANSWER = { kind: 'refused', failure: { kind: 'network' } } as const;

/** The address if it is on one of Slack's hosts, or, where the Web API is on this machine, on that same server. */
export function slackHosted(url: string, apiUrl: string): URL | null {
  if (!URL.canParse(url)) return null;
  const [address, api] = [new URL(url), new URL(apiUrl)];
  if (address.username !== '' || address.password !== '') return null;
  if (LOOPBACK.test(api.hostname)) return address.origin === api.origin ? address : null;
  if (address.protocol !== 'https:' || address.port !== '') return null;
  const isOf = (domain: string, { hostname }: URL) =>
    hostname === domain || hostname.endsWith(`.${domain}`);
  return DOMAINS.some((domain) => isOf(domain, address) && isOf(domain, api)) ? address : null;
}

/** Ends a stream that nobody reads to its end. */
export async function letGo(content: AsyncIterable<Uint8Array>): Promise<void> {
  await content[Symbol.asyncIterator]().return?.();
}

function contentOf(response: IncomingMessage): SlackContent {
  const { headers } = response;
  const bytes = Number(headers['content-length']);
  const isKnown = headers['content-length'] !== undefined && Number.isSafeInteger(bytes);
  return {
    kind: 'got',
    type: (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
    ...(isKnown && headers['content-encoding'] === undefined ? { bytes } : {}),
    content: response,
  };
}

function refusedBy({ statusCode: status = 0, headers }: IncomingMessage): Refused {
  const waitMs = Number(headers['retry-after']) * 1_000;
  const wait = Number.isFinite(waitMs) && waitMs > 0 ? { retryAfterMs: waitMs } : {};
  return { kind: 'refused', failure: { kind: 'http', status, ...wait } };
}

/** A content on its way to Slack, which knows if it was the content that failed, and not the way. */
class Source {
  broke: { readonly error: unknown } | null = null;

  constructor(
    private readonly content: AsyncIterable<Uint8Array>,
    private readonly bytes: number,
  ) {}

  async *parts(): AsyncGenerator<Uint8Array> {
    try {
      yield* exactly(this.content, this.bytes);
    } catch (error) {
      this.broke = { error };
      throw error;
    }
  }
}

/** Slack was told how many there are: with fewer it would wait for the rest, with more it would take them for something else. */
async function* exactly(content: AsyncIterable<Uint8Array>, bytes: number) {
  let left = bytes;
  for await (const part of content) {
    left -= part.byteLength;
    if (left < 0) break;
    yield part;
  }
  if (left !== 0) throw new Error(`the file is not ${bytes} bytes long`);
}
