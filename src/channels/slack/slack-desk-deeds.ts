import type { Conversation } from '../../core/domain/conversation.js';
import { GatewayError } from '../../core/domain/errors.js';
import {
  type Agent,
  closedBy,
  conversationIdOf,
  type Handoff,
  isClosed,
} from '../../core/domain/handoff.js';
import type { SlackDeskGuard } from './slack-desk-guard.js';
import { plainLine, spoken } from './slack-desk-lines.js';
import { noteFate, noteNumbered } from './slack-desk-notes.js';
import type { DeskFace, SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskVerdicts } from './slack-desk-verdicts.js';
import { markdownOf } from './slack-markdown.js';
import { withoutMark } from './slack-meaning.js';
import { type ModalAbout, returnModal, type SlackModal, transcriptModal } from './slack-modals.js';
import type { SlackPost } from './slack-post.js';
import { LAST_PAGE, type TranscriptCursor } from './slack-transcript.js';
import type { Ear } from './slack-whispers.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Somebody who may act does something with a handoff. */
export interface DeskAct {
  readonly workspace: SlackWorkspace;
  readonly handoff: Handoff;
  readonly agent: Agent;
  /** The card's own place, where that is known. */
  readonly rootTs: string | null;
  readonly ear: Ear;
  readonly face: DeskFace;
  /** What they did it by, as Slack names it each time it brings it; null within a modal. */
  readonly cause: string | null;
  /** What is opened: a modal in its own place, or in the place of another one. */
  readonly view:
    | { readonly triggerId: string }
    | { readonly viewId: string; readonly hash: string | null };
  /** Puts words in the place of what was pressed. */
  readonly replace: (post: SlackPost) => void;
}

/** A deed with the number it names: of a message, or of a page. */
const NUMBERED = /^(retry|send|transcript:before|transcript:after):(\d{1,15})$/;

/** What the buttons of a desk do. */
export class SlackDeskDeeds {
  constructor(
    private readonly parts: SlackDeskParts,
    private readonly guard: SlackDeskGuard,
    private readonly verdicts: SlackDeskVerdicts,
  ) {}

  /** False: there is no such deed. Rejects as the policy does. */
  async does(deed: string, act: DeskAct): Promise<boolean> {
    const [, name, digits] = NUMBERED.exec(deed) ?? [];
    if (name !== undefined) return this.doesNumbered(name, Number(digits), act);
    const { handoff, agent } = act;
    const { steps } = this.parts;
    switch (deed) {
      case 'claim':
      case 'release':
      case 'resolve':
        await this.step(deed, act);
        return true;
      case 'return':
        await this.askForNote(act);
        return true;
      case 'take-over':
        await steps.takeOver(handoff.conversationId, agent);
        return true;
      case 'send-draft':
        await this.sendDraft(act);
        return true;
      case 'transcript':
        await this.turnPage(act, LAST_PAGE);
        return true;
      case 'approve':
      case 'reject':
        await steps.decide(handoff.id, agent, deed === 'approve');
        return true;
      case 'verdict-right':
      case 'verdict-wrong':
        await this.judge(act, deed === 'verdict-right');
        return true;
      default:
        return false;
    }
  }

  /**
   * Slack may bring it again, here or to another process, when it was done and perhaps undone since: what somebody
   * claimed and released they would then have again.
   */
  async step(
    kind: 'claim' | 'release' | 'resolve',
    { handoff, agent, cause }: Pick<DeskAct, 'handoff' | 'agent' | 'cause'>,
  ): Promise<void> {
    await this.parts.steps.step(kind, handoff.id, agent, '', cause ?? undefined);
  }

  private async doesNumbered(name: string, number: number, act: DeskAct): Promise<boolean> {
    switch (name) {
      case 'retry':
        await this.parts.talk.retry(act.handoff.id, act.agent, number, this.isAnyAgent());
        return true;
      case 'send':
        await this.sendKept(act, number);
        return true;
      case 'transcript:before':
        await this.turnPage(act, { before: number });
        return true;
      case 'transcript:after':
        await this.turnPage(act, { after: number });
        return true;
      default:
        return false;
    }
  }

  private async judge(act: DeskAct, isRight: boolean): Promise<void> {
    const { workspace, handoff, agent, rootTs: ts, ear, face } = act;
    await this.parts.steps.judge(handoff.id, agent, isRight);
    this.guard.tell(workspace, ear, spoken('slack.desk.thanks', face.wording));
    const { channel } = ear;
    if (ts !== null) {
      this.verdicts.show(workspace, { team: workspace.team, channel, ts }, handoff, face);
    }
  }

  /** The draft of the card; pressed twice, by whomever, it is sent once. */
  private async sendDraft({ workspace, handoff, agent, ear, face }: DeskAct): Promise<void> {
    const said = await this.parts.talk.sendDraft(handoff.id, agent, this.isAnyAgent());
    if (said?.isNew) return;
    this.guard.tell(workspace, ear, spoken('slack.desk.sent-before', face.wording));
  }

  /** Words that were kept among agents go out after all: by who wrote them, or by who has the case. */
  private async sendKept(act: DeskAct, seq: number): Promise<void> {
    const { workspace, handoff, agent, ear, face } = act;
    const { wording } = face;
    const conversation = await this.conversationOf(handoff);
    const note = await noteNumbered(conversation, seq, this.parts.archive);
    if (note === null) {
      return this.guard.tell(workspace, ear, spoken('slack.desk.sent-already', wording));
    }
    const fate = await noteFate(conversation, note, this.parts.archive);
    if (fate !== null) {
      act.replace(plainLine(spoken(`slack.desk.note-${fate}`, wording)));
      return this.guard.tell(workspace, ear, spoken(`slack.desk.not-sent-${fate}`, wording));
    }
    const isTheirs = note.author.id === agent.id || handoff.claimedBy?.id === agent.id;
    if (!isTheirs) return this.guard.tell(workspace, ear, spoken('slack.desk.send.who', wording));
    const words = withoutMark(note.text, this.parts.settings);
    // Kept as it was typed: here in Slack's marks, on our own desk page in Markdown.
    const text = note.wireId === undefined ? words : markdownOf(words);
    const isAnyAgent = this.isAnyAgent();
    const shared = { id: `send:${note.id}`, text, isAnyAgent, isShared: true };
    const { isNew } = await this.parts.talk.reply(handoff.id, agent, shared);
    if (!isNew) {
      return this.guard.tell(workspace, ear, spoken('slack.desk.sent-before', wording));
    }
    act.replace(plainLine(spoken('slack.desk.sent-by', wording, { agent: agent.name })));
  }

  private async askForNote(act: DeskAct): Promise<void> {
    const { handoff, agent, face } = act;
    const { claimedBy, state, history } = handoff;
    if (isClosed(state)) throw new GatewayError('handoff.closed', { by: closedBy(handoff)?.name });
    if (claimedBy === null) throw new GatewayError('handoff.not-claimed');
    if (claimedBy.id !== agent.id) {
      const sinceMs = history.findLast((step) => step.state === 'claimed')?.atMs;
      throw new GatewayError('handoff.taken', { by: claimedBy.name, sinceMs });
    }
    await this.open(act, returnModal(this.aboutOf(act), face));
  }

  private async turnPage(act: DeskAct, cursor: TranscriptCursor): Promise<void> {
    const conversation = await this.conversationOf(act.handoff);
    const { archive } = this.parts;
    const about = this.aboutOf(act);
    await this.open(act, await transcriptModal(about, conversation, archive, cursor, act.face));
  }

  private async open({ workspace, view }: DeskAct, modal: SlackModal): Promise<void> {
    const answer =
      'triggerId' in view
        ? await workspace.api.call('views.open', { trigger_id: view.triggerId, view: modal })
        : await workspace.api.call('views.update', {
            view_id: view.viewId,
            ...(view.hash === null ? {} : { hash: view.hash }),
            view: modal,
          });
    if (answer.kind === 'ok') return;
    const { failure } = answer;
    // Pressed twice in a hurry: the first press has turned the page.
    if (failure.kind === 'platform' && failure.error === 'hash_conflict') return;
    throw new GatewayError('slack.unavailable');
  }

  private async conversationOf({ id }: Handoff): Promise<Conversation> {
    const conversationId = conversationIdOf(id);
    const found =
      conversationId === null ? null : await this.parts.conversations.load(conversationId);
    if (found === null) throw new GatewayError('handoff.unknown');
    return found;
  }

  private aboutOf({ handoff, rootTs: threadTs, ear }: DeskAct): ModalAbout {
    const { channel } = ear;
    return { desk: this.parts.settings.name, handoff: handoff.id, channel, threadTs };
  }

  private isAnyAgent(): boolean {
    return this.parts.settings.replies === 'all';
  }
}
