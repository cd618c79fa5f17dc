/** Explanations for people, as a terminal shows them. */
import type { CallsSum } from './explained-calls.js';
import type { ExplainedCall, Explanation, SaidLine, TalkExplanation } from './explanation.js';

/** Characters of what was said that one line shows; the JSON has more. */
const LINE_CHARS_MAX = 160;

const PARTS: Readonly<Record<string, string>> = {
  accountFacts: 'account facts',
  facts: 'learnt facts',
  stretches: "agents' time",
  actions: 'actions',
  summary: 'summary',
  recalled: 'earlier talk',
  window: 'talk',
  passages: 'passages',
  lines: 'new lines',
};

/** Where ids of turns and conversations are found, for whoever asked in vain. */
export const WHERE_IDS_ARE =
  'Turns are named in the log (turn) and by explain of their conversation; conversations in the log (conversation), in ' +
  'frontdesk costs --by conversation, and in the id of a handoff, before its last dash.';

export function explanationAsText(explanation: Explanation): string {
  const { turn, conversation, tenant, channel, episode } = explanation;
  return [
    `Turn ${turn}`,
    `  ${tenant} / ${channel}, conversation ${conversation}, episode ${episode}`,
    `  ${timesOf(explanation)}`,
    ...part('The customer', explanation.heard.map(lineAsText)),
    ...part('What it is', decided(explanation)),
    ...part(`What was seen (${total(explanation)} tokens)`, seen(explanation)),
    ...part('Calls', callsAsText(explanation)),
    ...part('What was done', done(explanation)),
    ...part('What it came to', cameTo(explanation)),
    ...part('What was said', explanation.said.map(saidAsText)),
  ].join('\n');
}

export function talkAsText(talk: TalkExplanation): string {
  const { conversation, tenant, channel, owner, turns, isCut, spent } = talk;
  const rows = turns.map(({ turn, begunAt, ms, type, outcome, why, spent: cost, mind }) => [
    ...[turn, timeOf(begunAt, true), `${ms} ms`, type, outcome, mind, usdOf(cost), shortened(why)],
  ]);
  const head = ['turn', 'begun (UTC)', 'took', 'type', 'outcome', 'mind', 'cost', 'why'];
  const newest = turns.at(-1)?.turn;
  return [
    `Conversation ${conversation}`,
    `  ${tenant} / ${channel}, owner ${owner}; ${counted(spent.calls, 'call')}, ${wholeUsd(spent)}`,
    ...(isCut ? ['  There are earlier turns: ask for more with --last.'] : []),
    '',
    ...(turns.length === 0 ? ['No turn was worked yet.'] : table([head, ...rows], [2])),
    ...(newest === undefined ? [] : ['', `The newest: npx frontdesk explain ${newest}`]),
  ].join('\n');
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function timesOf({ recordedAt, begunAt, endedAt, attempts }: Explanation): string {
  const begun = Date.parse(begunAt);
  const waited = recordedAt === null ? null : begun - Date.parse(recordedAt);
  const took = `worked for ${Date.parse(endedAt) - begun} ms`;
  const tries = `${counted(attempts, 'try', 'tries')}`;
  const since = waited === null ? '' : `, ${Math.max(0, waited)} ms after the first message`;
  return `begun ${timeOf(begunAt, true)} UTC${since}; ${took}, ${tries}`;
}

function lineAsText(line: SaidLine): string {
  return `${line.seq}  ${timeOf(line.at, false)}  ${line.by}: ${wordsOf(line)}`;
}

function saidAsText(line: Explanation['said'][number]): string {
  const { truth } = line;
  const reason = 'reason' in truth ? ` (${truth.reason})` : '';
  const words = truth.state === 'withdrawn' ? '' : ` ${wordsOf(line)}`;
  return `${line.seq}  ${timeOf(line.at, false)}  ${line.by}, ${truth.state}${reason}:${words}`;
}

function wordsOf({ kind, text, isEdited, isTakenBack }: SaidLine): string {
  if (isTakenBack) return '(taken back)';
  const mark = kind === 'text' ? '' : `(${kind}) `;
  return `${mark}${shortened(text)}${isEdited ? ' (edited)' : ''}`;
}

function decided({ route, rules, workflow }: Explanation): string[] {
  const { type, confidence, reason, command } = route;
  const name = command === undefined ? type : `${type} (${command})`;
  return [
    `${name}, confidence ${confidence.toFixed(2)}: ${shortened(reason)}`,
    ...rules.map((rule) => `rule: ${shortened(rule)}`),
    ...(workflow === null ? [] : [`workflow: ${workflow}`]),
  ];
}

function total({ context }: Explanation): string {
  return String(context.reduce((sum, { tokens }) => sum + tokens, 0));
}

function seen({ context, passages }: Explanation): string[] {
  const shown = context.filter(({ tokens, facts }) => tokens > 0 || facts.length > 0);
  const parts = shown.map(({ part: name, tokens, facts }) => [
    ...[PARTS[name] ?? name, String(tokens), facts.map(factAsText).join(', ')],
  ]);
  const found = passages.map(({ key, score }) => ['passage', score.toFixed(2), key]);
  return [...table(parts, [1]), ...table(found, [1])];
}

function factAsText({ name, value }: { readonly name: string; readonly value: string | null }) {
  return value === null ? name : `${name} "${shortened(value)}"`;
}

function callsAsText({ mind, calls, spent }: Explanation): string[] {
  if (calls.length === 0) return [`none; the mind was ${mind}`];
  const head = ['purpose', 'model', 'try', 'in', 'out', 'cached', 'ms', 'USD', 'outcome'];
  const rows = calls.map(callAsCells);
  return [
    `${counted(spent.calls, 'call')}, ${usdOf(spent)}; the mind was ${mind}`,
    ...table([head, ...rows], [2, 3, 4, 5, 6, 7]),
    ...(spent.unpriced > 0
      ? [`Cost unknown for ${counted(spent.unpriced, 'call')}: no price in mind.prices.`]
      : []),
  ];
}

function callAsCells(call: ExplainedCall): string[] {
  const { purpose, model, attempt, usage, ms, costUsd, outcome, isOfEarlierTry } = call;
  const prompt = usage === null ? '–' : String(usage.inputTokens + usage.cacheWriteTokens);
  const remarks = [
    ...(call.isEstimated ? ['partly our own estimate'] : []),
    ...(isOfEarlierTry ? ['an earlier try of the turn'] : []),
  ];
  return [
    ...[purpose, model, String(attempt), prompt, String(usage?.outputTokens ?? '–')],
    ...[String(usage?.cacheReadTokens ?? '–'), String(ms ?? '–'), costUsd?.toFixed(6) ?? '–'],
    [outcome, ...remarks].join('; '),
  ];
}

function done({ action }: Explanation): string[] {
  if (action === null) return [];
  const { id, name, stage, now, result } = action;
  const since = now === null || now === stage ? '' : `, now ${now}`;
  const told = result === null ? '' : `: ${shortened(result)}`;
  return [`${name} (${id}): ${stage} at the end of the turn${since}${told}`];
}

function cameTo(explanation: Explanation): string[] {
  const { outcome, why, escalation, handoff, rating, wasHelpful } = explanation;
  const state = handoff?.state ? `, ${handoff.state}` : '';
  return [
    `${outcome}: ${shortened(why)}`,
    ...(escalation === null ? [] : [`handed off: ${escalation}`]),
    ...(handoff === null ? [] : [`handoff ${handoff.id}${state}`]),
    ...(rating === null ? [] : [`the customer gave ${rating} of 5 stars`]),
    ...(wasHelpful === null ? [] : [`the customer found it ${wasHelpful ? '' : 'not '}helpful`]),
  ];
}

/** Calls without a price, or that run still, cost something, too. */
function usdOf({ calls, open, unpriced, costUsd }: CallsSum): string {
  const unknown = open + unpriced;
  if (calls > 0 && unknown === calls) return 'cost unknown';
  return `${costUsd.toFixed(6)} USD${unknown > 0 ? ' and more' : ''}`;
}

function wholeUsd({ costUsd, unpriced, isEstimated }: TalkExplanation['spent']): string {
  const notes = [
    ...(unpriced > 0 ? [`and ${counted(unpriced, 'call')} without a price`] : []),
    ...(isEstimated ? ['in part estimated'] : []),
  ];
  return [`${costUsd.toFixed(6)} USD`, ...notes].join(', ');
}

/** Columns side by side. `figures`: those that stand to the right. */
function table(rows: readonly (readonly string[])[], figures: readonly number[]): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return figures.includes(at) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

function timeOf(iso: string, hasDay: boolean): string {
  return hasDay ? iso.slice(0, 23).replace('T', ' ') : iso.slice(11, 19);
}

/** One line of it, with nothing in it that a terminal obeys. */
function shortened(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length <= LINE_CHARS_MAX ? line : `${line.slice(0, LINE_CHARS_MAX - 1)}…`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
