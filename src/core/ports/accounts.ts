import type { Account, AccountPlace, AccountSearch, FoundAccount } from '../domain/account.js';
import type { CardFact } from '../domain/card.js';

/** What businesses told us of their customers. Durable when a call resolves; each tenant has accounts of its own. */
export interface Accounts {
  /**
   * Puts the whole account in the place of what was there: whoever asks last wins. Where what was there has a later
   * time, because the clocks of two gateways differ, it gets the next one. Resolves with the account as it stands then.
   */
  put(account: Account): Promise<Account>;
  /**
   * The same for many, but what is newer stays: an import may take long, and must not undo what was put meanwhile. Of
   * several with one id the newest counts, of one moment the last. At most `ACCOUNTS_BATCH_MAX` at once.
   */
  putMany(accounts: readonly Account[]): Promise<void>;
  get(tenant: string, id: string): Promise<Account | null>;
  find(tenant: string, search: AccountSearch): Promise<FoundAccount>;
  /** False: there was none. */
  remove(tenant: string, id: string): Promise<boolean>;
  /** Whether the tenant has any at all. */
  any(tenant: string): Promise<boolean>;
}

/** What is known of a customer beyond their words: by the business, and by what their channel vouches for. */
export interface AccountFacts {
  /** Never rejects: an account that cannot be read now leaves what the channel vouches for. */
  accountFactsFor(place: AccountPlace): Promise<readonly CardFact[]>;
}
