import { parse } from 'yaml';
import { TURN_TYPES, type TurnType } from '../../src/core/domain/turn.js';
import { MEASURES } from '../../src/core/domain/workflow.js';
import { ruleBefore } from '../../src/core/turn/escalation-rules.js';
import { workflowFor } from '../../src/core/turn/workflow.js';
import { routingSettings } from '../../src/routing-settings.js';
import { load, SMALL } from '../core/config/written-config.js';
import { codeSpans, ROOT, readText, section, tableRows } from './pages.js';

const PAGE = 'docs/routing.md';
const example = section(PAGE, '### A worked example');
const NOBODY = { guess: () => ({ type: 'greeting', confidence: 0, isSure: false }) as const };

/** The worksheets of the page in a configuration that passed the check. */
async function workflows() {
  const [, sheets = ''] = /```yaml\n([\s\S]*?)```/.exec(example) ?? [];
  const below = `knowledge: ${ROOT}/config/knowledge/demo\n${sheets}`.replace(/^(?=.)/gm, '    ');
  const config = await load(SMALL.replace('    desk: main\n', `    desk: main\n${below}`));
  return routingSettings(config, 'demo', { of: () => NOBODY }).workflows;
}

test('the worked example is in order, and each line of it goes where the page says', async () => {
  const all = await workflows();
  const rows = tableRows(example);
  expect(rows.length).toBeGreaterThan(5);
  for (const [line = '', type, plan = '', name, rule] of rows) {
    const workflow = workflowFor(all, type as TurnType, [line], null);
    const facts = plan === '–' ? [] : [{ name: 'Plan', value: plan }];
    const wording = { language: 'en', overrides: {} } as const;
    const met = ruleBefore(workflow, { lines: [line], facts, wording });
    const told = /^By (rule \d+) /.exec(met?.rule ?? '')?.[1] ?? '–';
    expect([line, workflow?.name, told]).toEqual([line, name, rule]);
  }
});

test('all turn types and measures are told', () => {
  const types = tableRows(section(PAGE, '## The six turn types')).map(([type = '']) => type);
  expect(types.map((one) => one.replaceAll('`', '')).sort()).toEqual([...TURN_TYPES].sort());
  const spans = codeSpans(section(PAGE, '### How its parts are read'));
  expect(MEASURES.filter((measure) => !spans.includes(measure))).toEqual([]);
});

test('the examples of a tenant on the page are of types there are', () => {
  const [, text = ''] = /```yaml\n(routing:[\s\S]*?)```/.exec(readText(PAGE)) ?? [];
  const types = Object.keys(parse(text).routing.examples);
  expect(types.length).toBeGreaterThan(0);
  expect(types.filter((type) => !TURN_TYPES.some((one) => one === type))).toEqual([]);
});
