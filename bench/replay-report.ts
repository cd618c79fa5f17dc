import type { Replayed, ReplayedTurn } from './replay.js';
import { median } from './statistics.js';

/** Turns shown one by one, as shares of the whole talk. */
const SHOWN_AT = [0.05, 0.25, 0.5, 0.75, 1];

/** What each strategy took, as Markdown tables. */
export function replayTable(replayed: readonly Replayed[], budgetTokens: number): string {
  const first = replayed[0]?.turns ?? [];
  const shown = [
    ...new Set(SHOWN_AT.map((share) => Math.max(1, Math.round(share * first.length)))),
  ];
  const contextRow = (name: string, tokens: readonly number[]) =>
    row([
      name,
      ...shown.map((turn) => whole(tokens[turn - 1] ?? Number.NaN)),
      whole(sum(tokens) / tokens.length),
      whole(Math.max(...tokens)),
      whole(sum(tokens)),
    ]);
  return [
    `${first.length} turns, a budget of ${budgetTokens} tokens`,
    '',
    row(['tokens of context', ...shown.map((turn) => `turn ${turn}`), 'mean', 'most', 'all turns']),
    rule(shown.length + 3),
    ...replayed.map(({ strategy, turns }) => {
      return contextRow(
        `\`${strategy}\``,
        turns.map(({ tokens }) => tokens),
      );
    }),
    contextRow(
      'full history',
      first.map(({ fullTokens }) => fullTokens),
    ),
    '',
    row(['mean tokens, by part', ...partsOf(replayed)]),
    rule(partsOf(replayed).length),
    ...replayed.map((one) => partsRow(one, partsOf(replayed))),
    '',
    row([
      ...['', 'durable writes a turn', 'other store calls', 'summaries'],
      ...['lag ms, median', 'lag ms, most', 'messages not covered, most'],
    ]),
    rule(6),
    ...replayed.map(costRow),
  ].join('\n');
}

/** In the order of the prompt; a part that nobody had anything of is left out. */
function partsOf(replayed: readonly Replayed[]): string[] {
  const turns = replayed.flatMap((one) => one.turns);
  const names = Object.keys(turns[0]?.parts ?? {});
  return names.filter((part) => turns.some(({ parts }) => (parts[part] ?? 0) > 0));
}

function partsRow({ strategy, turns }: Replayed, parts: readonly string[]): string {
  const mean = (part: string) => sum(turns.map((turn) => turn.parts[part] ?? 0)) / turns.length;
  return row([`\`${strategy}\``, ...parts.map((part) => whole(mean(part)))]);
}

function costRow({ strategy, turns }: Replayed): string {
  const written = turns.flatMap(({ summaries }) => summaries);
  const lags = written.map(({ lagMs }) => lagMs);
  const calls = (isWrite: boolean) => (turn: ReplayedTurn) =>
    sum(
      Object.entries(turn.calls)
        .filter(([name]) => name.startsWith('write.') === isWrite)
        .map(([, count]) => count),
    );
  return row([
    `\`${strategy}\``,
    (sum(turns.map(calls(true))) / turns.length).toFixed(2),
    (sum(turns.map(calls(false))) / turns.length).toFixed(2),
    String(written.length),
    written.length === 0 ? '-' : whole(median(lags)),
    written.length === 0 ? '-' : whole(Math.max(...lags)),
    whole(Math.max(...turns.map(({ uncovered }) => uncovered))),
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function rule(numbers: number): string {
  return `|---|${'---:|'.repeat(numbers)}`;
}

function whole(value: number): string {
  return value.toFixed(0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
