import { type Estimate, lineTokens, total } from './line-tokens.js';
import type { Exchange, PastEpisode, Said } from './recall-episode.js';
import { type Asked, askedOf } from './recall-terms.js';

export interface RecalledEpisode {
  /** When it began: told once, before its exchanges. */
  readonly atMs: number;
  readonly messages: readonly Said[];
}

export interface Recalled {
  /** Oldest first, as are the messages in each. */
  readonly episodes: readonly RecalledEpisode[];
  /** What they take at most, dates included. */
  readonly tokens: number;
}

export interface RecallQuery {
  readonly question: string;
  /** What was said just before it, for a question that leans on that. */
  readonly about?: string;
  readonly budgetTokens: number;
  /** Counts as the prompt is counted; without it an exchange takes what it was prepared with. */
  readonly estimate?: Estimate;
  /** Messages shown anyway, by id. */
  readonly shown?: ReadonlySet<string>;
}

/** The line that dates an episode. */
const DATE_TOKENS = 8;

/** An exchange is often about what the one before or after it names: "And at what time?" */
const NEIGHBOUR_SHARE = 0.5;

/** What the newest episode has over the oldest: about one telling word. More, and the newest hides the right one. */
const RECENCY_WEIGHT = 1;

/** What an exchange's own words count beside its episode's. More, and single words win over what the talk was about. */
const EXCHANGE_SHARE = 0.5;

/** A value of the kind that is asked for, as a share of all the question's words. */
const KIND_SHARE = 0.4;

/** Episodes that say less of the question than this share of the best one are left out: they would only cost. */
const EPISODE_SHARE_MIN = 0.3;

/**
 * Candidates in a row that do not fit before the rest is not tried any more: it has ever less to do with the question,
 * and counting thousands of exchanges takes longer than all else.
 */
const MISFITS_MAX = 20;

interface Candidate {
  readonly episode: PastEpisode;
  readonly exchange: Exchange;
  readonly score: number;
}

/**
 * The earlier exchanges that may answer a question, within a budget. An exchange counts by what its episode is about, by
 * its own words and its neighbours', and by whether it has the kind of value that is asked for; of episodes that are
 * alike the newest counts, because what was said later replaces what was said before. `episodes`: oldest first. Nothing
 * is recalled for a question none of whose words was ever said.
 */
export function recall(episodes: readonly PastEpisode[], query: RecallQuery): Recalled {
  const asked = askedOf(query.question, query.about);
  const rarity = raritiesOf(asked.terms, episodes);
  const weights = episodes.map(({ terms }) => weightOf(terms, rarity));
  const most = Math.max(0, ...weights);
  if (most === 0) return { episodes: [], tokens: 0 };
  const candidates = episodes.flatMap((episode, at) => {
    const weight = weights[at] ?? 0;
    if (weight < EPISODE_SHARE_MIN * most) return [];
    const place = asked.isAboutFirst ? episodes.length - 1 - at : at;
    const recency = (RECENCY_WEIGHT * place) / Math.max(1, episodes.length - 1);
    return candidatesOf(episode, weight + recency, asked, rarity);
  });
  return chosen(candidates, query);
}

function candidatesOf(
  episode: PastEpisode,
  episodeScore: number,
  asked: Asked,
  rarity: ReadonlyMap<string, number>,
): Candidate[] {
  const own = episode.exchanges.map(({ terms }) => weightOf(terms, rarity));
  const wholeQuestion = [...rarity.values()].reduce((sum, rare) => sum + rare, 0);
  return episode.exchanges.map((exchange, at) => {
    const around = (own[at - 1] ?? 0) + (own[at + 1] ?? 0);
    const near = (own[at] ?? 0) + NEIGHBOUR_SHARE * around;
    const isKind = [...asked.kinds].some((kind) => exchange.values.has(kind));
    const kind = isKind ? KIND_SHARE * wholeQuestion : 0;
    return { episode, exchange, score: episodeScore + EXCHANGE_SHARE * near + kind };
  });
}

/** How telling each word of the question is: most when one episode has it. Words nobody said are left out. */
function raritiesOf(
  terms: readonly string[],
  episodes: readonly PastEpisode[],
): ReadonlyMap<string, number> {
  const rarities = new Map<string, number>();
  for (const term of terms) {
    const count = episodes.filter((episode) => episode.terms.has(term)).length;
    if (count === 0) continue;
    rarities.set(term, Math.log(1 + (episodes.length - count + 0.5) / (count + 0.5)));
  }
  return rarities;
}

function weightOf(terms: ReadonlySet<string>, rarity: ReadonlyMap<string, number>): number {
  let weight = 0;
  for (const [term, rare] of rarity) if (terms.has(term)) weight += rare;
  return weight;
}

/** The best that fit, put back in the order they were said. */
function chosen(candidates: readonly Candidate[], query: RecallQuery): Recalled {
  const { budgetTokens, shown, estimate } = query;
  const taken = new Set<Exchange>();
  const dated = new Set<number>();
  const wordings = new Set<string>();
  let tokens = 0;
  let misfits = 0;
  for (const { episode, exchange } of [...candidates].sort((a, b) => b.score - a.score)) {
    const isNew = exchange.messages.some(({ id }) => !shown?.has(id));
    if (!isNew || wordings.has(exchange.wording)) continue;
    const date = dated.has(episode.atMs) ? 0 : DATE_TOKENS;
    const cost = date + tokensOf(exchange, shown, estimate);
    if (tokens + cost > budgetTokens) {
      misfits += 1;
      if (misfits === MISFITS_MAX) break;
      continue;
    }
    misfits = 0;
    taken.add(exchange);
    dated.add(episode.atMs);
    wordings.add(exchange.wording);
    tokens += cost;
  }
  const byTime = new Map<number, Said[]>();
  for (const { episode, exchange } of candidates) {
    if (!taken.has(exchange)) continue;
    const messages = exchange.messages.filter(({ id }) => !shown?.has(id));
    byTime.set(episode.atMs, [...(byTime.get(episode.atMs) ?? []), ...messages]);
  }
  return { episodes: [...byTime].map(([atMs, messages]) => ({ atMs, messages })), tokens };
}

/** What it will take in the prompt, of what is not shown there anyway. */
function tokensOf(exchange: Exchange, shown: RecallQuery['shown'], estimate?: Estimate): number {
  if (estimate === undefined) return exchange.tokens;
  const told = exchange.messages.filter(({ id }) => !shown?.has(id));
  return total(told.map((message) => lineTokens(message, estimate)));
}
