import type { Figure } from './figure.js';
import type { Outcome } from './measure-folder.js';

const HEADINGS = ['measure', 'figure', 'target', 'met', 'n', 'how'] as const;

/** Whether a figure reaches its target; null where it has none. */
export function isMet({ figure, target, unit }: Figure): boolean | null {
  if (target === null) return null;
  return isLowerBetter(unit) ? figure <= target : figure >= target;
}

/** The figures as aligned columns, and below them what was left out and what broke. */
export function tableOf({ figures, skipped, broken }: Outcome): string {
  const rows = [[...HEADINGS], ...figures.map(rowOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isRight = (column: number) => column > 0 && column < HEADINGS.length - 1;
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        isRight(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [
    ...lines,
    ...skipped.map(({ area, reason }) => `left out: ${area}: ${reason}`),
    ...broken.map(({ area, reason }) => `broke: ${area}: ${reason}`),
  ].join('\n');
}

/** The same for programs. */
export function jsonOf({ figures, skipped, broken }: Outcome): string {
  const measured = figures.map((one) => ({ ...one, met: isMet(one) }));
  return JSON.stringify({ figures: measured, skipped, broken }, null, 2);
}

function rowOf(one: Figure): string[] {
  const { measure, figure, target, unit, n, how } = one;
  const met = isMet(one);
  return [
    measure,
    numberText(figure, unit),
    target === null ? '-' : `${isLowerBetter(unit) ? '<=' : '>='} ${numberText(target, unit)}`,
    met === null ? '-' : met ? 'yes' : 'no',
    String(n),
    how,
  ];
}

function numberText(value: number, unit: Figure['unit']): string {
  if (unit === 'count') return String(value);
  return unit === 'ms' ? `${value.toFixed(2)} ms` : value.toFixed(3);
}

function isLowerBetter(unit: Figure['unit']): boolean {
  return unit === 'ms';
}
