import type { CardFact } from './card.js';
import type { Customer } from './customer.js';
import { FACTS_MAX } from './limits.js';

/**
 * What a business knows of one of its customers. `id` is the business's own. `emails` are in lower case, and the
 * business vouches for them. `customerIds` are what channels know the customer by (see `searchFor`).
 */
export interface Account {
  readonly tenant: string;
  readonly id: string;
  readonly name?: string;
  readonly emails: readonly string[];
  readonly customerIds: readonly string[];
  readonly facts: readonly CardFact[];
  readonly updatedAtMs: number;
}

/** What an account is looked for by: the customer's ids first, their email address only if none of these is known. */
export interface AccountSearch {
  readonly customerIds: readonly string[];
  readonly email: string | null;
}

/**
 * Several accounts that claim the same customer are none: one of them is somebody else's. `ids` are two of them, so that
 * the business can put it right.
 */
export type FoundAccount =
  | { readonly kind: 'found'; readonly account: Account }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[] };

/** Whom an account is wanted of. A conversation says all of it. */
export interface AccountPlace {
  readonly tenant: string;
  readonly channel: string;
  readonly customer: Customer;
}

/** How the web channel names those it knows nothing of, and the users its site vouches for. */
const VISITOR = 'visit-';
const SITE_USER = 'user-';

/**
 * What a business knows the customer by; null for a visitor, whom nobody vouches for.
 *
 * | customer | is known as |
 * |---|---|
 * | a user of a site | the `sub` of the site's token |
 * | a user of Slack | `TEAM:USER` |
 * | a user of Teams | `ORGANIZATION:USER`, in small letters |
 */
export function knownAs({ id }: Pick<Customer, 'id'>): string | null {
  if (id.startsWith(VISITOR)) return null;
  return id.startsWith(SITE_USER) ? id.slice(SITE_USER.length) : id;
}

/**
 * What the account of a customer is looked for by; null when nobody vouches for who that is. An account names a
 * customer as `channel/id`, or as `id` in whatever channel. A site chooses the names of its users and may let them
 * choose; so that none of them can choose the name of another channel's customer, those with `/` or `:` in it are
 * looked for with their channel only.
 */
export function searchFor({ channel, customer }: AccountPlace): AccountSearch | null {
  const known = knownAs(customer);
  if (known === null) return null;
  const isPlain = customer.id.startsWith(SITE_USER) ? !/[/:]/.test(known) : !known.includes('/');
  return {
    customerIds: [`${channel}/${known}`, ...(isPlain ? [known] : [])],
    // Set by a channel only where it vouches for the address.
    email: customer.email?.toLowerCase() ?? null,
  };
}

/** The time of an account that takes the place of another one, whatever clock that one was written by. */
export function timeAfter(beforeMs: number, nowMs: number): number {
  return beforeMs > nowMs ? beforeMs + 1 : nowMs;
}

export function foundAccount(accounts: readonly Account[]): FoundAccount {
  const [account, ...others] = accounts;
  if (account === undefined) return { kind: 'none' };
  if (others.length === 0) return { kind: 'found', account };
  return { kind: 'ambiguous', ids: accounts.map(({ id }) => id).sort() };
}

/** The account as facts; the name is one of them, under the name it has in the API. */
export function factsOfAccount({
  name,
  facts,
}: Pick<Account, 'name' | 'facts'>): readonly CardFact[] {
  return name === undefined ? facts : joinedFacts([{ name: 'name', value: name }], facts);
}

/** All facts, each name once: what comes first wins. No more than one source alone may bring. */
export function joinedFacts(...sources: readonly (readonly CardFact[])[]): readonly CardFact[] {
  const byName = new Map<string, CardFact>();
  for (const fact of sources.flat()) {
    const name = fact.name.trim().toLowerCase();
    if (!byName.has(name)) byName.set(name, fact);
  }
  return [...byName.values()].slice(0, FACTS_MAX);
}
