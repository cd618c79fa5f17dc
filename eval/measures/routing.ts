import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadRoutingExamples } from '../../src/core/config/routing-examples.js';
import type { Message } from '../../src/core/domain/message.js';
import { plain } from '../../src/core/domain/plain-line.js';
import { TURN_TYPES, type TurnType } from '../../src/core/domain/turn.js';
import type { RoutingExample } from '../../src/core/ports/classifier.js';
import { LocalClassifier } from '../../src/core/routing/local-classifier.js';
import { TextClassifier } from '../../src/core/routing/text-classifier.js';
import { complains } from '../../src/core/turn/complaint.js';
import { routeAtHand } from '../../src/core/turn/route-at-hand.js';
import { asksForPerson, asksToReach } from '../../src/core/turn/wish-for-person.js';
import { readRows, scoredOf, splitOf } from '../data.js';
import type { Figure } from '../figure.js';

const SHIPPED = join(__dirname, '../../config/routing');

interface RouteRow {
  readonly text: string;
  readonly route: TurnType;
  /** Two people could give it different types: neither learnt from nor scored in the aims. */
  readonly ambiguous: boolean;
}

interface IntentRow {
  readonly text: string;
  readonly label: string;
  readonly oos: boolean;
}

interface WishRow {
  readonly text: string;
  readonly wants_human: boolean;
  /** The wish is in the words; the others were sent to a person for another reason. */
  readonly explicit: boolean;
}

/** Whose examples a classifier has learnt from. */
type Examples = 'given' | 'shipped';

const ROUTE_FIELDS = ['text', 'route', 'ambiguous'] as const;

/** The classifier of a team that gave many examples of its own. */
export async function given(folder: string): Promise<readonly Figure[]> {
  const { train, test, how } = await splitOf<RouteRow>(folder, 'routing/routing', ROUTE_FIELDS);
  const classifier = LocalClassifier.learn(train.filter(isClear).map(exampleOf));
  const clear = test.filter(isClear);
  const routes = clear.map(({ text }) => routeOf(text, classifier));
  const all = test.map(({ text }) => routeOf(text, classifier));
  const told = `${how}; learnt from its unambiguous training rows alone; rules for a person or a complaint first, then the classifier`;
  return [
    figure('routing: macro-F1, trained on given examples', macroF1(clear, routes), 0.88, {
      unit: 'f1',
      how: `${told}; unambiguous rows`,
      n: clear.length,
    }),
    figure('routing: escalation recall', recallOf('escalation_candidate', clear, routes), 0.9, {
      unit: 'share',
      how: `${told}; unambiguous rows`,
      n: clear.filter(({ route }) => route === 'escalation_candidate').length,
    }),
    figure('routing: macro-F1, ambiguous rows too', macroF1(test, all), null, {
      unit: 'f1',
      how: told,
      n: test.length,
    }),
    learntFromAll(train, clear, how),
    asTurnsDecide('given', clear, classifier, `${how}; unambiguous rows`),
    ...sureness('given', clear, classifier, `${how}; unambiguous rows, classifier alone`),
  ];
}

/** What the ambiguous rows cost who learns from them as well. */
function learntFromAll(
  train: readonly RouteRow[],
  clear: readonly RouteRow[],
  how: string,
): Figure {
  const classifier = LocalClassifier.learn(train.map(exampleOf));
  const routes = clear.map(({ text }) => routeOf(text, classifier));
  return figure('routing: macro-F1, learnt from ambiguous rows', macroF1(clear, routes), null, {
    unit: 'f1',
    how: `${how}; learnt from all its training rows; unambiguous rows`,
    n: clear.length,
  });
}

/** A new team without examples: only what Frontdesk comes with, on trades it has no examples from. */
export async function shipped(folder: string): Promise<readonly Figure[]> {
  const { rows, how } = await scoredOf<RouteRow>(folder, 'routing/routing', ROUTE_FIELDS);
  const examples = await loadRoutingExamples(SHIPPED);
  const startedMs = performance.now();
  const classifier = LocalClassifier.learn(examples);
  const trainedMs = performance.now() - startedMs;
  const known = new Set(examples.map(({ text }) => plain(text)));
  const unseen = rows.filter(({ text, ambiguous }) => !ambiguous && !known.has(plain(text)));
  const routes = unseen.map(({ text }) => routeOf(text, classifier));
  const told = `config/routing (${examples.length} examples), scored on ${how}`;
  return [
    figure('routing: macro-F1, only shipped examples', macroF1(unseen, routes), 0.6, {
      unit: 'f1',
      how: `${told}, unambiguous rows that are no shipped example; rules first`,
      n: unseen.length,
    }),
    asTurnsDecide('shipped', unseen, classifier, told),
    ...sureness('shipped', unseen, classifier, `${told}, classifier alone`),
    figure('routing: training at start', trainedMs, null, {
      unit: 'ms',
      how: `${examples.length} examples, with the held-out fits`,
      n: 1,
    }),
    figure('routing: one decision', decisionMs(unseen, classifier), null, {
      unit: 'ms',
      how: 'mean, rules and classifier',
      n: unseen.length,
    }),
  ];
}

/** Intents of other people's making, and lines that are none of them. */
export async function intents(folder: string): Promise<readonly Figure[]> {
  const { train, test, how } = await clinc(folder);
  // What is foreign is told by its words alone: the foreign training rows are not looked at.
  const classifier = TextClassifier.fit(
    train.filter(({ oos }) => !oos),
    { folds: 1 },
  );
  const judged = test.map((row) => ({ row, ...classifier.judge(row.text) }));
  const own = judged.filter(({ row }) => !row.oos);
  const foreign = judged.filter(({ row }) => row.oos);
  const right = own.filter(({ row, label, isInScope }) => isInScope && label === row.label);
  const told = `${how}; foreign rows are not learnt from; the bound gives up 1.5 % of held-out training rows`;
  return [
    figure('CLINC150: in-scope accuracy', right.length / own.length, 0.91, {
      unit: 'share',
      how: `${told}; a refused row counts as wrong`,
      n: own.length,
    }),
    figure(
      'CLINC150: out-of-scope recall',
      shareOf(foreign, ({ isInScope }) => !isInScope),
      0.6,
      {
        unit: 'share',
        how: told,
        n: foreign.length,
      },
    ),
  ];
}

/** Whether somebody asks for a person, or for a way to reach one, by the rules. */
export async function wishes(folder: string): Promise<readonly Figure[]> {
  const { rows, how } = await scoredOf<WishRow>(folder, 'handoff/wants_human', [
    'text',
    'wants_human',
    'explicit',
  ]);
  const found = rows.filter(({ text }) => asksForPerson(text) || asksToReach(text));
  const explicit = rows.filter((row) => row.explicit);
  const told = `rules alone, nothing learnt; ${how}`;
  return [
    figure(
      'wants a person: recall of explicit wishes',
      found.filter((row) => row.explicit).length / explicit.length,
      0.9,
      { unit: 'share', how: told, n: explicit.length },
    ),
    figure(
      'wants a person: precision',
      shareOf(found, (row) => row.wants_human),
      0.85,
      {
        unit: 'share',
        how: told,
        n: found.length,
      },
    ),
  ];
}

/** Its validation file is scored where the test file is not there. */
async function clinc(folder: string) {
  const name = 'intent_oos/clinc150';
  const fields = ['text', 'label', 'oos'] as const;
  const { rows, how } = await scoredOf<IntentRow>(folder, name, fields);
  const train = await readRows<IntentRow>(folder, `${name}_train.jsonl`, fields);
  const isTest = how.endsWith('_test.jsonl');
  const test = isTest ? rows : await readRows<IntentRow>(folder, `${name}_val.jsonl`, fields);
  const scored = isTest ? how : `${name}_val.jsonl`;
  return { train, test, how: `${name}_train.jsonl, scored on ${scored}` };
}

/** Who gives examples gives those that are one, and an example with two answers teaches neither. */
function isClear({ ambiguous }: RouteRow): boolean {
  return !ambiguous;
}

function exampleOf({ text, route }: RouteRow): RoutingExample {
  return { text, type: route };
}

function routeOf(text: string, classifier: LocalClassifier): TurnType {
  const isForPerson = asksForPerson(text) || asksToReach(text) || complains(plain(text));
  return isForPerson ? 'escalation_candidate' : classifier.guess([text]).type;
}

/** Every line as the first of a talk. A complaint alone is a sign there, and a question for a number is answered. */
function asTurnsDecide(
  examples: Examples,
  rows: readonly RouteRow[],
  classifier: LocalClassifier,
  how: string,
): Figure {
  const routes = rows.map(({ text }) => {
    const { route, guess } = routeAtHand({
      ...FIRST,
      lines: [lineOf(text)],
      routing: { classifier, frustrationMax: 1 },
    });
    return (route ?? guess).type;
  });
  return figure(
    `routing, ${examples}: macro-F1, as a first turn decides`,
    macroF1(rows, routes),
    null,
    {
      unit: 'f1',
      how: `${how}; the classifier's guess where the model would be asked`,
      n: rows.length,
    },
  );
}

const FIRST = {
  window: [],
  rating: null,
  customerId: 'c',
  agents: [],
  carried: 0,
  phrases: { language: 'en', person: [], greeting: [], patterns: [] },
} as const;

function lineOf(text: string): Message {
  const author = { kind: 'customer', id: 'c', name: 'Visitor' } as const;
  return { id: 'm1', seq: 1, kind: 'text', author, text, atMs: 0 };
}

/** What the engine gains by "sure": how often no model is asked, and how often that is right. */
function sureness(
  examples: Examples,
  rows: readonly RouteRow[],
  classifier: LocalClassifier,
  how: string,
): readonly Figure[] {
  const guesses = rows.map((row) => ({ row, ...classifier.guess([row.text]) }));
  const sure = guesses.filter(({ isSure }) => isSure);
  const right = shareOf(sure, ({ row, type }) => type === row.route);
  return [
    figure(`routing, ${examples}: sure without the model`, sure.length / rows.length, null, {
      unit: 'share',
      how,
      n: rows.length,
    }),
    figure(`routing, ${examples}: right when sure`, right, null, {
      unit: 'share',
      how,
      n: sure.length,
    }),
  ];
}

function decisionMs(rows: readonly RouteRow[], classifier: LocalClassifier): number {
  const startedMs = performance.now();
  for (const { text } of rows) routeOf(text, classifier);
  return (performance.now() - startedMs) / rows.length;
}

function macroF1(rows: readonly RouteRow[], routes: readonly TurnType[]): number {
  const types = TURN_TYPES.filter((type) => rows.some(({ route }) => route === type));
  const sum = types.reduce((total, type) => {
    const right = rows.filter(({ route }, at) => route === type && routes[at] === type).length;
    const said = routes.filter((route) => route === type).length;
    const meant = rows.filter(({ route }) => route === type).length;
    return total + (2 * right) / (said + meant);
  }, 0);
  return sum / types.length;
}

function recallOf(type: TurnType, rows: readonly RouteRow[], routes: readonly TurnType[]): number {
  const meant = rows.flatMap(({ route }, at) => (route === type ? [at] : []));
  return shareOf(meant, (at) => routes[at] === type);
}

function shareOf<Item>(items: readonly Item[], isCounted: (item: Item) => boolean): number {
  return items.filter(isCounted).length / items.length;
}

function figure(
  measure: string,
  value: number,
  target: number | null,
  rest: Pick<Figure, 'unit' | 'how' | 'n'>,
): Figure {
  return { measure, figure: value, target, ...rest };
}
