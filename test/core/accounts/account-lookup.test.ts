import { AccountLookup } from '../../../src/core/accounts/account-lookup.js';
import { WebhookLookup } from '../../../src/core/accounts/webhook-lookup.js';
import type { Account } from '../../../src/core/domain/account.js';
import type { Customer } from '../../../src/core/domain/customer.js';
import type { Accounts } from '../../../src/core/ports/accounts.js';
import type { Fields } from '../../../src/core/ports/telemetry.js';
import { storesOf } from '../../contract/talk.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { EMBEDDED, SILENT } from '../../support/stores.js';
import { WebHook } from '../../support/web-hook.js';

const stores = storesOf(EMBEDDED);
let tenants = 0;

/** A tenant's customers as turns see them, over a store whose reads are counted and may fail. */
function aTenant(rest: { readonly webhookUrl?: string } = {}) {
  const tenant = `tenant${++tenants}`;
  const clock = new HandClock();
  const log: (Fields & { event: string })[] = [];
  const reads: string[] = [];
  const { accounts } = stores();
  let failure: Error | null = null;
  const counted = <Result>(name: string, read: () => Promise<Result>) => {
    reads.push(name);
    return failure === null ? read() : Promise.reject(failure);
  };
  const watched: Accounts = {
    put: (account) => accounts.put(account),
    putMany: (all) => accounts.putMany(all),
    remove: (of, id) => accounts.remove(of, id),
    get: (of, id) => counted('get', () => accounts.get(of, id)),
    find: (of, search) => counted('find', () => accounts.find(of, search)),
    any: (of) => counted('any', () => accounts.any(of)),
  };
  const telemetry = {
    ...SILENT,
    warn: (event: string, fields: Fields = {}) => log.push({ event, ...fields }),
    error: (event: string, _error: unknown, fields: Fields = {}) => log.push({ event, ...fields }),
  };
  const lookupSettings =
    rest.webhookUrl === undefined
      ? null
      : { url: rest.webhookUrl, headers: {}, secret: null, timeoutMs: 1_500, cacheMs: 0 };
  const webhook = new WebhookLookup({ clock, telemetry, settings: () => lookupSettings });
  const lookup = new AccountLookup({ accounts: watched, webhook, clock, telemetry });
  return {
    tenant,
    clock,
    log,
    reads,
    lookup,
    fails: (error: Error | null) => {
      failure = error;
    },
    puts: async (id: string, plan: string, account: Partial<Account> = {}) => {
      const facts = [{ name: 'plan', value: plan }];
      const whole = {
        tenant,
        id,
        emails: [],
        customerIds: ['42'],
        facts,
        updatedAtMs: clock.nowMs(),
      };
      await accounts.put({ ...whole, ...account });
    },
    factsOf: async (customer: Partial<Customer> = {}) => {
      const place = {
        tenant,
        channel: 'shop',
        customer: { id: 'user-42', name: 'C', ...customer },
      };
      const facts = await lookup.accountFactsFor(place);
      return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
    },
  };
}

describe('What is known of a customer', () => {
  test('is what the business put, by id or by the email the channel vouches for', async () => {
    const { puts, factsOf } = aTenant();
    await puts('7', 'gold', { name: 'Carol Chen', customerIds: ['shop/42'] });
    await puts('8', 'silver', { customerIds: [], emails: ['dan@a.example'] });
    expect(await factsOf()).toEqual({ name: 'Carol Chen', plan: 'gold' });
    expect(await factsOf({ id: 'user-9', email: 'Dan@A.example' })).toEqual({ plan: 'silver' });
    expect(await factsOf({ id: 'user-9' })).toEqual({});
    expect(await factsOf({ id: 'visit-42' })).toEqual({});
  });

  test('comes from the account first, then the lookup, then the token', async () => {
    const hook = await WebHook.start();
    hook.answer = (response) => response.end('{"facts":{"plan":"looked up","seats":"looked up"}}');
    const { puts, factsOf } = aTenant({ webhookUrl: hook.url });
    await puts('7', 'put');
    const facts = ['Plan', 'seats', 'since'].map((name) => ({ name, value: 'token' }));
    expect(await factsOf({ facts })).toEqual({ plan: 'put', seats: 'looked up', since: 'token' });
    await hook.stop();
    expect(await factsOf({ facts })).toEqual({ plan: 'put', seats: 'token', since: 'token' });
  });

  test('is nothing of the business while several accounts claim them, and the log names these', async () => {
    const { puts, factsOf, log, tenant } = aTenant();
    await puts('7', 'gold');
    await puts('8', 'silver');
    expect(await factsOf({ facts: [{ name: 'since', value: '2020' }] })).toEqual({ since: '2020' });
    expect(log).toEqual([{ event: 'account.ambiguous', tenant, channel: 'shop', ids: ['7', '8'] }]);
  });

  test('is what the token says while the store is away, and more as soon as it is back', async () => {
    const { puts, factsOf, fails, log, tenant } = aTenant();
    await puts('7', 'gold');
    fails(new Error('The disk is gone.'));
    expect(await factsOf({ facts: [{ name: 'since', value: '2020' }] })).toEqual({ since: '2020' });
    expect(log).toEqual([{ event: 'account.not-read', tenant, channel: 'shop' }]);
    fails(null);
    expect(await factsOf()).toEqual({ plan: 'gold' });
  });
});

describe('The store', () => {
  test('is not read in every turn', async () => {
    const { puts, factsOf, reads, clock } = aTenant();
    await puts('7', 'gold');
    for (let turn = 0; turn < 5; turn++) await factsOf();
    expect(reads).toEqual(['any', 'find']);
    await factsOf({ id: 'user-43' });
    expect(reads).toEqual(['any', 'find', 'find']);
    clock.pass(60_000);
    await factsOf();
    expect(reads).toEqual(['any', 'find', 'find', 'any', 'find']);
  });

  test('of a tenant without accounts is asked twice a minute, whoever writes', async () => {
    const { factsOf, reads, clock } = aTenant();
    for (let at = 0; at < 20; at++) await factsOf({ id: `user-${at}` });
    await factsOf({ id: 'visit-1' });
    expect(reads).toEqual(['any']);
    clock.pass(30_000);
    await factsOf();
    expect(reads).toEqual(['any', 'any']);
  });

  test('is read again at once when this process has changed it, and else within a minute', async () => {
    const { puts, factsOf, lookup, tenant, clock } = aTenant();
    expect(await factsOf()).toEqual({});
    await puts('7', 'gold');
    expect(await factsOf()).toEqual({});
    lookup.forget(tenant);
    expect(await factsOf()).toEqual({ plan: 'gold' });
    clock.pass(1);
    await puts('7', 'silver');
    expect(await factsOf()).toEqual({ plan: 'gold' });
    clock.pass(60_000);
    expect(await factsOf()).toEqual({ plan: 'silver' });
    await stores().accounts.remove(tenant, '7');
    lookup.forget(tenant);
    expect(await factsOf()).toEqual({});
  });

  test('that was read while an account was put is read again', async () => {
    const { puts, factsOf, lookup, tenant } = aTenant();
    await puts('7', 'gold');
    const meanwhile = factsOf();
    await puts('7', 'silver');
    lookup.forget(tenant);
    await meanwhile;
    expect(await factsOf()).toEqual({ plan: 'silver' });
  });
});
