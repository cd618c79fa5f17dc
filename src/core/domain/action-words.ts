import type {
  Acting,
  ActionOutcome,
  ActionParameter,
  ActionSpec,
  ActionState,
  ActionValue,
  ActionValues,
} from './action.js';
import type { CardFact } from './card.js';
import { plainWords } from './plain-words.js';
import { say, type Wording } from './texts.js';
import { timeInWords } from './time-in-words.js';

/** Attempts a card shows. */
const ON_CARD_MAX = 5;

/** What was done so far, as a card shows it: the newest last, what is under way among it. */
export function actionsOnCard(
  { past, current }: Acting,
  wording: Wording,
): { name: string; result: string }[] {
  const ended = past
    .filter(({ id }) => id !== current?.id)
    .map(({ title, text }) => ({ name: title, result: unmarked(text) }));
  const known = past.find(({ id }) => id === current?.id);
  const open = current && {
    name: current.title,
    result: unmarked(known?.text ?? underWay(current, wording)),
  };
  return [...ended, ...(open ? [open] : [])].slice(-ON_CARD_MAX);
}

/** How far an action has come that is not over. */
function underWay(state: ActionState, wording: Wording): string {
  const { stage, values, outcome } = state;
  const known = valuesInWords(factsOf(null, values), wording);
  switch (stage) {
    case 'collecting':
    case 'confirming':
    case 'approving':
      return say(`action.card.${stage}`, wording, { values: known });
    case 'running':
    case 'unknown':
      return say('action.card.running', wording, {
        values: known,
        time: timeInWords(state.startedAtMs, wording.language),
      });
    case 'done':
      if (outcome === null) return '';
      return outcome.kind === 'done' ? outcome.text : troubleInWords(outcome, wording);
  }
}

/** The parameters and values, as people read them; by their names where nothing better is known. */
export function factsOf(
  spec: Pick<ActionSpec, 'parameters'> | null,
  values: ActionValues,
): CardFact[] {
  const known = spec?.parameters.filter(({ name }) => values[name] !== undefined) ?? [];
  const others = Object.keys(values).filter((name) => !known.some((one) => one.name === name));
  return [
    ...known.map((one) => ({ name: one.title, value: labelOf(one, values[one.name] ?? '') })),
    ...others.map((name) => ({ name: inWords(name), value: asData(String(values[name])) })),
  ];
}

/** `orderNumber` and `order_number` as people write it. */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function valuesInWords(facts: readonly CardFact[], wording: Wording): string {
  if (facts.length === 0) return say('action.card.nothing-yet', wording);
  return facts.map(({ name, value }) => `${name}: ${plainWords(value)}`).join(', ');
}

/** A value as it is shown: by its label, if it is one of several to choose from. */
function labelOf({ choices }: Pick<ActionParameter, 'choices'>, value: ActionValue): string {
  return choices.find((one) => one.value === value)?.label ?? asData(String(value));
}

/** Somebody's words as one line, for a place where nothing in them is read as a mark. */
function asData(text: string): string {
  return unmarked(plainWords(text));
}

/** What was written for sentences in Markdown, for a place that shows letters as they are. */
function unmarked(text: string): string {
  return text.replace(/\\([\\`*_[\]<>~|&#:.])/g, '$1');
}

/** A sentence of the config with its `{parameter}` marks filled in, and what it does not show behind it. */
export function confirmationOf(spec: ActionSpec, values: ActionValues, wording: Wording): string {
  const template = spec.confirm ?? say('action.confirm', wording, { action: spec.title });
  const shown = new Set<string>();
  const text = template.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const parameter = spec.parameters.find((one) => one.name === name);
    const value = values[name];
    if (parameter === undefined || value === undefined) return mark;
    shown.add(name);
    return plainWords(labelOf(parameter, value));
  });
  const rest = Object.entries(values).filter(([name]) => !shown.has(name));
  const lines = factsOf(spec, Object.fromEntries(rest)).map(
    ({ name, value }) => `- ${name}: ${plainWords(value)}`,
  );
  return [text, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}

/** Why it is not known that something was done, in words for agents. */
export function troubleInWords(
  { trouble, detail }: Exclude<ActionOutcome, { kind: 'done' }>,
  wording: Wording,
): string {
  return say(`action.trouble.${trouble}`, wording, { detail });
}
