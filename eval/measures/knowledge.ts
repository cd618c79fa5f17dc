import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readArticle } from '../../src/core/knowledge/article.js';
import {
  articlePassages,
  type UnscoredPassage,
} from '../../src/core/knowledge/article-passages.js';
import { PassageIndex } from '../../src/core/knowledge/passage-index.js';
import { readRows, scoredOf } from '../data.js';
import type { Figure } from '../figure.js';

/** Ranks that count as found. */
const RANKS = 10;

/** Passages looked at for the articles behind them. */
const PASSAGES = 60;

/** Turns before the last that a spoken question is looked for with, as the gateway does. */
const EARLIER_TURNS = 4;

interface BankingDoc {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

interface BankingQuery {
  readonly query: string;
  readonly gold: readonly string[];
}

interface FaqDoc {
  readonly id: string;
  readonly bot: string;
  readonly title: string;
  readonly questions: readonly string[];
}

interface FaqQuery extends BankingQuery {
  readonly bot: string;
  readonly answerable: boolean;
}

interface SpokenDoc extends BankingDoc {
  readonly entity: string;
}

interface SpokenQuery {
  readonly turns: readonly { readonly text: string }[];
  readonly knowledge_seeking: boolean;
  readonly gold: readonly string[];
}

/** A bank's articles, found by the line a customer opens with. Several articles may be right; the first one counts. */
export async function banking(folder: string): Promise<readonly Figure[]> {
  const docs = await readRows<BankingDoc>(folder, 'retrieval/tau2_banking_docs.jsonl', [
    'id',
    'title',
    'text',
  ]);
  const { rows, how } = await scoredOf<BankingQuery>(folder, 'retrieval/tau2_banking_queries', [
    'query',
    'gold',
  ]);
  const index = new PassageIndex(docs.flatMap(articleOf));
  const ranks = rows.map(({ query, gold }) => rankOf(gold, articlesFor(index, query)));
  const told = `articles cut at their headings, by the field query of ${how}`;
  return [
    { ...foundAmong(ranks), measure: 'knowledge: banking success@10', target: 0.85, how: told },
    { ...meanOf(ranks), measure: 'knowledge: banking MRR@10', target: 0.5, how: told },
  ];
}

/** Example questions of three bots; whether a bot's best answer is right, and whether it knows that it has none. */
export async function faq(folder: string): Promise<readonly Figure[]> {
  const { rows, how } = await scoredOf<FaqQuery>(folder, 'retrieval/hint3_faq_queries', [
    'bot',
    'query',
    'gold',
    'answerable',
  ]);
  const docsFile = await faqDocsFor(folder, how);
  const docs = await readRows<FaqDoc>(folder, docsFile, ['id', 'bot', 'title', 'questions']);
  const indexes = new Map(
    [...new Set(docs.map(({ bot }) => bot))].map((bot) => [bot, faqIndex(docs, bot)]),
  );
  const asked = rows.map((row) => ({ row, best: indexes.get(row.bot)?.search(row.query, 1)[0] }));
  const answerable = asked.filter(({ row }) => row.answerable);
  const right = answerable.filter(({ row, best }) => row.gold.includes(best?.key ?? ''));
  const scores = (isAnswerable: boolean): number[] =>
    asked.filter(({ row }) => row.answerable === isAnswerable).map(({ best }) => best?.score ?? 0);
  const told = `each bot's questions of ${docsFile}, by the queries of ${how}`;
  return [
    {
      measure: 'knowledge: FAQ success@1',
      figure: right.length / answerable.length,
      target: 0.78,
      unit: 'share',
      how: `${told}, those with an answer`,
      n: answerable.length,
    },
    {
      measure: 'knowledge: FAQ answerable or not',
      figure: areaUnder(scores(true), scores(false)),
      target: 0.88,
      unit: 'auroc',
      how: `${told}, by the score of the best answer`,
      n: asked.length,
    },
  ];
}

/** Spoken questions in the middle of a talk, heard by a machine, with one right answer among thousands. */
export async function spoken(folder: string): Promise<readonly Figure[]> {
  const docs = await readRows<SpokenDoc>(folder, 'retrieval/dstc10_faq_docs.jsonl', ['entity']);
  const { rows, how } = await scoredOf<SpokenQuery>(folder, 'retrieval/dstc10_spoken_queries');
  const seeking = rows.filter((row) => row.knowledge_seeking);
  const index = new PassageIndex(
    docs.map(({ id, entity, title, text }) => ({ key: id, title: entity, heading: title, text })),
  );
  const ranks = seeking.map(({ turns, gold }) => {
    const query = turns.slice(-1 - EARLIER_TURNS).map(({ text }) => text);
    return rankOf(
      gold,
      index.search(query.join('\n'), RANKS).map(({ key }) => key),
    );
  });
  const told = `the last turn with the ${EARLIER_TURNS} before it, of ${how}`;
  return [{ ...meanOf(ranks), measure: 'knowledge: spoken MRR@10', target: null, how: told }];
}

function articleOf({ id, title, text }: BankingDoc): UnscoredPassage[] {
  const reading = readArticle(`---\ntitle: ${JSON.stringify(title)}\n---\n\n${text}`);
  return reading.kind === 'broken' ? [] : articlePassages(id, reading.article);
}

/** The articles behind the best passages, each once. */
function articlesFor(index: PassageIndex, query: string): string[] {
  const keys = index.search(query, PASSAGES).map(({ key }) => key.slice(0, key.indexOf('#')));
  return [...new Set(keys)].slice(0, RANKS);
}

/** Development queries are left out of the questions they are asked of, where that file is there. */
async function faqDocsFor(folder: string, queriesFile: string): Promise<string> {
  const withoutDev = 'retrieval/hint3_faq_docs_dev.jsonl';
  if (!queriesFile.endsWith('_dev.jsonl')) return 'retrieval/hint3_faq_docs.jsonl';
  const isThere = await access(join(folder, withoutDev)).then(
    () => true,
    () => false,
  );
  return isThere ? withoutDev : 'retrieval/hint3_faq_docs.jsonl';
}

function faqIndex(docs: readonly FaqDoc[], bot: string): PassageIndex {
  return new PassageIndex(
    docs
      .filter((doc) => doc.bot === bot)
      .map(({ id, title, questions }) => {
        return { key: id, title, heading: title, text: '', asked: questions };
      }),
  );
}

/** From 1; infinite when none of them is right. */
function rankOf(gold: readonly string[], found: readonly string[]): number {
  const at = found.findIndex((id) => gold.includes(id));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

function foundAmong(ranks: readonly number[]): Pick<Figure, 'figure' | 'unit' | 'n'> {
  const found = ranks.filter((rank) => rank <= RANKS).length;
  return { figure: found / ranks.length, unit: 'share', n: ranks.length };
}

function meanOf(ranks: readonly number[]): Pick<Figure, 'figure' | 'unit' | 'n'> {
  const all = ranks.reduce((sum, rank) => sum + 1 / rank, 0);
  return { figure: all / ranks.length, unit: 'mrr', n: ranks.length };
}

/** How often a score of the first kind is above one of the second; a tie is half. */
function areaUnder(first: readonly number[], second: readonly number[]): number {
  let above = 0;
  for (const one of first) {
    for (const other of second) above += one > other ? 1 : one === other ? 0.5 : 0;
  }
  return above / (first.length * second.length);
}
