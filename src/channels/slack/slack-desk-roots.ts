import { z } from 'zod';
import type { Conversation } from '../../core/domain/conversation.js';
import { GatewayError } from '../../core/domain/errors.js';
import { type Handoff, isClosed } from '../../core/domain/handoff.js';
import { Memo } from '../memo.js';
import { cardPost } from './slack-blocks.js';
import { introPost, plainLine, spoken } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskRooms } from './slack-desk-rooms.js';
import { type DeskErrand, done, type Step, stepOf, stopped } from './slack-desk-step.js';
import { SLACK_TS } from './slack-ids.js';
import type { SlackPost } from './slack-post.js';
import { formatRoot, parseRoot, type SlackRoot } from './slack-root.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Cards that this process knows to stand elsewhere than the record says. One more, and Slack is asked again. */
const MOVED_MAX = 1_000;

/** Roots remembered as no card of ours, so that talk in the room is asked about once a thread, not at each word. */
const OTHERS_MAX = 2_000;

/** How long. What stands there does not become a card of ours. */
const OTHERS_MS = 60 * 60_000;

const CARD = 'card-';
const INTRO = 'intro-';

const rootShown = z.object({
  messages: z.array(
    z.object({
      ts: z.string().regex(SLACK_TS),
      bot_id: z.string().optional(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.looseObject({ id: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** The card of a handoff in the desk's room. `isNew`: it was posted, or found, just now, and shows the present state. */
export interface Rooted {
  readonly root: SlackRoot;
  readonly isNew: boolean;
}

/** Where the cards of handoffs stand: which handoff is talked about in a thread, and which thread a handoff has. */
export class SlackDeskRoots {
  private readonly moved = new Map<string, SlackRoot>();
  private readonly lost = new Set<string>();
  private readonly named: Memo<string | null>;

  constructor(
    private readonly parts: SlackDeskParts,
    private readonly rooms: SlackDeskRooms,
  ) {
    this.named = new Memo(parts.clock, OTHERS_MAX);
  }

  /**
   * The handoff whose card is the root of this thread. What nobody has noted yet, Slack knows: the card says in its
   * metadata whose it is. Rejects with `slack.unavailable` if Slack cannot say.
   */
  async handoffAt(workspace: SlackWorkspace, root: SlackRoot): Promise<string | null> {
    const place = formatRoot(root);
    const kept = await this.parts.threads.find(place);
    if (kept !== null) return kept;
    const named = await this.named.get(place, async () => ({
      value: await this.namedBy(workspace, root),
      keepMs: OTHERS_MS,
    }));
    if (named !== null) await this.parts.threads.keep(place, named);
    return named;
  }

  /** The card of a handoff as the record knows it, in a room that can be written to. */
  known({ cardAt }: Conversation, handoffId: string): SlackRoot | null {
    const kept = cardAt?.handoffId === handoffId ? parseRoot(cardAt.place) : null;
    const found = this.moved.get(handoffId) ?? kept;
    if (found === null) return null;
    const root = { ...found, channel: this.rooms.present(found.channel) };
    const isUsable = this.rooms.all().includes(root.channel) && !this.rooms.isBroken(root.channel);
    return isUsable && !this.lost.has(formatRoot(root)) ? root : null;
  }

  /** The card of a handoff; it is posted where it stands in no room that can be written to. */
  async rooted(errand: DeskErrand, handoff: Handoff): Promise<Step<Rooted>> {
    const { conversation, face, wire } = errand;
    const known = this.known(conversation, handoff.id);
    if (known !== null) return done({ root: known, isNew: false });
    const channel = this.rooms.open();
    if (channel === null) return stopped({ kind: 'no-room' });
    const found = this.mayStand(errand, handoff)
      ? await this.find(errand, handoff, channel, null, CARD)
      : done(null);
    if (found.kind === 'stopped') return found;
    const post = await this.drawn(errand, handoff);
    const written =
      found.value === null
        ? await wire.post({ channel, threadTs: null, id: `${CARD}${handoff.id}` }, post)
        : await wire.update({ channel, ts: found.value }, post);
    const step = stepOf(written, channel);
    if (step.kind === 'stopped') return step;
    const root = { team: wire.workspace.team, channel, ts: found.value ?? step.value };
    await this.parts.threads.keep(formatRoot(root), handoff.id);
    const intro = introPost(handoff, face);
    const told =
      intro && (await this.introduce(errand, handoff, root, intro, found.value !== null));
    if (told?.kind === 'stopped') return told;
    this.note(handoff.id, root);
    return done({ root, isNew: true });
  }

  /** Puts what the card says now in the place of what it said. */
  async update(errand: DeskErrand, handoff: Handoff, root: SlackRoot): Promise<Step<string>> {
    const post = await this.drawn(errand, handoff);
    return stepOf(await errand.wire.update(root, post), root.channel);
  }

  /** The card of a handoff as it is to stand. */
  async drawn(
    { conversation, face }: Pick<DeskErrand, 'conversation' | 'face'>,
    handoff: Handoff,
  ): Promise<SlackPost> {
    const spent = await this.parts.ledger.spent(conversation.tenant, conversation.id);
    const card = this.parts.cardOf(handoff, conversation, spent);
    return cardPost(card, { ...face, about: { handoff: handoff.id } });
  }

  /** A handoff with what was said of it since it was closed, which the record alone knows. */
  async judged(handoff: Handoff): Promise<Handoff> {
    if (!isClosed(handoff.state)) return handoff;
    const verdict = (await this.parts.handoffs.find(handoff.id))?.verdict;
    return verdict === undefined ? handoff : { ...handoff, verdict };
  }

  /** The line that tells what was said before is shown anew, without what was changed or taken back since. */
  async reintroduce(errand: DeskErrand, handoff: Handoff, root: SlackRoot): Promise<Step<string>> {
    const found = await this.find(errand, handoff, root.channel, root.ts, INTRO);
    if (found.kind === 'stopped') return found;
    if (found.value === null) return done('');
    const gone = plainLine(spoken('desk.line.gone', errand.face.wording));
    const post = introPost(handoff, errand.face) ?? gone;
    const site = { channel: root.channel, ts: found.value };
    return stepOf(await errand.wire.update(site, post), root.channel);
  }

  /** Somebody deleted the card: it has to be posted again. */
  lose(root: SlackRoot): void {
    if (this.lost.size >= MOVED_MAX) this.lost.clear();
    this.lost.add(formatRoot(root));
  }

  /** Sends the customer's thread on: what happens at the old card from now on still finds its handoff. */
  private note(handoffId: string, root: SlackRoot): void {
    this.moved.delete(handoffId);
    this.moved.set(handoffId, root);
    const [oldest] = this.moved.keys();
    if (this.moved.size > MOVED_MAX && oldest !== undefined) this.moved.delete(oldest);
  }

  /** Whether the card may have been posted by somebody who did not live to note it. Asking costs a call. */
  private mayStand({ conversation, isInDoubt, items }: DeskErrand, handoff: Handoff): boolean {
    const isKept = conversation.cardAt?.handoffId === handoff.id;
    const isTried = items.some(({ attempts }) => attempts > 0);
    // What an agent took over without being asked may have texts before its card.
    return isKept || isTried || isInDoubt || handoff.reason === 'agent_takeover';
  }

  /** The newest post of ours about the handoff there. */
  private async find(
    { wire }: DeskErrand,
    { id, openedAtMs }: Handoff,
    channel: string,
    threadTs: string | null,
    kind: typeof CARD | typeof INTRO,
  ): Promise<Step<string | null>> {
    const found = await wire.find(channel, threadTs, `${kind}${id}`, openedAtMs);
    if (found.kind === 'refused') {
      return stopped({ kind: 'refused', room: channel, failure: found.failure });
    }
    const standing = found.posts.filter(
      ({ ts }) => !this.lost.has(formatRoot({ team: wire.workspace.team, channel, ts })),
    );
    return done(standing.at(-1)?.ts ?? null);
  }

  private async introduce(
    errand: DeskErrand,
    handoff: Handoff,
    { channel, ts }: SlackRoot,
    post: SlackPost,
    mayStand: boolean,
  ): Promise<Step<string>> {
    const found = mayStand ? await this.find(errand, handoff, channel, ts, INTRO) : done(null);
    if (found.kind === 'stopped') return found;
    if (found.value !== null) return done(found.value);
    const target = { channel, threadTs: ts, id: `${INTRO}${handoff.id}` };
    return stepOf(await errand.wire.post(target, post), channel);
  }

  private async namedBy(workspace: SlackWorkspace, root: SlackRoot): Promise<string | null> {
    const { channel, ts } = root;
    const [{ botId }, answer] = await Promise.all([
      workspace.self(),
      workspace.api.call('conversations.replies', {
        channel,
        ts,
        limit: 1,
        include_all_metadata: true,
      }),
    ]);
    if (answer.kind === 'refused') {
      const { failure } = answer;
      if (failure.kind === 'platform' && failure.error === 'thread_not_found') return null;
      throw new GatewayError('slack.unavailable');
    }
    const seen = rootShown.safeParse(answer.body);
    const first = seen.data?.messages.find((one) => one.ts === ts);
    // Others can write such metadata, too.
    if (first?.bot_id !== botId || first.metadata?.event_type !== 'frontdesk') return null;
    const { id } = first.metadata.event_payload;
    return id.startsWith(CARD) ? id.slice(CARD.length) : null;
  }
}

export function isSameVerdict({ verdict: one }: Handoff, { verdict: other }: Handoff): boolean {
  return one?.atMs === other?.atMs && one?.isRight === other?.isRight;
}
