import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { GatewayError } from '../domain/errors.js';
import { TURN_TYPES, type TurnType } from '../domain/turn.js';
import type { RoutingExample } from '../ports/classifier.js';

/** Examples of one file. A few hundred say all there is to say, and training at start stays short. */
const EXAMPLES_MAX = 1_000;

/** Characters of one example; customers are rarely longer before they say what they want. */
const EXAMPLE_CHARS_MAX = 500;

const file = z.strictObject({
  examples: z.array(z.string().trim().min(1).max(EXAMPLE_CHARS_MAX)).min(1).max(EXAMPLES_MAX),
});

/** Reads the shipped examples, one file per turn type. An unusable file ends the start, and is named. */
export async function loadRoutingExamples(folder: string): Promise<RoutingExample[]> {
  const lists = await Promise.all(TURN_TYPES.map((type) => examplesOf(folder, type)));
  return lists.flat();
}

async function examplesOf(folder: string, type: TurnType): Promise<RoutingExample[]> {
  const path = join(folder, `${type}.yaml`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw unusable(path, 'cannot be read', cause);
  }
  try {
    return file.parse(parse(text)).examples.map((example) => ({ text: example, type }));
  } catch (cause) {
    throw unusable(path, 'is no list of texts under "examples"', cause);
  }
}

function unusable(path: string, problem: string, cause: unknown): GatewayError {
  const message = `${path} ${problem}. Put it back; Frontdesk comes with one for each turn type in config/routing.`;
  return new GatewayError('config.invalid', { file: path }, { message, cause });
}
