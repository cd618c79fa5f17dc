import { readdirSync } from 'node:fs';
import path from 'node:path';
import { mind } from '../../src/core/config/config-mind.js';
import { CitablePassages } from '../../src/core/mind/claude/citable-passages.js';
import { contextMessage } from '../../src/core/mind/claude/context-message.js';
import type { Line } from '../../src/core/ports/mind.js';
import { contextOf, line } from '../support/model/claude-bench.js';
import { codeSpans, ROOT, readText, section, tableRows } from './pages.js';

const PAGE = 'docs/prompts.md';
const ON_18_NOVEMBER_MS = Date.UTC(2026, 10, 18, 14, 5);

function jo(text: string): Line {
  return line(text, 'Jo Mayer');
}

/** The customer of the page's example. */
const RETURNED = contextOf('Is it there yet?', {
  customer: { id: 'jo', name: 'Jo Mayer' },
  accountFacts: [{ name: 'plan', value: 'Gold since May' }],
  facts: [{ kind: 'reference', value: 'A-1029', atMs: ON_18_NOVEMBER_MS }],
  stretches: [
    {
      agent: 'Ana',
      outcome: 'returned',
      note: 'Sends a new vase.',
      promises: ['You get a new one by Friday.'],
      atMs: ON_18_NOVEMBER_MS,
    },
  ],
  actions: [
    {
      title: 'order status',
      end: 'done',
      result: 'A-1029 is on its way.',
      atMs: ON_18_NOVEMBER_MS,
    },
  ],
  summary: '- Jo wants a new vase for a broken one.\n- Ana promised it by Friday.',
  lastTalkAtMs: ON_18_NOVEMBER_MS,
  recalled: [
    {
      atMs: ON_18_NOVEMBER_MS,
      lines: [jo('My vase broke.'), line('I am sorry!', 'Ana', 'agent')],
    },
  ],
  window: [jo('Hello again')],
});

test('the example is what is sent', () => {
  const [example = ''] = /(?<=```xml\n)[\s\S]*?(?=\n```)/.exec(readText(PAGE)) ?? [];
  const [first] = contextMessage(RETURNED, new CitablePassages([]), true);
  expect(first).toEqual({ type: 'text', text: example });
});

test('the parts are told in the order in which they are sent', () => {
  const sent = contextMessage(RETURNED, new CitablePassages([]), true)
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('\n');
  const told = tableRows(section(PAGE, '## What a call is given')).flatMap(([, mark = '']) =>
    codeSpans(mark),
  );
  const places = told.map((mark) => sent.indexOf(mark.slice(0, -1)));
  expect(told.length).toBeGreaterThan(6);
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('every prompt there is has its row, with the model that is set unless a config says otherwise', () => {
  const rows = tableRows(section(PAGE, '## The prompts'));
  const files = readdirSync(path.join(ROOT, 'config/prompts'));
  expect(rows.map(([file = '']) => file.replaceAll('`', '')).sort()).toEqual(files.sort());
  const { models } = mind.parse(undefined);
  const told = rows.map(([file = '', , , model = '']) => [
    file.replaceAll('`', '').replace('.md', ''),
    model.replaceAll('`', ''),
  ]);
  expect(Object.fromEntries(told)).toEqual(models);
});
