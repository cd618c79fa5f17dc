import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRows } from '../eval/data.js';
import { builtModule } from './built-module.js';

type RouteModule = typeof import('../src/core/turn/route.js');

/** What a customer says in one turn, and what is answered. */
export interface Exchange {
  readonly said: string;
  readonly answer: string;
}

interface Dialogue {
  readonly turns: readonly { readonly role: string; readonly text?: string }[];
}

/** Said where a dialogue has no answer to its customer's line. */
const NO_ANSWER = 'Noted.';

/**
 * One long talk made of the dialogues in `folder/replay`, one after the other, of those in which both sides are there.
 * Left out are those in which somebody asks for a person or wants to start over: the talk would end there.
 */
export async function replayScript(folder: string, turns: number): Promise<readonly Exchange[]> {
  const { routeByRule } = await builtModule<RouteModule>('core/turn/route.js');
  const goesOn = ({ said }: Exchange) => {
    const lines = [{ author: CUSTOMER, text: said, atMs: 0 }];
    const route = routeByRule(
      { lines },
      { language: 'en', person: [], greeting: [], patterns: [] },
    );
    return route?.type !== 'escalation_candidate' && route?.command === undefined;
  };
  const dialogues = (await dialoguesIn(join(folder, 'replay')))
    .filter((one) => one.turns.some(({ role }) => role === 'assistant'))
    .map(exchangesOf);
  const script = dialogues.filter((one) => one.every(goesOn)).flat();
  if (script.length < turns) {
    throw new Error(`${folder}/replay is enough for ${script.length} turns, not for ${turns}.`);
  }
  return script.slice(0, turns);
}

const CUSTOMER = { kind: 'customer', id: 'customer', name: 'Customer' } as const;

async function dialoguesIn(folder: string): Promise<Dialogue[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  const files = await Promise.all(names.map((name) => readRows<Dialogue>(folder, name, ['turns'])));
  return files.flat();
}

/** Lines of one side that follow each other are one message; what comes before the customer's first is left out. */
function exchangesOf({ turns }: Dialogue): Exchange[] {
  const exchanges: { said: string[]; answer: string[] }[] = [];
  for (const { role, text = '' } of turns) {
    if (text.trim() === '') continue;
    const last = exchanges.at(-1);
    if (role === 'assistant') last?.answer.push(text.trim());
    if (role !== 'user') continue;
    if (last !== undefined && last.answer.length === 0) last.said.push(text.trim());
    else exchanges.push({ said: [text.trim()], answer: [] });
  }
  return exchanges.map(({ said, answer }) => ({
    said: said.join('\n'),
    answer: answer.join('\n') || NO_ANSWER,
  }));
}
