import { z } from 'zod';
import type { SlackFailure } from './slack-errors.js';
import { SLACK_TS } from './slack-ids.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** https://docs.slack.dev/messaging/message-metadata/ ; nobody sees it, and only apps write it. */
const EVENT_TYPE = 'frontdesk';

/** Posts of one page; Slack advises no more than 200. https://docs.slack.dev/reference/methods/conversations.history/ */
const PAGE_POSTS = 200;

/** Pages read for one question. 2,000 posts since the one looked for is more than any thread of ours sees. */
const PAGES_MAX = 10;

/** How far Slack's clock may be behind ours: a post is looked for from so long before its text was said. */
const CLOCK_SLACK_MS = 60_000;

/** Ids of ours on a post, by which it is found again whatever we were told of it. */
export function postMetadata(id: string, part: number) {
  return { event_type: EVENT_TYPE, event_payload: { id, part } };
}

/** A post of ours as it stands in Slack: part `part` of what has this id. */
export interface FoundPost {
  readonly id: string;
  readonly part: number;
  readonly ts: string;
}

export type Found =
  | { readonly kind: 'found'; readonly posts: readonly FoundPost[] }
  | { readonly kind: 'refused'; readonly failure: SlackFailure };

export interface SlackSearch {
  readonly channel: string;
  /** The thread's root; null: among the room's own posts. */
  readonly threadTs: string | null;
  readonly ids: ReadonlySet<string>;
  /** When the oldest of them was said, by our clock. */
  readonly sinceMs: number;
}

const shown = z.object({
  ts: z.string().regex(SLACK_TS),
  bot_id: z.string(),
  metadata: z.object({
    event_type: z.literal(EVENT_TYPE),
    event_payload: z.object({ id: z.string(), part: z.number().int().min(0).default(0) }),
  }),
});

/** Slack says of an upload who made it, and only sometimes with which app. */
const written = z.object({
  ts: z.string().regex(SLACK_TS),
  bot_id: z.string().nullish(),
  user: z.string().nullish(),
  files: z.array(z.object({ id: z.string() })).nullish(),
});

const page = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).nullish(),
});

/**
 * Posts of our own that stand in a thread or room, the oldest first, found by the ids in their metadata: what a call that
 * broke has come to (P6). Others can write such metadata, too, so only our bot's posts count.
 */
export async function findPosts(
  workspace: SlackWorkspace,
  { channel, threadTs, ids, sinceMs }: SlackSearch,
  signal?: AbortSignal,
): Promise<Found> {
  const oldest = (Math.max(0, sinceMs - CLOCK_SLACK_MS) / 1_000).toFixed(6);
  const span = { channel, threadTs, oldest };
  const found = await readSpan(workspace, span, (one, { botId }) => ours(one, botId, ids), signal);
  return found.kind === 'found' ? { kind: 'found', posts: found.seen } : found;
}

/** A post of ours that shows files. */
export interface FilePost {
  readonly ts: string;
  readonly fileIds: readonly string[];
}

/** The end of a text of ours, where its files are looked for. */
export interface SlackFileSearch {
  readonly channel: string;
  readonly threadTs: string | null;
  readonly afterTs: string;
}

/**
 * The files that were shared right behind a text of ours. They carry no metadata, but nothing else of ours is written
 * there before they are, and what comes next of ours ends them.
 */
export async function findFilePosts(
  workspace: SlackWorkspace,
  { channel, threadTs, afterTs }: SlackFileSearch,
  signal?: AbortSignal,
): Promise<
  | { readonly kind: 'found'; readonly posts: readonly FilePost[] }
  | Extract<Found, { kind: 'refused' }>
> {
  const span = { channel, threadTs, oldest: afterTs };
  const found = await readSpan(workspace, span, filePost, signal);
  if (found.kind === 'refused') return found;
  const behind = found.seen.filter((one) => byTs(one, { ts: afterTs }) > 0);
  const end = behind.findIndex(({ fileIds }) => fileIds.length === 0);
  return { kind: 'found', posts: end === -1 ? behind : behind.slice(0, end) };
}

/** Whether Slack knows no such thread any more. */
export function isThreadGone(answer: { kind: string; failure?: SlackFailure }): boolean {
  const { failure } = answer;
  return failure?.kind === 'platform' && failure.error === 'thread_not_found';
}

/** The order of Slack's time stamps, which are too long for numbers of ours to keep apart for sure. */
export function byTs(one: { readonly ts: string }, other: { readonly ts: string }): number {
  return one.ts.length - other.ts.length || (one.ts < other.ts ? -1 : Number(one.ts > other.ts));
}

/** Part of a thread, or of a room's own posts. */
interface Span {
  readonly channel: string;
  readonly threadTs: string | null;
  readonly oldest: string;
}

interface Self {
  readonly userId: string;
  readonly botId: string;
}

type Picker<Seen> = (message: unknown, self: Self) => readonly Seen[];

type Read<Seen> =
  | { readonly kind: 'found'; readonly seen: readonly Seen[] }
  | Extract<Found, { kind: 'refused' }>;

async function readSpan<Seen extends { readonly ts: string }>(
  workspace: SlackWorkspace,
  span: Span,
  pick: Picker<Seen>,
  signal: AbortSignal | undefined,
): Promise<Read<Seen>> {
  const inThread = await read(workspace, span, pick, signal);
  if (span.threadTs === null || !isThreadGone(inThread)) return inThread;
  // The root was deleted before anybody replied: what is said to such a thread stands in the room.
  return read(workspace, { ...span, threadTs: null }, pick, signal);
}

async function read<Seen extends { readonly ts: string }>(
  workspace: SlackWorkspace,
  { channel, threadTs, oldest }: Span,
  pick: Picker<Seen>,
  signal: AbortSignal | undefined,
): Promise<Read<Seen>> {
  const self = await ownSelf(workspace);
  if (self === null) return { kind: 'refused', failure: { kind: 'network' } };
  const common = { channel, oldest, limit: PAGE_POSTS, include_all_metadata: true };
  const all: Seen[] = [];
  let cursor = '';
  for (let count = 0; count < PAGES_MAX; count++) {
    const args = { ...common, ...(cursor === '' ? {} : { cursor }) };
    const answer =
      threadTs === null
        ? await workspace.api.call('conversations.history', args, signal)
        : await workspace.api.call('conversations.replies', { ...args, ts: threadTs }, signal);
    if (answer.kind === 'refused') return answer;
    const seen = page.safeParse(answer.body);
    if (!seen.success) return { kind: 'refused', failure: { kind: 'network' } };
    all.push(...seen.data.messages.flatMap((one) => pick(one, self)));
    cursor = seen.data.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return { kind: 'found', seen: all.sort(byTs) };
}

function ours(message: unknown, botId: string, ids: ReadonlySet<string>): FoundPost[] {
  const seen = shown.safeParse(message);
  if (!seen.success || seen.data.bot_id !== botId) return [];
  const { id, part } = seen.data.metadata.event_payload;
  return ids.has(id) ? [{ id, part, ts: seen.data.ts }] : [];
}

/** Of ours, with or without files. */
function filePost(message: unknown, { userId, botId }: Self): FilePost[] {
  const seen = written.safeParse(message);
  if (!seen.success) return [];
  const { ts, bot_id: bot, user, files } = seen.data;
  if (bot !== botId && user !== userId) return [];
  return [{ ts, fileIds: (files ?? []).map(({ id }) => id) }];
}

/** Null: Slack cannot say who we are, so it cannot be asked for our posts either. */
async function ownSelf(workspace: SlackWorkspace): Promise<Self | null> {
  try {
    return await workspace.self();
  } catch {
    return null;
  }
}
