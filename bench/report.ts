import { cpus, totalmem } from 'node:os';
import type { Round } from './round.js';
import { median, percentile } from './statistics.js';
import type { Family, SubjectKind } from './subject-kinds.js';

/** All measured rounds of one subject. */
export interface Measured {
  readonly title: string;
  readonly kind: SubjectKind;
  readonly family: Family;
  readonly rounds: readonly Round[];
}

/** One line of the table; each number is the median of the rounds. */
export interface Line {
  readonly title: string;
  readonly turnsPerSecond: number;
  /** Turns per second of each round, in order, to show how much they differ. */
  readonly rounds: readonly number[];
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Share of the yardstick on the same stores; null for the yardstick itself. */
  readonly ratio: number | null;
  readonly durableWritesPerTurn: number;
  readonly callsPerTurn: Readonly<Record<string, number>>;
  /** CPU time of the process under measurement, of Redis and MongoDB, and of the load beside them. */
  readonly cpuMsPerTurn: number;
  readonly serversCpuMsPerTurn: number;
  readonly loadCpuMsPerTurn: number;
  readonly turnsPerConversation: number;
}

export interface Report {
  readonly at: string;
  readonly machine: string;
  readonly concurrency: number;
  readonly measuredSecondsPerRound: number;
  readonly lines: readonly Line[];
}

export function reportOf(measured: readonly Measured[], concurrency: number): Report {
  const lines = measured.map((one) => {
    const line = lineOf(one, concurrency);
    const yardstick = measured.find(
      ({ kind, family }) => kind === 'minimal' && family === one.family,
    );
    const ratio =
      yardstick === undefined || yardstick === one
        ? null
        : line.turnsPerSecond / lineOf(yardstick, concurrency).turnsPerSecond;
    return { ...line, ratio };
  });
  const seconds = measured.flatMap(({ rounds }) => rounds.map((round) => round.seconds));
  return {
    at: new Date().toISOString(),
    machine: machineText(),
    concurrency,
    measuredSecondsPerRound: median(seconds),
    lines,
  };
}

function lineOf({ title, rounds }: Measured, concurrency: number): Line {
  const rates = rounds.map((round) => round.turns / round.seconds);
  const latency = (share: number) =>
    median(rounds.map((round) => percentile(round.latenciesMs, share)));
  const callsPerTurn = callsOf(rounds);
  const writes = Object.entries(callsPerTurn).filter(([name]) => name.startsWith('write.'));
  return {
    title,
    turnsPerSecond: median(rates),
    rounds: rates,
    p50Ms: latency(0.5),
    p95Ms: latency(0.95),
    p99Ms: latency(0.99),
    ratio: null,
    durableWritesPerTurn: writes.reduce((sum, [, count]) => sum + count, 0),
    callsPerTurn,
    cpuMsPerTurn: median(
      rounds.map((round) => (round.after.cpuMs - round.before.cpuMs) / round.allTurns),
    ),
    serversCpuMsPerTurn: median(rounds.map((round) => round.serversCpuMs / round.allTurns)),
    loadCpuMsPerTurn: median(rounds.map((round) => round.loadCpuMs / round.allTurns)),
    turnsPerConversation: median(rounds.map((round) => round.allTurns / concurrency)),
  };
}

function callsOf(rounds: readonly Round[]): Record<string, number> {
  const names = new Set(rounds.flatMap((round) => Object.keys(round.after.calls)));
  const perTurn = (name: string) =>
    median(
      rounds.map(({ before, after, allTurns }) => {
        return ((after.calls[name] ?? 0) - (before.calls[name] ?? 0)) / allTurns;
      }),
    );
  return Object.fromEntries([...names].sort().map((name) => [name, perTurn(name)]));
}

function machineText(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model ?? 'unknown';
  return `${processors.length} cores (${model}), ${memory} GB, Node ${process.version}`;
}

/** The report as a Markdown table, which is also readable in a terminal. */
export function tableOf({
  at,
  machine,
  concurrency,
  measuredSecondsPerRound,
  lines,
}: Report): string {
  const header = [
    ...['', 'turns/s', 'of yardstick', 'p50 ms', 'p95 ms', 'p99 ms'],
    ...['durable writes/turn', 'CPU ms/turn: own', 'servers', 'load', 'rounds (turns/s)'],
  ];
  const rows = lines.map((line) => [
    line.title,
    line.turnsPerSecond.toFixed(0),
    line.ratio === null ? 'yardstick' : `${(line.ratio * 100).toFixed(0)} %`,
    line.p50Ms.toFixed(1),
    line.p95Ms.toFixed(1),
    line.p99Ms.toFixed(1),
    line.durableWritesPerTurn.toFixed(2),
    line.cpuMsPerTurn.toFixed(2),
    line.serversCpuMsPerTurn.toFixed(2),
    line.loadCpuMsPerTurn.toFixed(2),
    line.rounds.map((rate) => rate.toFixed(0)).join(', '),
  ]);
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const text = (row: readonly string[]) =>
    `| ${row.map((cell, column) => aligned(cell, widths[column] ?? 0, column)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => ruleOf(width, column)).join('|')}|`;
  return [
    `${at}, ${machine}`,
    `${concurrency} conversations at once, medians of ${lines[0]?.rounds.length ?? 0} rounds of ` +
      `${measuredSecondsPerRound.toFixed(1)} measured seconds; load and servers on this machine`,
    '',
    text(header),
    rule,
    ...rows.map(text),
  ].join('\n');
}

function aligned(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function ruleOf(width: number, column: number): string {
  return column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`;
}
