import type { Conversation } from '../../core/domain/conversation.js';
import { type Handoff, isClosed } from '../../core/domain/handoff.js';
import { isRevision, type Message } from '../../core/domain/message.js';
import { withNewestWords } from '../../core/domain/newest-words.js';
import { messageById } from '../talk-record.js';
import { userOfAgent } from './slack-agents.js';
import { SlackDeskFiles } from './slack-desk-files.js';
import {
  alarmPost,
  escalatedPost,
  heldBackPost,
  plainLine,
  spoken,
  textPosts,
} from './slack-desk-lines.js';
import { earlierNotes, isTakenBack } from './slack-desk-notes.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskRooms } from './slack-desk-rooms.js';
import type { SlackDeskRoots } from './slack-desk-roots.js';
import {
  type DeskErrand,
  done,
  isRefusedFor,
  messagesOf,
  type Step,
  stepOf,
  stopped,
} from './slack-desk-step.js';
import { slackVerdict } from './slack-errors.js';
import { parseWireId } from './slack-ids.js';
import { deskPosts } from './slack-lines.js';
import { mayHaveMeantToSend } from './slack-meaning.js';
import type { SlackPost } from './slack-post.js';
import { formatPosted, parsePosted } from './slack-posted-parts.js';
import type { SlackRoot } from './slack-root.js';

/** Set on words that were not sent to the customer: they stay behind this door. */
export const NOT_SENT_REACTION = 'lock';

/** Texts to either side of one that may have gone out as one post with it. */
const NEIGHBOURS = 10;

/** A thread, and the handoff that is talked about in it. */
export interface DeskThread {
  readonly root: SlackRoot;
  readonly handoff: Handoff;
}

/** What was said, as it appears in a handoff's thread. Each step ends with the place where it stands. */
export class SlackDeskTexts {
  private readonly files: SlackDeskFiles;

  constructor(
    private readonly parts: SlackDeskParts,
    private readonly rooms: SlackDeskRooms,
    private readonly roots: SlackDeskRoots,
  ) {
    this.files = new SlackDeskFiles(parts);
  }

  async show(errand: DeskErrand, thread: DeskThread): Promise<Step<string>> {
    const messages = messagesOf(errand);
    const [first] = messages;
    if (first === undefined) return done('');
    if (isRevision(first)) return this.revise(errand, thread, first);
    if (first.alarm !== undefined) return this.alarm(errand, thread, first);
    const said = this.saidThere(first);
    if (said !== null) return this.keepBack(errand, thread, first, said);
    const posts = textPosts(messages, errand.face);
    const hasFiles = (first.files ?? []).length > 0 && first.revised?.isGone !== true;
    return hasFiles
      ? this.putWithFiles(errand, thread.root, first, posts)
      : this.put(errand, thread.root, first, posts);
  }

  /** Contents first, which nobody sees; then the words, the files below them, and a line on those that did not come. */
  private async putWithFiles(
    errand: DeskErrand,
    root: SlackRoot,
    message: Message,
    posts: readonly SlackPost[],
  ): Promise<Step<string>> {
    const loaded = await this.files.load(errand, message);
    if (loaded.kind === 'stopped') return loaded;
    const words = await this.put(errand, root, message, posts);
    if (words.kind === 'stopped') return words;
    const shown = await this.files.show(errand, root, message, loaded.value, words.value);
    if (shown.kind === 'stopped') return shown;
    if (shown.value === null) return words;
    const below = { id: leftId(message.id), atMs: message.atMs };
    const told = await this.put(errand, root, below, [shown.value]);
    return told.kind === 'stopped' ? told : words;
  }

  /** Where an agent wrote it in Slack; it need not be shown again. */
  private saidThere({ wireId = '', author }: Message): SlackRoot | null {
    const wire = author.kind === 'agent' ? parseWireId(wireId) : null;
    if (wire?.kind !== 'message') return null;
    const { team, channel, ts } = wire;
    return this.rooms.has(team, channel) ? { team, channel, ts } : null;
  }

  /** Posts that are one saying; what of it stands already, after a call that broke, is left. */
  private async put(
    errand: DeskErrand,
    { team, channel, ts: threadTs }: SlackRoot,
    { id, atMs }: Pick<Message, 'id' | 'atMs'>,
    posts: readonly SlackPost[],
    isBroadcast = false,
  ): Promise<Step<string>> {
    const { wire } = errand;
    const there = new Map<number, string>();
    if (errand.isInDoubt) {
      const found = await wire.find(channel, threadTs, id, atMs);
      if (found.kind === 'refused') {
        return stopped({ kind: 'refused', room: channel, failure: found.failure });
      }
      for (const { part, ts } of found.posts) there.set(part, there.get(part) ?? ts);
    }
    const tss: string[] = [];
    for (const [part, post] of posts.entries()) {
      const target = { channel, threadTs, id, part, isBroadcast };
      const known = there.get(part);
      const step = known ? done(known) : stepOf(await wire.post(target, post), channel);
      if (step.kind === 'stopped') return step;
      tss.push(step.value);
    }
    return done(formatPosted({ team, channel, tss }));
  }

  /** Words of an agent that stay among agents: they are marked so, and can be sent if that was what was meant. */
  private async keepBack(
    errand: DeskErrand,
    { root, handoff }: DeskThread,
    message: Message,
    said: SlackRoot,
  ): Promise<Step<string>> {
    const place = formatPosted({ ...said, tss: [said.ts] });
    if (message.kind !== 'note') return done(place);
    const closed = await this.closeLines(errand, root, message);
    if (closed.kind === 'stopped') return closed;
    if (isTakenBack(message)) return done(place);
    const reacted = stepOf(await errand.wire.react(said, NOT_SENT_REACTION), said.channel);
    // The agent deleted it, or it stands in a room that is closed by now.
    const isGone = isRefusedFor(reacted, 'message_not_found', 'is_archived', 'not_in_channel');
    if (reacted.kind === 'stopped' && !isGone) return reacted;
    const isMeant = mayHaveMeantToSend(message.text, this.parts.settings);
    if (isGone || !isMeant || isClosed(handoff.state)) return done(place);
    const post = heldBackPost(handoff, message.seq, errand.face);
    const line = { id: heldId(message.id), atMs: message.atMs };
    const step = await this.put(errand, root, line, [post]);
    return step.kind === 'stopped' ? step : done(place);
  }

  /** What is offered below earlier words of a note is not what its author wants to say any more. */
  private async closeLines(
    { conversation, wire, face }: DeskErrand,
    { channel, ts: threadTs }: SlackRoot,
    message: Message,
  ): Promise<Step<null>> {
    const fate = isTakenBack(message) ? 'gone' : 'changed';
    const post = plainLine(spoken(`slack.desk.note-${fate}`, face.wording));
    for (const { id, atMs } of await earlierNotes(conversation, message, this.parts.archive)) {
      const found = await wire.find(channel, threadTs, heldId(id), atMs);
      if (found.kind === 'refused') {
        return stopped({ kind: 'refused', room: channel, failure: found.failure });
      }
      for (const { ts } of found.posts) {
        const step = stepOf(await wire.update({ channel, ts }, post), channel);
        if (step.kind === 'stopped' && !isRefusedFor(step, ...UNCHANGEABLE)) return step;
      }
    }
    return done(null);
  }

  private async alarm(
    errand: DeskErrand,
    { root, handoff }: DeskThread,
    message: Message,
  ): Promise<Step<string>> {
    const { alarm } = message;
    const { people, room } = this.parts.settings.escalateTo;
    const claimer = userOfAgent(handoff.claimedBy?.id ?? '');
    const isEscalated = alarm === 'escalate';
    const called = isEscalated ? people : alarm === 'agent-silent' && claimer ? [claimer] : [];
    const isForAll = isEscalated || alarm === 'remind';
    const own = await this.put(errand, root, message, [alarmPost(message, called)], isForAll);
    if (own.kind === 'stopped' || !isEscalated || room === null) return own;
    const told = await this.tellRoom(errand, root, message, room);
    return told.kind === 'stopped' ? told : own;
  }

  /** Another room that is called. One that cannot be written to does not hold up the desk; a busy Slack does. */
  private async tellRoom(
    errand: DeskErrand,
    root: SlackRoot,
    { id: messageId, atMs }: Message,
    channel: string,
  ): Promise<Step<string>> {
    const id = `${messageId}-room`;
    const { wire, face } = errand;
    if (errand.isInDoubt) {
      const found = await wire.find(channel, null, id, atMs);
      if (found.kind === 'found' && found.posts.length > 0) return done(channel);
    }
    const { people } = this.parts.settings.escalateTo;
    const written = await wire.post(
      { channel, threadTs: null, id },
      escalatedPost(root, people, face),
    );
    if (written.kind !== 'refused') return stepOf(written, channel);
    const { kind, words: why } = slackVerdict(written.failure, face.wording);
    if (kind === 'retry') return stepOf(written, channel);
    this.parts.telemetry.warn('slack.escalation-not-told', { room: channel, why });
    return done(channel);
  }

  /** Other words, or none, in place of what stands in the thread; a line where that cannot be. */
  private async revise(
    errand: DeskErrand,
    thread: DeskThread,
    revision: Message,
  ): Promise<Step<string>> {
    const { conversation, face } = errand;
    // An agent who changed their own message in the thread sees it there.
    const own = parseWireId(revision.wireId ?? '');
    if (own !== null && revision.author.kind === 'agent' && this.rooms.has(own.team, own.channel)) {
      return done(formatPosted({ ...own, tss: [own.ts] }));
    }
    const target = await messageById(conversation, revision.revises?.id ?? '', this.parts.archive);
    if (target === null) return this.put(errand, thread.root, revision, deskPosts(revision, face));
    const place = target.posted?.desk ?? '';
    const bared = await this.withoutFiles(errand, thread.root, revision, place);
    if (bared.kind === 'stopped') return bared;
    const rewritten = place === '' ? done(false) : await this.rewrite(errand, target, place);
    if (rewritten.kind === 'stopped') return rewritten;
    if (rewritten.value) return done(place);
    const isQuoted = thread.handoff.payload.messages.some(({ seq }) => seq === target.seq);
    if (isQuoted) {
      const newest = withNewestWords(thread.handoff, [target]);
      const step = await this.roots.reintroduce(errand, newest, thread.root);
      if (step.kind === 'stopped') return step;
    }
    // Its author deleted it in the thread, and the customer has never seen it: there is nothing to know of it.
    const isGone = revision.kind === 'delete' && this.saidThere(target) !== null;
    if (isGone && !mayHaveSeen(conversation, target)) return done('');
    return this.put(errand, thread.root, revision, deskPosts(revision, face));
  }

  /** Files go with the words they came with. Our record does not say any more whether there were any. */
  private async withoutFiles(
    errand: DeskErrand,
    root: SlackRoot,
    { kind }: Message,
    place: string,
  ): Promise<Step<null>> {
    const posted = parsePosted(place);
    const afterTs = posted?.tss.at(-1);
    if (kind !== 'delete' || posted === null || afterTs === undefined) return done(null);
    const step = await this.files.remove(
      errand,
      this.rooms.present(posted.channel),
      root.ts,
      afterTs,
    );
    return isRefusedFor(step, ...UNCHANGEABLE) ? done(null) : step;
  }

  /** False: what stood there is not there any more, or Slack does not let it be changed. */
  private async rewrite(
    errand: DeskErrand,
    target: Message,
    place: string,
  ): Promise<Step<boolean>> {
    const posted = parsePosted(place);
    if (posted === null) return done(false);
    const channel = this.rooms.present(posted.channel);
    const posts = textPosts(await this.shownTogether(errand, target, place), errand.face);
    for (const [part, ts] of posted.tss.entries()) {
      const post = posts[part];
      const site = { channel, ts };
      const written = post ? await errand.wire.update(site, post) : await errand.wire.remove(site);
      const step = stepOf(written, channel);
      if (isRefusedFor(step, ...UNCHANGEABLE)) return done(false);
      if (step.kind === 'stopped') return step;
    }
    return done(posts.length <= posted.tss.length);
  }

  /** The texts that stand in one post with this one, each as it reads now. */
  private async shownTogether(
    { conversation }: DeskErrand,
    target: Message,
    place: string,
  ): Promise<readonly Message[]> {
    const after = Math.max(0, target.seq - 1 - NEIGHBOURS);
    const query = { after, limit: 2 * NEIGHBOURS + 1 };
    const near = await this.parts.archive.page(conversation.id, query);
    return near.filter(({ posted, kind }) => kind === 'text' && posted?.desk === place);
  }
}

/** The line below words, on files of them that did not come along. */
function leftId(messageId: string): string {
  return `${messageId}-files`;
}

/** The line below a note, by the note's id. */
function heldId(noteId: string): string {
  return `held-${noteId}`;
}

/** Whether a reply may have come before the customer's eyes: it was posted, is just being, or a client has shown it. */
function mayHaveSeen({ lanes, receivedSeq }: Conversation, { id, seq, posted }: Message): boolean {
  const onItsWay = lanes.customer.items.find(({ message }) => message?.id === id);
  return onItsWay?.held === false || posted?.customer !== undefined || receivedSeq >= seq;
}

const UNCHANGEABLE = [
  'message_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
  'is_inactive',
  'channel_not_found',
  'not_in_channel',
] as const;
