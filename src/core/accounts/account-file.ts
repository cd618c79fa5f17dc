import { ACCOUNT_BYTES_MAX } from '../domain/limits.js';
import { textLines } from '../domain/text-lines.js';
import { csvRows } from './csv-rows.js';

/**
 * What stands in a file of accounts, in order. `account` is as an import over HTTP takes it, not yet looked at; `broken`
 * is the end: what follows cannot be told apart.
 */
export type FileEntry =
  | { readonly kind: 'account'; readonly line: number; readonly value: object }
  | { readonly kind: 'refused'; readonly line: number; readonly problem: string }
  | { readonly kind: 'broken'; readonly at: string; readonly problem: string };

export type AccountFileKind = 'csv' | 'jsonl';

/** Columns with a meaning of their own. Every other column is a fact of its name. */
const OWN_COLUMNS: Readonly<Record<string, 'id' | 'name' | 'emails' | 'customerIds'>> = {
  id: 'id',
  name: 'name',
  email: 'emails',
  emails: 'emails',
  customer_id: 'customerIds',
  customer_ids: 'customerIds',
};

/** Between several values in one cell. */
const SEPARATOR = ';';

export function accountEntries(
  kind: AccountFileKind,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileEntry> {
  return kind === 'csv' ? csvEntries(bytes) : jsonEntries(bytes);
}

async function* jsonEntries(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileEntry> {
  for await (const { number, text, problem } of textLines(bytes, ACCOUNT_BYTES_MAX)) {
    const line = number;
    const value = text === null ? null : parsed(text);
    if (value !== null) yield { kind: 'account', line, value };
    else if (problem === null) yield { kind: 'refused', line, problem: 'is no JSON object' };
    else if (problem === 'not-utf8') yield { kind: 'refused', line, problem: 'is no UTF-8' };
    else yield { kind: 'refused', line, problem: `is longer than ${ACCOUNT_BYTES_MAX} bytes` };
  }
}

async function* csvEntries(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileEntry> {
  let header: readonly string[] | null = null;
  for await (const row of csvRows(bytes)) {
    if (row.kind === 'broken') {
      yield { kind: 'broken', at: `${row.line}:${row.column}`, problem: row.problem };
      return;
    }
    const { line, cells } = row;
    if (header === null) {
      const problem = headerProblem(cells);
      if (problem !== null) {
        yield { kind: 'broken', at: String(line), problem };
        return;
      }
      header = cells.map((name) => name.trim());
    } else if (cells.length === header.length) {
      yield { kind: 'account', line, value: accountOf(header, cells) };
    } else {
      const problem = `has ${cells.length} cells where the first row has ${header.length}`;
      yield { kind: 'refused', line, problem };
    }
  }
  if (header === null) yield { kind: 'broken', at: '1', problem: 'there is nothing in it' };
}

function headerProblem(cells: readonly string[]): string | null {
  const names = cells.map(plainName);
  const empty = names.indexOf('');
  if (empty >= 0) return `column ${empty + 1} has no name`;
  const meanings = names.map((name) => ownColumn(name) ?? `fact ${name}`);
  const twice = meanings.findIndex((meaning, at) => meanings.indexOf(meaning) < at);
  if (twice >= 0) return `column ${twice + 1} is there twice`;
  return meanings.includes('id') ? null : 'there is no column "id"';
}

function accountOf(header: readonly string[], cells: readonly string[]): object {
  const account: Record<string, unknown> = {};
  const facts: [string, string][] = [];
  for (const [at, name] of header.entries()) {
    const cell = (cells[at] ?? '').trim();
    const own = ownColumn(plainName(name));
    if (cell === '') continue;
    if (own === undefined) facts.push([name, cell]);
    else account[own] = own === 'id' || own === 'name' ? cell : listed(cell);
  }
  return { ...account, facts: Object.fromEntries(facts) };
}

function listed(cell: string): readonly string[] {
  return cell
    .split(SEPARATOR)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function plainName(name: string): string {
  return name.trim().toLowerCase();
}

function ownColumn(name: string): string | undefined {
  const plain = name.replace(/[\s-]+/g, '_');
  return Object.hasOwn(OWN_COLUMNS, plain) ? OWN_COLUMNS[plain] : undefined;
}

/** Null for what is no JSON object. */
function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
