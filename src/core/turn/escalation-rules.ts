import { type Amount, amountsIn } from '../domain/amounts.js';
import type { CardFact } from '../domain/card.js';
import type { TalkReason } from '../domain/handoff.js';
import { say, type Wording } from '../domain/texts.js';
import { topicsIn } from '../domain/topic.js';
import type { RuleCondition, Workflow } from '../domain/workflow.js';
import { factsFor, isSame } from './workflow.js';

/** What a team's rules look at. */
export interface RuleView {
  /** The customer's new lines. What was said before was looked at in its own turn. */
  readonly lines: readonly string[];
  /** What is known of the customer's account. */
  readonly facts: readonly CardFact[];
  readonly wording: Wording;
}

/** A rule that was met. */
export interface MetRule {
  readonly reason: TalkReason;
  /** Which rule and what met it, for `explain`. */
  readonly rule: string;
  /** What the card says of it. */
  readonly words: string;
}

/** The first rule met before anything is answered: on topics, amounts and the account. */
export function ruleBefore(workflow: Workflow | null, view: RuleView): MetRule | null {
  return firstMet(workflow, view, null);
}

/** A workflow with the rule of it that was met. */
interface MetOnTopic {
  readonly workflow: Workflow;
  readonly rule: MetRule;
}

/**
 * The first rule met of those with topics, in any workflow. What a team wants to see it has named there, and a line that
 * is taken for something else, or for nothing of ours, is no less about it.
 */
export function ruleOnTopics(workflows: readonly Workflow[], view: RuleView): MetOnTopic | null {
  for (const workflow of workflows) {
    const rule = firstMet(workflow, view, null, ({ topics }) => topics !== undefined);
    if (rule !== null) return { workflow, rule };
  }
  return null;
}

/** The first rule met by how sure an answer is, 0 to 1; what else such a rule asks for has to hold as well. */
export function ruleAfter(
  workflow: Workflow | null,
  view: RuleView,
  confidence: number,
): MetRule | null {
  return firstMet(workflow, view, confidence);
}

function firstMet(
  workflow: Workflow | null,
  view: RuleView,
  confidence: number | null,
  isLookedAt: (when: RuleCondition) => boolean = () => true,
): MetRule | null {
  const rules = [...(workflow?.escalation ?? []).entries()];
  for (const [at, { when, reason, say: words }] of rules) {
    const isAfter = when.confidenceUnder !== undefined;
    if (workflow === null || isAfter !== (confidence !== null) || !isLookedAt(when)) continue;
    const what = metBy(when, { ...view, facts: factsFor(workflow, view.facts) }, confidence);
    if (what === null) continue;
    const title = workflow.title;
    return {
      reason,
      rule: `By rule ${at + 1} of the workflow ${workflow.name}: ${what}.`,
      words: words ?? say('brief.rule', view.wording, { title, what }),
    };
  }
  return null;
}

/** In words what meets a condition, all of it; null if anything does not. */
function metBy(when: RuleCondition, view: RuleView, confidence: number | null): string | null {
  const parts = [
    ...(when.topics === undefined ? [] : [topicMet(when.topics, view)]),
    ...(when.amountOver === undefined ? [] : [amountMet(when.amountOver, view)]),
    ...Object.entries(when.account ?? {}).map(([name, value]) => accountMet(name, value, view)),
    ...(when.confidenceUnder === undefined
      ? []
      : [confidenceMet(when.confidenceUnder, confidence, view)]),
  ];
  const met = parts.filter((part) => part !== null);
  // An empty condition is refused by the check of the config; it must not hand off everything.
  return parts.length === 0 || met.length < parts.length ? null : met.join(', ');
}

function topicMet(topics: readonly string[], { lines, wording }: RuleView): string | null {
  const [topic] = topicsIn(lines, topics);
  return topic === undefined ? null : say('brief.rule.topics', wording, { topic });
}

/** Nothing is converted: with a currency only amounts in it count. */
function amountMet(
  over: NonNullable<RuleCondition['amountOver']>,
  { lines, wording }: RuleView,
): string | null {
  const { value, currency } = over;
  const amounts = lines
    .flatMap(amountsIn)
    .filter((one) => one.value > value && (currency === undefined || one.currency === currency));
  const [largest] = amounts.sort((one, other) => other.value - one.value);
  if (largest === undefined) return null;
  const limit = amountText({ value, currency: currency ?? largest.currency }, wording.language);
  const amount = amountText(largest, wording.language);
  return say('brief.rule.amount', wording, { amount, limit });
}

function amountText({ value, currency }: Amount, language: string): string {
  const minimumFractionDigits = Number.isInteger(value) ? 0 : 2;
  const form = { useGrouping: false, minimumFractionDigits, maximumFractionDigits: 2 };
  return `${new Intl.NumberFormat(language, form).format(value)} ${currency}`;
}

function accountMet(name: string, value: string, { facts, wording }: RuleView): string | null {
  const isMet = facts.some((fact) => isSame(fact.name, name) && isSame(fact.value, value));
  return isMet ? say('brief.rule.account', wording, { name, value }) : null;
}

function confidenceMet(
  under: number,
  confidence: number | null,
  { wording }: RuleView,
): string | null {
  if (confidence === null || confidence >= under) return null;
  const percent = (share: number) => String(Math.round(100 * share));
  return say('brief.rule.confidence', wording, {
    sure: percent(confidence),
    limit: percent(under),
  });
}
