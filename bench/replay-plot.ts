import type { Replayed } from './replay.js';

const WIDTH = 860;
const HEIGHT = 470;
const FRAME = { left: 84, right: 690, top: 56, bottom: 410 } as const;

/** Okabe and Ito's colours, which people with any kind of colour vision can tell apart; lightened for dark pages. */
const COLOURS: readonly (readonly [onLight: string, onDark: string])[] = [
  ['#0072b2', '#56b4e9'],
  ['#d55e00', '#ff8a3d'],
  ['#009e73', '#2fd6a5'],
  ['#a8518a', '#e79bc9'],
  ['#8a6d00', '#e6c229'],
];

interface Line {
  readonly name: string;
  readonly style: string;
  readonly values: readonly number[];
}

/** Tokens of context by turn for each strategy, with full history and the budget beside them, as SVG. */
export function replayPlot(replayed: readonly Replayed[], budgetTokens: number): string {
  const first = replayed[0]?.turns ?? [];
  const lines: Line[] = [
    { name: 'full history', style: 'all', values: first.map(({ fullTokens }) => fullTokens) },
    ...replayed.map(({ strategy, turns }, at) => ({
      name: strategy,
      style: `s${at % COLOURS.length}`,
      values: turns.map(({ tokens }) => tokens),
    })),
  ];
  const most = Math.max(budgetTokens, ...lines.flatMap(({ values }) => values));
  const step = niceStep(most / 6);
  const highest = Math.ceil(most / step) * step;
  const xOf = (turn: number) =>
    FRAME.left + ((FRAME.right - FRAME.left) * (turn - 1)) / Math.max(1, first.length - 1);
  const yOf = (tokens: number) => FRAME.bottom - ((FRAME.bottom - FRAME.top) * tokens) / highest;
  const labels = apart(lines.map(({ values }) => yOf(values.at(-1) ?? 0)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    '<title>Tokens of context per turn, by memory strategy, with full history beside them</title>',
    `<style>${styleSheet()}</style>`,
    text(FRAME.left, 28, 'title', 'What the mind is shown in each turn of one long conversation'),
    ...yTicks(highest, step, yOf),
    ...xTicks(first.length, xOf),
    text((FRAME.left + FRAME.right) / 2, FRAME.bottom + 44, 'mid', 'turn'),
    `<text class="mid" transform="translate(16 ${(FRAME.top + FRAME.bottom) / 2}) rotate(-90)">` +
      'tokens of context, by our own estimate</text>',
    path(
      'budget',
      [1, first.length].map((turn) => [xOf(turn), yOf(budgetTokens)] as const),
    ),
    text(FRAME.left + 8, yOf(budgetTokens) - 7, 'label', `budget, ${counted(budgetTokens)}`),
    ...lines.map(({ style, values }) =>
      path(
        style,
        values.map((tokens, at) => [xOf(at + 1), yOf(tokens)] as const),
      ),
    ),
    ...lines.map(({ name, style, values }, at) => {
      const tokens = counted(values.at(-1) ?? 0);
      return text(FRAME.right + 10, (labels[at] ?? 0) + 4, `${style} name`, `${name} ${tokens}`);
    }),
    '</svg>',
    '',
  ].join('\n');
}

function styleSheet(): string {
  const coloursOf = (theme: 0 | 1) =>
    COLOURS.map((pair, at) => `.s${at}{stroke:${pair[theme]}}.s${at}.name{fill:${pair[theme]}}`);
  const ink = (text: string, grid: string) =>
    `text{fill:${text}}.grid{stroke:${grid}}.all,.budget{stroke:${text}}`;
  return [
    'text{font:13px system-ui,sans-serif}.title{font-size:16px;font-weight:600}',
    '.mid{text-anchor:middle}.end{text-anchor:end}path{fill:none;stroke-width:2}',
    'text.name{stroke:none;font-weight:600}path.grid{stroke-width:1}',
    '.all{stroke-dasharray:7 4}path.budget{stroke-width:1;stroke-dasharray:2 3}',
    ink('#24292f', '#d8dee4'),
    ...coloursOf(0),
    `@media(prefers-color-scheme:dark){${ink('#e6edf3', '#3d444d')}${coloursOf(1).join('')}}`,
  ].join('');
}

function yTicks(highest: number, step: number, yOf: (tokens: number) => number): string[] {
  return steps(0, highest, step).flatMap((tokens) => [
    path('grid', [[FRAME.left, yOf(tokens)] as const, [FRAME.right, yOf(tokens)] as const]),
    text(FRAME.left - 8, yOf(tokens) + 4, 'end', counted(tokens)),
  ]);
}

function xTicks(turns: number, xOf: (turn: number) => number): string[] {
  const step = niceStep(turns / 8);
  const at = [1, ...steps(step, turns, step)];
  return at.map((turn) => text(xOf(turn), FRAME.bottom + 20, 'mid', String(turn)));
}

/** Names at the ends of lines, moved down where one would cover another. */
function apart(heights: readonly number[]): number[] {
  const placed: number[] = [];
  const order = heights.map((height, at) => ({ height, at })).sort((a, b) => a.height - b.height);
  let free = Number.NEGATIVE_INFINITY;
  for (const { height, at } of order) {
    free = Math.max(height, free);
    placed[at] = free;
    free += 18;
  }
  return placed;
}

/** The next of 1, 2 or 5 times a power of ten. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, atLeast)));
  return [1, 2, 5].map((times) => times * power).find((step) => step >= atLeast) ?? 10 * power;
}

function steps(from: number, to: number, step: number): number[] {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, at) => from + at * step);
}

function path(style: string, points: readonly (readonly [x: number, y: number])[]): string {
  const line = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  return `<path class="${style}" d="M${line}"/>`;
}

function text(x: number, y: number, style: string, words: string): string {
  return `<text class="${style}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${words}</text>`;
}

function counted(tokens: number): string {
  return tokens.toLocaleString('en');
}
