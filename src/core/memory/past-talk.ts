import { afterRevision, isRevision, type Message } from '../domain/message.js';
import { type PastEpisode, pastEpisodes } from './recall-episode.js';

/** A piece of one conversation, as it was said and as recalling needs it. */
interface Piece {
  /** What it is dated by: when its episode began, or the piece itself if that was on another day. */
  readonly atMs: number;
  /** Everything people and the bot said, in order; never empty. What was taken back has no words. */
  readonly messages: readonly Message[];
  readonly episodes: readonly PastEpisode[];
  /** Ids of the customers who spoke in it. */
  readonly speakers: ReadonlySet<string>;
}

/** A piece before it is made ready. */
type Cut = Pick<Piece, 'atMs' | 'messages'>;

/** What was said in one conversation, oldest first, made ready for recalling. It is never changed, only followed by another. */
export type PastTalk = readonly Piece[];

/**
 * Messages of one piece. Each is made ready as a whole, and the newest one again with every message, so it must not be
 * long; one that is much shorter is no longer about anything in particular.
 */
const PIECE_MESSAGES_MAX = 40;

/** Characters of one message that are made ready; of a longer one its beginning and its end, which say what it is about. */
const MESSAGE_CHARS_MAX = 2_000;

/** Between the two. */
const BETWEEN = '\n…\n';

/** What a message takes besides its words, in characters: its terms, its marks and itself. */
const MESSAGE_EXTRA_CHARS = 500;

/** Talk that never pauses is dated anew after so long, or the date would say nothing. */
const DATED_FOR_MS = 24 * 60 * 60 * 1_000;

/**
 * The talk after more was said or revised, in order of number. Only what these messages touch is made ready again; the
 * outcome is the same as if all of it had been read at once. `pause` is waited for between pieces, so that a long talk
 * holds up nobody else.
 */
export async function grown(
  talk: PastTalk,
  messages: readonly Message[],
  silenceMs: number,
  pause: () => Promise<void>,
): Promise<PastTalk> {
  const revisions = messages.filter(isRevision);
  const before = revisedPieces(talk, revisions);
  const touched = before.findIndex((messagesOf, at) => messagesOf !== talk[at]?.messages);
  const newest = Math.max(0, talk.length - 1);
  const from = touched === -1 ? newest : Math.min(touched, newest);
  const texts = messages.filter(isTold).map((text) => bare(revisions.reduce(afterRevision, text)));
  if (touched === -1 && texts.length === 0) return talk;
  const stays = talk.slice(0, from);
  const said = [...before.slice(from).flat(), ...texts];
  const known = new Map(talk.slice(from).map((piece) => [piece.messages[0]?.id, piece]));
  const fresh: Piece[] = [];
  for (const next of cut(said, silenceMs, stays.at(-1))) {
    const same = known.get(next.messages[0]?.id);
    const isKept = same !== undefined && isSame(same, next);
    if (!isKept && fresh.length > 0) await pause();
    fresh.push(isKept ? same : prepared(next));
  }
  return [...stays, ...fresh];
}

/** What a talk takes while it is kept, in characters. */
export function sizeOf(talk: PastTalk): number {
  const sizes = talk.map(({ messages }) =>
    messages.reduce((sum, { text }) => sum + text.length + MESSAGE_EXTRA_CHARS, 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Whether anybody but this customer spoke on the customers' side. */
export function hasOthers(talk: PastTalk, customerId: string): boolean {
  return talk.some(({ speakers }) => speakers.size > (speakers.has(customerId) ? 1 : 0));
}

/**
 * The talk's episodes without exchanges all of which is shown anyway: those are about the question more than anything
 * else, and would make all earlier talk look beside the point. What is shown is the newest, so older pieces are not
 * looked through.
 */
export function episodesBeside(talk: PastTalk, shown: ReadonlySet<string>): PastEpisode[] {
  const older = talk.findLastIndex(({ messages }) => !messages.some(({ id }) => shown.has(id)));
  return talk.flatMap(({ episodes }, at) =>
    at > older ? episodes.flatMap((episode) => withoutShown(episode, shown)) : episodes,
  );
}

function withoutShown(episode: PastEpisode, shown: ReadonlySet<string>): PastEpisode[] {
  const exchanges = episode.exchanges.filter(({ messages }) =>
    messages.some(({ id }) => !shown.has(id)),
  );
  if (exchanges.length === episode.exchanges.length) return [episode];
  const terms = new Set(exchanges.flatMap((exchange) => [...exchange.terms]));
  return exchanges.length === 0 ? [] : [{ ...episode, exchanges, terms }];
}

/** The messages of each piece as they stand after revisions; of a piece that none is about, the very same. */
function revisedPieces(
  talk: PastTalk,
  revisions: readonly Message[],
): readonly (readonly Message[])[] {
  const targets = new Set(revisions.flatMap(({ revises }) => revises?.id ?? []));
  return talk.map(({ messages }) => {
    if (targets.size === 0 || !messages.some(({ id }) => targets.has(id))) return messages;
    const after = messages.map((message) => shortened(revisions.reduce(afterRevision, message)));
    return after.some((message, at) => message !== messages[at]) ? after : messages;
  });
}

/** Cuts where nobody said anything for `silenceMs`, and a long episode before one of the customer's own questions. */
function cut(messages: readonly Message[], silenceMs: number, previous: Piece | undefined): Cut[] {
  const pieces: { atMs: number; messages: Message[] }[] = [];
  let before: Cut | undefined = previous;
  for (const message of messages) {
    const open = pieces.at(-1);
    const last = before?.messages.at(-1);
    const isPaused = last === undefined || message.atMs - last.atMs >= silenceMs;
    if (open !== undefined && last !== undefined && !isPaused && !isFull(open.messages, message)) {
      open.messages.push(message);
      continue;
    }
    const goesOn = !isPaused && before !== undefined && message.atMs - before.atMs < DATED_FOR_MS;
    const next = { atMs: goesOn ? (before?.atMs ?? message.atMs) : message.atMs };
    pieces.push({ ...next, messages: [message] });
    before = pieces.at(-1);
  }
  return pieces;
}

/** A question and its answer stay in one piece, unless somebody goes on for twice as long without asking anything. */
function isFull(messages: readonly Message[], next: Message): boolean {
  if (messages.length < PIECE_MESSAGES_MAX) return false;
  if (messages.length >= 2 * PIECE_MESSAGES_MAX) return true;
  const last = messages.at(-1);
  const isAnswered =
    last?.author.kind !== 'customer' && last?.text.trimEnd().endsWith('?') !== true;
  return next.author.kind === 'customer' && isAnswered;
}

function isSame(one: Cut, other: Cut): boolean {
  return (
    one.atMs === other.atMs &&
    one.messages.length === other.messages.length &&
    one.messages.every((message, at) => message === other.messages[at])
  );
}

function prepared(piece: Cut): Piece {
  const { atMs, messages } = piece;
  const episodes = pastEpisodes(messages).map((one) => ({ ...one, atMs }));
  const customers = messages.filter(({ author }) => author.kind === 'customer');
  return { ...piece, episodes, speakers: new Set(customers.map(({ author }) => author.id)) };
}

/** What people and the bot said; notes, notices, feedback and changes of owner are not recalled. */
function isTold({ kind, author }: Message): boolean {
  return kind === 'text' && author.kind !== 'system';
}

/** Without citations, cards and whatever else is not recalled, which would take more room than the words. */
function bare({ id, seq, kind, author, text, atMs, revised }: Message): Message {
  const words = { id, seq, kind, author, text, atMs };
  return shortened(revised === undefined ? words : { ...words, revised });
}

function shortened(message: Message): Message {
  const { text } = message;
  if (text.length <= MESSAGE_CHARS_MAX) return message;
  const half = Math.floor((MESSAGE_CHARS_MAX - BETWEEN.length) / 2);
  // No character is cut in two.
  const beginning = text.slice(0, half).replace(/[\uD800-\uDBFF]$/, '');
  const end = text.slice(-half).replace(/^[\uDC00-\uDFFF]/, '');
  return { ...message, text: `${beginning}${BETWEEN}${end}` };
}
