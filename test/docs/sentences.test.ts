import { readdirSync } from 'node:fs';
import path from 'node:path';
import { EN } from '../../src/core/domain/texts/en.js';
import { ROOT, readText } from './pages.js';

const sources = ['src', 'web']
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  )
  .filter((name) => /\.(?:ts|html)$/.test(name) && !name.includes('/texts/'))
  .map(readText)
  .join('\n');

/** Beginnings of keys that are put together: `card.reason.${reason}`. */
const beginnings = [...sources.matchAll(/`([a-z][a-z.-]*\.)\$\{/g)].map(([, start = '']) => start);

test('every sentence of the catalogue is said somewhere', () => {
  const isSaid = (key: string) =>
    sources.includes(`'${key}'`) ||
    sources.includes(`"${key}"`) ||
    beginnings.some((start) => key.startsWith(start));
  expect(Object.keys(EN).filter((key) => !isSaid(key))).toEqual([]);
});

test('no sentence is empty, and every mark is a word in braces', () => {
  for (const [key, text] of Object.entries(EN)) {
    expect([key, text.trim()]).toEqual([key, text]);
    expect([key, text.replace(/\{[a-z]+\}/gi, '')]).not.toEqual([
      key,
      expect.stringMatching(/[{}]/),
    ]);
  }
});
