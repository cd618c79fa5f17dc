/** What an action needs next, as a pure function of what is known for it. Nothing here asks, runs or writes. */
import type { ActionParameter, ActionSpec, ActionState, ActionValue } from '../domain/action.js';
import { asValue } from '../domain/action-values.js';
import type { ActionProblem } from '../ports/actions.js';

/** Answers in a row that cannot be used before a person takes over. */
export const MISSES_MAX = 3;

export type Need =
  | {
      readonly kind: 'ask';
      readonly state: ActionState;
      readonly parameter: ActionParameter;
      /** What was wrong with the last answer, in a few words; null if nothing was. */
      readonly problem: string | null;
      readonly isMiss: boolean;
    }
  | { readonly kind: 'confirm'; readonly state: ActionState; readonly isMiss: boolean }
  | { readonly kind: 'run'; readonly state: ActionState }
  | {
      readonly kind: 'give-up';
      readonly state: ActionState;
      readonly parameter: ActionParameter | null;
    };

/** What the new lines brought, before it is checked. */
export interface Given {
  readonly values: Readonly<Record<string, unknown>>;
  /** The customer agreed to just what was shown. */
  readonly isYes: boolean;
}

type Check = (values: Readonly<Record<string, unknown>>) => readonly ActionProblem[];

/**
 * Takes in what is of use and says what is needed next.
 *
 * | what was given | comes to |
 * |---|---|
 * | a value that can be used | it is taken in; a changed one has to be confirmed again |
 * | one that cannot | the question again, with what is wrong |
 * | nothing of use, not even a yes | the question again; the third time in a row a person |
 */
export function needOf(before: ActionState, spec: ActionSpec, given: Given, check: Check): Need {
  const { taken, problem } = takenIn(before, spec, given.values, check);
  const isNew = Object.entries(taken).some(([name, value]) => before.values[name] !== value);
  const isBegun = before.askedFor !== null || before.stage === 'confirming';
  const isMiss = isBegun && !isNew && !(given.isYes && before.stage === 'confirming');
  const values: Record<string, ActionValue> = { ...before.values, ...taken };
  // Words that cannot be used took back what stood there all the same.
  if (problem !== null && !(problem.parameter in taken)) delete values[problem.parameter];
  const state = { ...before, values, misses: isMiss ? before.misses + 1 : 0 };
  const missing = missingOf(spec, state);
  if (state.misses >= MISSES_MAX) return { kind: 'give-up', state, parameter: missing };
  const asked = problem === null ? missing : (byName(spec, problem.parameter) ?? missing);
  const words = problem?.text ?? null;
  if (asked !== null) return ask(state, asked, words, isMiss);
  const [wrong] = check(values);
  if (wrong !== undefined) return askAnew(state, spec, wrong, isMiss);
  const mustConfirm = spec.risk === 'high' || spec.confirm !== null;
  const isConfirmed = given.isYes && !isNew && before.stage === 'confirming';
  if (mustConfirm && !isConfirmed) {
    const version = isNew || before.stage !== 'confirming' ? state.version + 1 : state.version;
    return {
      kind: 'confirm',
      state: { ...state, stage: 'confirming', askedFor: null, version },
      isMiss,
    };
  }
  return { kind: 'run', state };
}

function takenIn(
  { values }: ActionState,
  spec: ActionSpec,
  given: Given['values'],
  check: Check,
): { taken: Record<string, ActionValue>; problem: ActionProblem | null } {
  const read = spec.parameters
    .filter(({ name }) => Object.hasOwn(given, name) && isSaid(given[name]))
    .map((one) => ({ name: one.name, raw: given[one.name], value: asValue(one, given[one.name]) }));
  // What cannot be read is shown to the check as it is, for the check says best what is wrong with it.
  const tried = Object.fromEntries(read.map(({ name, raw, value }) => [name, value ?? raw]));
  const problems = check({ ...values, ...tried }).filter(({ parameter }) => parameter in tried);
  const wrong = new Set(problems.map(({ parameter }) => parameter));
  const taken = read.flatMap(({ name, value }) =>
    value === null || wrong.has(name) ? [] : [[name, value] as const],
  );
  return { taken: Object.fromEntries(taken), problem: problems[0] ?? null };
}

function isSaid(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** All that is needed is there and does not go together: the parameter that is complained of is asked for again. */
function askAnew(
  state: ActionState,
  spec: ActionSpec,
  wrong: ActionProblem,
  isMiss: boolean,
): Need {
  const parameter = byName(spec, wrong.parameter) ?? spec.parameters[0];
  if (parameter === undefined) return { kind: 'give-up', state, parameter: null };
  const { [parameter.name]: _, ...values } = state.values;
  // What nobody has said yet was not said wrongly.
  const problem = state.values[parameter.name] === undefined ? null : wrong.text;
  return ask({ ...state, values }, parameter, problem, isMiss);
}

function ask(
  state: ActionState,
  parameter: ActionParameter,
  problem: string | null,
  isMiss: boolean,
): Need {
  const asked = { ...state, stage: 'collecting', askedFor: parameter.name } as const;
  return { kind: 'ask', state: asked, parameter, problem, isMiss };
}

function missingOf(spec: ActionSpec, { values }: ActionState): ActionParameter | null {
  return spec.parameters.find((one) => one.isRequired && values[one.name] === undefined) ?? null;
}

function byName(spec: ActionSpec, name: string): ActionParameter | null {
  return spec.parameters.find((one) => one.name === name) ?? null;
}
