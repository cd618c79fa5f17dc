import type { Account } from '../core/domain/account.js';
import {
  accountIdProblem,
  type FormProblem,
  readAccountForm,
} from '../core/domain/account-form.js';
import { GatewayError } from '../core/domain/errors.js';
import { ACCOUNT_BYTES_MAX, ACCOUNTS_BATCH_MAX, IMPORT_LINES_MAX } from '../core/domain/limits.js';
import { type TextLine, textLines } from '../core/domain/text-lines.js';
import type { Accounts } from '../core/ports/accounts.js';
import type { Clock } from '../core/ports/clock.js';

/** Bad lines that are named; of more only the number is told. */
const PROBLEMS_MAX = 100;

/** What became of an import. `problems` are the first of the refused lines. */
export interface ImportReport {
  readonly stored: number;
  readonly refused: number;
  readonly problems: readonly ({ readonly line: number } & FormProblem)[];
}

interface ImportParts {
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** What is wrong with an account for this gateway, although its form is right. */
  readonly check: (account: Account) => FormProblem | null;
}

type Sorted =
  | { readonly kind: 'account'; readonly account: Account }
  | ({ readonly kind: 'refused' } & FormProblem);

/**
 * Puts the accounts of a text with one JSON object a line, `{ id, name?, emails?, customerIds?, facts }`. Good lines are
 * put whatever the others are; nothing of a bad one is. What was put stays if a later line ends the import.
 */
export async function importAccounts(
  tenant: string,
  body: AsyncIterable<Uint8Array>,
  parts: ImportParts,
): Promise<ImportReport> {
  const problems: ({ line: number } & FormProblem)[] = [];
  let refused = 0;
  let stored = 0;
  let batch: Account[] = [];
  const flush = async () => {
    await parts.accounts.putMany(batch);
    stored += batch.length;
    batch = [];
  };
  for await (const line of textLines(body, ACCOUNT_BYTES_MAX)) {
    if (line.number > IMPORT_LINES_MAX) {
      await flush();
      throw new GatewayError('request.too-large', { linesMax: IMPORT_LINES_MAX, stored });
    }
    const sorted = sort(line, tenant, parts);
    if (sorted.kind === 'refused') {
      const { field, problem } = sorted;
      if (refused < PROBLEMS_MAX) problems.push({ line: line.number, field, problem });
      refused += 1;
    } else {
      batch.push(sorted.account);
      if (batch.length === ACCOUNTS_BATCH_MAX) await flush();
    }
  }
  await flush();
  return { stored, refused, problems };
}

function sort({ text, problem }: TextLine, tenant: string, { clock, check }: ImportParts): Sorted {
  if (text === null) {
    return problem === 'too-long'
      ? lineRefused(`is longer than ${ACCOUNT_BYTES_MAX} bytes`)
      : lineRefused('is no UTF-8');
  }
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return lineRefused('is no JSON object');
  const { id, ...form } = value as Readonly<Record<string, unknown>>;
  const wrongId = id === undefined ? { field: 'id', problem: 'is missing' } : accountIdProblem(id);
  if (wrongId !== null) return { kind: 'refused', ...wrongId };
  const read = readAccountForm(form);
  if (read.kind === 'refused') return read;
  const account = { tenant, id: String(id), ...read.form, updatedAtMs: clock.nowMs() };
  const wrong = check(account);
  return wrong === null ? { kind: 'account', account } : { kind: 'refused', ...wrong };
}

function lineRefused(problem: string): Sorted {
  return { kind: 'refused', field: 'line', problem };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
