import type { Account } from './account.js';
import type { CardFact } from './card.js';
import {
  ACCOUNT_CUSTOMER_IDS_MAX,
  ACCOUNT_EMAILS_MAX,
  ACCOUNT_ID_CHARS_MAX,
  CUSTOMER_ID_CHARS_MAX,
  EMAIL_CHARS_MAX,
  FACT_CHARS_MAX,
  FACTS_MAX,
  NAME_CHARS_MAX,
} from './limits.js';

/** What a business says of an account, whichever way it says it. */
export type AccountForm = Pick<Account, 'name' | 'emails' | 'customerIds' | 'facts'>;

/** Where a form is wrong, and what is wrong there. Never quotes a value. */
export interface FormProblem {
  readonly field: string;
  readonly problem: string;
}

export type ReadForm<Form> =
  | { readonly kind: 'read'; readonly form: Form }
  | ({ readonly kind: 'refused' } & FormProblem);

interface RawForm {
  readonly name?: string;
  readonly emails?: readonly string[];
  readonly customerIds?: readonly string[];
  readonly facts: RawFacts;
}

type RawFacts = Readonly<Record<string, string | number | boolean>>;

const FIELDS: readonly string[] = ['name', 'emails', 'customerIds', 'facts'];

/** Characters of a fact's name that a problem repeats. */
const SHOWN_NAME_CHARS_MAX = 40;

/** `{ name?, emails?, customerIds?, facts: { name: value } }`, as the API and an import's lines have it. */
export function readAccountForm(value: unknown): ReadForm<AccountForm> {
  const problem = formProblem(value);
  if (problem !== null) return { kind: 'refused', ...problem };
  const { name, emails = [], customerIds = [], facts } = value as RawForm;
  const form = {
    ...(name === undefined ? {} : { name: name.trim() }),
    emails: unique(emails.map((email) => email.trim().toLowerCase())),
    customerIds: unique(customerIds.map((id) => id.trim())),
    facts: toFacts(facts),
  };
  return { kind: 'read', form };
}

/** A lookup's answer: `{ name?, facts: { name: value } }`. What else it holds is passed over. */
export function readFactsAnswer(value: unknown): ReadForm<Pick<AccountForm, 'name' | 'facts'>> {
  const problem = isObject(value)
    ? (nameProblem(value['name']) ?? factsProblem(value['facts']))
    : { field: 'body', problem: 'is no JSON object' };
  if (problem !== null) return { kind: 'refused', ...problem };
  const { name, facts } = value as RawForm;
  return {
    kind: 'read',
    form: { ...(name === undefined ? {} : { name: name.trim() }), facts: toFacts(facts) },
  };
}

/** What is wrong with a business's own id of an account; null if nothing is. */
export function accountIdProblem(id: unknown): FormProblem | null {
  const problem = lineProblem(id, ACCOUNT_ID_CHARS_MAX);
  if (problem !== null) return { field: 'id', problem };
  // It is part of an address: what is cut off there would name another account.
  return id === String(id).trim() && id !== '.' && id !== '..'
    ? null
    : { field: 'id', problem: 'must not begin or end with a space, nor be . or ..' };
}

function formProblem(value: unknown): FormProblem | null {
  if (!isObject(value)) return { field: 'body', problem: 'is no JSON object' };
  const unknown = Object.keys(value).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) {
    return { field: shown(unknown), problem: `is no field; there are ${FIELDS.join(', ')}` };
  }
  return (
    nameProblem(value['name']) ??
    emailsProblem(value['emails']) ??
    listProblem(value['customerIds'], 'customerIds', {
      itemsMax: ACCOUNT_CUSTOMER_IDS_MAX,
      charsMax: CUSTOMER_ID_CHARS_MAX,
    }) ??
    factsProblem(value['facts'])
  );
}

function nameProblem(name: unknown): FormProblem | null {
  const problem = name === undefined ? null : lineProblem(name, NAME_CHARS_MAX);
  return problem === null ? null : { field: 'name', problem };
}

function emailsProblem(emails: unknown): FormProblem | null {
  const bounds = { itemsMax: ACCOUNT_EMAILS_MAX, charsMax: EMAIL_CHARS_MAX };
  const problem = listProblem(emails, 'emails', bounds);
  if (problem !== null) return problem;
  const wrong = ((emails ?? []) as string[]).findIndex(
    (email) => !/^[^\s@]+@[^\s@]+$/.test(email.trim()),
  );
  return wrong < 0 ? null : { field: `emails[${wrong}]`, problem: 'is no email address' };
}

function listProblem(
  list: unknown,
  field: string,
  { itemsMax, charsMax }: { readonly itemsMax: number; readonly charsMax: number },
): FormProblem | null {
  if (list === undefined) return null;
  if (!Array.isArray(list)) return { field, problem: 'must be a list' };
  if (list.length > itemsMax) return { field, problem: `has more than ${itemsMax} entries` };
  for (const [index, item] of list.entries()) {
    const problem = lineProblem(item, charsMax);
    if (problem !== null) return { field: `${field}[${index}]`, problem };
  }
  return null;
}

function factsProblem(facts: unknown): FormProblem | null {
  if (facts === undefined) return { field: 'facts', problem: 'is missing; {} if there are none' };
  if (!isObject(facts)) return { field: 'facts', problem: 'must be a map of names to values' };
  const entries = Object.entries(facts);
  if (entries.length > FACTS_MAX) {
    return { field: 'facts', problem: `has more than ${FACTS_MAX} entries` };
  }
  const known = new Set<string>();
  for (const [name, value] of entries) {
    const problem = factProblem(name, value, known);
    if (problem !== null) return problem;
    known.add(plainName(name));
  }
  return null;
}

function factProblem(name: string, value: unknown, known: ReadonlySet<string>): FormProblem | null {
  const field = `facts.${shown(name)}`;
  const misnamed = lineProblem(name, FACT_CHARS_MAX);
  if (misnamed !== null) return { field: 'facts', problem: `a name ${misnamed}` };
  if (known.has(plainName(name))) return { field, problem: 'is there twice' };
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    return { field, problem: 'must be a text, a number, true or false' };
  }
  const problem = lineProblem(String(value), FACT_CHARS_MAX);
  return problem === null ? null : { field, problem };
}

/** One line of words. Control characters could forge lines where it is shown. */
function lineProblem(value: unknown, charsMax: number): string | null {
  if (typeof value !== 'string') return 'must be a text';
  if (value.trim() === '') return 'must not be empty';
  if (value.length > charsMax) return `is longer than ${charsMax} characters`;
  return /[\p{Cc}\u2028\u2029]/u.test(value) ? 'must be one line without control characters' : null;
}

function toFacts(facts: RawFacts): readonly CardFact[] {
  return Object.entries(facts).map(([name, value]) => ({
    name: name.trim(),
    value: String(value).trim(),
  }));
}

function plainName(name: string): string {
  return name.trim().toLowerCase();
}

function shown(name: string): string {
  const line = name.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return line.length > SHOWN_NAME_CHARS_MAX ? `${line.slice(0, SHOWN_NAME_CHARS_MAX)}…` : line;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
