import * as webLimits from '../../src/channels/web/web-limits.js';
import * as limits from '../../src/core/domain/limits.js';
import { section, tableRows } from './pages.js';

test('docs/ARCHITECTURE.md has every limit with its value, and no other', () => {
  const rows = tableRows(section('docs/ARCHITECTURE.md', '## Limits'));
  const told = rows.map(([name = '', value = '']) => [name, value]);
  const meant = Object.entries({ ...limits, ...webLimits }).map(([name, value]) => [
    `\`${name}\``,
    value.toLocaleString('en-US'),
  ]);
  expect(told.sort()).toEqual(meant.sort());
});

test('docs/ARCHITECTURE.md says what each limit bounds', () => {
  const rows = tableRows(section('docs/ARCHITECTURE.md', '## Limits'));
  expect(rows.filter(([, , bounds = '']) => bounds === '')).toEqual([]);
});
