import type { Conversation } from '../domain/conversation.js';
import { isRevision, type Message } from '../domain/message.js';
import { heldFromSeq, newest } from '../domain/transcript.js';
import type { Archive, TalkOf } from '../ports/archive.js';
import type { Context } from '../ports/mind.js';
import type { Estimate } from './line-tokens.js';
import { episodesBeside, grown, hasOthers, type PastTalk, sizeOf } from './past-talk.js';
import { recall } from './recall.js';
import { recallTerms } from './recall-terms.js';
import { TalkCache } from './talk-cache.js';

/** Messages read of the record at once. */
const PAGE_MESSAGES = 500;

/** Pages one turn reads, so that a cold start ends: of a longer talk the newest 10,000 messages are recalled. */
const PAGES_MAX = 20;

/** Earlier conversations of the customer, the newest ones; whoever comes back asks about one of the last few. */
const TALKS_MAX = 10;

/** What is kept ready in this process of all conversations, in characters: 30,000 messages of a hundred each. */
const CHARS_KEPT_MAX = 20_000_000;

/** Conversations that go on and are kept whatever their size, so that two long ones do not put each other out. */
const TALKS_HELD = 2;

/**
 * The newest numbers of a conversation may still be withdrawn or filed late: as many as its inbox and both lanes hold
 * (core/domain/limits.ts). Where nobody says which, they are read again whenever it has gone on.
 */
const UNSETTLED_MAX = 250;

/** Different telling words from which a question says by itself what it is about. */
const TELLING_TERMS = 3;

/** Texts before the new lines that a leaning question may be about, and their characters that are looked at. */
const BEFORE_MAX = 2;
const BEFORE_CHARS_MAX = 200;

export interface RecallRequest {
  readonly conversation: Conversation;
  /** Ids of all messages the model is shown anyway, the new lines among them. */
  readonly shown: ReadonlySet<string>;
  /** The customer's new lines, in order. */
  readonly lines: readonly string[];
  /** What was said before them, oldest first. */
  readonly before: readonly string[];
  readonly budgetTokens: number;
  /** A silence that parts episodes. */
  readonly resumeAfterMs: number;
  readonly estimate: Estimate;
}

export interface RecalledTalk {
  readonly recalled: Context['recalled'];
  /** What it takes, dates and marks included. */
  readonly tokens: number;
}

/** One conversation to be read as far as its record goes. */
interface Reading extends TalkOf {
  readonly silenceMs: number;
  /** Up to this number nothing changes any more but by revisions, which have later numbers. */
  readonly settledSeq: number;
  /** The messages behind it as they are at the moment. */
  readonly asNow: (filed: readonly Message[]) => readonly Message[];
  /** The record cannot have all numbers yet, and what is missing is known from elsewhere. */
  readonly isAhead: boolean;
}

interface Kept {
  readonly silenceMs: number;
  readonly startSeq: number;
  readonly settledSeq: number;
  readonly settled: PastTalk;
  readonly lastSeq: number;
  /** False: a number was not on record yet. */
  readonly isWhole: boolean;
  /** What is settled and what is not. */
  readonly all: PastTalk;
  readonly size: number;
}

const NOTHING: RecalledTalk = { recalled: [], tokens: 0 };

/**
 * Finds the earlier exchanges that the new lines may be about: in all of this conversation that is on record and not
 * shown, and in earlier ones of the same customer on the same channel. What was read once is kept in this process, so a
 * later turn reads one page of a conversation that has gone on, and none of others.
 *
 * Where others take part or could read along, only this conversation is recalled: what somebody said alone with us is
 * not told in company.
 * Rejects when the record cannot be read.
 */
export class Recaller {
  private readonly kept: TalkCache<Kept>;

  constructor(
    private readonly archive: Archive,
    charsKeptMax = CHARS_KEPT_MAX,
  ) {
    this.kept = new TalkCache(charsKeptMax, TALKS_HELD);
  }

  async recalled(request: RecallRequest): Promise<RecalledTalk> {
    const { shown, budgetTokens, estimate } = request;
    const question = request.lines.join('\n');
    const about = isLeaning(question) ? saidBefore(request.before) : '';
    const isAsking = recallTerms(`${question}\n${about}`).length > 0;
    if (budgetTokens <= 0 || !isAsking) return NOTHING;
    const talks = await this.talksFor(request);
    const episodes = talks
      .flatMap((talk) => episodesBeside(talk, shown))
      .sort((one, other) => one.atMs - other.atMs);
    const found = recall(episodes, { question, about, budgetTokens, shown, estimate });
    const recalled = found.episodes.map(({ atMs, messages }) => ({
      atMs,
      lines: messages.map((said) => ({ author: said.author, text: said.text, atMs: said.atMs })),
    }));
    return { recalled, tokens: found.tokens };
  }

  private async talksFor({ conversation, resumeAfterMs }: RecallRequest): Promise<PastTalk[]> {
    const { id, customer, inbox, isPrivate = false } = conversation;
    const pages = { left: PAGES_MAX };
    this.kept.hold(id);
    const own = await this.read(ownReading(conversation, resumeAfterMs), pages);
    const isJoined = inbox.some(
      ({ author }) => author.kind === 'customer' && author.id !== customer.id,
    );
    if (!isPrivate || isJoined || hasOthers(own, customer.id)) return [own];
    const talks = await this.archive.talksOf(conversation, customer.id, TALKS_MAX + 1);
    const read = [own];
    for (const talk of talks.filter((one) => one.id !== id).slice(0, TALKS_MAX)) {
      read.push(await this.read(otherReading(talk, resumeAfterMs), pages));
    }
    return read;
  }

  private async read(reading: Reading, pages: { left: number }): Promise<PastTalk> {
    const { id, silenceMs, startSeq, lastSeq } = reading;
    const known = this.kept.get(id);
    const before = known?.silenceMs === silenceMs && known.startSeq === startSeq ? known : null;
    if (before?.lastSeq === lastSeq && before.isWhole) return before.all;
    if (pages.left === 0) return before?.all ?? [];
    const from = before?.settledSeq ?? Math.max(startSeq, lastSeq - pages.left * PAGE_MESSAGES);
    const settledSeq = Math.max(from, reading.settledSeq);
    let settled = before?.settled ?? [];
    let behind: Message[] = [];
    let seq = from;
    while (seq < lastSeq && pages.left > 0) {
      pages.left -= 1;
      const page = await this.archive.page(id, { after: seq, limit: PAGE_MESSAGES });
      settled = await grown(settled, upTo(page, settledSeq), silenceMs, pause);
      behind = [...behind, ...upTo(page, lastSeq).filter((one) => one.seq > settledSeq)];
      seq = page.at(-1)?.seq ?? lastSeq;
      if (page.length < PAGE_MESSAGES) seq = lastSeq;
    }
    const now = reading.asNow(behind).filter((one) => one.seq > startSeq);
    const all = await grown(settled, now, silenceMs, pause);
    const isWhole = seq >= lastSeq && (reading.isAhead || behind.length === lastSeq - settledSeq);
    const kept = { settled, settledSeq: Math.min(seq, settledSeq), lastSeq, isWhole, all };
    this.kept.keep(id, { ...kept, silenceMs, startSeq, size: sizeOf(all) });
    return all;
  }
}

function ownReading(conversation: Conversation, silenceMs: number): Reading {
  const { id, lastSeq, memory, inbox } = conversation;
  // Words that are taken back in this very turn are not told in it either.
  const waiting = inbox.filter(isRevision);
  const past = { ...conversation, inbox: [] };
  return {
    id,
    lastSeq,
    startSeq: memory.startSeq,
    silenceMs,
    settledSeq: Math.max(heldFromSeq(conversation) - 1, lastSeq - UNSETTLED_MAX),
    asNow: (filed) => [...newest(past, filed, PAGE_MESSAGES), ...waiting],
    isAhead: true,
  };
}

function otherReading(talk: TalkOf, silenceMs: number): Reading {
  const settledSeq = talk.lastSeq - UNSETTLED_MAX;
  return { ...talk, silenceMs, settledSeq, asNow: (filed) => filed, isAhead: false };
}

/** Lets the process see to everything else that waits. No time passes that a clock would have to tell. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function upTo(messages: readonly Message[], lastSeq: number): readonly Message[] {
  return messages.filter(({ seq }) => seq <= lastSeq);
}

/** A question that hardly names anything asks about what was said before it. */
function isLeaning(question: string): boolean {
  return new Set(recallTerms(question)).size < TELLING_TERMS;
}

function saidBefore(before: readonly string[]): string {
  const last = before.slice(-BEFORE_MAX).map((text) => text.slice(0, BEFORE_CHARS_MAX));
  return last.join('\n');
}
