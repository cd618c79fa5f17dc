import { excerptOf } from '../domain/excerpt.js';
import type { Message } from '../domain/message.js';
import { mayDiscard } from '../domain/retention.js';
import { type ValueKind, valuesIn } from '../domain/telling-values.js';
import { estimateTokens, type TokenFactors, UNCALIBRATED } from '../domain/token-estimate.js';
import { recallTerms } from './recall-terms.js';

/** What recalling needs of a message. */
export type Said = Pick<Message, 'id' | 'kind' | 'author' | 'text' | 'atMs'>;

/** A question and its answer, whoever asks: what is told together or not at all. */
export interface Exchange {
  /** Without what may be discarded. */
  readonly messages: readonly Said[];
  readonly terms: ReadonlySet<string>;
  readonly values: ReadonlySet<ValueKind>;
  readonly tokens: number;
  /** Its words without case and marks: the same again adds nothing. */
  readonly wording: string;
}

/** A stretch of earlier talk made ready for recalling. What is past stays as it is, so this may be kept. */
export interface PastEpisode {
  readonly atMs: number;
  readonly exchanges: readonly Exchange[];
  readonly terms: ReadonlySet<string>;
}

/** Speaker and marks around one message in the prompt. */
const MESSAGE_MARK_TOKENS = 4;

/**
 * Exchanges of one stretch. Its words as a whole tell what it is about; a stretch that goes on for longer is about many
 * things and is cut.
 */
const EXCHANGES_MAX = 20;

/**
 * Prepares an episode's messages, oldest first; one that is long comes as several stretches of the same time. Notes,
 * notices and texts that were taken back are no part of it.
 */
export function pastEpisodes(
  messages: readonly Said[],
  factors: TokenFactors = UNCALIBRATED,
): PastEpisode[] {
  const [first] = messages;
  if (first === undefined) return [];
  const said = messages.filter(({ kind, author }) => kind === 'text' && author.kind !== 'system');
  const exchanges = exchangesOf(said)
    .map((one) => exchangeOf(one, factors))
    .filter((exchange) => exchange.messages.length > 0);
  const parts = Math.ceil(exchanges.length / EXCHANGES_MAX);
  return Array.from({ length: parts }, (_, part) => {
    const own = exchanges.slice(part * EXCHANGES_MAX, (part + 1) * EXCHANGES_MAX);
    const terms = new Set(own.flatMap((exchange) => [...exchange.terms]));
    return { atMs: first.atMs, exchanges: own, terms };
  });
}

/** Cuts a whole conversation, oldest first, where nobody said anything for `silenceMs`. */
export function byEpisode<One extends Pick<Message, 'atMs'>>(
  messages: readonly One[],
  silenceMs: number,
): One[][] {
  const episodes: One[][] = [];
  for (const message of messages) {
    const open = episodes.at(-1);
    const before = open?.at(-1);
    if (open === undefined || before === undefined || message.atMs - before.atMs >= silenceMs) {
      episodes.push([message]);
    } else {
      open.push(message);
    }
  }
  return episodes;
}

/**
 * A new exchange begins where the customer speaks after something that was not a question, and where our side asks
 * after the customer spoke.
 */
function exchangesOf(messages: readonly Said[]): Said[][] {
  const exchanges: Said[][] = [];
  for (const message of messages) {
    const open = exchanges.at(-1);
    const before = open?.at(-1);
    const isNew =
      before === undefined ||
      (isCustomers(message)
        ? !isCustomers(before) && !isAsking(before)
        : isCustomers(before) && isAsking(message));
    if (open === undefined || isNew) exchanges.push([message]);
    else open.push(message);
  }
  return exchanges;
}

function exchangeOf(all: readonly Said[], factors: TokenFactors): Exchange {
  const messages = all.filter((message, at) => {
    return !mayDiscard(message.text, all[at - 1]?.text);
  });
  const texts = messages.map((message) => message.text);
  const values = texts.flatMap((text) => [...valuesIn(excerptOf(text))]);
  const tokens = texts.map((text) => estimateTokens(text, factors) + MESSAGE_MARK_TOKENS);
  return {
    messages,
    terms: new Set(texts.flatMap(recallTerms)),
    values: new Set(values),
    tokens: tokens.reduce((sum, one) => sum + one, 0),
    wording: texts
      .join(' ')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  };
}

function isCustomers({ author }: Said): boolean {
  return author.kind === 'customer';
}

function isAsking({ text }: Said): boolean {
  return text.trimEnd().endsWith('?');
}
