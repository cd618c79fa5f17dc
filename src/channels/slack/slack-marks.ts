import type { Conversation } from '../../core/domain/conversation.js';
import type { Mark } from '../../core/domain/lane.js';
import { WAITING_TOLD_MS } from '../../core/domain/limits.js';
import type { Message } from '../../core/domain/message.js';
import type { Truth } from '../../core/domain/truth.js';
import { plainLine, spoken } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskRooms } from './slack-desk-rooms.js';
import { type DeskErrand, done, type Step, stepOf, stopped } from './slack-desk-step.js';
import type { DeskThread } from './slack-desk-texts.js';
import type { SlackSite } from './slack-desk-wire.js';
import { isShutOut, slackVerdict } from './slack-errors.js';
import { atMsOf, parseWireId } from './slack-ids.js';
import { failedPost, truthReaction } from './slack-lines.js';
import type { SlackPost } from './slack-post.js';
import { parsePosted } from './slack-posted-parts.js';

/** Handoffs remembered as told that their customer is offline. Of others Slack is asked. */
const TOLD_MAX = 1_000;

/** What agents see of the fate of their replies (P7): a reaction on each, and a line where they have to know more. */
export class SlackMarks {
  private readonly told = new Set<string>();

  constructor(
    private readonly parts: SlackDeskParts,
    private readonly rooms: SlackDeskRooms,
  ) {}

  /** `thread`: where lines go; null if there is none. */
  async show(
    errand: DeskErrand,
    mark: Mark,
    thread: () => Promise<Step<DeskThread> | null>,
  ): Promise<Step<string>> {
    const message = await this.messageOf(errand.conversation, mark);
    // What was taken back is no reply any more: it is not delivered, nor does anybody wait for it.
    if (message?.revised?.isGone) return done('');
    const site = this.siteOf(message, mark);
    const reacted = site === null ? done('') : await this.react(errand, mark, site);
    if (reacted.kind === 'stopped') return reacted;
    switch (mark.state) {
      case 'delivered':
        return done('');
      case 'failed':
        return this.tellFailed(errand, mark, await thread());
      case 'waiting':
        return isOffline(errand.conversation, mark) && message?.kind !== 'delete'
          ? this.tellOffline(errand, await thread())
          : done('');
    }
  }

  /** Where the reply stands at this desk: the agent's own message, or our copy of what was said elsewhere. */
  private siteOf(message: Message | null, { wireId }: Mark): SlackSite | null {
    const wire = wireId === undefined ? null : parseWireId(wireId);
    if (wire !== null) return this.siteAt(wire.team, wire.channel, wire.ts);
    const posted = parsePosted(message?.posted?.desk ?? '');
    return posted && this.siteAt(posted.team, posted.channel, posted.tss.at(-1) ?? '');
  }

  /** What the mark is about, as it reads now. */
  private async messageOf({ id }: Conversation, { seq }: Mark): Promise<Message | null> {
    const [message] = await this.parts.archive.page(id, { after: seq - 1, limit: 1 });
    return message?.seq === seq ? message : null;
  }

  private siteAt(team: string, channel: string, ts: string): SlackSite | null {
    return this.rooms.has(team, channel) ? { channel: this.rooms.present(channel), ts } : null;
  }

  private async react(errand: DeskErrand, { state }: Mark, site: SlackSite): Promise<Step<string>> {
    const { wire } = errand;
    const name = REACTIONS[state];
    // Removing costs as much as setting, and nobody is told to wait within the first seconds.
    const isOld = this.parts.clock.nowMs() - atMsOf(site.ts) >= WAITING_TOLD_MS;
    if (state !== 'waiting' && isOld) {
      const removed = await this.passing(errand, await wire.unreact(site, REACTIONS.waiting), site);
      if (removed.kind === 'stopped') return removed;
    }
    return this.passing(errand, await wire.react(site, name), site);
  }

  /** A message that is gone, or in a room that is closed for good, cannot be marked; that is no reason to wait. */
  private async passing(
    { face }: DeskErrand,
    written: Awaited<ReturnType<DeskErrand['wire']['react']>>,
    { channel }: SlackSite,
  ): Promise<Step<string>> {
    const step = stepOf(written, channel);
    if (step.kind === 'done' || step.why.kind !== 'refused') return step;
    const verdict = slackVerdict(step.why.failure, face.wording);
    if (verdict.kind === 'final') return done('');
    if (verdict.kind !== 'channel-broken') return step;
    if (isShutOut(step.why.failure)) this.rooms.brokeAll(verdict.words);
    else this.rooms.broke(channel, verdict.words);
    return this.rooms.open() === null ? stopped({ kind: 'no-room' }) : done('');
  }

  private async tellFailed(
    errand: DeskErrand,
    { messageId, seq, reason = '' }: Mark,
    thread: Step<DeskThread> | null,
  ): Promise<Step<string>> {
    if (thread === null) return done('');
    if (thread.kind === 'stopped') return thread;
    const truth: Truth & { state: 'failed' } = { state: 'failed', reason };
    const retry = { handoff: thread.value.handoff.id, deed: `retry:${seq}` };
    const post = failedPost(truth, retry, errand.face.wording);
    return this.line(errand, thread.value, `failed-${messageId}`, post, errand.isInDoubt);
  }

  /** Once in a thread; the reaction alone says it of further replies. */
  private async tellOffline(
    errand: DeskErrand,
    thread: Step<DeskThread> | null,
  ): Promise<Step<string>> {
    if (thread === null) return done('');
    if (thread.kind === 'stopped') return thread;
    const { id } = thread.value.handoff;
    if (this.told.has(id)) return done('');
    const post = plainLine(spoken('slack.desk.offline', errand.face.wording));
    const step = await this.line(errand, thread.value, `offline-${id}`, post, true);
    if (step.kind === 'done') this.told.add(id);
    if (this.told.size > TOLD_MAX) this.told.clear();
    return step;
  }

  private async line(
    { wire }: DeskErrand,
    { root, handoff }: DeskThread,
    id: string,
    post: SlackPost,
    mayStand: boolean,
  ): Promise<Step<string>> {
    const { channel, ts } = root;
    if (mayStand) {
      const found = await wire.find(channel, ts, id, handoff.openedAtMs);
      if (found.kind === 'refused') {
        return stopped({ kind: 'refused', room: channel, failure: found.failure });
      }
      if (found.posts.length > 0) return done('');
    }
    return stepOf(await wire.post({ channel, threadTs: ts, id }, post), channel);
  }
}

/** The marks are those of `truthReaction`; a mark is never about a text that is still being sent. */
const REACTIONS: Readonly<Record<Mark['state'], string>> = {
  delivered: reactionOf({ state: 'delivered' }),
  failed: reactionOf({ state: 'failed', reason: '' }),
  waiting: reactionOf({ state: 'waiting', reason: 'customer offline' }),
};

function reactionOf(truth: Truth): string {
  return truthReaction(truth) ?? 'question';
}

/** Whether all that is missing is somebody who reads it: it has left the lane. */
function isOffline({ lanes }: Conversation, { messageId }: Mark): boolean {
  return !lanes.customer.items.some(({ message }) => message?.id === messageId);
}
