import type { Conversation } from '../../core/domain/conversation.js';
import type { LaneItem } from '../../core/domain/lane.js';
import type { Message } from '../../core/domain/message.js';
import { say, type Wording } from '../../core/domain/texts.js';
import type { Addresses } from '../../core/ports/addresses.js';
import type { Archive } from '../../core/ports/archive.js';
import type { Circumstances, Delivery, DeliveryOutcome } from '../../core/ports/channel.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Files } from '../../core/ports/files.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { oneByOne } from '../one-by-one.js';
import { addresseeOf, editsOf, messageById } from '../talk-record.js';
import { addressOf } from './teams-address.js';
import { cardAfterPress, cardAttachment } from './teams-cards.js';
import type { TeamsAnswered } from './teams-customers-parts.js';
import { isFinal, isGone, teamsVerdict } from './teams-errors.js';
import { TeamsFilesAlong } from './teams-files-along.js';
import {
  TEAMS_BUSY_WAIT_MS,
  TEAMS_FILE_AGAIN_MS,
  TEAMS_PART_CHARS_MIN,
  TEAMS_TEXT_CHARS_MAX,
} from './teams-limits.js';
import type { TeamsPacer } from './teams-pacer.js';
import { formatPosted, parsePosted, type TeamsPosted } from './teams-posted.js';
import { type TeamsLine, TeamsPoster, type TeamsSaying, type TeamsStop } from './teams-poster.js';
import {
  cardAsLines,
  cardPost,
  correctionPosts,
  type TeamsPostContext,
  textPosts,
} from './teams-posts.js';
import type { TeamsConnector, TeamsOutgoing } from './teams-shapes.js';

/** How customers of one configured channel are spoken to. */
export interface TeamsVoice {
  readonly name: string;
  readonly wording: Wording;
  /** Hosts that texts may link to. */
  readonly linkHosts: readonly string[];
}

export interface TeamsDeliveryParts {
  readonly archive: Archive;
  readonly addresses: Addresses;
  readonly files: Files;
  readonly connector: TeamsConnector;
  readonly pacer: TeamsPacer;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Null: the channel is not configured any more. */
  readonly voiceOf: (channel: string) => TeamsVoice | null;
  /** How long one delivery waits for its turns. */
  readonly patienceMs: () => number;
  /** Something is about to be posted in a conversation; resolves once no sign of typing can come behind it. */
  readonly beforePosting: (conversationId: string) => Promise<void>;
}

/** A message on its way. */
interface Errand extends TeamsLine {
  readonly voice: TeamsVoice;
  readonly attempts: number;
  readonly isInDoubt: boolean;
}

/** Speaks to customers in Teams: what a conversation owes them becomes messages in it, each at least once and in order. */
export class TeamsDelivery implements Delivery {
  readonly shows = 'wire';
  private readonly poster: TeamsPoster;
  private readonly along: TeamsFilesAlong;
  private readonly broken = new Map<string, string>();

  constructor(private readonly parts: TeamsDeliveryParts) {
    this.poster = new TeamsPoster(parts);
    this.along = new TeamsFilesAlong({ ...parts, poster: this.poster });
  }

  /** Channels in which nothing arrives, and why. */
  problems(): readonly string[] {
    return [...this.broken].map(([name, reason]) => `${name}: ${reason}`);
  }

  /** The most bytes of pictures that were ever held at once. */
  get heldBytesMost(): number {
    return this.along.heldBytesMost;
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
    { signal: ended, isInDoubt }: Circumstances,
  ): Promise<DeliveryOutcome> {
    if (message === undefined) return { kind: 'sent' };
    const voice = this.parts.voiceOf(conversation.channel);
    if (voice === null) return { kind: 'failed', reason: 'no such channel' };
    const address = addressOf((await this.parts.addresses.find(conversation.id)) ?? '');
    if (address === null) {
      return { kind: 'failed', reason: say('teams.error.address', voice.wording) };
    }
    return this.patiently((late) => {
      const signal = AbortSignal.any([ended, late]);
      const errand = { conversation, voice, address, attempts, isInDoubt, signal };
      return this.handOver(errand, message);
    });
  }

  /** Takes the buttons off a question that was answered, for everybody. Best effort: whoever presses late is told so. */
  async answered(conversation: Conversation, answered: TeamsAnswered): Promise<void> {
    const voice = this.parts.voiceOf(conversation.channel);
    const address = addressOf((await this.parts.addresses.find(conversation.id)) ?? '');
    const { message } = answered;
    const id = answered.activityId ?? parsePosted(message.posted?.customer ?? '').get('c');
    if (voice === null || address === null || id === undefined) return;
    const isBots = conversation.owner === 'bot';
    const { wording, linkHosts } = voice;
    const card = cardAfterPress(message.card, answered, isBots, wording, linkHosts);
    const post = { type: 'message', attachments: [cardAttachment(card)] } as const;
    const stop = await this.patiently((signal) =>
      this.poster.change({ conversation, address, signal }, id, post),
    );
    if (stop === null) return;
    const { status, code } =
      stop.kind === 'refused' ? stop.failure : { status: 0, code: stop.kind };
    this.parts.telemetry.info('teams.buttons-stay', { message: message.id, status, code });
  }

  /** A lane that is held too long is lost to another courier, and both would post. */
  private async patiently<Result>(work: (late: AbortSignal) => Promise<Result>): Promise<Result> {
    const hasWaited = new AbortController();
    const { clock, patienceMs } = this.parts;
    const cancel = clock.alarm(patienceMs(), () => hasWaited.abort());
    try {
      return await work(hasWaited.signal);
    } finally {
      cancel();
    }
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
    const context = await this.contextOf(errand, message);
    const saying = this.sayingOf(errand, message);
    const stop =
      (await this.putAll(saying, 't', (charsMax) =>
        textPosts(message, { ...context, charsMax }),
      )) ??
      (await this.along.put(saying, message, errand.voice.wording)) ??
      (await this.putCard(saying, message, context));
    return this.outcomeOf(errand, saying, stop);
  }

  /** Parts in order. Found too long before any of them stood there, they are made shorter. */
  private async putAll(
    saying: TeamsSaying,
    kind: 't' | 'x',
    postsOf: (charsMax: number) => readonly TeamsOutgoing[],
  ): Promise<TeamsStop | null> {
    const { progress } = saying;
    for (;;) {
      const stop = await this.putEach(saying, kind, postsOf(progress.charsMax));
      const isTooLong = stop?.kind === 'refused' && stop.failure.status === 413;
      const isShortest = progress.charsMax / 2 < TEAMS_PART_CHARS_MIN;
      if (!isTooLong || isShortest || progress.posted.size > 0) return stop;
      progress.charsMax = Math.floor(progress.charsMax / 2);
    }
  }

  private async putEach(
    saying: TeamsSaying,
    kind: 't' | 'x',
    posts: readonly TeamsOutgoing[],
  ): Promise<TeamsStop | null> {
    for (const [at, post] of posts.entries()) {
      const stop = await this.poster.put(saying, `${kind}${at}`, post);
      if (stop !== null) return stop;
    }
    return null;
  }

  /** Where Teams does not take the card, its answers are lines to be typed. */
  private async putCard(
    saying: TeamsSaying,
    message: Message,
    context: TeamsPostContext,
  ): Promise<TeamsStop | null> {
    const post = cardPost(message, context);
    if (post === null) return null;
    const stop = await this.poster.put(saying, 'c', post);
    const isRefused = stop?.kind === 'refused' && stop.failure.status === 400;
    if (!isRefused) return stop;
    const { code } = stop.failure;
    this.parts.telemetry.warn('teams.card-refused', { message: message.id, code });
    const lines = cardAsLines(message);
    return lines === null ? null : this.poster.put(saying, 'c', lines);
  }

  private async edit(errand: Errand, edit: Message): Promise<DeliveryOutcome> {
    const original = await this.originalOf(errand, edit);
    if (original === null || original.kind === 'empty') return { kind: 'sent' };
    if (original.failure !== undefined) return { kind: 'failed', reason: original.failure };
    // It was taken back meanwhile, and that is what follows.
    if (original.revised?.isGone) return { kind: 'sent' };
    const saying = this.sayingOf(errand, edit);
    const standing = await this.standing(errand, original);
    const isKnown = standing.has('t0');
    const stop = isKnown
      ? await this.rewrite(errand, saying, { original, edit, standing })
      : 'beside';
    if (stop !== 'beside') return this.outcomeOf(errand, saying, stop);
    const context = await this.contextOf(errand, original);
    const beside = await this.putAll(saying, 'x', (charsMax) =>
      correctionPosts({ ...edit, author: original.author }, { ...context, charsMax }),
    );
    return this.outcomeOf(errand, saying, beside);
  }

  /** `beside`: Teams does not let it be changed, so that new words have to stand beside the old ones. */
  private async rewrite(
    errand: Errand,
    saying: TeamsSaying,
    words: { original: Message; edit: Message; standing: TeamsPosted },
  ): Promise<TeamsStop | 'beside' | null> {
    const { original, edit, standing } = words;
    const context = await this.contextOf(errand, original);
    const { charsMax } = saying.progress;
    const posts = textPosts({ ...original, text: edit.text }, { ...context, charsMax });
    const there = new Set<string>();
    for (const [part, id] of standing) {
      const post = posts[Number(part.slice(1))];
      const stop = await (post === undefined
        ? this.poster.remove(errand, id)
        : this.poster.change(errand, id, post));
      if (stop === null) there.add(part);
      // An edit before this one had no need of that part.
      if (stop === null || (part !== 't0' && isGoneBy(stop))) continue;
      return stop.kind === 'refused' && isFinal(stop.failure) ? 'beside' : stop;
    }
    for (const [at, post] of posts.entries()) {
      const part = `t${at}`;
      const stop = there.has(part) ? null : await this.poster.put(saying, part, post);
      if (stop !== null) return stop;
    }
    return null;
  }

  /** With all that came along and the corrections that had to stand beside it: taken back, none of it may stay. */
  private async takeBack(errand: Errand, deletion: Message): Promise<DeliveryOutcome> {
    const original = await this.originalOf(errand, deletion);
    const isShown = original !== null && original.kind === 'text';
    if (!isShown || original.failure !== undefined) return { kind: 'sent' };
    const saying = this.sayingOf(errand, deletion);
    const edits = await editsOf(errand.conversation, original, this.parts.archive);
    let isLeft = original.posted?.customer === undefined;
    for (const one of [original, ...edits]) {
      for (const id of parsePosted(one.posted?.customer ?? '').values()) {
        const stop = await this.poster.remove(errand, id);
        if (stop === null || isGoneBy(stop)) continue;
        if (stop.kind !== 'refused' || !isFinal(stop.failure)) {
          return this.outcomeOf(errand, saying, stop);
        }
        isLeft = true;
      }
    }
    if (!isLeft) return this.outcomeOf(errand, saying, null);
    const context = await this.contextOf(errand, original);
    const { author } = original;
    const stop = await this.putAll(saying, 'x', (charsMax) =>
      correctionPosts({ ...deletion, author, text: '' }, { ...context, charsMax }),
    );
    return this.outcomeOf(errand, saying, stop);
  }

  /** Parts of the text that an edit made more are kept with the edit. */
  private async standing({ conversation }: Errand, original: Message): Promise<TeamsPosted> {
    const edits = await editsOf(conversation, original, this.parts.archive);
    const all = [original, ...edits].map(({ posted }) => parsePosted(posted?.customer ?? ''));
    return new Map(all.flatMap((one) => [...one].filter(([part]) => part.startsWith('t'))));
  }

  private sayingOf(errand: Errand, { id }: Message): TeamsSaying {
    return this.poster.begin(errand, id, errand.isInDoubt, TEAMS_TEXT_CHARS_MAX);
  }

  private originalOf({ conversation }: Errand, { revises, id }: Message): Promise<Message | null> {
    return messageById(conversation, revises?.id ?? id, this.parts.archive);
  }

  private async contextOf(
    { conversation, address, voice }: Errand,
    message: Message,
  ): Promise<TeamsPostContext> {
    const { wording, linkHosts } = voice;
    const isAlone = address.scope === 'personal' || message.author.kind === 'system';
    const { archive } = this.parts;
    const addressed = isAlone ? null : await addresseeOf(conversation, message, archive);
    return { wording, linkHosts, addressed, charsMax: TEAMS_TEXT_CHARS_MAX };
  }

  private outcomeOf(errand: Errand, saying: TeamsSaying, stop: TeamsStop | null): DeliveryOutcome {
    const { voice, attempts } = errand;
    const { posted } = saying.progress;
    const isUnknown = errand.isInDoubt || posted.size > 0;
    if (stop === null) {
      this.broken.delete(voice.name);
      this.poster.end(saying);
      const told = new Map([...posted].filter(([, id]) => id !== ''));
      return told.size === 0 ? { kind: 'sent' } : { kind: 'sent', place: formatPosted(told) };
    }
    const unknown = isUnknown ? { isUnknown } : {};
    switch (stop.kind) {
      case 'late': {
        const reason = say('teams.error.busy', voice.wording);
        const afterMs = TEAMS_BUSY_WAIT_MS;
        return { kind: 'retry', reason, afterMs, isPatient: true, ...unknown };
      }
      case 'file': {
        const reason = say('teams.error.file', voice.wording);
        const afterMs = TEAMS_FILE_AGAIN_MS;
        // Failed, it would be sent anew with the words that stand there already.
        return { kind: 'retry', reason, afterMs, isPatient: true, ...unknown };
      }
      case 'refused': {
        const attempt = { attempts, isUnknown };
        const { outcome, problem } = teamsVerdict(stop.failure, attempt, voice.wording);
        if (problem !== null) this.broken.set(voice.name, problem);
        if (outcome.kind === 'failed') this.poster.end(saying);
        return outcome;
      }
    }
  }
}

/** Somebody else deleted it before. */
function isGoneBy(stop: TeamsStop): boolean {
  return stop.kind === 'refused' && isGone(stop.failure);
}
