import { GatewayError } from '../../core/domain/errors.js';
import { namesOf } from '../../core/domain/files.js';
import { type Agent, conversationIdOf, type Handoff } from '../../core/domain/handoff.js';
import { PAGE_MESSAGES_MAX } from '../../core/domain/limits.js';
import type { MessageKind } from '../../core/domain/message.js';
import { say, type Wording } from '../../core/domain/texts.js';
import { newest } from '../../core/domain/transcript.js';
import type { SaidWords } from '../../core/ports/desk.js';
import type { SlackDeskGuard } from './slack-desk-guard.js';
import { spoken } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskRoots } from './slack-desk-roots.js';
import type { SlackSaid } from './slack-listener.js';
import { mayHaveMeantToSend, meaningOf, withoutMark } from './slack-meaning.js';
import type { Ear } from './slack-whispers.js';
import type { SlackWorkspace } from './slack-workspace.js';

type Words = Exclude<SlackSaid, { kind: 'deleted' }>;

/** Somebody who may act, in the thread of a handoff. */
interface Speech {
  readonly workspace: SlackWorkspace;
  readonly handoff: Handoff;
  readonly agent: Agent;
  readonly ear: Ear;
  readonly wording: Wording;
}

/** What agents write in the threads of handoffs: to the customer, or among themselves. */
export class SlackDeskTalk {
  constructor(
    private readonly parts: SlackDeskParts,
    private readonly roots: SlackDeskRoots,
    private readonly guard: SlackDeskGuard,
  ) {}

  /** Resolves once it is on record, or is none of ours. */
  async said(workspace: SlackWorkspace, said: SlackSaid): Promise<void> {
    const speech = await this.speechOf(workspace, said);
    if (speech === null) return;
    try {
      await this.take(speech, said);
    } catch (error) {
      if (!this.guard.refused(workspace, speech.ear, error, speech.wording)) throw error;
    }
  }

  /** Null: not in the thread of a handoff of ours, or by somebody who may not act, who is told so. */
  private async speechOf(workspace: SlackWorkspace, said: SlackSaid): Promise<Speech | null> {
    const { spot, customerId: user } = said;
    const { team, channel, ts, threadTs } = spot;
    if (threadTs === null || threadTs === ts || user === null) return null;
    const id = await this.roots.handoffAt(workspace, { team, channel, ts: threadTs });
    const handoff = id === null ? null : await this.guard.handoff(id);
    if (handoff === null) return null;
    const { wording } = this.parts.faceOf(handoff.tenant);
    const ear = { channel, user, threadTs };
    const agent = await this.guard.agent(workspace, ear, wording);
    return agent && { workspace, handoff, agent, ear, wording };
  }

  private async take(speech: Speech, said: SlackSaid): Promise<void> {
    switch (said.kind) {
      case 'said':
        return this.say(speech, said);
      case 'edited':
        return this.edit(speech, said);
      case 'deleted': {
        const { handoff, agent } = speech;
        const { talk } = this.parts;
        await talk.deleteSaid(handoff.id, agent, said.revises, said.wireId, this.isAnyAgent());
      }
    }
  }

  private async say(speech: Speech, said: Words): Promise<void> {
    const { handoff, agent, workspace, ear, wording } = speech;
    const { talk, settings } = this.parts;
    const meaning = meaningOf(said.text, handoff, agent.id, settings);
    const words = this.wordsOf(said, said.wireId);
    if (meaning.text === '' && said.files.length === 0) return;
    if (meaning.kind === 'reply') {
      try {
        const isAnyAgent = this.isAnyAgent();
        await talk.reply(handoff.id, agent, { ...words, text: meaning.text, isAnyAgent });
        return;
      } catch (error) {
        if (!isTaken(error)) throw error;
        // Somebody else was faster. The words are kept among agents, and whoever wrote them learns of it.
        this.guard.refused(workspace, ear, error, wording);
      }
    }
    const { files: _, ...note } = words;
    await talk.note(handoff.id, agent, { ...note, text: noteText(said, wording) });
  }

  /** Nothing that is marked as a note goes to the customer, not even in place of what went there. */
  private async edit(speech: Speech, said: Extract<Words, { kind: 'edited' }>): Promise<void> {
    const { handoff, agent, workspace, ear, wording } = speech;
    const { talk, settings } = this.parts;
    const isForCustomer = mayHaveMeantToSend(said.text, settings);
    const kind = await this.kindOf(handoff, said.revises);
    if (!isForCustomer && kind !== 'note') {
      const isNote = said.text.trimStart().startsWith(settings.noteMark);
      const told = isNote
        ? spoken('slack.desk.edit-mark', wording)
        : spoken('slack.desk.edit-unmarked', wording, { mark: settings.replyMark });
      return this.guard.tell(workspace, ear, told);
    }
    const { files: _, ...words } = this.wordsOf(said, said.revises);
    const text = kind === 'note' ? said.text : withoutMark(said.text, settings);
    if (text.trim() === '') return;
    const isAnyAgent = this.isAnyAgent();
    await talk.editSaid(handoff.id, agent, said.revises, { ...words, text, isAnyAgent });
  }

  /** What became of what was said with that id, if it is among the newest words. */
  private async kindOf(handoff: Handoff, wireId: string): Promise<MessageKind | null> {
    const id = conversationIdOf(handoff.id);
    const conversation = id === null ? null : await this.parts.conversations.load(id);
    if (conversation === null) return null;
    const query = { before: Number.MAX_SAFE_INTEGER, limit: PAGE_MESSAGES_MAX };
    const filed = await this.parts.archive.page(conversation.id, query);
    const all = newest(conversation, filed, PAGE_MESSAGES_MAX);
    const found = all.find((one) => one.wireId === wireId && one.author.kind === 'agent');
    return found?.kind ?? null;
  }

  private wordsOf({ text, files, atMs, wireId: id }: Words, wireId: string): SaidWords {
    return { id, wireId, text, atMs, ...(files.length === 0 ? {} : { files }) };
  }

  private isAnyAgent(): boolean {
    return this.parts.settings.replies === 'all';
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'handoff.taken';
}

/** Files are not kept with notes, so their names are. */
function noteText({ text, files }: Words, wording: Wording): string {
  if (files.length === 0) return text;
  const names = say('desk.files.not-sent', wording, { files: namesOf(files) });
  return text === '' ? names : `${text}\n${names}`;
}
