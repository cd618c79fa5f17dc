import type { AuthorKind } from '../../src/core/domain/message.js';
import { recall } from '../../src/core/memory/recall.js';
import { type PastEpisode, pastEpisodes } from '../../src/core/memory/recall-episode.js';
import { scoredOf } from '../data.js';
import type { Figure } from '../figure.js';

interface Talk {
  readonly id: string;
  readonly sessions: readonly {
    readonly unix: number;
    readonly turns: readonly {
      readonly id: string;
      readonly role: string;
      readonly text: string;
    }[];
  }[];
}

interface Question {
  readonly conversation_id: string;
  readonly question: string;
  /** Ids of turns any of which answers it. */
  readonly evidence: readonly string[];
}

/** Budgets that are measured, in tokens, and the share of questions each should have evidence for. */
const BUDGETS: readonly (readonly [number, number | null])[] = [
  [500, null],
  [1_000, 0.94],
  [2_000, 0.98],
];

const MS_PER_SECOND = 1_000;

/** How often what is recalled of a long talk holds the turn that answers a question, within a budget of tokens. */
export async function measure(folder: string): Promise<readonly Figure[]> {
  const talks = await scoredOf<Talk>(folder, 'memory/star_multisession_conversations', [
    'sessions',
  ]);
  const asked = await scoredOf<Question>(folder, 'memory/star_multisession_questions', [
    'evidence',
  ]);
  const past = new Map(talks.rows.map((talk) => [talk.id, episodesOf(talk)]));
  const questions = asked.rows.filter(({ evidence }) => evidence.length > 0);
  return BUDGETS.map(([budgetTokens, target]) => {
    const found = questions.filter((one) =>
      isFound(one, past.get(one.conversation_id) ?? [], budgetTokens),
    );
    return {
      measure: `memory: evidence in context, ${budgetTokens} tokens`,
      figure: questions.length === 0 ? 0 : found.length / questions.length,
      target,
      unit: 'share',
      how: `${asked.how}: any evidence turn among what is recalled; nothing learnt from the folder`,
      n: questions.length,
    };
  });
}

function isFound(
  { question, evidence }: Question,
  past: readonly PastEpisode[],
  budgetTokens: number,
): boolean {
  const { episodes } = recall(past, { question, budgetTokens });
  const ids = new Set(episodes.flatMap(({ messages }) => messages.map(({ id }) => id)));
  return evidence.some((id) => ids.has(id));
}

function episodesOf({ sessions }: Talk): PastEpisode[] {
  return sessions.flatMap(({ unix, turns }) => {
    const atMs = unix * MS_PER_SECOND;
    return pastEpisodes(
      turns.map(({ id, role, text }) => {
        const kind: AuthorKind = role === 'user' ? 'customer' : 'bot';
        return { id, kind: 'text' as const, text, atMs, author: { kind, id: role, name: role } };
      }),
    );
  });
}
