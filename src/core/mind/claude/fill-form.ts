import type { JSONOutputFormat } from '@anthropic-ai/sdk/resources/messages';
import type { ActionParameter, ActionSpec } from '../../domain/action.js';
import { oneOf, strictObject, text } from './structured-outputs.js';

/**
 * What Claude is told of the actions, in the words of the config: the end of the system prompt, and so the same bytes
 * wherever the same ones are offered.
 */
export function actionsTold(offered: readonly ActionSpec[]): string {
  return offered.map(actionTold).join('\n\n');
}

/**
 * The form of a fill. Values come as a list of pairs: a property of its own for each, which may be null, would be a union
 * each, and the API takes few of them (https://platform.claude.com/docs/en/build-with-claude/structured-outputs).
 */
export function fillFormat(offered: readonly ActionSpec[]): JSONOutputFormat {
  const actions = offered.map(({ name }) => name);
  const parameters = [
    ...new Set(offered.flatMap((spec) => spec.parameters.map(({ name }) => name))),
  ];
  const pair = strictObject({
    parameter:
      parameters.length === 0
        ? text('The name of the parameter.')
        : oneOf(parameters, 'The name of the parameter.'),
    value: text('What was written for it.'),
  });
  return {
    type: 'json_schema',
    schema: strictObject({
      action: {
        anyOf: [{ type: 'string', enum: actions }, { type: 'null' }],
        description: 'The action the customer asks for; null if it is none of them.',
      },
      isAside: { type: 'boolean', description: 'Whether the lines are about something else.' },
      values: { type: 'array', items: pair, description: 'What the lines state for the action.' },
    }),
  };
}

function actionTold({ name, title, description, phrases, parameters }: ActionSpec): string {
  const asked = phrases.map((phrase) => JSON.stringify(phrase)).join(', ');
  return [
    `## \`${name}\`: ${title}`,
    description,
    ...(asked === '' ? [] : [`Asked for in words like ${asked}.`]),
    ...parameters.map(parameterTold),
  ].join('\n');
}

function parameterTold(parameter: ActionParameter): string {
  const { name, title, description, type, choices, pattern, format } = parameter;
  const values = choices.map(({ value, label }) => {
    const shown = JSON.stringify(String(value));
    return label === String(value) ? shown : `${shown} (${label})`;
  });
  const said = [
    `${title}.`,
    description,
    ...(values.length === 0 ? [] : [`One of ${values.join(', ')}.`]),
    ...(pattern === undefined ? [] : [`Pattern \`${pattern}\`.`]),
  ];
  const kind = format === undefined ? type : `${type}, ${format}`;
  return `- \`${name}\` (${kind}): ${said.filter((part) => part !== '').join(' ')}`;
}
