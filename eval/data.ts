import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One row in so many is scored, where a folder holds no test file. */
const TEST_ONE_IN = 5;

/** Changing it changes which rows are scored, and so every figure of a seeded split. */
const SPLIT_SEED = 'frontdesk';

/** A file that the folder does not have: its measures are left out, which is no fault. */
export class MissingFile extends Error {}

/** A line that cannot be read: where it is and why. */
export class BrokenLine extends Error {}

export interface Split<Row> {
  readonly train: readonly Row[];
  readonly test: readonly Row[];
  /** Which rows these are, for a figure's `how`. */
  readonly how: string;
}

export interface Scored<Row> {
  readonly rows: readonly Row[];
  readonly how: string;
}

/**
 * What to learn from and what to score. Where `NAME_test.jsonl` stands beside `NAME_train.jsonl`, `NAME_dev.jsonl` or
 * `NAME.jsonl`, it is scored and the others are learnt from; without one a fixed part of what is there is scored.
 * Rows of one group (`groupOf`) are never on both sides of that part; a row's whole content is its group otherwise.
 */
export async function splitOf<Row>(
  folder: string,
  name: string,
  fields: readonly (keyof Row & string)[] = [],
  groupOf: (row: Row) => string = (row) => JSON.stringify(row),
): Promise<Split<Row>> {
  const learnt = await firstFile(folder, [`${name}_train`, `${name}_dev`, name]);
  const tested = await firstFile(folder, [`${name}_test`]);
  if (learnt === null) throw missing(folder, [`${name}_train`, `${name}_dev`, name]);
  const rows = await readRows(folder, learnt, fields);
  if (tested !== null) {
    const test = await readRows(folder, tested, fields);
    return { train: rows, test, how: `${learnt}, scored on ${tested}` };
  }
  const isTest = (row: Row) => hash(SPLIT_SEED + groupOf(row)) % TEST_ONE_IN === 0;
  return {
    train: rows.filter((row) => !isTest(row)),
    test: rows.filter(isTest),
    how: `${learnt}, one row in ${TEST_ONE_IN} scored`,
  };
}

/** What to score where nothing is learnt from the folder: the test file, or else all rows of the first file there is. */
export async function scoredOf<Row>(
  folder: string,
  name: string,
  fields: readonly (keyof Row & string)[] = [],
): Promise<Scored<Row>> {
  const names = [`${name}_test`, `${name}_dev`, `${name}_train`, name];
  const file = await firstFile(folder, names);
  if (file === null) throw missing(folder, names);
  return { rows: await readRows(folder, file, fields), how: file };
}

/** The rows of one file, such as `retrieval/tau2_banking_docs.jsonl`; each must have `fields`. */
export async function readRows<Row>(
  folder: string,
  file: string,
  fields: readonly (keyof Row & string)[] = [],
): Promise<Row[]> {
  const path = join(folder, file);
  if (!(await exists(path))) throw new MissingFile(`${path} is not there`);
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [rowOf<Row>(line, `${path}:${index + 1}`, fields)],
  );
}

function rowOf<Row>(line: string, where: string, fields: readonly string[]): Row {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (cause) {
    throw new BrokenLine(`${where}: not JSON`, { cause });
  }
  if (typeof row !== 'object' || row === null) throw new BrokenLine(`${where}: not an object`);
  const lacking = fields.filter((field) => !(field in row));
  if (lacking.length > 0) throw new BrokenLine(`${where}: has no ${lacking.join(', ')}`);
  return row as Row;
}

async function firstFile(folder: string, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    if (await exists(join(folder, `${name}.jsonl`))) return `${name}.jsonl`;
  }
  return null;
}

function missing(folder: string, names: readonly string[]): MissingFile {
  return new MissingFile(
    `${folder} has none of ${names.map((name) => `${name}.jsonl`).join(', ')}`,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** FNV-1a over UTF-16 units; http://www.isthe.com/chongo/tech/comp/fnv/. Mixed at the end, as its low bits are weak. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
