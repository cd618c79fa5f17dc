import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { builtModule, ROOT } from './built-module.js';
import { median, percentile } from './statistics.js';

type ClassifierModule = typeof import('../src/core/routing/local-classifier.js');
type ExamplesModule = typeof import('../src/core/config/routing-examples.js');

/** The first trainings and decisions run before the compiler has made them fast, as they do at a start. */
const TRAININGS = 5;

const DECISIONS = 20_000;

/** So many examples in one line are more than the classifier reads of any. */
const LONG_LINES = 60;

/** Training the local classifier at start, and one decision of it, with the shipped examples. */
export async function measureRouting(): Promise<number> {
  const { LocalClassifier } = await builtModule<ClassifierModule>(
    'core/routing/local-classifier.js',
  );
  const { loadRoutingExamples } = await builtModule<ExamplesModule>(
    'core/config/routing-examples.js',
  );
  const examples = await loadRoutingExamples(join(ROOT, 'config/routing'));
  const trainings: number[] = [];
  let classifier = LocalClassifier.learn(examples.slice(0, 1));
  for (let count = 0; count < TRAININGS; count += 1) {
    trainings.push(msOf(() => (classifier = LocalClassifier.learn(examples))));
  }
  const lines = examples.map(({ text }) => text);
  const decisions = Array.from({ length: DECISIONS }, (_one, at) =>
    msOf(() => classifier.guess([lines[at % lines.length] ?? ''])),
  );
  const long = lines.map((_line, at) => lines.slice(at, at + LONG_LINES).join(' '));
  const longest = Array.from({ length: DECISIONS }, (_one, at) =>
    msOf(() => classifier.guess([long[at % long.length] ?? ''])),
  );
  const rows: readonly (readonly [string, string])[] = [
    ['examples', String(examples.length)],
    ['training, first / median', `${ms(trainings[0] ?? 0)} / ${ms(median(trainings))}`],
    ['decision, median / p99', `${ms(median(decisions))} / ${ms(percentile(decisions, 0.99))}`],
    ['longest line, median / p99', `${ms(median(longest))} / ${ms(percentile(longest, 0.99))}`],
  ];
  process.stdout.write(rows.map(([name, value]) => `${name.padEnd(28)}${value}\n`).join(''));
  return 0;
}

function msOf(work: () => unknown): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 3 : 0)} ms`;
}
