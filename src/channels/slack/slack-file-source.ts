import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';
import type { Fetched, FileOwner, FileSource } from '../../core/ports/files.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackFailure } from './slack-errors.js';
import { parseFileSource, SLACK_FILE_SCHEME, whyNotFetched } from './slack-files.js';
import { slackUnavailable } from './slack-members.js';
import { sharedFile } from './slack-shapes.js';
import type { SlackWorkspace } from './slack-workspace.js';

const info = z.object({
  file: sharedFile.extend({ url_private_download: z.string().nullish() }),
});

type Info = z.infer<typeof info>['file'];

/** Slack's words for a file that it does not give us, however often it is asked. https://docs.slack.dev/reference/methods/files.info/ */
const NOT_GIVEN: ReadonlySet<string> = new Set([
  'file_not_found',
  'file_deleted',
  'access_denied',
  'no_permission',
  'not_in_channel',
  'missing_scope',
  'not_allowed_token_type',
]);

/** A page in the place of a file: of Slack's, where one is to sign in. */
const PAGE = 'text/html';

/** Contents of files that people sent in Slack. */
export class SlackFileSource implements FileSource {
  readonly scheme = SLACK_FILE_SCHEME;

  constructor(
    private readonly parts: {
      /** Null: the configuration has no such app or workspace. */
      readonly workspaceOf: (app: string, team: string) => SlackWorkspace | null;
      readonly telemetry: Telemetry;
    },
  ) {}

  async fetch(source: string, owner: FileOwner, signal: AbortSignal): Promise<Fetched | null> {
    const site = parseFileSource(source);
    const workspace = site && this.parts.workspaceOf(site.app, site.team);
    if (site === null || workspace === null) return this.none(owner, 'no such workspace');
    const file = await this.ask(workspace, site.file, signal);
    if (typeof file === 'string') return this.none(owner, file);
    const url = file.url_private_download ?? file.url_private;
    if (whyNotFetched(file) !== null || !url) return this.none(owner, `mode ${file.mode}`);
    const got = await workspace.files.get(url, signal);
    switch (got.kind) {
      case 'elsewhere':
        return this.none(owner, 'not on a host of Slack');
      case 'refused':
        // A redirect leads to where one signs in.
        if (mayWorkLater(got.failure)) throw slackUnavailable(got.failure);
        return this.none(owner, `HTTP ${got.failure.kind === 'http' ? got.failure.status : ''}`);
      case 'got': {
        const { content, type, bytes = file.size } = got;
        if (type === PAGE && file.mimetype !== PAGE) {
          content.destroy();
          return this.none(owner, 'a page in its place');
        }
        return { content, ...(bytes == null ? {} : { bytes }) };
      }
    }
  }

  /** What Slack says of it; a word if it does not give it. */
  private async ask(
    workspace: SlackWorkspace,
    file: string,
    signal: AbortSignal,
  ): Promise<Info | string> {
    if (!(await workspace.pacer.turn('file-info', '', signal))) {
      throw new GatewayError('slack.unavailable', { error: 'late' });
    }
    const answer = await workspace.api.call('files.info', { file }, signal);
    if (answer.kind === 'refused') {
      const { failure } = answer;
      if (failure.kind === 'platform' && NOT_GIVEN.has(failure.error)) return failure.error;
      throw slackUnavailable(failure);
    }
    const seen = info.safeParse(answer.body);
    if (!seen.success) throw new GatewayError('slack.unavailable', { error: 'unreadable' });
    return seen.data.file;
  }

  private none({ conversationId: conversation }: FileOwner, why: string): null {
    this.parts.telemetry.warn('slack.file-not-given', { conversation, why });
    return null;
  }
}

function mayWorkLater(failure: SlackFailure): boolean {
  if (failure.kind !== 'http') return true;
  return failure.status === 429 || failure.status >= 500;
}
