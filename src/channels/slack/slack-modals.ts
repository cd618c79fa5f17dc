import { z } from 'zod';
import type { Conversation } from '../../core/domain/conversation.js';
import { say } from '../../core/domain/texts.js';
import type { Archive } from '../../core/ports/archive.js';
import { actions, pressable } from './slack-blocks.js';
import { spoken } from './slack-desk-lines.js';
import type { DeskFace } from './slack-desk-parts.js';
import type { SlackView } from './slack-interactions.js';
import {
  SLACK_INPUT_CHARS_MAX,
  SLACK_LABEL_CHARS_MAX,
  SLACK_MODAL_TITLE_CHARS_MAX,
} from './slack-limits.js';
import { type PlainText, plainText, type SlackBlock, section } from './slack-post.js';
import { SLACK_ACTION } from './slack-press.js';
import { slackId, slackTs } from './slack-shapes.js';
import { type TranscriptCursor, transcriptPage } from './slack-transcript.js';

/** A modal as it is handed to `views.open` and `views.update`. https://docs.slack.dev/reference/views/modal-views/ */
export interface SlackModal {
  readonly type: 'modal';
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: PlainText;
  readonly close: PlainText;
  readonly submit?: PlainText;
  readonly blocks: readonly SlackBlock[];
}

const TRANSCRIPT = `${SLACK_ACTION}.transcript`;
const RETURN = `${SLACK_ACTION}.return`;

/** The name of the field for what the bot should know. */
export const NOTE_FIELD = 'note';

const about = z.strictObject({
  desk: z.string(),
  handoff: z.string(),
  channel: slackId,
  threadTs: slackTs.nullable(),
});

/** What a modal of a desk is about, and where it was opened. It comes back with whatever is done in it. */
export type ModalAbout = z.infer<typeof about>;

/** Null: not a modal of a desk. Slack signs what comes back; whoever acts on it looks at the record all the same. */
export function modalAbout({ callbackId, metadata }: SlackView): ModalAbout | null {
  if (callbackId !== TRANSCRIPT && callbackId !== RETURN) return null;
  try {
    const seen = about.safeParse(JSON.parse(metadata));
    return seen.success ? seen.data : null;
  } catch {
    return null;
  }
}

export function isReturnModal({ callbackId }: SlackView): boolean {
  return callbackId === RETURN;
}

export function returnModal(given: ModalAbout, { wording }: DeskFace): SlackModal {
  const label = plainText(say('slack.desk.return.note', wording), SLACK_LABEL_CHARS_MAX);
  const element = {
    type: 'plain_text_input',
    action_id: NOTE_FIELD,
    multiline: true,
    max_length: SLACK_INPUT_CHARS_MAX,
  } as const;
  return {
    type: 'modal',
    callback_id: RETURN,
    private_metadata: JSON.stringify(given),
    title: short(say('slack.desk.return', wording)),
    close: short(say('slack.desk.return.cancel', wording)),
    submit: short(say('slack.desk.return.submit', wording)),
    blocks: [{ type: 'input', block_id: NOTE_FIELD, optional: true, label, element }],
  };
}

/** One page of the transcript, with buttons to the pages beside it. */
export async function transcriptModal(
  given: ModalAbout,
  conversation: Conversation,
  archive: Archive,
  cursor: TranscriptCursor,
  face: DeskFace,
): Promise<SlackModal> {
  const { wording } = face;
  const page = await transcriptPage(conversation, archive, cursor, face);
  const older = page.older && turn(given, page.older, say('slack.desk.transcript.older', wording));
  const newer = page.newer && turn(given, page.newer, say('slack.desk.transcript.newer', wording));
  const turns = [older, newer].filter((button) => button !== null);
  const said =
    page.blocks.length > 0
      ? page.blocks
      : [section(spoken('slack.desk.transcript.empty', wording))];
  return {
    type: 'modal',
    callback_id: TRANSCRIPT,
    private_metadata: JSON.stringify(given),
    title: short(say('slack.desk.transcript', wording)),
    close: short(say('slack.desk.transcript.close', wording)),
    blocks: [...said, ...actions(turns)],
  };
}

function turn({ handoff }: ModalAbout, cursor: TranscriptCursor, label: string) {
  const deed =
    'before' in cursor ? `transcript:before:${cursor.before}` : `transcript:after:${cursor.after}`;
  return pressable({ kind: 'deed', handoff, deed }, label);
}

function short(words: string): PlainText {
  return plainText(words, SLACK_MODAL_TITLE_CHARS_MAX);
}
