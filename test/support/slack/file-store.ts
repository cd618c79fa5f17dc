import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Failure } from './failure-script.js';
import type { FileRecord, UserRecord } from './model.js';
import type { SlackCore } from './slack-core.js';

/** A file as a person shares it. */
export interface SharedFile
  extends Partial<Pick<FileRecord, 'externalUrl' | 'isToBeAsked' | 'privateUrl' | 'state'>> {
  readonly name: string;
  readonly mimetype?: string;
  readonly content: Buffer | string;
}

export function fileOf(core: SlackCore, owner: UserRecord, file: SharedFile): FileRecord {
  const content = Buffer.from(file.content);
  return {
    mimetype: 'text/plain',
    state: 'shown',
    ...file,
    id: core.newId('F'),
    title: file.name,
    content,
    declaredBytes: content.length,
    team: owner.team,
    owner,
  };
}

/** A content that was sent or asked for, and with which token. */
export interface Transfer {
  readonly what: 'upload' | 'download';
  readonly path: string;
  readonly token: string | null;
}

/** What a failing transfer is answered; false: it is answered as always. */
export function failTransfer(failure: Failure | null, response: ServerResponse): boolean {
  switch (failure?.kind) {
    case 'rate-limited':
      response.writeHead(429, { 'retry-after': String(failure.retryAfterSeconds) }).end();
      return true;
    case 'http':
      response.writeHead(failure.status, { 'content-type': 'text/html' }).end('<h1>Oh no</h1>');
      return true;
    case 'cut-before':
      response.socket?.destroy();
      return true;
    case 'hang-before':
      return true;
    default:
      return false;
  }
}

/** The bytes of a file an app announced, raw or as the one part of a form (@slack/web-api sends the latter). */
export function receiveUpload(
  core: SlackCore,
  fileId: string,
  incoming: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const file = core.files.find(({ id }) => id === fileId);
  if (!file) {
    core.complaints.add(`upload: no file ${fileId} was announced`);
    response.writeHead(404).end();
    return;
  }
  file.content = contentOf(incoming.headers['content-type'] ?? '', body);
  if (file.content.length !== file.declaredBytes)
    core.complaints.add(
      `upload: ${file.name} has ${file.content.length} bytes, ${file.declaredBytes} were announced`,
    );
  response.writeHead(200).end(`OK - ${file.content.length}`);
}

function contentOf(contentType: string, body: Buffer): Buffer {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) return body;
  const start = body.indexOf('\r\n\r\n') + 4;
  const end = body.indexOf(`\r\n--${boundary}`, start);
  return body.subarray(start, end);
}

/**
 * `url_private` wants the bot token; without it Slack answers with its sign-in page, status 200 after a redirect:
 * https://docs.slack.dev/messaging/working-with-files#fetching_file_content
 */
export function serveFile(
  core: SlackCore,
  teamAndFile: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  const file = core.files.find(({ id, team }) => `${team.id}-${id}` === teamAndFile);
  const token = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
  const installation = core.installationByToken(token);
  const mayRead = installation?.state === 'active' && installation.scopes.has('files:read');
  if (file?.state !== 'shown') response.writeHead(404).end();
  else if (mayRead) response.writeHead(200, { 'content-type': file.mimetype }).end(file.content);
  else response.writeHead(302, { location: `https://${file.team.domain}.slack.com/` }).end();
}
