import { z } from 'zod';
import { sentFiles } from '../../core/domain/files.js';
import type { SentFile } from '../../core/domain/message.js';
import type { TeamsSentAttachment } from './teams-activity.js';

/** First word of the `source` of everything that Teams has the content of. */
export const TEAMS_SCHEME = 'teams';

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#message-activity-with-file-attachment-example */
const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';
const downloadInfo = z.object({ downloadUrl: z.string(), fileType: z.string().nullish() });

/** Characters of an address; SharePoint's with their permission in them have about 1,500. */
const URL_CHARS_MAX = 4_000;

/** What a message has as attachments besides files: itself as HTML, cards, quotations, a meeting's recording. */
const NO_FILE =
  /^(?:text\/html$|messageReference$|forwardedMessageReference$|meetingReference$|application\/vnd\.microsoft\.(?:card|teams\.card|com\.skype)|application\/vnd\.adaptivecard)/i;

/** Files that were sent along with a message to this bot. Of those whose content no bot is given, the name. */
export function filesOf(
  bot: string,
  attachments: readonly TeamsSentAttachment[],
): readonly SentFile[] {
  const files = attachments.filter(({ contentType }) => !NO_FILE.test(contentType));
  return sentFiles(files.map((one) => fileOf(bot, one)));
}

function fileOf(bot: string, attachment: TeamsSentAttachment): SentFile {
  const { contentType, contentUrl, content, name } = attachment;
  const info = contentType === DOWNLOAD ? downloadInfo.safeParse(content) : null;
  const url = info === null ? contentUrl : info.data?.downloadUrl;
  const type = /^[a-z]+\/[\w.+-]+$/i.test(contentType) && info === null ? contentType : undefined;
  return {
    name: name || nameBy(contentType),
    ...(type === undefined ? {} : { type: type.toLowerCase() }),
    ...(isFetchable(contentType, url) ? { source: `${TEAMS_SCHEME} ${bot} ${url}` } : {}),
  };
}

/** A `reference` is a file somewhere in SharePoint, which only its organization's people are let at. */
function isFetchable(contentType: string, url: string | null | undefined): url is string {
  const isAddress = url != null && url.length <= URL_CHARS_MAX && /^https?:\/\/\S+$/i.test(url);
  return isAddress && contentType !== 'reference';
}

/** Pictures pasted into a message have no name. */
function nameBy(contentType: string): string {
  const [kind = '', sub = ''] = contentType.toLowerCase().split('/');
  const ending = /^[a-z0-9]{1,8}$/.test(sub) ? `.${sub}` : '';
  return kind === 'image' ? `image${ending}` : `file${ending}`;
}

/** Those of an edit that did not come with the words before. Of files the address changes, and pictures have no name. */
export function addedFiles(
  edited: readonly SentFile[],
  before: readonly SentFile[],
): readonly SentFile[] {
  return edited.filter((file) => !before.some((one) => isSame(file, one)));
}

function isSame(file: SentFile, before: SentFile): boolean {
  const areKnown = file.source !== undefined && before.source !== undefined;
  if (areKnown && file.source === before.source) return true;
  return file.name === before.name && !(areKnown && isUnnamed(file));
}

/** What stays the same about a file however often it is told of. */
export function lastingNameOf(file: SentFile): string {
  return isUnnamed(file) ? (file.source ?? file.name) : file.name;
}

function isUnnamed({ name }: SentFile): boolean {
  return /^image(?:\.\w+)?$/.test(name);
}
