import { z } from 'zod';
import type { ActionParameter, ActionSpec, ActionValue } from '../../domain/action.js';
import { asValue } from '../../domain/action-values.js';
import type { Filled, FillRequest } from '../../ports/mind.js';
import { ownLines } from '../own-lines.js';
import type { Reading } from './claude-calls.js';
import type { Reply } from './reply.js';
import { isSaidIn } from './said-in.js';
import { badAnswer, readJson } from './structured-outputs.js';

const FILL = z.object({
  action: z.string().nullable(),
  isAside: z.boolean(),
  values: z.array(z.object({ parameter: z.string(), value: z.string() })),
});

/** Formats in which a value may be written otherwise than the customer did: "next Friday". */
const REWRITTEN_FORMATS = new Set(['date', 'time', 'date-time']);

/**
 * What Claude read, as far as it can be used: parameters the action has, values of their types, and words that the
 * customer wrote or the account has. What was made up or came from elsewhere is dropped, and will be asked for.
 */
export function readFill(reply: Reply, request: FillRequest): Reading<Filled> {
  const reading = readJson(reply, FILL, (told) => told);
  if (reading.kind === 'unusable') return reading;
  const { action, isAside, values } = reading.result;
  if (action === null)
    return filled({ action, values: {}, isAside: isUnderWay(request) && isAside });
  const spec = request.offered.find(({ name }) => name === action);
  if (spec === undefined) return badAnswer();
  const usable = usableValues(values, spec, request);
  const isElse = isAside && isUnderWay(request) && Object.keys(usable).length === 0;
  return filled({ action, values: usable, isAside: isElse });
}

function filled(result: Filled): Reading<Filled> {
  return { kind: 'read', result, outcome: 'ok' };
}

function isUnderWay({ current }: FillRequest): boolean {
  return current !== null;
}

function usableValues(
  told: z.infer<typeof FILL>['values'],
  { parameters }: ActionSpec,
  request: FillRequest,
): Record<string, ActionValue> {
  const texts = textsOf(request);
  const known = request.current?.values ?? {};
  const usable: Record<string, ActionValue> = {};
  for (const { parameter: name, value: text } of told) {
    const parameter = parameters.find((one) => one.name === name);
    const value = parameter === undefined ? null : asValue(parameter, text);
    if (parameter === undefined || value === null || known[name] === value) continue;
    if (isGrounded(parameter, text, texts)) usable[name] = value;
  }
  return usable;
}

/** Choices and yes or no are few, and no text of anybody; a date may be said in many ways. All else must be there. */
function isGrounded(parameter: ActionParameter, text: string, texts: readonly string[]): boolean {
  const { choices, type, format } = parameter;
  if (choices.length > 0 || type === 'boolean') return true;
  if (format === undefined) return isSaidIn(text, texts);
  if (REWRITTEN_FORMATS.has(format)) return true;
  // An address made of words from here and there is another address.
  const written = text.trim().toLowerCase();
  return texts.some((one) => one.toLowerCase().includes(written));
}

function textsOf({ context }: FillRequest): readonly string[] {
  const said = [...ownLines(context), ...context.lines].map(({ text }) => text);
  return [...said, ...context.accountFacts.map(({ value }) => value)];
}
