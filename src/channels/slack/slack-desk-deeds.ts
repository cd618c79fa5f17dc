import type { Conversation } from '../../core/domain/conversation.js';
import { GatewayError } from '../../core/domain/errors.js';
import { type Agent, conversationIdOf, type Handoff, isClosed } from '../../core/domain/handoff.js';
import type { SlackDeskGuard } from './slack-desk-guard.js';
import { plainLine, spoken } from './slack-desk-lines.js';
import type { DeskFace, SlackDeskParts } from './slack-desk-parts.js';
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
  readonly ear: Ear;
  readonly face: DeskFace;
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
        await steps.step(deed, handoff.id, agent, '');
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
        await steps.judge(handoff.id, agent, deed === 'verdict-right');
        this.guard.tell(act.workspace, act.ear, spoken('slack.desk.thanks', act.face.wording));
        return true;
      default:
        return false;
    }
  }

  private async doesNumbered(name: string, number: number, act: DeskAct): Promise<boolean> {
    switch (name) {
      case 'retry':
        await this.parts.talk.retry(act.handoff.id, act.agent, number);
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

  /** The draft of the card; pressed twice it is sent once. */
  private async sendDraft({ handoff, agent }: DeskAct): Promise<void> {
    const text = handoff.payload.draftReply;
    if (text === '') return;
    const isAnyAgent = this.isAnyAgent();
    await this.parts.talk.reply(handoff.id, agent, { id: `draft:${text}`, text, isAnyAgent });
  }

  /** Words that were kept among agents go out after all: by who wrote them, or by who has the case. */
  private async sendKept(act: DeskAct, seq: number): Promise<void> {
    const { workspace, handoff, agent, ear, face } = act;
    const { wording } = face;
    const { id } = await this.conversationOf(handoff);
    const [note] = await this.parts.archive.page(id, { after: seq - 1, limit: 1 });
    if (note?.seq !== seq || note.kind !== 'note' || note.author.kind !== 'agent') {
      return this.guard.tell(workspace, ear, spoken('slack.desk.sent-already', wording));
    }
    const isTheirs = note.author.id === agent.id || handoff.claimedBy?.id === agent.id;
    if (!isTheirs) return this.guard.tell(workspace, ear, spoken('slack.desk.send.who', wording));
    const text = withoutMark(note.text, this.parts.settings);
    const isAnyAgent = this.isAnyAgent();
    await this.parts.talk.reply(handoff.id, agent, { id: `send:${note.id}`, text, isAnyAgent });
    act.replace(plainLine(spoken('slack.desk.sent-by', wording, { agent: agent.name })));
  }

  private async askForNote(act: DeskAct): Promise<void> {
    const { handoff, agent, face } = act;
    const { claimedBy, state, history } = handoff;
    if (isClosed(state)) throw new GatewayError('handoff.closed', { by: claimedBy?.name });
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

  private aboutOf({ handoff, ear }: DeskAct): ModalAbout {
    const { channel, threadTs } = ear;
    return { desk: this.parts.settings.name, handoff: handoff.id, channel, threadTs };
  }

  private isAnyAgent(): boolean {
    return this.parts.settings.replies === 'all';
  }
}
