import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError } from '../../domain/errors.js';
import type { CallPurpose } from '../../domain/usage.js';
import type { Context } from '../../ports/mind.js';

/** The system prompt of each kind of call, with the marks `{tenant}` and `{bot}`. */
export type Prompts = Readonly<Record<CallPurpose, string>>;

/** Reads one file for each purpose, `route.md` and so on. An unusable file ends the start, and is named. */
export async function loadPrompts(folder: string): Promise<Prompts> {
  const read = (purpose: CallPurpose) => loadPrompt(join(folder, `${purpose}.md`));
  const [route, greet, answer, brief, fill, summarise] = await Promise.all([
    read('route'),
    read('greet'),
    read('answer'),
    read('brief'),
    read('fill'),
    read('summarise'),
  ]);
  return { route, greet, answer, brief, fill, summarise };
}

/** The prompt of a tenant: the same text for each of its calls, or the provider's cache would never be hit. */
export function filledPrompt(prompt: string, tenant: Context['tenant']): string {
  const words: Readonly<Record<string, string>> = { tenant: tenant.name, bot: tenant.botName };
  return prompt.replace(/\{(tenant|bot)\}/g, (mark, name: string) => words[name] ?? mark);
}

async function loadPrompt(path: string): Promise<string> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw unusablePrompt(path, 'cannot be read', cause);
  }
  if (text === '') throw unusablePrompt(path, 'is empty');
  return text;
}

function unusablePrompt(path: string, problem: string, cause?: unknown): GatewayError {
  const message = `${path} ${problem}. Put the prompt back; Frontdesk comes with one in config/prompts.`;
  const options = cause === undefined ? { message } : { message, cause };
  return new GatewayError('config.invalid', { file: path }, options);
}
