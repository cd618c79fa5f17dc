import { GatewayError } from '../../core/domain/errors.js';
import type { Fetched, FileOwner, FileSource } from '../../core/ports/files.js';
import { isFileUrl, isServiceUrl, type TeamsReach } from './teams-hosts.js';
import { TEAMS_SCHEME } from './teams-sent-files.js';
import type { TeamsTokens } from './teams-tokens.js';

/** Redirects that a file may be behind; SharePoint sends on to where it keeps the bytes. */
const REDIRECTS_MAX = 3;

/** How long the beginning of an answer may take. */
const ANSWER_MS = 30_000;

/** Answers that are for ever: the link is used up, or the bot was never let at it. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);

interface SourceParts {
  /** Null: there is no such bot any more. */
  readonly botOf: (name: string) => TeamsFileBot | null;
}

interface TeamsFileBot {
  /** Null: the bot is tried on this machine, where nothing has a token. */
  readonly tokens: TeamsTokens | null;
}

/**
 * Where the files of Teams are fetched from: pictures in messages from the service, with the bot's token; everything
 * else from SharePoint, by a link that needs none and gets none.
 */
export class TeamsFileSource implements FileSource {
  readonly scheme = TEAMS_SCHEME;

  constructor(private readonly parts: SourceParts) {}

  async fetch(source: string, _owner: FileOwner, signal: AbortSignal): Promise<Fetched | null> {
    const [, name = '', url = ''] = source.split(' ');
    const bot = this.parts.botOf(name);
    if (bot === null) return null;
    const reach = bot.tokens === null ? 'loopback' : 'microsoft';
    if (isServiceUrl(url, reach)) return this.fromService(url, bot.tokens, signal);
    return isFileUrl(url, reach) ? fromSharePoint(url, reach, signal) : null;
  }

  private async fromService(
    url: string,
    tokens: TeamsTokens | null,
    signal: AbortSignal,
  ): Promise<Fetched | null> {
    if (tokens === null) return contentOf(await answerOf(url, null, signal));
    const answer = await answerOf(url, await tokenFrom(tokens, false), signal);
    if (answer.status !== 401) return contentOf(answer);
    await answer.body?.cancel();
    return contentOf(await answerOf(url, await tokenFrom(tokens, true), signal));
  }
}

async function fromSharePoint(
  first: string,
  reach: TeamsReach,
  signal: AbortSignal,
): Promise<Fetched | null> {
  let url = first;
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const answer = await answerOf(url, null, signal);
    const to = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || to === null) return contentOf(answer);
    await answer.body?.cancel();
    if (!URL.canParse(to, url)) return null;
    url = new URL(to, url).href;
    if (!isFileUrl(url, reach)) return null;
  }
  return null;
}

async function answerOf(url: string, token: string | null, signal: AbortSignal): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ANSWER_MS);
  try {
    return await fetch(url, {
      redirect: 'manual',
      // The rest of the content may take as long as whoever reads it lets it.
      signal: AbortSignal.any([signal, late.signal]),
      headers: {
        'accept-encoding': 'identity',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  } catch (cause) {
    throw new GatewayError('teams.unavailable', { reason: 'no-answer' }, { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function contentOf(answer: Response): Promise<Fetched | null> {
  const { status, body, headers } = answer;
  if (status === 200 && body !== null) {
    const isPlain = (headers.get('content-encoding') ?? 'identity') === 'identity';
    const bytes = isPlain ? Number(headers.get('content-length') ?? Number.NaN) : Number.NaN;
    return { content: body, ...(Number.isSafeInteger(bytes) ? { bytes } : {}) };
  }
  await body?.cancel();
  const isMoved = status >= 300 && status < 400;
  // A picture behind a redirect is nowhere a token may be sent to.
  if (GONE.has(status) || isMoved) return null;
  throw new GatewayError('teams.unavailable', { status });
}

async function tokenFrom(tokens: TeamsTokens, isRefused: boolean): Promise<string> {
  try {
    return await tokens.get(isRefused);
  } catch (cause) {
    throw new GatewayError('teams.unavailable', { reason: 'login' }, { cause });
  }
}
