import { type AnyBulkWriteOperation, MongoBulkWriteError, MongoServerError } from 'mongodb';
import {
  type Account,
  type AccountSearch,
  type FoundAccount,
  foundAccount,
} from '../../domain/account.js';
import { GatewayError } from '../../domain/errors.js';
import type { Accounts } from '../../ports/accounts.js';
import { type AccountDocument, DUPLICATE_KEY, type MongoCollections } from './mongo-collections.js';
import { type Expression, literal, merged, when } from './pipeline.js';

/** Two first writes of one account may meet, and one of them is refused; it finds the other's document the next time. */
const RACES_MAX = 3;

export class MongoAccounts implements Accounts {
  constructor(private readonly collections: MongoCollections) {}

  async put(account: Account): Promise<Account> {
    for (let race = 0; race < RACES_MAX; race++) {
      const stored = await this.tryPut(account);
      if (stored !== null) return toAccount(stored);
    }
    throw new GatewayError('store.unavailable');
  }

  async putMany(accounts: readonly Account[]): Promise<void> {
    let writes = newestOfEach(accounts).map(putWrite);
    for (let race = 0; writes.length > 0; race++) {
      if (race === RACES_MAX) throw new GatewayError('store.unavailable');
      writes = await this.write(writes);
    }
  }

  async get(tenant: string, id: string): Promise<Account | null> {
    const found = await this.collections.accounts.findOne({ tenant, id });
    return found === null ? null : toAccount(found);
  }

  async find(tenant: string, { customerIds, email }: AccountSearch): Promise<FoundAccount> {
    const found = await this.having({ tenant, customerIds: { $in: [...customerIds] } });
    return found.length > 0 || email === null
      ? foundAccount(found)
      : foundAccount(await this.having({ tenant, emails: email }));
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    const { deletedCount } = await this.collections.accounts.deleteOne({ tenant, id });
    return deletedCount > 0;
  }

  async any(tenant: string): Promise<boolean> {
    const one = await this.collections.accounts.findOne({ tenant }, { projection: { _id: 1 } });
    return one !== null;
  }

  /** Those that met another first write, to be written again. */
  private async write(
    writes: readonly AnyBulkWriteOperation<AccountDocument>[],
  ): Promise<AnyBulkWriteOperation<AccountDocument>[]> {
    try {
      await this.collections.accounts.bulkWrite([...writes], { ordered: false });
      return [];
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const failed = [error.writeErrors].flat();
      if (failed.length === 0 || failed.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
      return failed.flatMap(({ index }) => writes[index] ?? []);
    }
  }

  /** Null: another first write of the account came between. */
  private async tryPut(account: Account): Promise<AccountDocument | null> {
    const document = literal({ _id: keyOf(account), ...account });
    try {
      return await this.collections.accounts.findOneAndUpdate(
        { _id: keyOf(account) },
        [{ $replaceWith: merged(document, { updatedAtMs: timeAfter(account.updatedAtMs) }) }],
        { upsert: true, returnDocument: 'after' },
      );
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return null;
      throw error;
    }
  }

  private async having(
    filter: Parameters<MongoCollections['accounts']['find']>[0],
  ): Promise<Account[]> {
    // Two are enough to know that it is not one.
    const found = await this.collections.accounts.find(filter).limit(2).toArray();
    return found.map(toAccount);
  }
}

/** Unordered writes of one account would race each other; of two from one moment the last counts. */
function newestOfEach(accounts: readonly Account[]): Account[] {
  const newest = new Map<string, Account>();
  for (const account of accounts) {
    const before = newest.get(keyOf(account));
    if (before === undefined || before.updatedAtMs <= account.updatedAtMs) {
      newest.set(keyOf(account), account);
    }
  }
  return [...newest.values()];
}

/** Replaced whole, unless what is there is newer: decided and done in one step. */
function putWrite(account: Account): AnyBulkWriteOperation<AccountDocument> {
  const document = literal({ _id: keyOf(account), ...account });
  const isOlder = { $gt: ['$updatedAtMs', account.updatedAtMs] };
  return {
    updateOne: {
      filter: { _id: keyOf(account) },
      update: [{ $replaceWith: when(isOlder, '$$ROOT', document) }],
      upsert: true,
    },
  };
}

/** `timeAfter` of core/domain/account.ts. */
function timeAfter(nowMs: number): Expression {
  const isLater = { $gt: ['$updatedAtMs', nowMs] };
  return when(isLater, { $add: ['$updatedAtMs', 1] }, nowMs);
}

/** Names of tenants have no slash. */
function keyOf({ tenant, id }: Account): string {
  return `${tenant}/${id}`;
}

function toAccount({ _id, ...account }: AccountDocument): Account {
  return account;
}
