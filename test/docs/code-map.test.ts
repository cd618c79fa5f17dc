import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { codeSpans, pages, ROOT, readText, section, tableRows } from './pages.js';

const PATH = /^(?:src|test|web|config|docs|scripts|core|\.ci)\/[\w./-]*$/;

const mapped = tableRows(section('docs/ARCHITECTURE.md', '## Code map')).map(([place = '']) =>
  place.replaceAll('`', ''),
);

describe('the code map', () => {
  test('names only what is there', () => {
    expect(mapped.filter((place) => !existsSync(path.join(ROOT, place)))).toEqual([]);
  });

  test('has every folder below src that holds files', () => {
    const entries = readdirSync(path.join(ROOT, 'src'), { recursive: true, withFileTypes: true });
    const folders = entries.filter((one) => one.isFile()).map((one) => one.parentPath);
    const relative = [...new Set(folders)].map((one) => path.relative(ROOT, one));
    const missing = relative.filter((one) => one !== 'src' && !mapped.includes(one));
    expect(missing).toEqual([]);
  });

  test('has every file directly below src', () => {
    const files = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true });
    const names = files.filter((one) => one.isFile()).map((one) => `src/${one.name}`);
    expect(names.filter((name) => !mapped.includes(name))).toEqual([]);
  });
});

test.each(pages())('every file that %s names is there', (page) => {
  const named = codeSpans(readText(page)).filter((span) => PATH.test(span));
  const places = (name: string) => [path.join(ROOT, name), path.join(ROOT, 'src', name)];
  expect(named.filter((name) => !places(name).some((place) => existsSync(place)))).toEqual([]);
});
