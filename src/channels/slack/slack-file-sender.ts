import { z } from 'zod';
import type { FileProblem, Message, SentFile } from '../../core/domain/message.js';
import type { Clock } from '../../core/ports/clock.js';
import type { FileOwner, Files, OpenFile } from '../../core/ports/files.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackFailure } from './slack-errors.js';
import { letGo } from './slack-file-wire.js';
import { findFilePosts, isThreadGone, type SlackFileSearch } from './slack-finder.js';
import { atMsOf } from './slack-ids.js';
import {
  SLACK_FILE_ATTEMPTS_MAX,
  SLACK_FILE_BYTES_MAX,
  SLACK_SHARE_DOUBT_MS,
  SLACK_SHARE_WAITS_MS,
} from './slack-limits.js';
import { failureName } from './slack-members.js';
import { CANNOT_LOOK, type Done, mayBeDone } from './slack-poster.js';
import { slackId } from './slack-shapes.js';
import { SlackUploads, type Uploads } from './slack-uploads.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Slack's words for what it takes from nobody, or not from us: about the file, not about the room. */
const NOT_TAKEN: ReadonlySet<string> = new Set([
  'missing_scope',
  'not_allowed_token_type',
  'file_type_not_allowed',
  'file_upload_size_restricted',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'storage_limit_reached',
  'invalid_arguments',
  'blocked_file_type',
  'file_share_limit_reached',
  'slack_connect_blocked_file_type',
  'slack_connect_clip_sharing_blocked',
  'slack_connect_file_upload_sharing_blocked',
]);

/** The upload is not there any more: it has to be made again. */
const LOST: ReadonlySet<string> = new Set(['file_not_found', 'file_update_failed']);

/** What is not there any more, or not ours to take away: another try would not either. */
const STAYS: ReadonlySet<string> = new Set([
  'file_deleted',
  'file_not_found',
  'cant_delete_file',
  'file_deleting_disabled',
  'delete_not_allowed',
  'message_not_found',
  'cant_delete_message',
  'missing_scope',
  'is_archived',
  'channel_not_found',
  'not_in_channel',
]);

/** A message with files on its way to one place. */
export interface SlackFreight {
  readonly workspace: SlackWorkspace;
  readonly message: Message;
  readonly owner: FileOwner;
  /** Some of it may be there already, by a process that died or a call that broke. */
  readonly isInDoubt: boolean;
  /** For the ways of contents, which take their time; not ended by who waits for turns. */
  readonly stopping: AbortSignal;
}

/** A file that did not come along. `problem` null: Slack did not take it, or nobody could read or put it there for long. */
export interface LeftFile {
  readonly file: SentFile;
  readonly problem: FileProblem | null;
}

/** What is in Slack by now, and what is not. */
export interface Cargo {
  readonly uploads: readonly { readonly file: SentFile; readonly slackId: string }[];
  readonly left: readonly LeftFile[];
}

/** `unread`: a content cannot be read here just now. `stopped` without a failure: our turn did not come, or we stop. */
export type Loaded =
  | { readonly kind: 'loaded'; readonly cargo: Cargo }
  | { readonly kind: 'unread' }
  | { readonly kind: 'stopped'; readonly failure: SlackFailure | null };

/** `shared`: with those that Slack refused to show there. */
export type Shared =
  | { readonly kind: 'shared'; readonly left: readonly LeftFile[] }
  | Extract<Done, { kind: 'stopped' }>;

type Carried =
  | { readonly kind: 'up'; readonly slackId: string }
  | { readonly kind: 'left'; readonly problem: FileProblem | null }
  | Again;

/** What has another try before it. */
type Again = Exclude<Loaded, { kind: 'loaded' }>;

const ticket = z.object({ upload_url: z.string(), file_id: slackId });

/**
 * Brings files into Slack: first their contents, which nobody sees, then, behind the text, all of a message's files in
 * one post. Contents pass through as streams.
 */
export class SlackFileSender {
  private readonly uploads: SlackUploads;

  constructor(
    private readonly parts: {
      readonly files: Pick<Files, 'open'>;
      readonly clock: Clock;
      readonly telemetry: Telemetry;
    },
  ) {
    this.uploads = new SlackUploads(parts.clock);
  }

  /** Brings the contents. */
  async load(freight: SlackFreight): Promise<Loaded> {
    const files = (freight.message.files ?? []).filter(({ id }) => id !== undefined);
    if (files.length === 0) return { kind: 'loaded', cargo: NO_CARGO };
    const known = this.uploads.begin(keyOf(freight), freight.isInDoubt);
    const uploads: { file: SentFile; slackId: string }[] = [];
    const left: LeftFile[] = [];
    for (const file of files) {
      const carried = await this.carry(freight, file, known);
      if (carried.kind === 'unread' || carried.kind === 'stopped') return carried;
      if (carried.kind === 'up') uploads.push({ file, slackId: carried.slackId });
      if (carried.kind === 'left') left.push({ file, problem: carried.problem });
    }
    return { kind: 'loaded', cargo: { uploads, left } };
  }

  /** Shows them behind the text that ends at `afterTs`. */
  async share(
    freight: SlackFreight,
    place: SlackFileSearch,
    { uploads }: Pick<Cargo, 'uploads'>,
    signal: AbortSignal,
  ): Promise<Shared> {
    if (uploads.length === 0) return { kind: 'shared', left: [] };
    if (freight.isInDoubt) {
      const there = await this.mayBeThere(freight, place, signal);
      if (there !== null) return there;
    }
    const shared = await this.complete(freight, place, uploads, signal);
    if (shared.kind === 'shared') {
      this.uploads.forget(keyOf(freight));
      if (shared.left.length === 0) await this.seen(freight, place, signal);
    }
    return shared;
  }

  /** Takes back what stands behind a text of ours: the posts, and what they show. */
  async remove(
    workspace: SlackWorkspace,
    place: SlackFileSearch,
    signal: AbortSignal,
  ): Promise<Done> {
    const found = await findFilePosts(workspace, place, signal);
    if (found.kind === 'refused') {
      const isFinal = isOneOf(found.failure, CANNOT_LOOK);
      return isFinal ? OK : { kind: 'stopped', failure: found.failure, isUnknown: true };
    }
    for (const { ts, fileIds } of found.posts) {
      for (const file of fileIds) {
        if (!(await workspace.pacer.turn('file-delete', '', signal))) return LATE;
        const gone = await workspace.api.call('files.delete', { file });
        if (gone.kind === 'refused' && !isOneOf(gone.failure, STAYS)) return stoppedBy(gone);
      }
      if (!(await workspace.pacer.turn('delete', place.channel, signal))) return LATE;
      const gone = await workspace.api.call('chat.delete', { channel: place.channel, ts });
      if (gone.kind === 'refused' && !isOneOf(gone.failure, STAYS)) return stoppedBy(gone);
    }
    return OK;
  }

  private async carry(freight: SlackFreight, file: SentFile, known: Uploads): Promise<Carried> {
    const id = file.id ?? '';
    const before = known.ids.get(id);
    if (before !== undefined) return { kind: 'up', slackId: before };
    const opened = await this.open(freight, file);
    if (opened === null) {
      return freight.stopping.aborted
        ? { kind: 'stopped', failure: null }
        : this.again(freight, known, UNREAD);
    }
    if (opened.kind === 'problem') return { kind: 'left', problem: opened.problem };
    const carried = await this.upload(freight, file, opened, known);
    if (carried.kind === 'up') known.ids.set(id, carried.slackId);
    return carried;
  }

  /** A next try, unless there were enough: what is said behind these files must not wait for ever. */
  private again({ message }: SlackFreight, known: Uploads, otherwise: Again): Carried {
    known.failedCount += 1;
    if (known.failedCount < SLACK_FILE_ATTEMPTS_MAX) return otherwise;
    this.parts.telemetry.warn('slack.file-left', { message: message.id });
    return LEFT;
  }

  /** Null: not just now. */
  private async open({ owner, stopping, message }: SlackFreight, file: SentFile) {
    try {
      return await this.parts.files.open(file, owner, stopping);
    } catch (error) {
      if (!stopping.aborted) {
        this.parts.telemetry.error('slack.file-unread', error, { message: message.id });
      }
      return null;
    }
  }

  private async upload(
    freight: SlackFreight,
    file: SentFile,
    { content, bytes, name }: OpenFile,
    known: Uploads,
  ): Promise<Carried> {
    const { workspace, stopping, message } = freight;
    const isFit = bytes > 0 && bytes <= SLACK_FILE_BYTES_MAX;
    const isTurn = isFit && (await workspace.pacer.turn('upload', '', stopping));
    if (!isTurn) {
      await letGo(content);
      return isFit ? { kind: 'stopped', failure: null } : LEFT;
    }
    const args = { filename: name || file.name, length: bytes };
    const answer = await workspace.api.call('files.getUploadURLExternal', args, stopping);
    const given = ticket.safeParse(answer.kind === 'ok' ? answer.body : null);
    if (answer.kind === 'refused' || !given.success) {
      await letGo(content);
      const failure = answer.kind === 'refused' ? answer.failure : NETWORK;
      return this.notUp(message, failure, isOneOf(failure, NOT_TAKEN));
    }
    const { upload_url: url, file_id: slackId } = given.data;
    const put = await workspace.files.put(url, { content, bytes }, stopping);
    if (put.kind === 'put') return { kind: 'up', slackId };
    if (stopping.aborted) return { kind: 'stopped', failure: null };
    if (put.kind === 'unread') {
      this.parts.telemetry.error('slack.file-unread', put.error, { message: message.id });
      return this.again(freight, known, UNREAD);
    }
    const failure = put.kind === 'refused' ? put.failure : NETWORK;
    const isRefused = failure.kind === 'http' && failure.status < 500 && failure.status !== 429;
    if (put.kind !== 'refused' || isRefused) return this.notUp(message, failure, true);
    return this.again(freight, known, { kind: 'stopped', failure });
  }

  private notUp({ id }: Message, failure: SlackFailure, isFinal: boolean): Carried {
    if (!isFinal) return { kind: 'stopped', failure };
    this.parts.telemetry.warn('slack.file-not-taken', { message: id, error: failureName(failure) });
    return LEFT;
  }

  /** Null: they are not there, and nobody is about to put them there. */
  private async mayBeThere(
    freight: SlackFreight,
    place: SlackFileSearch,
    signal: AbortSignal,
  ): Promise<Shared | null> {
    const { workspace, message } = freight;
    const found = await findFilePosts(workspace, place, signal);
    if (found.kind === 'refused') {
      const { failure } = found;
      if (!isOneOf(failure, CANNOT_LOOK)) return { kind: 'stopped', failure, isUnknown: true };
      // A second copy is rare, and better than files that never come.
      this.parts.telemetry.warn('slack.not-looked-for', { message: message.id });
      return null;
    }
    if (found.posts.length > 0) {
      this.uploads.forget(keyOf(freight));
      return { kind: 'shared', left: [] };
    }
    const isNeverAsked = this.uploads.find(keyOf(freight))?.isAsked === false;
    const isYoung = this.parts.clock.nowMs() - atMsOf(place.afterTs) < SLACK_SHARE_DOUBT_MS;
    return !isNeverAsked && isYoung ? { ...LATE, isUnknown: true } : null;
  }

  private async complete(
    freight: SlackFreight,
    { channel, threadTs, afterTs }: SlackFileSearch,
    uploads: Cargo['uploads'],
    signal: AbortSignal,
  ): Promise<Shared> {
    const { workspace, message } = freight;
    const key = keyOf(freight);
    if (!(await workspace.pacer.turn('share', channel, signal))) return LATE;
    const asked = this.uploads.begin(key, true);
    asked.isAsked = true;
    const answer = await workspace.api.call('files.completeUploadExternal', {
      files: uploads.map(({ slackId: id, file }) => ({ id, title: file.name })),
      channel_id: channel,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    });
    if (answer.kind === 'ok') return { kind: 'shared', left: [] };
    const { failure } = answer;
    if (mayBeDone(failure)) return { kind: 'stopped', failure, isUnknown: true };
    asked.isAsked = false;
    // As with texts: the room is where the customer still reads what they asked there.
    if (threadTs !== null && isThreadGone(answer)) {
      return this.complete(freight, { channel, threadTs: null, afterTs }, uploads, signal);
    }
    if (isOneOf(failure, LOST)) this.uploads.forget(key);
    if (!isOneOf(failure, NOT_TAKEN)) return { kind: 'stopped', failure, isUnknown: false };
    const error = failureName(failure);
    this.parts.telemetry.warn('slack.file-not-taken', { message: message.id, error });
    return { kind: 'shared', left: uploads.map(({ file }) => ({ file, problem: null })) };
  }

  /** What is said next should not stand before them. */
  private async seen(
    { workspace, message }: SlackFreight,
    place: SlackFileSearch,
    signal: AbortSignal,
  ): Promise<void> {
    for (const waitMs of [0, ...SLACK_SHARE_WAITS_MS]) {
      if (waitMs > 0) await this.parts.clock.wait(waitMs, signal);
      if (signal.aborted) return;
      const found = await findFilePosts(workspace, place, signal);
      if (found.kind === 'refused' || found.posts.length > 0) return;
    }
    this.parts.telemetry.warn('slack.files-late', { message: message.id });
  }
}

const UNREAD = { kind: 'unread' } as const;
const LEFT = { kind: 'left', problem: null } as const;
const NO_CARGO: Cargo = { uploads: [], left: [] };
const OK = { kind: 'ok' } as const;
const NETWORK = { kind: 'network' } as const;
const LATE = { kind: 'stopped', failure: null, isUnknown: false } as const;

function stoppedBy({ failure }: { readonly failure: SlackFailure }): Done {
  return { kind: 'stopped', failure, isUnknown: true };
}

function keyOf({ workspace, message }: Pick<SlackFreight, 'workspace' | 'message'>): string {
  return `${workspace.appName} ${workspace.team} ${message.id}`;
}

function isOneOf(failure: SlackFailure, errors: ReadonlySet<string>): boolean {
  return failure.kind === 'platform' && errors.has(failure.error);
}
