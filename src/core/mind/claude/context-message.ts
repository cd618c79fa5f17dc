import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { Context, Line } from '../../ports/mind.js';
import type { CitablePassages } from './citable-passages.js';
import { escaped, tagged } from './data-tags.js';

/**
 * What the model is shown in one turn, as the one message of the user's role: account facts, what agents did, earlier
 * talk, passages, new lines. All of it is data between marks; nothing of it ever stands in the system prompt.
 */
export function contextMessage(
  context: Context,
  passages: CitablePassages,
  cites: boolean,
): ContentBlockParam[] {
  const before = [accountOf(context), stretchesOf(context), talkOf('earlier_talk', context.window)];
  return [
    { type: 'text', text: before.filter((part) => part !== '').join('\n') },
    ...passages.blocks(cites),
    { type: 'text', text: talkOf('new_lines', context.lines) },
  ];
}

function accountOf({ customer, accountFacts }: Context): string {
  const facts = accountFacts.map(({ name, value }) => tagged('fact', escaped(value), { name }));
  return tagged('account_facts', listed(facts), { customer: customer.name });
}

function stretchesOf({ stretches }: Context): string {
  if (stretches.length === 0) return '';
  const told = stretches.map(({ agent, outcome, note, atMs }) =>
    tagged('handoff', escaped(note), { agent, outcome, at: timeOf(atMs) }),
  );
  return tagged('earlier_handoffs', listed(told));
}

function talkOf(tag: string, lines: readonly Line[]): string {
  if (lines.length === 0) return '';
  return tagged(tag, listed(lines.map(lineOf)));
}

/** Who spoke is said by the mark, so that nobody can speak as somebody else in their text. */
function lineOf({ author, text, atMs }: Line): string {
  const attributes = { speaker: author.name, role: author.kind, at: timeOf(atMs) };
  return tagged('line', escaped(text), attributes);
}

function listed(items: readonly string[]): string {
  return items.length === 0 ? '' : `\n${items.join('\n')}\n`;
}

/** `2026-11-21 09:30 UTC` */
function timeOf(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
