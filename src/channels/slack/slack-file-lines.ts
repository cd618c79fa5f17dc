import { type FileBounds, namesOf, problemOf, whyNot } from '../../core/domain/files.js';
import type { FileProblem, Message, SentFile } from '../../core/domain/message.js';
import type { TextKey, Wording } from '../../core/domain/texts.js';
import { spoken } from './slack-desk-lines.js';
import type { LeftFile } from './slack-file-sender.js';
import { SLACK_CARD_PART_CHARS_MAX, SLACK_LINK_CHARS_MAX } from './slack-limits.js';
import { slackLink } from './slack-links.js';
import { context, type SlackPost, slackPost } from './slack-post.js';
import { shortenForSlack } from './slack-split.js';

export interface LeftContext {
  readonly reader: 'customer' | 'desk';
  readonly wording: Wording;
  readonly bounds: FileBounds;
  /** Where a file may be fetched for a while; null: nowhere. */
  readonly urlOf: (file: SentFile) => string | null;
}

const KEYS = {
  customer: { link: 'files.link', why: 'files.not-passed-on-from', names: 'files.not-passed-on' },
  desk: { link: 'desk.files.link', why: 'desk.files.refused', names: 'desk.files.not-received' },
} as const satisfies Record<LeftContext['reader'], Record<string, TextKey>>;

/** Above any line with an address in it, which must not be cut. */
const LINE_CHARS_MAX = SLACK_CARD_PART_CHARS_MAX + SLACK_LINK_CHARS_MAX;

/**
 * What stands below words of which files did not come along: of each why not or where it is, and the names of the others.
 * Null: all came.
 */
export function leftPost(
  message: Pick<Message, 'files' | 'author'>,
  left: readonly LeftFile[],
  parts: LeftContext,
): SlackPost | null {
  const named = (message.files ?? []).filter(({ id }) => id === undefined);
  const all = [...left, ...named.map((file) => ({ file, problem: problemOf(file) }))];
  const told = all.map((one) => ({ ...one, line: lineOf(one, message.author.name, parts) }));
  const bare = told.filter(({ line }) => line === null).map(({ file }) => file);
  const names = { files: namesOf(bare) };
  const rest = bare.length === 0 ? [] : [spoken(KEYS[parts.reader].names, parts.wording, names)];
  const lines = [...told.flatMap(({ line }) => line ?? []), ...rest];
  if (lines.length === 0) return null;
  const text = shortenForSlack(lines.join('\n'), LINE_CHARS_MAX * 2);
  return slackPost(text, [context(text)]);
}

/** Null: there is no more to say of it than its name. */
function lineOf({ file, problem }: LeftFile, author: string, parts: LeftContext): string | null {
  return problem === null ? linkLine(file, parts) : whyLine(file, problem, author, parts);
}

function linkLine(file: SentFile, { reader, wording, urlOf }: LeftContext): string | null {
  const url = urlOf(file);
  if (url === null || url.length > SLACK_LINK_CHARS_MAX) return null;
  return spoken(KEYS[reader].link, wording, { file: file.name }, { url: slackLink(url, '') });
}

function whyLine(
  { name: file }: SentFile,
  problem: FileProblem,
  author: string,
  { reader, wording, bounds }: LeftContext,
): string {
  const why = whyNot(problem, bounds, wording);
  return spoken(KEYS[reader].why, wording, { file, name: author, agent: author, why });
}
