import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { Context, Line, SummaryRequest } from '../../ports/mind.js';
import type { CitablePassages } from './citable-passages.js';
import { escaped, tagged } from './data-tags.js';

/**
 * What the model is shown in one turn, as a message of the user's role: account facts, learnt facts, what agents did,
 * what was done for the customer, the summary, recalled exchanges, earlier talk, passages, new lines. All of it is data between marks; nothing of it
 * ever stands in the system prompt. What is empty is left out, but for the account's mark, which names the customer.
 */
export function contextMessage(
  context: Context,
  passages: CitablePassages,
  cites: boolean,
): ContentBlockParam[] {
  const before = [
    accountOf(context),
    learntOf(context),
    stretchesOf(context),
    actionsOf(context),
    summaryOf('earlier_summary', context.summary),
    recalledOf(context),
    silenceOf(context),
    talkOf('earlier_talk', context.window),
  ];
  return [
    { type: 'text', text: joined(before) },
    ...passages.blocks(cites),
    { type: 'text', text: talkOf('new_lines', context.lines) },
  ];
}

/** The talk that a summary is to stand for, after the summary it takes in. */
export function summaryMessage({ previous, lines }: SummaryRequest): ContentBlockParam[] {
  const parts = [summaryOf('summary_so_far', previous), talkOf('talk', lines)];
  return [{ type: 'text', text: joined(parts) }];
}

export function accountOf({ customer, accountFacts }: Context): string {
  const facts = accountFacts.map(({ name, value }) => tagged('fact', escaped(value), { name }));
  return tagged('account_facts', listed(facts), { customer: customer.name });
}

/** Apart from what the account says: a customer may err, or claim what is not so. */
function learntOf({ facts }: Context): string {
  if (facts.length === 0) return '';
  const told = facts.map(({ kind, value, atMs }) =>
    tagged('fact', escaped(value), { kind, said: timeOf(atMs) }),
  );
  return tagged('said_by_customer', listed(told));
}

function stretchesOf({ stretches }: Context): string {
  if (stretches.length === 0) return '';
  const told = stretches.map(({ agent, outcome, note, promises, atMs }) => {
    const promised = promises.map((promise) => tagged('promise', escaped(promise)));
    return tagged('handoff', [escaped(note), ...promised].join('\n').trim(), {
      agent,
      outcome,
      at: timeOf(atMs),
    });
  });
  return tagged('earlier_handoffs', listed(told));
}

function actionsOf({ actions }: Context): string {
  if (actions.length === 0) return '';
  const told = actions.map(({ title, end, result, atMs }) =>
    tagged('action', escaped(result), { name: title, outcome: end, at: timeOf(atMs) }),
  );
  return tagged('actions', listed(told));
}

function summaryOf(tag: string, summary: string | null): string {
  return summary === null || summary.trim() === '' ? '' : tagged(tag, `\n${escaped(summary)}\n`);
}

/** Each exchange is dated once: a date on each of its lines would only cost tokens. */
function recalledOf({ recalled }: Context): string {
  const told = recalled
    .filter(({ lines }) => lines.length > 0)
    .map(({ atMs, lines }) =>
      tagged('exchange', listed(lines.map(undatedLine)), { at: timeOf(atMs) }),
    );
  return told.length === 0 ? '' : tagged('recalled', listed(told));
}

function silenceOf({ lastTalkAtMs }: Context): string {
  if (lastTalkAtMs === null) return '';
  return tagged('back_after_silence', `The last talk ended ${timeOf(lastTalkAtMs)}.`);
}

export function talkOf(tag: string, lines: readonly Line[]): string {
  if (lines.length === 0) return '';
  return tagged(tag, listed(lines.map(lineOf)));
}

/** Who spoke is said by the mark, so that nobody can speak as somebody else in their text. */
function lineOf({ author, text, atMs }: Line): string {
  const attributes = { speaker: author.name, role: author.kind, at: timeOf(atMs) };
  return tagged('line', escaped(text), attributes);
}

function undatedLine({ author, text }: Line): string {
  return tagged('line', escaped(text), { speaker: author.name, role: author.kind });
}

export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

export function listed(items: readonly string[]): string {
  return items.length === 0 ? '' : `\n${items.join('\n')}\n`;
}

/** `2026-11-21 09:30 UTC` */
function timeOf(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
