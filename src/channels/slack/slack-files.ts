import type { z } from 'zod';
import { sentFiles } from '../../core/domain/files.js';
import { FILES_MAX } from '../../core/domain/limits.js';
import type { SentFile } from '../../core/domain/message.js';
import { webAddress } from '../web-links.js';
import { SLACK_ID } from './slack-ids.js';
import type { sharedFile } from './slack-shapes.js';

/** A file as Slack describes it within a message. https://docs.slack.dev/reference/objects/file-object/ */
export type SlackFile = z.infer<typeof sharedFile>;

export const SLACK_FILE_SCHEME = 'slack';

/** Where one file is fetched: the app's name in our configuration, a workspace it is in, Slack's id of the file. */
export interface SlackFileSite {
  readonly app: string;
  readonly team: string;
  readonly file: string;
}

/** What is no file that could be fetched: texts and tables that exist in Slack's own pages alone. */
const PAGES: ReadonlySet<string> = new Set(['post', 'space', 'canvas', 'list', 'quip']);

/** What Slack does not keep, or does not show, any more. */
const GONE: ReadonlySet<string> = new Set(['tombstone', 'hidden_by_limit']);

const NOT_OURS: ReadonlySet<string> = new Set(['access_denied', 'file_not_found']);

/** `slack APP TEAM FILE`, as it is kept with a message. */
export function formatFileSource({ app, team, file }: SlackFileSite): string {
  return [SLACK_FILE_SCHEME, encodeURIComponent(app), team, file].join(' ');
}

/** Null: not written by `formatFileSource`. */
export function parseFileSource(source: string): SlackFileSite | null {
  const [scheme, app = '', team = '', file = '', ...rest] = source.split(' ');
  const isOurs = scheme === SLACK_FILE_SCHEME && app !== '' && rest.length === 0;
  if (!isOurs || !SLACK_ID.test(team) || !SLACK_ID.test(file)) return null;
  return { app: decodeURIComponent(app), team, file };
}

/** What came along with words: files, and lines with the addresses of what is kept elsewhere. */
export interface SlackAlong {
  readonly files: readonly SentFile[];
  readonly links: readonly string[];
}

/**
 * | Slack's `mode` | comes to |
 * |---|---|
 * | `hosted`, `snippet`, none, others we do not know | a file to be fetched |
 * | `external`: a link that Slack shows as a file | a line with its name and address |
 * | `tombstone`, `hidden_by_limit` | a name: it is gone |
 * | `canvas`, `list` and the like | a name: not of a kind that can be taken |
 */
export function filesAlong(
  shared: readonly SlackFile[],
  at: Pick<SlackFileSite, 'app' | 'team'>,
): SlackAlong {
  const all = shared.slice(0, FILES_MAX);
  const links = all.flatMap((one) => (isElsewhere(one) ? (linkOf(one) ?? []) : []));
  const files = all.filter((one) => !isElsewhere(one) || linkOf(one) === null);
  return { files: sentFiles(files.map((one) => fileOf(one, at))), links };
}

/** Names of those that were there before and are no more: whoever sent them took them back. */
export function takenBack(
  before: readonly SlackFile[],
  after: readonly SlackFile[],
): readonly SentFile[] {
  const left = new Set(after.filter((one) => !isGone(one)).map(({ id }) => id));
  const missing = before.filter((one) => !isGone(one) && !left.has(one.id));
  return sentFiles(missing.map((one) => ({ name: nameOf(one) })));
}

/** Why Slack's own word of a file says that it cannot be fetched; null: it may be. */
export function whyNotFetched(file: SlackFile): 'gone' | 'kind' | null {
  if (isGone(file) || NOT_OURS.has(file.file_access ?? '') || isElsewhere(file)) return 'gone';
  return PAGES.has(file.mode ?? '') ? 'kind' : null;
}

function fileOf(file: SlackFile, at: Pick<SlackFileSite, 'app' | 'team'>): SentFile {
  const name = nameOf(file);
  const problem = whyNotFetched(file);
  if (problem !== null) return { name, problem };
  const { id, mimetype, size } = file;
  if (id == null) return { name, problem: 'gone' };
  return {
    name,
    ...(mimetype ? { type: mimetype } : {}),
    ...(size == null ? {} : { bytes: size }),
    source: formatFileSource({ ...at, file: id }),
  };
}

function nameOf({ name, title }: SlackFile): string {
  return name || title || '';
}

function isGone({ mode }: SlackFile): boolean {
  return GONE.has(mode ?? '');
}

function isElsewhere({ mode, is_external: isExternal }: SlackFile): boolean {
  return mode === 'external' || isExternal === true;
}

function linkOf(file: SlackFile): string | null {
  const address = webAddress(file.external_url ?? file.url_private ?? '');
  if (address === null || address.username !== '') return null;
  const name = nameOf(file).replace(/\s+/g, ' ').trim();
  return name === '' ? address.href : `${name}: ${address.href}`;
}
