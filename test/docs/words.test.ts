import { readdirSync } from 'node:fs';
import path from 'node:path';
import { settingPaths } from './configuration-table.js';
import { codeSpans, pages, ROOT, readText } from './pages.js';

/** `turns.timeoutMs`, `turn.committed`, `rate.limited`: a setting, an event of the log, a code. */
const DOTTED = /^[a-z][a-zA-Z-]*(?:\.[a-zA-Z-]+)+$/;
const FILE = /\.(?:cjs|js|json|md|sqlite|ts|yaml|yml)$/;
/** Parts of answers, which are described where they stand. */
const FIELD = /^(?:author|details|window)\./;

const settings = settingPaths().map((one) => `.${one.replaceAll('.*', '')}.`);
const source = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readText(`src/${name}`))
  .join('\n');

function isKnown(name: string): boolean {
  return settings.some((one) => one.includes(`.${name}.`)) || source.includes(`'${name}'`);
}

test.each(pages())('every setting, event and code that %s names exists', (page) => {
  const named = codeSpans(readText(page)).filter(
    (span) => DOTTED.test(span) && !FILE.test(span) && !FIELD.test(span),
  );
  expect(named.filter((name) => !isKnown(name))).toEqual([]);
});
