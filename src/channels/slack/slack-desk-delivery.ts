import type { Conversation } from '../../core/domain/conversation.js';
import type { Handoff } from '../../core/domain/handoff.js';
import { isClosed } from '../../core/domain/handoff.js';
import type { LaneItem } from '../../core/domain/lane.js';
import { say } from '../../core/domain/texts.js';
import type { Circumstances, Delivery, DeliveryOutcome } from '../../core/ports/channel.js';
import { stoppedOutcome } from './slack-delivery-outcome.js';
import { SlackDeskCopies } from './slack-desk-copies.js';
import { togetherCount } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskRooms } from './slack-desk-rooms.js';
import { isSameVerdict, type SlackDeskRoots } from './slack-desk-roots.js';
import { type DeskErrand, done, isRefusedFor, type Step, type Stop } from './slack-desk-step.js';
import { type DeskThread, SlackDeskTexts } from './slack-desk-texts.js';
import { DeskWire } from './slack-desk-wire.js';
import { isShutOut, slackVerdict } from './slack-errors.js';
import { SLACK_FILE_AGAIN_MS } from './slack-limits.js';
import { SlackMarks } from './slack-marks.js';
import { parsePosted } from './slack-posted-parts.js';
import { formatRoot, type SlackRoot } from './slack-root.js';

/** Rounds of one delivery: a room may be broken, another one, too, and a card deleted in between. */
const ROUNDS_MAX = 4;

/** How soon it is tried again after others had their turn in the room. */
const LATE_MS = 500;

/** Shows handoffs in a room: a card each, and in its thread what is said, in order and each once. */
export class SlackDeskDelivery implements Delivery {
  readonly shows = 'wire';
  private readonly texts: SlackDeskTexts;
  private readonly marks: SlackMarks;
  private readonly copies: SlackDeskCopies;

  constructor(
    private readonly parts: SlackDeskParts,
    private readonly rooms: SlackDeskRooms,
    private readonly roots: SlackDeskRoots,
  ) {
    this.texts = new SlackDeskTexts(parts, rooms, roots);
    this.marks = new SlackMarks(parts, rooms);
    this.copies = new SlackDeskCopies(parts);
  }

  stop(): Promise<void> {
    return this.copies.stop();
  }

  together({ tenant }: Conversation, items: readonly LaneItem[]): number {
    return togetherCount(items, this.parts.faceOf(tenant));
  }

  async deliver(
    conversation: Conversation,
    items: readonly LaneItem[],
    { signal, isInDoubt }: Circumstances,
  ): Promise<DeliveryOutcome> {
    const face = this.parts.faceOf(conversation.tenant);
    const workspace = this.parts.workspace();
    if (workspace === null) {
      const reason = say('slack.error.network', face.wording);
      this.parts.onAway(conversation, reason, true);
      return { kind: 'retry', reason, isPatient: true };
    }
    const wire = new DeskWire(workspace, signal, this.parts.clock, this.parts.patienceMs());
    const errand: DeskErrand = { conversation, items, isInDoubt, wire, face };
    try {
      const outcome = await this.tried(errand);
      const isUnknown = outcome.kind === 'retry' && (wire.posted.length > 0 || isInDoubt);
      if (isInDoubt) this.copies.lookLater(workspace, wire.posted, sinceMsOf(items));
      return isUnknown ? { ...outcome, isUnknown } : outcome;
    } finally {
      wire.close();
    }
  }

  /** Goes on in another room, or under another card, where the first one does not work. */
  private async tried(errand: DeskErrand): Promise<DeliveryOutcome> {
    for (let round = 1; ; round++) {
      const step = await this.once(errand);
      if (step.kind === 'done') return this.sent(step.value);
      const goesOn = await this.mend(errand, step);
      if (!goesOn || round >= ROUNDS_MAX) return this.outcomeOf(errand, step.why);
    }
  }

  private sent(place: string): DeliveryOutcome {
    const { channel } = parsePosted(place) ?? {};
    if (channel !== undefined) this.rooms.mended(this.rooms.present(channel));
    return place === '' ? { kind: 'sent' } : { kind: 'sent', place };
  }

  private async once(errand: DeskErrand): Promise<Step<string>> {
    const [item] = errand.items;
    switch (item?.kind) {
      case 'card':
        return item.handoff ? this.card(errand, item.handoff) : done('');
      case 'deliver': {
        const thread = await this.threadOf(errand);
        if (thread === null) return done('');
        return thread.kind === 'stopped' ? thread : this.texts.show(errand, thread.value);
      }
      case 'mark': {
        const thread = () => this.threadOf(errand);
        return item.mark ? this.marks.show(errand, item.mark, thread) : done('');
      }
      case 'file':
      case 'turn':
      case undefined:
        return done('');
    }
  }

  /** Of a closed case somebody may say something while its card is drawn: see `SlackDeskVerdicts`. */
  private async card(errand: DeskErrand, handoff: Handoff): Promise<Step<string>> {
    let shown = await this.roots.judged(handoff);
    for (let round = 1; ; round++) {
      const step = await this.draw(errand, shown);
      if (step.kind === 'stopped' || !isClosed(handoff.state) || round >= ROUNDS_MAX) return step;
      const now = await this.roots.judged(handoff);
      if (isSameVerdict(shown, now)) return step;
      shown = now;
    }
  }

  private async draw(errand: DeskErrand, handoff: Handoff): Promise<Step<string>> {
    const { conversation } = errand;
    const known = this.roots.known(conversation, handoff.id);
    if (known !== null) {
      const step = await this.roots.update(errand, handoff, known);
      if (step.kind === 'done') return done(formatRoot(known));
      if (!isRefusedFor(step, ...CARD_GONE)) return step;
      this.roots.lose(known);
    }
    // Nobody wants to see a closed case again in another room.
    const stood = conversation.cardAt?.handoffId === handoff.id;
    if (stood && isClosed(handoff.state) && this.rooms.open() !== null) return done('');
    const rooted = await this.roots.rooted(errand, handoff);
    return rooted.kind === 'done' ? done(formatRoot(rooted.value.root)) : rooted;
  }

  /** The thread an item belongs to. Null: nothing was ever handed off, so nobody is to be told. */
  private async threadOf(errand: DeskErrand): Promise<Step<DeskThread> | null> {
    const { conversation } = errand;
    const id = this.handoffIdOf(errand);
    if (id === null) return null;
    const now = conversation.handoff;
    const handoff = now?.id === id ? now : await this.parts.steps.find(id);
    const rooted = await this.roots.rooted(errand, handoff);
    return rooted.kind === 'done' ? done({ root: rooted.value.root, handoff }) : rooted;
  }

  /**
   * Cards go out before what is said in their threads, so the newest card is the one meant; but for what waited for the
   * bot when an agent took over, which is in the lane before the card.
   */
  private handoffIdOf({ conversation, items }: DeskErrand): string | null {
    const { cardAt, handoff, lanes } = conversation;
    const last = items.at(-1)?.id;
    const at = lanes.desk.items.findIndex(({ id }) => id === last);
    const next = lanes.desk.items.slice(at + 1).find(({ kind }) => kind === 'card')?.handoff;
    const isTakenOver = next?.reason === 'agent_takeover' && next.id !== cardAt?.handoffId;
    if (isTakenOver) return next.id;
    return cardAt?.handoffId ?? handoff?.id ?? null;
  }

  /** Whether it may work now that it is known what did not. */
  private async mend(errand: DeskErrand, { why }: { readonly why: Stop }): Promise<boolean> {
    const { conversation, face } = errand;
    if (why.kind !== 'refused') return false;
    const { failure, room } = why;
    const error = failure.kind === 'platform' ? failure.error : '';
    if (error === 'thread_not_found') {
      const root = this.rootOf(errand);
      if (root !== null) this.roots.lose(root);
      return root !== null;
    }
    const verdict = slackVerdict(failure, face.wording);
    const isArchived = error === 'is_inactive';
    if (verdict.kind !== 'channel-broken' && !isArchived) return false;
    if (error === 'channel_not_found' && (await this.rooms.lookUp(this.parts.threads, room))) {
      return true;
    }
    const reason = isArchived ? say('slack.error.archived', face.wording) : verdict.words;
    if (isShutOut(failure)) this.rooms.brokeAll(reason);
    else this.rooms.broke(room, reason);
    this.parts.telemetry.warn('slack.room-broken', { desk: this.parts.settings.name, room, error });
    this.parts.onAway(conversation, reason, this.rooms.open() === null);
    return true;
  }

  private rootOf(errand: DeskErrand): SlackRoot | null {
    const id = this.handoffIdOf(errand);
    return id === null ? null : this.roots.known(errand.conversation, id);
  }

  private outcomeOf({ conversation, items, face }: DeskErrand, why: Stop): DeliveryOutcome {
    switch (why.kind) {
      case 'late': {
        const reason = say('slack.error.busy', face.wording);
        return { kind: 'retry', reason, afterMs: LATE_MS, isPatient: true };
      }
      case 'unread': {
        const reason = say('slack.error.file', face.wording);
        return { kind: 'retry', reason, afterMs: SLACK_FILE_AGAIN_MS, isPatient: true };
      }
      case 'no-room': {
        const [problem] = this.rooms.problems();
        const reason = problem?.reason ?? say('slack.error.room-gone', face.wording);
        this.parts.onAway(conversation, reason, true);
        return { kind: 'retry', reason, afterMs: this.rooms.waitMs(), isPatient: true };
      }
      case 'refused': {
        const attempts = items[0]?.attempts ?? 0;
        const stopped = { failure: why.failure, isUnknown: false, attempts, isDirect: false };
        const { outcome, problem } = stoppedOutcome(stopped, face.wording);
        if (problem !== null) this.parts.onAway(conversation, problem, true);
        return outcome;
      }
    }
  }
}

/** The card is not there any more, or cannot be changed: another one is posted. */
const CARD_GONE = ['message_not_found', 'cant_update_message', 'edit_window_closed'] as const;

/** When the oldest of them came to be. What is only a mark is younger than its reply, which its post is near. */
function sinceMsOf(items: readonly LaneItem[]): number {
  const times = items.map(({ message, handoff }) => message?.atMs ?? handoff?.openedAtMs ?? 0);
  return Math.min(...times);
}
