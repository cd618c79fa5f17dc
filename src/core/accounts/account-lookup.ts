import {
  type AccountPlace,
  type AccountSearch,
  type FoundAccount,
  factsOfAccount,
  joinedFacts,
  searchFor,
} from '../domain/account.js';
import type { CardFact } from '../domain/card.js';
import type { AccountFacts, Accounts } from '../ports/accounts.js';
import type { Clock } from '../ports/clock.js';
import type { Telemetry } from '../ports/telemetry.js';
import { RecentAnswers } from './recent-answers.js';
import type { WebhookLookup } from './webhook-lookup.js';

/** After so long this process sees what was put through another one. */
const ACCOUNT_TTL_MS = 60_000;

/** How long a tenant without accounts is not asked for any. */
const ANY_TTL_MS = 30_000;

interface AccountLookupParts {
  readonly accounts: Accounts;
  readonly webhook: WebhookLookup;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * What is known of a customer, from all who may say it. On a clash of names the stored account wins over the lookup's
 * answer, and that over what the channel vouches for.
 */
export class AccountLookup implements AccountFacts {
  private readonly recent = new RecentAnswers<readonly CardFact[]>();
  private readonly any = new Map<string, { readonly any: boolean; readonly untilMs: number }>();
  /** Counts the changes of a tenant's accounts in this process: what was read before the last one is not used. */
  private readonly changes = new Map<string, number>();

  constructor(private readonly parts: AccountLookupParts) {}

  async accountFactsFor(place: AccountPlace): Promise<readonly CardFact[]> {
    const vouched = place.customer.facts ?? [];
    const search = searchFor(place);
    if (search === null) return vouched;
    const [stored, asked] = await Promise.all([
      this.stored(place, search),
      this.parts.webhook.factsOf(place),
    ]);
    return joinedFacts(stored, asked ?? [], vouched);
  }

  /** An account of the tenant was put or removed. */
  forget(tenant: string): void {
    this.changes.set(tenant, this.changesOf(tenant) + 1);
    this.any.delete(tenant);
  }

  private changesOf(tenant: string): number {
    return this.changes.get(tenant) ?? 0;
  }

  private async stored(place: AccountPlace, search: AccountSearch): Promise<readonly CardFact[]> {
    const { tenant, channel } = place;
    const { clock, telemetry } = this.parts;
    const key = JSON.stringify([tenant, this.changesOf(tenant), search]);
    const known = this.recent.find(key, clock.nowMs());
    if (known !== null) return known;
    try {
      // Not kept for each customer as well: both together would be longer than either is meant to be.
      if (!(await this.hasAny(tenant))) return [];
      const facts = this.factsOf(place, await this.parts.accounts.find(tenant, search));
      this.recent.keep(key, facts, clock.nowMs() + ACCOUNT_TTL_MS);
      return facts;
    } catch (error) {
      telemetry.error('account.not-read', error, { tenant, channel });
      return [];
    }
  }

  private factsOf({ tenant, channel }: AccountPlace, found: FoundAccount): readonly CardFact[] {
    switch (found.kind) {
      case 'found':
        return factsOfAccount(found.account);
      case 'ambiguous':
        this.parts.telemetry.warn('account.ambiguous', { tenant, channel, ids: found.ids });
        return [];
      case 'none':
        return [];
    }
  }

  private async hasAny(tenant: string): Promise<boolean> {
    const { accounts, clock } = this.parts;
    const known = this.any.get(tenant);
    if (known !== undefined && clock.nowMs() < known.untilMs) return known.any;
    const changes = this.changesOf(tenant);
    const any = await accounts.any(tenant);
    if (changes === this.changesOf(tenant)) {
      this.any.set(tenant, { any, untilMs: clock.nowMs() + ANY_TTL_MS });
    }
    return any;
  }
}
