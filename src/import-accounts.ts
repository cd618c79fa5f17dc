import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import {
  type AccountFileKind,
  accountEntries,
  type FileEntry,
} from './core/accounts/account-file.js';
import { GatewayError } from './core/domain/errors.js';
import { ACCOUNTS_BATCH_MAX } from './core/domain/limits.js';

/** Letters of one request, so that long accounts go out in smaller ones. */
const BATCH_CHARS_MAX = 2_000_000;

/** A gateway that takes longer for one batch hangs. */
const BATCH_MS_MAX = 60_000;

/** Bad lines that are named; of more only the number is told. */
const PROBLEMS_MAX = 100;

const KINDS: Readonly<Record<string, AccountFileKind>> = {
  '.csv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

export interface ImportTask {
  readonly file: string;
  readonly tenant: string;
  /** Address of a running gateway: embedded stores belong to its process alone. */
  readonly url: string;
  readonly token: string | undefined;
}

interface Line {
  readonly line: number;
  readonly json: string;
}

/** What the gateway says to a batch. */
interface Answer {
  readonly stored: number;
  readonly refused: number;
  readonly problems: readonly { line: number; field: string; problem: string }[];
}

/** Sends the accounts of a file to a running gateway, and says what became of them. */
export async function importAccountsFile(
  task: ImportTask,
): Promise<{ readonly ok: boolean; readonly report: string }> {
  const kind = KINDS[extname(task.file).toLowerCase()];
  if (kind === undefined) throw unusable(`${task.file}: the name must end in .csv or .jsonl.`);
  if (task.token === undefined || task.token === '') {
    throw unusable('Give --token, or set FRONTDESK_ADMIN_TOKEN to one of admin.tokens.');
  }
  const run = new ImportRun(task, addressOf(task), task.token);
  try {
    for await (const entry of accountEntries(kind, createReadStream(task.file))) {
      await run.take(entry);
    }
    await run.flush();
  } catch (error) {
    run.end(reasonOf(error, task));
  }
  return run.report();
}

/** One file on its way, batch by batch. */
class ImportRun {
  private batch: Line[] = [];
  private chars = 0;
  private stored = 0;
  private refused = 0;
  private readonly named: string[] = [];
  private ended: string | null = null;

  constructor(
    private readonly task: ImportTask,
    private readonly address: URL,
    private readonly token: string,
  ) {}

  async take(entry: FileEntry): Promise<void> {
    switch (entry.kind) {
      case 'account':
        return this.add({ line: entry.line, json: JSON.stringify(entry.value) });
      case 'refused':
        return this.refuse(entry.line, `the line ${entry.problem}`);
      case 'broken':
        await this.flush();
        this.end(`${this.name}:${entry.at}: ${entry.problem}. Nothing behind it was read.`);
    }
  }

  async flush(): Promise<void> {
    const lines = this.batch;
    this.batch = [];
    this.chars = 0;
    if (lines.length === 0) return;
    const answer = await this.send(lines);
    this.stored += answer.stored;
    for (const { line, field, problem } of answer.problems) {
      this.refuse(lines[line - 1]?.line ?? 0, `${field} ${problem}`);
    }
    this.refused += answer.refused - answer.problems.length;
  }

  end(reason: string): void {
    this.ended = reason;
  }

  report(): { readonly ok: boolean; readonly report: string } {
    const more = this.refused - this.named.length;
    const lines = [
      ...this.named,
      ...(more > 0 ? [`… and ${counted(more, 'more bad line')}.`] : []),
      ...(this.ended === null ? [] : [this.ended]),
      `${counted(this.stored, 'account')} stored for ${this.task.tenant}.`,
      ...(this.refused === 0 ? [] : [`${counted(this.refused, 'line')} refused.`]),
    ];
    return { ok: this.ended === null && this.refused === 0, report: lines.join('\n') };
  }

  private get name(): string {
    return basename(this.task.file);
  }

  private async add(line: Line): Promise<void> {
    this.batch.push(line);
    this.chars += line.json.length;
    if (this.batch.length >= ACCOUNTS_BATCH_MAX || this.chars >= BATCH_CHARS_MAX) {
      await this.flush();
    }
  }

  private refuse(line: number, problem: string): void {
    this.refused += 1;
    if (this.named.length < PROBLEMS_MAX) this.named.push(`${this.name}:${line}: ${problem}`);
  }

  private async send(lines: readonly Line[]): Promise<Answer> {
    const response = await fetch(this.address, {
      method: 'POST',
      body: lines.map(({ json }) => `${json}\n`).join(''),
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/x-ndjson',
      },
      // The token is for this address and no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(BATCH_MS_MAX),
    });
    // What is no JSON came from something in between; the status, which is told below, says more.
    const said = (await response.json().catch(() => null)) as Said | null;
    if (response.status === 200 && said?.ok === true) return said;
    throw unusable(refusalOf(response.status, said));
  }
}

type Said = ({ readonly ok: true } & Answer) | { readonly ok: false; readonly error?: Refusal };

interface Refusal {
  readonly code?: string;
  readonly message?: string;
}

function refusalOf(status: number, said: Said | null): string {
  const error = said?.ok === false ? said.error : undefined;
  const hints: Readonly<Record<string, string>> = {
    'admin.unauthorized': ' Give --token, or set FRONTDESK_ADMIN_TOKEN to one of admin.tokens.',
    'tenant.unknown': ' Give the name it has in the configuration with --tenant.',
  };
  const hint = hints[error?.code ?? ''] ?? '';
  return `The gateway answered ${status}: ${error?.message ?? 'this is no answer of Frontdesk.'}${hint}`;
}

function addressOf({ url, tenant }: ImportTask): URL {
  const isUsable = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isUsable) throw unusable(`--url ${url} is no http or https address.`);
  const base = url.endsWith('/') ? url : `${url}/`;
  return new URL(`api/v1/accounts/${encodeURIComponent(tenant)}`, base);
}

function reasonOf(error: unknown, { file, url }: ImportTask): string {
  if (error instanceof GatewayError) return error.message;
  const { name, message, code } = error as {
    readonly name?: string;
    readonly message?: string;
    readonly code?: unknown;
  };
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
    return `${file} cannot be read (${code}).`;
  }
  if (name === 'TimeoutError') return `The gateway at ${url} takes too long.`;
  if (message === 'fetch failed') {
    return `No gateway answers at ${url}. Start it, or name its address with --url.`;
  }
  throw error;
}

function unusable(message: string): GatewayError {
  return new GatewayError('request.invalid', {}, { message });
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
