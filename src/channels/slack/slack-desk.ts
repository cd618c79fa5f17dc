import type { Conversation } from '../../core/domain/conversation.js';
import type { LaneItem } from '../../core/domain/lane.js';
import { say } from '../../core/domain/texts.js';
import type { Circumstances, Delivery, DeliveryOutcome } from '../../core/ports/channel.js';
import { type CommandAnswer, listedFor } from './slack-command.js';
import { type DeskAct, SlackDeskDeeds } from './slack-desk-deeds.js';
import { SlackDeskDelivery } from './slack-desk-delivery.js';
import { SlackDeskGuard } from './slack-desk-guard.js';
import { spoken } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import { type RoomProblem, roomChange, SlackDeskRooms } from './slack-desk-rooms.js';
import { SlackDeskRoots } from './slack-desk-roots.js';
import { SlackDeskTalk } from './slack-desk-talk.js';
import { SlackDeskVerdicts } from './slack-desk-verdicts.js';
import { formatWireId } from './slack-ids.js';
import type { SlackCommand, SlackView } from './slack-interactions.js';
import type {
  SlackChange,
  SlackPressed,
  SlackReaction,
  SlackSaid,
  SlackSubmission,
} from './slack-listener.js';
import { isReturnModal, modalAbout, NOTE_FIELD } from './slack-modals.js';
import type { SlackPost } from './slack-post.js';
import { isOurAction, parsePress } from './slack-press.js';
import { isOpenToUs } from './slack-room-open.js';
import { type Ear, SlackWhispers } from './slack-whispers.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Reactions to a card that are as good as its buttons. */
const SHORTCUTS: Readonly<Record<string, 'claim' | 'resolve'>> = {
  eyes: 'claim',
  white_check_mark: 'resolve',
  heavy_check_mark: 'resolve',
};

/** A handoff that something is done with, and by whom: everything but whether they may. */
interface Attempt {
  readonly workspace: SlackWorkspace;
  readonly handoffId: string;
  /** The card's own place, where that is known. */
  readonly rootTs: string | null;
  readonly ear: Ear;
}

/**
 * The agents' room in Slack: a card for each handoff, the talk in its thread. What is owed to agents goes out through
 * `deliver`; what they write, press and set comes in through the other methods, each of which resolves when it is on
 * record, or was refused and said so.
 */
export class SlackDesk implements Delivery {
  readonly shows = 'wire';
  private readonly rooms: SlackDeskRooms;
  private readonly roots: SlackDeskRoots;
  private readonly delivery: SlackDeskDelivery;
  private readonly whispers: SlackWhispers;
  private readonly guard: SlackDeskGuard;
  private readonly talk: SlackDeskTalk;
  private readonly deeds: SlackDeskDeeds;

  constructor(private readonly parts: SlackDeskParts) {
    this.rooms = new SlackDeskRooms(parts.settings, parts.clock, parts.retryMaxMs);
    this.roots = new SlackDeskRoots(parts, this.rooms);
    this.delivery = new SlackDeskDelivery(parts, this.rooms, this.roots);
    this.whispers = new SlackWhispers(parts.telemetry);
    this.guard = new SlackDeskGuard(parts, this.whispers);
    this.talk = new SlackDeskTalk(parts, this.roots, this.guard);
    const verdicts = new SlackDeskVerdicts(parts, this.roots, this.whispers);
    this.deeds = new SlackDeskDeeds(parts, this.guard, verdicts);
  }

  get name(): string {
    return this.parts.settings.name;
  }

  isIn(team: string): boolean {
    return team === this.parts.settings.team;
  }

  /** Whether what happens in that room is this desk's. */
  hasRoom(team: string, room: string): boolean {
    return this.rooms.has(team, room);
  }

  /** Whether the modal is one of this desk's. */
  hasView(team: string, view: SlackView): boolean {
    return team === this.parts.settings.team && modalAbout(view)?.desk === this.name;
  }

  /** Rooms that cannot be written to, and why. */
  problems(): readonly RoomProblem[] {
    return this.rooms.problems();
  }

  /** Asks after rooms that could not be written to: what was mended may have nothing to be said in it for long. */
  async recheck(signal: AbortSignal): Promise<void> {
    const workspace = this.parts.workspace();
    if (workspace === null) return;
    for (const { room } of this.rooms.problems()) {
      if (await isOpenToUs(workspace, room, signal)) this.rooms.mended(room);
    }
  }

  /** Lets go of what is still being told to single persons. */
  async stop(): Promise<void> {
    await Promise.all([this.whispers.stop(), this.delivery.stop()]);
  }

  together(conversation: Conversation, items: readonly LaneItem[]): number {
    return this.delivery.together(conversation, items);
  }

  deliver(
    conversation: Conversation,
    items: readonly LaneItem[],
    circumstances: Circumstances,
  ): Promise<DeliveryOutcome> {
    return this.delivery.deliver(conversation, items, circumstances);
  }

  async said(workspace: SlackWorkspace, said: SlackSaid): Promise<void> {
    const { team, channel } = said.spot;
    if (this.rooms.has(team, channel)) await this.talk.said(workspace, said);
  }

  async reacted(workspace: SlackWorkspace, reaction: SlackReaction): Promise<void> {
    const { spot, user, emoji, isAdded } = reaction;
    const { team, channel, ts } = spot;
    const deed = SHORTCUTS[emoji];
    if (!isAdded || deed === undefined || !this.rooms.has(team, channel)) return;
    const handoffId = await this.roots.handoffAt(workspace, { team, channel, ts });
    if (handoffId === null) return;
    const ear = { channel, user, threadTs: null };
    const { eventTs } = reaction;
    // It is as good as a press of the button.
    const cause = formatWireId({ kind: 'press', team, channel, ts, actionTs: eventTs, user });
    await this.attempt({ workspace, handoffId, rootTs: ts, ear }, ({ handoff, agent }) =>
      this.deeds.step(deed, { handoff, agent, cause }),
    );
  }

  async pressed(workspace: SlackWorkspace, press: SlackPressed): Promise<void> {
    const value = isOurAction(press.actionId) ? parsePress(press.value) : null;
    const ear = this.earOf(press);
    if (value?.kind !== 'deed' || ear === null || !this.isAbout(press, value.handoff)) {
      const { user, actionId } = press;
      this.parts.telemetry.warn('slack.press-ignored', { desk: this.name, user, actionId });
      return;
    }
    const { view, triggerId, message } = press;
    const opening = view ? { viewId: view.id, hash: view.hash } : { triggerId };
    const replace = (post: SlackPost) => {
      if (message) this.whispers.replace(workspace, message.channel, message.ts, post);
    };
    const attempt = { workspace, handoffId: value.handoff, rootTs: this.rootOf(press), ear };
    await this.attempt(attempt, async (act) => {
      const { wireId: cause } = press;
      const about = { ...act, cause, view: opening, replace };
      const isDone = await this.deeds.does(value.deed, about);
      if (isDone) return;
      const { user, actionId } = press;
      this.parts.telemetry.warn('slack.press-ignored', { desk: this.name, user, actionId });
    });
  }

  async submitted(
    workspace: SlackWorkspace,
    { view, user, team, typed }: SlackSubmission,
  ): Promise<undefined> {
    const about = modalAbout(view);
    if (about === null || !isReturnModal(view) || !this.rooms.has(team, about.channel)) return;
    const { channel, threadTs: rootTs, handoff: handoffId } = about;
    const ear = { channel, user, threadTs: null };
    await this.attempt({ workspace, handoffId, rootTs, ear }, async ({ handoff, agent }) => {
      await this.parts.steps.step('return', handoff.id, agent, (typed[NOTE_FIELD] ?? '').trim());
    });
  }

  /** What this desk says to `/frontdesk` in whatever room. */
  listedFor(workspace: SlackWorkspace, command: SlackCommand): Promise<CommandAnswer> {
    return listedFor(this.parts, this.rooms, workspace, command);
  }

  /** Something about rooms or the app itself. Every desk of the workspace is to be told of it. */
  async changed(workspace: SlackWorkspace, change: SlackChange): Promise<void> {
    const { what, channel, becomes, team } = change;
    if (team !== this.parts.settings.team) return;
    const isOurs = channel === null || this.rooms.has(team, channel);
    if (!isOurs) return;
    if (what === 'room-replaced' && channel !== null && becomes !== null) {
      return this.rooms.keep(this.parts.threads, channel, becomes);
    }
    const affected = channel === null ? this.rooms.all() : [channel];
    for (const room of affected) this.note(workspace, what, room);
  }

  private note(workspace: SlackWorkspace, what: SlackChange['what'], room: string): void {
    const { name, tenants } = this.parts.settings;
    const change = roomChange(what);
    if (change === 'members' || change === 'mended') workspace.forget(room);
    if (change === 'mended') this.rooms.mended(room);
    if (change !== 'broken') return;
    const { wording } = this.parts.faceOf(tenants[0] ?? '');
    this.parts.telemetry.warn('slack.room-broken', { desk: name, room, error: what });
    this.rooms.broke(room, say(`slack.error.${reasonOf(what)}`, wording));
  }

  private async attempt(
    { workspace, handoffId, rootTs, ear }: Attempt,
    work: (act: Omit<DeskAct, 'cause' | 'view' | 'replace'>) => Promise<void>,
  ): Promise<void> {
    const handoff = await this.guard.handoff(handoffId);
    if (handoff === null) return;
    const face = this.parts.faceOf(handoff.tenant);
    const { wording } = face;
    try {
      const agent = await this.guard.agent(workspace, ear, wording);
      if (agent !== null) await work({ workspace, handoff, agent, rootTs, ear, face });
    } catch (error) {
      if (this.guard.refused(workspace, ear, error, wording)) return;
      this.guard.tell(workspace, ear, spoken('slack.desk.try-again', wording));
      throw error;
    }
  }

  /**
   * Where whoever pressed looks: at a thread only if the button stands in it. Modals are opened from cards, which stand
   * in the room. Null: it was not at this desk.
   */
  private earOf({ message, view, team, user }: SlackPressed): Ear | null {
    const about = view && modalAbout(view);
    const channel = message?.channel ?? about?.channel;
    if (channel === undefined || !this.rooms.has(team, channel)) return null;
    const isInThread = message?.threadTs !== message?.ts;
    return { channel, user, threadTs: isInThread ? (message?.threadTs ?? null) : null };
  }

  /** The card whose buttons, or whose thread's, were pressed. */
  private rootOf({ message, view }: SlackPressed): string | null {
    if (message) return message.threadTs ?? message.ts;
    return (view && modalAbout(view)?.threadTs) ?? null;
  }

  /** A button in a modal is about what the modal is about. */
  private isAbout({ view }: SlackPressed, handoffId: string): boolean {
    return view === null || modalAbout(view)?.handoff === handoffId;
  }
}

/** Which sentence says why the room cannot be written to. */
function reasonOf(what: SlackChange['what']): 'archived' | 'not-in-room' | 'token' | 'room-gone' {
  switch (what) {
    case 'uninstalled':
    case 'tokens-revoked':
      return 'token';
    case 'bot-left':
      return 'not-in-room';
    case 'room-deleted':
      return 'room-gone';
    default:
      return 'archived';
  }
}

/** One answer of all desks of a workspace that know who asks; a refusal only if none of them does. */
export async function commandAnswer(
  desks: readonly SlackDesk[],
  workspace: SlackWorkspace,
  command: SlackCommand,
): Promise<string> {
  const answers = await Promise.all(desks.map((desk) => desk.listedFor(workspace, command)));
  const lists = answers.filter(({ kind }) => kind === 'list');
  const [refusal] = answers;
  const told = lists.length > 0 ? lists : refusal === undefined ? [] : [refusal];
  return told.map(({ text }) => text).join('\n\n');
}
