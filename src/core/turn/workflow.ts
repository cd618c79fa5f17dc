import { articleOf, meansArticle } from '../domain/article-name.js';
import type { CardFact } from '../domain/card.js';
import { type Customer, VISITOR_NAME } from '../domain/customer.js';
import type { MemoryStrategy } from '../domain/memory-strategy.js';
import { topicOf, topicsIn } from '../domain/topic.js';
import type { TurnType } from '../domain/turn.js';
import { CARD_PARTS, type Workflow } from '../domain/workflow.js';
import type { Passage } from '../ports/knowledge.js';
import type { LearntFact } from '../ports/mind.js';

/**
 * The workflow of a turn, of those that serve its type:
 *
 * | the lines | whose it is |
 * |---|---|
 * | speak of a topic | the one with the topic of most words; of several such, the first in the config |
 * | speak of none, and the talk had a workflow (`known`) that serves the type | still that one's |
 * | speak of none | the one without topics |
 *
 * Null: the tenant has no workflow for this type, as for most greetings.
 */
export function workflowFor(
  workflows: readonly Workflow[],
  turnType: TurnType,
  lines: readonly string[],
  known: string | null,
): Workflow | null {
  const serving = workflows.filter(({ turnTypes }) => turnTypes.includes(turnType));
  let best: Workflow | null = null;
  let most = 0;
  for (const workflow of serving) {
    const words = wordsMet(lines, workflow.topics);
    if (words > most) [best, most] = [workflow, words];
  }
  return (
    best ??
    serving.find(({ name }) => name === known) ??
    serving.find(({ topics }) => topics.length === 0) ??
    null
  );
}

/** How the workflow of a talk has older talk remembered, from the turn on that recognised it; null as everywhere. */
export function strategyFor(
  workflows: readonly Workflow[],
  known: string | null,
): MemoryStrategy | null {
  return workflows.find(({ name }) => name === known)?.strategy ?? null;
}

/** Words of the longest topic the lines speak of: "gift card refund" says more than "refund". */
function wordsMet(lines: readonly string[], topics: readonly string[]): number {
  const met = topicsIn(lines, topics).map((topic) => topicOf(topic).split(' ').length);
  return Math.max(0, ...met);
}

/** The account facts a workflow shows, in their order. */
export function factsFor(
  workflow: Workflow | null,
  facts: readonly CardFact[],
): readonly CardFact[] {
  const shown = workflow?.accountFacts ?? 'all';
  return shown === 'all'
    ? facts
    : facts.filter(({ name }) => shown.some((one) => isSame(one, name)));
}

/** The passages of the articles a workflow answers from, in their order. */
export function allowedPassages(
  workflow: Workflow | null,
  passages: readonly Passage[],
): readonly Passage[] {
  const knowledge = workflow?.knowledge ?? 'all';
  if (knowledge === 'all') return passages;
  if (knowledge === 'none') return [];
  return passages.filter(({ key }) => {
    const slug = articleOf(key);
    return knowledge.some((pattern) => meansArticle(pattern, slug));
  });
}

/** What is known of a customer when their case goes to a person. */
interface Known {
  readonly customer: Pick<Customer, 'name' | 'email'>;
  readonly accountFacts: readonly CardFact[];
  /** What they stated that still holds. */
  readonly facts: readonly Pick<LearntFact, 'kind'>[];
}

/** Names of what a card must hold and does not, as the worksheet has them. */
export function missingOnCard(
  workflow: Workflow | null,
  { customer, accountFacts, facts }: Known,
): readonly string[] {
  return (workflow?.must ?? []).filter((name) => {
    const kind = CARD_PARTS[name];
    if (accountFacts.some((fact) => isSame(fact.name, name) && fact.value !== '')) return false;
    if (kind === 'email' && customer.email !== undefined) return false;
    if (kind === 'name' && customer.name !== VISITOR_NAME) return false;
    return !facts.some((fact) => fact.kind === kind);
  });
}

/** Names and values of account facts, as people compare them. */
export function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
