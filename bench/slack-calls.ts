import type { SlackOffice } from './slack-office.js';

/** Longer than anything that follows by itself what somebody does, but for timers. */
const QUIET_MS = 2_000;

/** The agent is told so late that a customer is away. */
const AWAY_MS = 8_000;

/** Times that each thing is done, to see whether it always costs the same. */
const TIMES = 5;

/** What happened, and the calls of Slack's Web API that followed, by method. */
export interface Cost {
  readonly what: string;
  readonly calls: readonly string[];
}

/** One conversation in a quiet room, from its handoff to its end: what each thing done there costs in calls. */
export async function countCalls(office: SlackOffice): Promise<readonly Cost[]> {
  const costs: Cost[] = [];
  const { slack, room } = office;
  const cost = async <Result>(
    what: string,
    act: () => Promise<Result>,
    quietMs = QUIET_MS,
  ): Promise<Result> => {
    const before = slack.calls().length;
    const result = await act();
    await office.quiet(quietMs);
    costs.push({ what, calls: tally(slack.calls().slice(before)) });
    return result;
  };
  await office.quiet(QUIET_MS);
  const talk = await cost('handoff', () => office.handOver(0));
  const { customer, agent, card } = talk;
  await cost('claim', () => office.claim(talk));
  for (let at = 0; at < TIMES; at++) {
    await cost('customer line', () => customer.say(`Line ${at}`));
    await cost('agent reply', () => agent.says(room, `Reply ${at}`, { thread: card }));
  }
  await cost('note', () => agent.says(room, '! just between us', { thread: card }));
  await cost('release', () => agent.presses(room.message(card), 'Release'));
  await cost('claim', () => office.claim(talk));
  const line = await customer.say('My oder has the number 7', 'slip');
  if (!line.ok) throw new Error('A line was refused.');
  await office.quiet(QUIET_MS);
  await cost('edit of a customer line', () => customer.edit('slip', 'My order has the number 7'));
  customer.leave();
  const reply = () => agent.says(room, 'Are you still there?', { thread: card });
  await cost('agent reply, the customer is away', reply, AWAY_MS);
  await cost('the customer comes back', () => office.comesBack(talk));
  await cost('resolve', () => agent.presses(room.message(card), 'Resolve'));
  return costs;
}

function tally(calls: readonly { readonly method: string }[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { method } of calls) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts].map(([method, count]) => `${count} ${method}`).sort();
}

/** Rows of a Markdown table. What was done several times has one row, if it always cost the same. */
export function callsTable(costs: readonly Cost[]): string {
  const rows = new Map<string, number>();
  for (const { what, calls } of costs) {
    const row = `| ${what} | ${calls.join(', ') || 'none'} |`;
    rows.set(row, (rows.get(row) ?? 0) + 1);
  }
  const lines = [...rows].map(([row, count]) => `${row} ${count} |`);
  return ['| What | Calls | Times seen |', '|---|---|---:|', ...lines].join('\n');
}
