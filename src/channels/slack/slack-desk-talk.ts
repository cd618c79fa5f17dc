import { GatewayError } from '../../core/domain/errors.js';
import { namesOf } from '../../core/domain/files.js';
import { type Agent, type Handoff, isClosed } from '../../core/domain/handoff.js';
import type { MessageKind, SentFile } from '../../core/domain/message.js';
import { say, type Wording } from '../../core/domain/texts.js';
import type { SaidWords } from '../../core/ports/desk.js';
import type { SlackDeskGuard } from './slack-desk-guard.js';
import { spoken } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskRoots } from './slack-desk-roots.js';
import { isFresh, SLACK_LAST_TRY_MS } from './slack-fresh.js';
import type { SlackSaid } from './slack-listener.js';
import { markdownOf } from './slack-markdown.js';
import { isMarkedNote, mayHaveMeantToSend, meaningOf, withoutMark } from './slack-meaning.js';
import { slackTime } from './slack-time.js';
import type { Ear } from './slack-whispers.js';
import type { SlackWorkspace } from './slack-workspace.js';

type Words = Exclude<SlackSaid, { kind: 'deleted' }>;
type Edited = Extract<SlackSaid, { kind: 'edited' }>;

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
    await this.orTold(speech, said, async () => {
      try {
        await this.take(speech, said);
      } catch (error) {
        if (!this.guard.refused(workspace, speech.ear, error, speech.wording)) throw error;
      }
    });
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
    const agent = await this.orTold({ workspace, ear, wording }, said, () =>
      this.guard.agent(workspace, ear, wording),
    );
    return agent && { workspace, handoff, agent, ear, wording };
  }

  /** What does not work comes again. The last time it does, whoever wrote it is told, as nobody else hears of it. */
  private async orTold<Done>(
    { workspace, ear, wording }: Pick<Speech, 'workspace' | 'ear' | 'wording'>,
    said: SlackSaid,
    work: () => Promise<Done>,
  ): Promise<Done> {
    try {
      return await work();
    } catch (error) {
      const atMs = happenedAtMs(said);
      // Of words that never came to us there is nothing to take back.
      const isVain = isRefusedAs(error, 'message.unheard');
      if (!isVain && this.parts.clock.nowMs() - atMs >= SLACK_LAST_TRY_MS) {
        const isGone = said.kind === 'deleted';
        const words = isGone ? 'slack.desk.not-taken-back' : 'slack.desk.not-taken';
        const time = slackTime(atMs);
        this.guard.insist(workspace, ear, spoken(words, wording, {}, { time }));
      }
      throw error;
    }
  }

  private async take(speech: Speech, said: SlackSaid): Promise<void> {
    switch (said.kind) {
      case 'said':
        return this.say(speech, said);
      case 'edited':
        return this.edit(speech, said);
      case 'deleted':
        return this.delete(speech, said);
    }
  }

  private async say(speech: Speech, said: Words): Promise<void> {
    await this.saidAs(speech, said, said.wireId);
  }

  /** False: it is on record already. */
  private async saidAs(speech: Speech, said: Words, wireId: string): Promise<boolean> {
    const { handoff, agent, workspace, ear, wording } = speech;
    const { talk, settings } = this.parts;
    const meaning = meaningOf(said.text, handoff, agent.id, settings);
    const words = { ...this.wordsOf(said, wireId), id: wireId };
    if (meaning.text === '' && said.files.length === 0) return true;
    if (meaning.kind === 'reply') {
      try {
        const isAnyAgent = this.isAnyAgent();
        const reply = { ...words, text: markdownOf(meaning.text), isAnyAgent };
        return (await talk.reply(handoff.id, agent, reply)).isNew;
      } catch (error) {
        if (!isRefusedAs(error, 'handoff.taken')) throw error;
        // Somebody else was faster. The words are kept among agents, and whoever wrote them learns of it.
        this.guard.refused(workspace, ear, error, wording);
      }
    }
    const { files: _, ...note } = words;
    const kept = { ...note, text: noteText(said, wording) };
    const { isNew } = await talk.note(handoff.id, agent, kept);
    // Whoever marks it as a note knows. The lock on others is easily taken to be about their words alone.
    if (isNew && !isMarkedNote(said.text, settings.noteMark)) this.tellNotSent(speech, said.files);
    return isNew;
  }

  private tellNotSent({ workspace, ear, wording }: Speech, files: readonly SentFile[]): void {
    if (files.length === 0) return;
    const told = spoken('slack.desk.files-not-sent', wording, { files: namesOf(files) });
    this.guard.tell(workspace, ear, told);
  }

  /**
   * Words that were changed before they reached us are said as they read now: sent again, those before are a duplicate.
   * Were they taken in at this very moment, it is an edit like any other.
   */
  private async edit(speech: Speech, said: Edited): Promise<void> {
    const { handoff, agent } = speech;
    const { talk } = this.parts;
    const kind = await talk.kindOf(handoff.id, agent, said.revises);
    if (kind !== null || !this.mayStillCome(speech, said)) return this.revise(speech, said, kind);
    if (await this.saidAs(speech, said, said.revises)) return;
    await this.revise(speech, said, await talk.kindOf(handoff.id, agent, said.revises));
  }

  /** What is taken back before it reached us is on its way: Slack is to bring the deletion again, behind it. */
  private async delete(speech: Speech, said: Extract<SlackSaid, { kind: 'deleted' }>) {
    const { handoff, agent } = speech;
    const { talk } = this.parts;
    if (this.mayStillCome(speech, said)) {
      const kind = await talk.kindOf(handoff.id, agent, said.revises);
      if (kind === null) throw new GatewayError('message.unheard');
    }
    await talk.deleteSaid(handoff.id, agent, said.revises, said.wireId, this.isAnyAgent());
  }

  /** Of what is said in an open case everything is recorded, and Slack brings it for some minutes. */
  private mayStillCome({ handoff }: Speech, { spot }: SlackSaid): boolean {
    return !isClosed(handoff.state) && isFresh(spot.ts, this.parts.clock);
  }

  /** Nothing that is marked as a note goes to the customer, not even in place of what went there. */
  private async revise(speech: Speech, said: Edited, kind: MessageKind | null): Promise<void> {
    const { handoff, agent, workspace, ear, wording } = speech;
    const { talk, settings } = this.parts;
    if (said.lostFiles.length > 0 && kind === 'text') {
      const files = namesOf(said.lostFiles);
      this.guard.tell(workspace, ear, spoken('slack.desk.files-stay', wording, { files }));
    }
    if (!said.hasNewWords) return;
    const isForCustomer = mayHaveMeantToSend(said.text, settings);
    if (!isForCustomer && kind !== 'note') {
      const isNote = isMarkedNote(said.text, settings.noteMark);
      const told = isNote
        ? spoken('slack.desk.edit-mark', wording)
        : spoken('slack.desk.edit-unmarked', wording, { mark: settings.replyMark });
      return this.guard.tell(workspace, ear, told);
    }
    const { files: _, ...words } = this.wordsOf(said, said.revises);
    const text = kind === 'note' ? said.text : markdownOf(withoutMark(said.text, settings));
    if (text.trim() === '') return;
    const isAnyAgent = this.isAnyAgent();
    try {
      await talk.editSaid(handoff.id, agent, said.revises, { ...words, text, isAnyAgent });
    } catch (error) {
      if (kind === 'note' || !isRefusedAs(error, 'handoff.closed')) throw error;
      this.guard.tell(workspace, ear, spoken('slack.desk.closed-edit', wording));
    }
  }

  private wordsOf(said: Words, wireId: string): SaidWords {
    const { text, files, atMs, wireId: id } = said;
    const edited = said.kind === 'edited' ? { editedAtMs: said.editedAtMs } : {};
    return { id, wireId, text, atMs, ...edited, ...(files.length === 0 ? {} : { files }) };
  }

  private isAnyAgent(): boolean {
    return this.parts.settings.replies === 'all';
  }
}

/** When they did it, by Slack's clock. */
function happenedAtMs(said: SlackSaid): number {
  return said.kind === 'edited' ? said.editedAtMs : said.atMs;
}

function isRefusedAs(
  error: unknown,
  code: 'handoff.taken' | 'handoff.closed' | 'message.unheard',
): boolean {
  return error instanceof GatewayError && error.code === code;
}

/** Files are not kept with notes, so their names are. */
function noteText({ text, files }: Words, wording: Wording): string {
  if (files.length === 0) return text;
  const names = say('desk.files.not-sent', wording, { files: namesOf(files) });
  return text === '' ? names : `${text}\n${names}`;
}
