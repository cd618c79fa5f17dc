import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import { Memo } from '../memo.js';
import { isFresh, SLACK_FRESH_MS } from './slack-fresh.js';
import { slackTs } from './slack-shapes.js';
import { mentions } from './slack-text.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Roots remembered. Threads without us are asked about once, not at each reply. */
const ROOTS_MAX = 2_000;

const page = z.object({
  messages: z.array(
    z.object({ ts: slackTs, text: z.string().nullish(), bot_id: z.string().nullish() }),
  ),
});

/** Whether a thread that we know nothing of began with a mention of us that has yet to reach us. */
export class SlackCustomersThreads {
  private readonly roots: Memo<boolean>;

  constructor(private readonly clock: Clock) {
    this.roots = new Memo(clock, ROOTS_MAX);
  }

  /** Rejects with `slack.unavailable` while Slack cannot say: then the reply is to come again. */
  async beginsWithUs(
    workspace: SlackWorkspace,
    channel: string,
    threadTs: string,
  ): Promise<boolean> {
    if (!isFresh(threadTs, this.clock)) return false;
    const key = `${workspace.team} ${channel} ${threadTs}`;
    return this.roots.get(key, async () => ({
      value: await askForRoot(workspace, channel, threadTs),
      keepMs: SLACK_FRESH_MS,
    }));
  }
}

async function askForRoot(
  workspace: SlackWorkspace,
  channel: string,
  threadTs: string,
): Promise<boolean> {
  const { userId } = await workspace.self();
  const args = { channel, ts: threadTs, limit: 1 };
  const answer = await workspace.api.call('conversations.replies', args);
  if (answer.kind === 'ok') {
    const seen = page.safeParse(answer.body);
    const root = seen.data?.messages.find(({ ts }) => ts === threadTs);
    return root?.bot_id == null && mentions(root?.text ?? '', userId);
  }
  const { failure } = answer;
  // What Slack answers clearly, it answers so again: the thread is gone, or not ours to read.
  const isClear = failure.kind === 'platform' && CLEAR.has(failure.error);
  if (isClear) return false;
  const error = failure.kind === 'platform' ? failure.error : failure.kind;
  throw new GatewayError('slack.unavailable', { error });
}

const CLEAR: ReadonlySet<string> = new Set([
  'thread_not_found',
  'channel_not_found',
  'not_in_channel',
  'missing_scope',
  'not_allowed_token_type',
]);
