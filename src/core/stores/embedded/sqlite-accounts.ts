import {
  type Account,
  type AccountSearch,
  type FoundAccount,
  foundAccount,
  timeAfter,
} from '../../domain/account.js';
import type { Accounts } from '../../ports/accounts.js';
import { firstText, parsed, type Sqlite } from './sqlite-database.js';

/** What an account is found by, as `account_keys.kind` has it. */
type KeyKind = 'customer' | 'email';

export class SqliteAccounts implements Accounts {
  constructor(private readonly database: Sqlite) {}

  async put(account: Account): Promise<Account> {
    const put = this.database.transaction(() => {
      const beforeMs = this.read(account.tenant, account.id)?.updatedAtMs ?? 0;
      return this.write({ ...account, updatedAtMs: timeAfter(beforeMs, account.updatedAtMs) });
    });
    return put.immediate();
  }

  async putMany(accounts: readonly Account[]): Promise<void> {
    this.database
      .transaction(() => {
        for (const account of accounts) this.write(account);
      })
      .immediate();
  }

  async get(tenant: string, id: string): Promise<Account | null> {
    return this.read(tenant, id);
  }

  async find(tenant: string, { customerIds, email }: AccountSearch): Promise<FoundAccount> {
    const found = this.having(tenant, 'customer', customerIds);
    return found.length > 0 || email === null
      ? foundAccount(found)
      : foundAccount(this.having(tenant, 'email', [email]));
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    const remove = this.database.transaction(() => {
      this.removeKeys(tenant, id);
      const removed = this.database
        .prepare('DELETE FROM accounts WHERE tenant = ? AND id = ?')
        .run(tenant, id);
      return removed.changes > 0;
    });
    return remove.immediate();
  }

  async any(tenant: string): Promise<boolean> {
    const sql = 'SELECT doc FROM accounts WHERE tenant = ? LIMIT 1';
    return firstText(this.database, sql, tenant) !== null;
  }

  private read(tenant: string, id: string): Account | null {
    const sql = 'SELECT doc FROM accounts WHERE tenant = ? AND id = ?';
    const text = firstText(this.database, sql, tenant, id);
    return text === null ? null : parsed<Account>(text);
  }

  private having(tenant: string, kind: KeyKind, values: readonly string[]): Account[] {
    const marks = values.map(() => '?').join(',');
    // Two are enough to know that it is not one.
    const rows = this.database
      .prepare(
        `SELECT DISTINCT accounts.id AS id, doc FROM account_keys JOIN accounts USING (tenant, id)
         WHERE tenant = ? AND kind = ? AND value IN (${marks}) LIMIT 2`,
      )
      .all(tenant, kind, ...values) as { doc: string }[];
    return rows.map((row) => parsed<Account>(row.doc));
  }

  /** Within a transaction: what an account is found by changes together with it. */
  private write(account: Account): Account {
    const { tenant, id, updatedAtMs } = account;
    const before = this.read(tenant, id);
    if (before !== null && before.updatedAtMs > updatedAtMs) return before;
    this.database
      .prepare(
        `INSERT INTO accounts (tenant, id, doc) VALUES (?, ?, ?)
         ON CONFLICT (tenant, id) DO UPDATE SET doc = excluded.doc`,
      )
      .run(tenant, id, JSON.stringify(account));
    this.removeKeys(tenant, id);
    for (const value of account.customerIds) this.addKey(account, 'customer', value);
    for (const value of account.emails) this.addKey(account, 'email', value);
    return account;
  }

  private addKey({ tenant, id }: Account, kind: KeyKind, value: string): void {
    this.database
      .prepare(
        'INSERT INTO account_keys (tenant, kind, value, id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(tenant, kind, value, id);
  }

  private removeKeys(tenant: string, id: string): void {
    this.database.prepare('DELETE FROM account_keys WHERE tenant = ? AND id = ?').run(tenant, id);
  }
}
