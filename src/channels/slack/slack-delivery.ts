import { type Choice, choicesAfter } from '../../core/domain/card.js';
import type { Conversation } from '../../core/domain/conversation.js';
import type { FileBounds } from '../../core/domain/files.js';
import type { LaneItem } from '../../core/domain/lane.js';
import { isRevision, type Message, type SentFile } from '../../core/domain/message.js';
import { say, type Wording } from '../../core/domain/texts.js';
import type { Archive } from '../../core/ports/archive.js';
import type { Circumstances, Delivery, DeliveryOutcome } from '../../core/ports/channel.js';
import type { Clock } from '../../core/ports/clock.js';
import type { FileOwner, Files } from '../../core/ports/files.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { oneByOne } from '../one-by-one.js';
import { addresseeOf, editsOf, messageById, threadAnswered } from '../talk-record.js';
import { userOfCustomer } from './slack-customer-of.js';
import { stoppedOutcome } from './slack-delivery-outcome.js';
import {
  answeredPost,
  type CustomerPostContext,
  correctionPosts,
  customerPosts,
} from './slack-delivery-posts.js';
import { type SlackFailure, slackVerdict } from './slack-errors.js';
import { leftPost } from './slack-file-lines.js';
import { SlackFileSender } from './slack-file-sender.js';
import { postMetadata } from './slack-finder.js';
import { isDirect, parseThread } from './slack-ids.js';
import { SLACK_FILE_AGAIN_MS } from './slack-limits.js';
import { formatPosted, parsePosted } from './slack-posted-parts.js';
import { type Put, type SlackLine, SlackPoster } from './slack-poster.js';
import { SlackProblems } from './slack-problems.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** How customers of one configured channel are spoken to. */
export interface SlackVoice {
  readonly name: string;
  readonly wording: Wording;
  /** Hosts that texts may link to. */
  readonly linkHosts: readonly string[];
}

export interface SlackDeliveryParts {
  readonly archive: Archive;
  readonly files: Pick<Files, 'open' | 'url'>;
  readonly fileBounds: () => FileBounds;
  /** Slack did not take an agent's file, and nobody can fetch it elsewhere. Must return at once. */
  readonly onFileLeft: (owner: FileOwner, message: Message, file: SentFile) => void;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Null: the channel is not configured any more. */
  readonly voiceOf: (channel: string) => SlackVoice | null;
  /** Null while its app is not connected. */
  readonly workspaceOf: (channel: string) => SlackWorkspace | null;
  /**
   * How long one delivery waits for its turns. A lane that is held longer is lost to another courier, and both would
   * post.
   */
  readonly patienceMs: () => number;
  /** Something was posted in a conversation. */
  readonly onPosted: (conversationId: string) => void;
}

/** A message on its way, and where it goes. */
interface Errand extends SlackLine {
  readonly conversation: Conversation;
  readonly voice: SlackVoice;
  readonly attempts: number;
  readonly isInDoubt: boolean;
  readonly signal: AbortSignal;
  /** For the contents of files, which take longer than turns are waited for. */
  readonly stopping: AbortSignal;
}

/** Answers to press that are pressed, on the post that shows them. */
export interface Answered {
  readonly message: Message;
  readonly ts: string;
  readonly name: string;
  readonly choice: Choice;
}

/** Speaks to customers in Slack: what a conversation owes them becomes posts in its thread, each once and in order. */
export class SlackDelivery implements Delivery {
  readonly shows = 'wire';
  private readonly poster: SlackPoster;
  private readonly sender: SlackFileSender;
  private readonly broken = new SlackProblems();

  constructor(private readonly parts: SlackDeliveryParts) {
    this.poster = new SlackPoster(parts);
    this.sender = new SlackFileSender(parts);
  }

  stop(): Promise<void> {
    return this.poster.stop();
  }

  /** Rooms that cannot be written to, and why. */
  problems(): readonly string[] {
    return this.broken.list();
  }

  /** Asks after them: what was mended may have nothing to be said in it for long. */
  recheck(signal: AbortSignal): Promise<void> {
    return this.broken.recheck(signal);
  }

  /** Each text of the bot is a message of its own. */
  together(): number {
    return 1;
  }

  deliver(
    conversation: Conversation,
    items: readonly LaneItem[],
    circumstances: Circumstances,
  ): Promise<DeliveryOutcome> {
    return oneByOne(items, (item) => this.deliverOne(conversation, item, circumstances));
  }

  private async deliverOne(
    conversation: Conversation,
    { message, attempts }: LaneItem,
    circumstances: Circumstances,
  ): Promise<DeliveryOutcome> {
    if (message === undefined) return { kind: 'sent' };
    const voice = this.parts.voiceOf(conversation.channel);
    const thread = parseThread(conversation.thread);
    if (voice === null || thread === null) return { kind: 'failed', reason: 'no such channel' };
    const workspace = this.parts.workspaceOf(conversation.channel);
    if (workspace === null) return this.away(voice);
    const hasWaited = new AbortController();
    const cancel = this.parts.clock.alarm(this.parts.patienceMs(), () => hasWaited.abort());
    const signal = AbortSignal.any([circumstances.signal, hasWaited.signal]);
    const { isInDoubt, signal: stopping } = circumstances;
    const waiting = { attempts, isInDoubt, signal, stopping };
    const errand = { conversation, voice, thread, workspace, ...waiting };
    try {
      return await this.handOver(await this.inItsThread(errand, message), message);
    } finally {
      cancel();
    }
  }

  /** Direct messages are one conversation and may be many threads: answered outside of theirs, words go unseen. */
  private async inItsThread(errand: Errand, message: Message): Promise<Errand> {
    const { conversation, thread } = errand;
    if (!isDirect(thread.channel)) return errand;
    const said = isRevision(message) ? await this.originalOf(errand, message) : message;
    const threadTs = said && (await threadAnswered(conversation, said, this.parts.archive));
    return { ...errand, thread: { ...thread, threadTs } };
  }

  /** Takes the buttons off a question that was answered. Best effort: whoever presses late is told so. */
  async answered(conversation: Conversation, answer: Answered): Promise<void> {
    const voice = this.parts.voiceOf(conversation.channel);
    const thread = parseThread(conversation.thread);
    const workspace = this.parts.workspaceOf(conversation.channel);
    if (voice === null || thread === null || workspace === null) return;
    const { message, ts } = answer;
    const context = await this.contextOf(conversation, voice, message);
    const last = customerPosts(message, context).length - 1;
    const posted = parsePosted(message.posted?.customer ?? '')?.tss.indexOf(ts) ?? -1;
    const part = posted === -1 ? last : posted;
    // Somebody who has a person already is not offered one.
    const next = conversation.owner === 'bot' ? choicesAfter(message.card, answer.choice.id) : [];
    const post = answeredPost(message, part, { ...answer, next }, context);
    const { signal } = new AbortController();
    const metadata = postMetadata(message.id, part);
    const done = await this.poster.change({ workspace, thread }, ts, post, metadata, signal);
    if (done.kind === 'ok') return;
    this.parts.telemetry.info('slack.buttons-stay', { message: message.id, ...done.failure });
  }

  private handOver(errand: Errand, message: Message): Promise<DeliveryOutcome> {
    switch (message.kind) {
      case 'text':
        return this.say(errand, message);
      case 'edit':
        return this.edit(errand, message);
      case 'delete':
        return this.takeBack(errand, message);
      case 'owner':
      case 'note':
      case 'feedback':
      case 'empty':
        return Promise.resolve({ kind: 'sent' });
    }
  }

  private async say(errand: Errand, message: Message): Promise<DeliveryOutcome> {
    const context = await this.contextOf(errand.conversation, errand.voice, message);
    const posts = customerPosts(message, context);
    const hasFiles = (message.files ?? []).length > 0;
    return hasFiles ? this.sayWithFiles(errand, message, posts) : this.put(errand, message, posts);
  }

  /** Contents first, which nobody sees; then the words, the files below them, and a line on those that did not come. */
  private async sayWithFiles(
    errand: Errand,
    message: Message,
    posts: ReturnType<typeof customerPosts>,
  ): Promise<DeliveryOutcome> {
    const { conversation, voice, thread } = errand;
    const owner = { tenant: conversation.tenant, conversationId: conversation.id };
    const freight = { ...errand, message, owner };
    const loaded = await this.sender.load(freight);
    if (loaded.kind === 'unread') {
      const reason = say('slack.error.file', voice.wording);
      return { kind: 'retry', reason, afterMs: SLACK_FILE_AGAIN_MS, isPatient: true };
    }
    if (loaded.kind === 'stopped') return this.outcomeOf(errand, { ...loaded, isUnknown: false });
    const { id, atMs } = message;
    const put = await this.poster.put(errand, { id, sinceMs: atMs, posts }, errand);
    if (put.kind === 'stopped') return this.outcomeOf(errand, put);
    const place = { ...thread, afterTs: put.tss.at(-1) ?? '' };
    const shared = await this.sender.share(freight, place, loaded.cargo, errand.signal);
    if (shared.kind === 'stopped') return this.outcomeOf(errand, { ...shared, isUnknown: true });
    const left = [...loaded.cargo.left, ...shared.left];
    const urlOf = (file: SentFile) => this.parts.files.url(file, owner);
    const bounds = this.parts.fileBounds();
    const parts = { reader: 'customer', wording: voice.wording, bounds, urlOf } as const;
    const line = leftPost(message, left, parts);
    if (line !== null) {
      const below = { id: leftId(id), sinceMs: atMs, posts: [line] };
      const told = await this.poster.put(errand, below, errand);
      if (told.kind === 'stopped') return this.outcomeOf(errand, { ...told, isUnknown: true });
    }
    for (const { file, problem } of left) {
      if (problem === null && urlOf(file) === null) this.parts.onFileLeft(owner, message, file);
    }
    return this.outcomeOf(errand, put);
  }

  private async put(
    errand: Errand,
    { id, atMs }: Message,
    posts: ReturnType<typeof customerPosts>,
  ): Promise<DeliveryOutcome> {
    const saying = { id, sinceMs: atMs, posts };
    return this.outcomeOf(errand, await this.poster.put(errand, saying, errand));
  }

  /** Where parts of the original stand is asked of Slack: an edit before this one may have made them more or fewer. */
  private async edit(errand: Errand, edit: Message): Promise<DeliveryOutcome> {
    const original = await this.originalOf(errand, edit);
    if (original === null || original.kind === 'empty') return { kind: 'sent' };
    if (original.failure !== undefined) return { kind: 'failed', reason: original.failure };
    // It was taken back meanwhile, and that is what follows.
    if (original.revised?.isGone) return { kind: 'sent' };
    const standing = await this.standing(errand, original);
    if ('kind' in standing) return this.outcomeOf(errand, standing);
    const isGone = standing.size === 0;
    const changed = isGone ? null : await this.rewrite(errand, original, edit, standing);
    if (changed !== null) return changed;
    const context = await this.contextOf(errand.conversation, errand.voice, original);
    return this.put(errand, edit, correctionPosts(edit, context));
  }

  /** Null: Slack does not let it be changed, so that new words have to stand beside the old ones. */
  private async rewrite(
    errand: Errand,
    original: Message,
    { text }: Message,
    standing: ReadonlyMap<number, string>,
  ): Promise<DeliveryOutcome | null> {
    const { signal } = errand;
    const { id, atMs } = original;
    const context = await this.contextOf(errand.conversation, errand.voice, original);
    const posts = customerPosts({ ...original, text }, context);
    for (const [part, ts] of standing) {
      const post = posts[part];
      const done =
        post === undefined
          ? await this.poster.remove(errand, ts, signal)
          : await this.poster.change(errand, ts, post, postMetadata(id, part), signal);
      if (done.kind === 'ok' || (post === undefined && isGoneBy(done.failure))) continue;
      return this.isFinal(errand, done.failure) ? null : this.outcomeOf(errand, done);
    }
    const saying = { id, sinceMs: atMs, posts };
    const put = await this.poster.putMissing(errand, saying, standing, signal);
    // Where it stands belongs to the original; an edit of its own place is a correction.
    return this.outcomeOf(errand, put.kind === 'put' ? { kind: 'ok' } : put);
  }

  /** With the corrections that had to stand beside it: taken back, none of the words may stay. */
  private async takeBack(errand: Errand, deletion: Message): Promise<DeliveryOutcome> {
    const { conversation, voice, signal } = errand;
    const original = await this.originalOf(errand, deletion);
    const isShown = original !== null && original.kind === 'text';
    if (!isShown || original.failure !== undefined) return { kind: 'sent' };
    const edits = await editsOf(conversation, original, this.parts.archive);
    const { posted: _, ...unposted } = original;
    const below =
      original.author.kind === 'agent' ? [{ ...unposted, id: leftId(original.id) }] : [];
    const corrections = edits.filter(({ posted }) => posted !== undefined);
    let isLeft = false;
    for (const one of [...below, original, ...corrections]) {
      const standing = await this.standing(errand, one);
      if ('kind' in standing) return this.outcomeOf(errand, standing);
      const afterTs = [...standing.values()].at(-1);
      if (one === original && below.length > 0 && afterTs !== undefined) {
        const place = { ...errand.thread, afterTs };
        const removed = await this.sender.remove(errand.workspace, place, signal);
        if (removed.kind === 'stopped') return this.outcomeOf(errand, removed);
      }
      for (const ts of standing.values()) {
        const done = await this.poster.remove(errand, ts, signal);
        if (done.kind === 'ok' || isGoneBy(done.failure)) continue;
        if (!this.isFinal(errand, done.failure)) return this.outcomeOf(errand, done);
        isLeft = true;
      }
    }
    if (!isLeft) return this.outcomeOf(errand, { kind: 'ok' });
    const context = await this.contextOf(conversation, voice, original);
    return this.put(errand, deletion, correctionPosts({ ...deletion, text: '' }, context));
  }

  /** The parts of a text that stand in Slack; as far back as Slack does not tell, those we noted. */
  private async standing(errand: Errand, { id, atMs, posted }: Message) {
    const found = await this.poster.standing(errand, { id, sinceMs: atMs }, errand.signal);
    if ('kind' in found || found.size > 0) return found;
    const { tss = [] } = parsePosted(posted?.customer ?? '') ?? {};
    return new Map(tss.entries());
  }

  private originalOf({ conversation }: Errand, { revises, id }: Message): Promise<Message | null> {
    return messageById(conversation, revises?.id ?? id, this.parts.archive);
  }

  private async contextOf(
    conversation: Conversation,
    { wording, linkHosts }: SlackVoice,
    message: Message,
  ): Promise<CustomerPostContext> {
    const isAlone = isDirect(parseThread(conversation.thread)?.channel ?? '');
    const isSpoken = message.author.kind !== 'system';
    const customer =
      isSpoken && !isAlone ? await addresseeOf(conversation, message, this.parts.archive) : null;
    return { wording, linkHosts, addressed: customer && userOfCustomer(customer.id) };
  }

  private isFinal({ voice }: Errand, failure: SlackFailure | null): boolean {
    return failure !== null && slackVerdict(failure, voice.wording).kind === 'final';
  }

  private outcomeOf(errand: Errand, put: Put | { kind: 'ok' }): DeliveryOutcome {
    const { voice, thread, workspace, attempts, conversation } = errand;
    const { team, channel } = thread;
    const room = isDirect(channel) ? null : channel;
    const place = { name: `${voice.name} ${room ?? ''}`.trim(), workspace, room };
    if (put.kind !== 'stopped') {
      this.broken.works(place);
      this.parts.onPosted(conversation.id);
      const tss = put.kind === 'put' ? put.tss : [];
      return tss.length === 0
        ? { kind: 'sent' }
        : { kind: 'sent', place: formatPosted({ team, channel, tss }) };
    }
    const stopped = {
      failure: put.failure,
      // Asked for and not found, it may still come: Slack has it, or not.
      isUnknown: put.isUnknown || errand.isInDoubt,
      attempts,
      isDirect: isDirect(channel),
    };
    const { outcome, problem } = stoppedOutcome(stopped, voice.wording);
    if (problem !== null) this.broken.broke(place, problem);
    return outcome;
  }

  private away({ name, wording }: SlackVoice): DeliveryOutcome {
    const reason = say('slack.error.network', wording);
    this.broken.broke({ name, workspace: null, room: null }, reason);
    return { kind: 'retry', reason, isPatient: true };
  }
}

/** The line below a text, on files of it that did not come along. */
function leftId(messageId: string): string {
  return `${messageId}-files`;
}

/** Somebody else deleted it before. */
function isGoneBy(failure: SlackFailure | null): boolean {
  return failure?.kind === 'platform' && failure.error === 'message_not_found';
}
