import fc from 'fast-check';
import type { Account } from '../../src/core/domain/account.js';
import { ACCOUNTS_BATCH_MAX } from '../../src/core/domain/limits.js';
import { describeStores, type StoreKind } from '../support/stores.js';
import { existing, ODD_TEXTS, storesOf } from './talk.js';

let tenants = 0;

/** The accounts of a tenant that no other test writes to. */
function accountsOf(kind: StoreKind) {
  const stores = storesOf(kind);
  return () => {
    const tenant = `tenant${++tenants}`;
    const { accounts } = stores();
    const anAccount = (id: string, rest: Partial<Account> = {}): Account => ({
      tenant,
      id,
      emails: [],
      customerIds: [],
      facts: [{ name: 'plan', value: 'gold' }],
      updatedAtMs: 1_000,
      ...rest,
    });
    return {
      tenant,
      accounts,
      anAccount,
      get: (id: string) => accounts.get(tenant, id),
      find: (customerIds: readonly string[], email: string | null = null) =>
        accounts.find(tenant, { customerIds, email }),
    };
  };
}

describeStores('An account that was put', (kind) => {
  const open = accountsOf(kind);

  test('is there whole, and nothing is there before', async () => {
    const { accounts, anAccount, get, tenant } = open();
    expect(await get('7')).toBeNull();
    expect(await accounts.any(tenant)).toBe(false);
    const account = anAccount('7', {
      name: 'Carol Chen',
      emails: ['carol@acme.example', 'cc@acme.example'],
      customerIds: ['42', 'shop/42'],
    });
    expect(await accounts.put(account)).toEqual(account);
    expect(await get('7')).toEqual(account);
    expect(await accounts.any(tenant)).toBe(true);
  });

  test('is replaced whole by a later one, and put again changes nothing', async () => {
    const { accounts, anAccount, get, find } = open();
    await accounts.put(
      anAccount('7', { name: 'Carol', emails: ['old@a.example'], customerIds: ['1'] }),
    );
    const later = anAccount('7', { facts: [], emails: ['new@a.example'], updatedAtMs: 2_000 });
    expect(await accounts.put(later)).toEqual(later);
    expect(await accounts.put(later)).toEqual(later);
    expect(await get('7')).toEqual(later);
    expect(await find(['1'], 'old@a.example')).toEqual({ kind: 'none' });
    expect(await find(['1'], 'new@a.example')).toEqual({ kind: 'found', account: later });
  });

  test('is not replaced by an older one of an import that comes late', async () => {
    const { accounts, anAccount, get, find } = open();
    const newer = anAccount('7', { customerIds: ['new'], updatedAtMs: 2_000 });
    const older = anAccount('7', { customerIds: ['old'], updatedAtMs: 1_000 });
    await accounts.put(newer);
    await accounts.putMany([older]);
    expect(await get('7')).toEqual(newer);
    expect(await find(['old'])).toEqual({ kind: 'none' });
  });

  test('is replaced by a gateway whose clock is behind, too: whoever asks last wins', async () => {
    const { accounts, anAccount, get, find } = open();
    await accounts.put(anAccount('7', { customerIds: ['before'], updatedAtMs: 2_000 }));
    const behind = anAccount('7', { customerIds: ['after'], updatedAtMs: 1_000 });
    const stored = { ...behind, updatedAtMs: 2_001 };
    expect(await accounts.put(behind)).toEqual(stored);
    expect(await get('7')).toEqual(stored);
    expect(await find(['before'])).toEqual({ kind: 'none' });
    expect(await find(['after'])).toEqual({ kind: 'found', account: stored });
  });

  test('is one of ten that came at once, under a time that is later than each before', async () => {
    const { accounts, anAccount, get } = open();
    const all = Array.from({ length: 10 }, (_, at) =>
      anAccount('7', { name: `Carol ${at}`, updatedAtMs: 2_000 - at }),
    );
    const answers = await Promise.all(all.map((one) => accounts.put(one)));
    expect(answers.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
    const stored = await get('7');
    expect(answers).toContainEqual(stored);
    expect(stored?.updatedAtMs).toBe(Math.max(...answers.map(({ updatedAtMs }) => updatedAtMs)));
  });

  test('is gone when it was removed, with all it was found by', async () => {
    const { accounts, anAccount, get, find, tenant } = open();
    await accounts.put(anAccount('7', { customerIds: ['42'], emails: ['c@a.example'] }));
    expect(await accounts.remove(tenant, '7')).toBe(true);
    expect(await accounts.remove(tenant, '7')).toBe(false);
    expect(await get('7')).toBeNull();
    expect(await find(['42'], 'c@a.example')).toEqual({ kind: 'none' });
    expect(await accounts.any(tenant)).toBe(false);
  });

  test('that looks like an operator comes back as it went in', async () => {
    const { accounts, anAccount, get, find } = open();
    for (const [at, text] of ODD_TEXTS.entries()) {
      const id = `id ${text}`.slice(0, 200);
      const odd = anAccount(id, {
        name: text,
        facts: [{ name: text, value: text }],
        customerIds: [`${at}${text}`.slice(0, 200)],
      });
      await accounts.put(odd);
      expect(await get(id)).toEqual(odd);
      expect(await find(odd.customerIds)).toEqual({ kind: 'found', account: odd });
    }
  });
});

describeStores('Many accounts at once', (kind) => {
  const open = accountsOf(kind);

  test('are all there; of several with one id the last counts', async () => {
    const { accounts, anAccount, get } = open();
    const all = Array.from({ length: ACCOUNTS_BATCH_MAX - 1 }, (_, at) => anAccount(`${at}`));
    const again = anAccount('5', { facts: [], customerIds: ['again'] });
    await accounts.putMany([...all, again]);
    expect(await get('4')).toEqual(all[4]);
    expect(await get('5')).toEqual(again);
    expect(await get(`${ACCOUNTS_BATCH_MAX - 2}`)).toEqual(all.at(-1));
  });

  test('may be none', async () => {
    const { accounts, tenant } = open();
    await accounts.putMany([]);
    expect(await accounts.any(tenant)).toBe(false);
  });

  test('end as the newest of each, in whatever order and batches they come', async () => {
    const { accounts, anAccount, get } = open();
    const written = fc.array(
      fc.array(
        fc.record({ id: fc.constantFrom('a', 'b'), updatedAtMs: fc.integer({ min: 1, max: 5 }) }),
        {
          maxLength: 4,
        },
      ),
      { maxLength: 4 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(written, async (batches) => {
        run += 1;
        const newest = new Map<string, number>();
        for (const batch of batches) {
          await accounts.putMany(
            batch.map(({ id, updatedAtMs }) => anAccount(`${run}${id}`, { updatedAtMs })),
          );
          for (const { id, updatedAtMs } of batch) {
            newest.set(id, Math.max(updatedAtMs, newest.get(id) ?? 0));
          }
        }
        for (const [id, updatedAtMs] of newest) {
          expect(existing(await get(`${run}${id}`)).updatedAtMs).toBe(updatedAtMs);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describeStores('The account of a customer', (kind) => {
  const open = accountsOf(kind);

  test('is found by any of their ids, and by email if no account claims the ids', async () => {
    const { accounts, anAccount, find } = open();
    const carol = anAccount('7', { customerIds: ['42', 'shop/43'], emails: ['carol@a.example'] });
    const dan = anAccount('8', { customerIds: ['T1:U1'], emails: ['dan@a.example'] });
    await accounts.putMany([carol, dan]);
    expect(await find(['shop/42', '42'])).toEqual({ kind: 'found', account: carol });
    expect(await find(['shop/43', '43'])).toEqual({ kind: 'found', account: carol });
    expect(await find(['nobody'], 'dan@a.example')).toEqual({ kind: 'found', account: dan });
    expect(await find(['42'], 'dan@a.example')).toEqual({ kind: 'found', account: carol });
    expect(await find(['nobody'], 'nobody@a.example')).toEqual({ kind: 'none' });
    expect(await find(['carol@a.example'], '42')).toEqual({ kind: 'none' });
    expect(await find([])).toEqual({ kind: 'none' });
  });

  test('claimed by one account under two names is one', async () => {
    const { accounts, anAccount, find } = open();
    const carol = anAccount('7', { customerIds: ['42', 'shop/42'] });
    await accounts.put(carol);
    expect(await find(['shop/42', '42'])).toEqual({ kind: 'found', account: carol });
  });

  test('is none when several claim the same customer', async () => {
    const { accounts, anAccount, find } = open();
    const both = { customerIds: ['42'], emails: ['home@a.example'] };
    await accounts.putMany([anAccount('8', both), anAccount('7', both)]);
    const two = { kind: 'ambiguous', ids: ['7', '8'] };
    expect(await find(['42'])).toEqual(two);
    expect(await find(['other'], 'home@a.example')).toEqual(two);
    expect(await find(['42'], 'nobody@a.example')).toEqual(two);
    await accounts.put(anAccount('9', both));
    expect(await find(['42'])).toMatchObject({ kind: 'ambiguous' });
  });
});

describeStores('The accounts of two tenants', (kind) => {
  const open = accountsOf(kind);

  test('never meet, whatever they have in common', async () => {
    const ours = open();
    const theirs = open();
    const same = { customerIds: ['42'], emails: ['c@a.example'] };
    const our = ours.anAccount('7', { ...same, name: 'ours' });
    const their = theirs.anAccount('7', { ...same, name: 'theirs' });
    await ours.accounts.putMany([our]);
    expect(await theirs.get('7')).toBeNull();
    expect(await theirs.find(['42'], 'c@a.example')).toEqual({ kind: 'none' });
    expect(await theirs.accounts.any(theirs.tenant)).toBe(false);
    await theirs.accounts.putMany([their]);
    expect(await ours.find(['42'])).toEqual({ kind: 'found', account: our });
    expect(await theirs.find([], 'c@a.example')).toEqual({ kind: 'found', account: their });
    expect(await theirs.accounts.remove(theirs.tenant, '7')).toBe(true);
    expect(await ours.get('7')).toEqual(our);
    expect(await ours.find([], 'c@a.example')).toEqual({ kind: 'found', account: our });
  });

  test('are not those of all, whatever is asked for', async () => {
    const { accounts, anAccount, find } = open();
    await accounts.put(anAccount('7', { customerIds: ['42'], emails: ['c@a.example'] }));
    for (const odd of ['$tenant', '%', '*', '', "' OR 1=1 --", '{"$ne":null}']) {
      expect(await accounts.get(odd, '7')).toBeNull();
      expect(await find([odd], odd)).toEqual({ kind: 'none' });
      expect(await accounts.any(odd)).toBe(false);
    }
  });
});
