import type { ActionParameter, ActionSpec, ActionState, ActionValue } from '../domain/action.js';
import { confirmationOf } from '../domain/action-words.js';
import { type Card, type Choice, choicesCard, choicesOf } from '../domain/card.js';
import { personChoice } from '../domain/feedback.js';
import type { Message } from '../domain/message.js';
import { say, type Wording } from '../domain/texts.js';

/** A question of an action's, with the answers that can be pressed. */
export interface Question {
  readonly text: string;
  readonly card?: Card;
}

/** What was pressed below a question of this action's. */
export type Pressed =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'value'; readonly name: string; readonly value: ActionValue };

/** What an action that is being talked about waits for: an answer, or a yes. */
export function questionOf(state: ActionState, spec: ActionSpec, wording: Wording): Question {
  if (state.stage === 'confirming') return confirmation(state, spec, wording);
  const parameter = spec.parameters.find(({ name }) => name === state.askedFor);
  if (parameter === undefined) return { text: '' };
  const { title, ask, choices } = parameter;
  const text = ask ?? say('action.ask', wording, { action: spec.title, parameter: title });
  if (choices.length === 0) return { text };
  const offered = choices.map(({ label }, index) => ({
    id: valueId(state, parameter, index),
    label,
  }));
  return { text, card: choicesCard('action', 'buttons', offered) };
}

function confirmation(state: ActionState, spec: ActionSpec, wording: Wording): Question {
  const text = confirmationOf(spec, state.values, wording);
  const choices = [
    { id: answerId(state, 'yes'), label: say('action.yes', wording) },
    { id: answerId(state, 'no'), label: say('action.no', wording) },
  ];
  return { text, card: choicesCard('action', 'buttons', choices) };
}

/** Words with a button for a person, for somebody who cannot be helped here. */
export function withPerson(text: string, wording: Wording): Question {
  return { text, card: choicesCard('action', 'buttons', [personChoice(wording)]) };
}

/**
 * What a press means for the action under way; null for a button of another question, or of an older version of this
 * one: nobody confirms what they were not shown. Only what was really offered counts, for anybody may send any choice.
 */
export function pressedOn(
  { chosen }: Message,
  window: readonly Message[],
  state: ActionState,
  spec: ActionSpec,
): Pressed | null {
  if (chosen === undefined) return null;
  const asked = window.find(({ id }) => id === chosen.messageId);
  const isOurs = asked?.author.kind === 'bot' || asked?.author.kind === 'system';
  const offered = choicesOf(asked?.card).some(({ id }: Choice) => id === chosen.choiceId);
  if (!isOurs || !offered) return null;
  if (state.stage === 'confirming' && chosen.choiceId === answerId(state, 'yes')) {
    return { kind: 'yes' };
  }
  if (chosen.choiceId === answerId(state, 'no')) return { kind: 'no' };
  for (const parameter of spec.parameters) {
    const at = parameter.choices.findIndex(
      (_, index) => valueId(state, parameter, index) === chosen.choiceId,
    );
    const choice = parameter.choices[at];
    if (choice) return { kind: 'value', name: parameter.name, value: choice.value };
  }
  return null;
}

/** Whether it came from a button of some action's question, whichever and however old. */
export function isActionButton({ chosen }: Pick<Message, 'chosen'>): boolean {
  return chosen?.choiceId.startsWith('action-') ?? false;
}

/** The number of the message that asks for the yes that is waited for; none is asked for below any later number. */
export function shownSeq(window: readonly Message[], state: ActionState): number {
  const yes = answerId(state, 'yes');
  const shown = window.findLast(({ card }) => choicesOf(card).some(({ id }) => id === yes));
  return shown?.seq ?? Number.POSITIVE_INFINITY;
}

/** The number of the message a wish began with; buttons name it by that. */
export function wishSeq({ id }: Pick<ActionState, 'id'>): number {
  return Number(/-a(\d+)-/.exec(id)?.[1] ?? 0);
}

function answerId(state: ActionState, answer: 'yes' | 'no'): string {
  return `action-${answer}-${wishSeq(state)}-${state.version}`;
}

function valueId(state: ActionState, { name }: ActionParameter, index: number): string {
  return `action-set-${wishSeq(state)}-${name}-${index}`;
}
