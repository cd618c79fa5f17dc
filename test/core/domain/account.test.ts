import { VisitTokens } from '../../../src/channels/web/visit-tokens.js';
import {
  factsOfAccount,
  foundAccount,
  joinedFacts,
  searchFor,
} from '../../../src/core/domain/account.js';
import type { Customer } from '../../../src/core/domain/customer.js';
import { FACTS_MAX } from '../../../src/core/domain/limits.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../../src/core/stores/system/system-clock.js';
import { SITE_KEY, siteToken } from '../../channels/site-tokens.js';

const searched = (channel: string, customer: Partial<Customer>) =>
  searchFor({ tenant: 'demo', channel, customer: { id: 'user-42', name: 'Carol', ...customer } });

describe('The account of a customer', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a user of a site', 'shop', 'user-42', ['shop/42', '42']],
    ['a user whose name has a colon', 'shop', 'user-auth0:42', ['shop/auth0:42']],
    ['a user whose name has a slash', 'shop', 'user-acme/42', ['shop/acme/42']],
    ['a user named like one of Slack', 'shop', 'user-T1:U1', ['shop/T1:U1']],
    ['a user named like one of another channel', 'shop', 'user-help/T1:U1', ['shop/help/T1:U1']],
    ['a user named like a visitor', 'shop', 'user-visit-1', ['shop/visit-1', 'visit-1']],
    ['a user of Slack', 'help', 'T1:U1', ['help/T1:U1', 'T1:U1']],
  ])(
    'of %s is looked for by the channel, and without where nobody else could take the name',
    (_who, channel, id, customerIds) => {
      expect(searched(channel, { id })).toEqual({ customerIds, email: null });
    },
  );

  test('of a visitor is not looked for: nobody vouches for who that is', () => {
    expect(searched('shop', { id: 'visit-9' })).toBeNull();
  });

  test('is looked for by email in lower case', () => {
    expect(searched('shop', { email: 'Carol@Acme.Example' })?.email).toBe('carol@acme.example');
  });

  test('is looked for by the name that the site signed', async () => {
    const tokens = new VisitTokens({
      channel: 'demo-web',
      secret: 'a secret of the tests',
      userKey: SITE_KEY,
      visitorTtlSeconds: 60,
      clock: new SystemClock(),
      ids: new CryptoIds(),
    });
    const { customer } = await tokens.admit(await siteToken({ sub: '42' }));
    expect(searched('demo-web', customer)?.customerIds).toEqual(['demo-web/42', '42']);
    const visitor = await tokens.admit(undefined);
    expect(searched('demo-web', visitor.customer)).toBeNull();
  });
});

describe('Facts of several sources', () => {
  const fact = (name: string, value: string) => ({ name, value });

  test('have each name once, from the first that has it', () => {
    const joined = joinedFacts(
      [fact('plan', 'gold')],
      [fact('Plan ', 'silver'), fact('seats', '3')],
      [fact('seats', '4'), fact('since', '2020')],
    );
    expect(joined).toEqual([fact('plan', 'gold'), fact('seats', '3'), fact('since', '2020')]);
  });

  test('are no more than one source alone may bring', () => {
    const many = Array.from({ length: FACTS_MAX }, (_, at) => fact(`fact ${at}`, 'x'));
    expect(joinedFacts(many, [fact('one more', 'x')])).toEqual(many);
  });

  test('begin with the name that the business gave', () => {
    const facts = [fact('plan', 'gold')];
    expect(factsOfAccount({ facts })).toEqual(facts);
    expect(factsOfAccount({ name: 'Carol', facts })).toEqual([fact('name', 'Carol'), ...facts]);
  });
});

test('several accounts of one customer are none, and are named', () => {
  const account = (id: string) => ({
    tenant: 'demo',
    id,
    emails: [],
    customerIds: [],
    facts: [],
    updatedAtMs: 1,
  });
  expect(foundAccount([])).toEqual({ kind: 'none' });
  expect(foundAccount([account('7')])).toEqual({ kind: 'found', account: account('7') });
  const both = foundAccount([account('8'), account('7')]);
  expect(both).toEqual({ kind: 'ambiguous', ids: ['7', '8'] });
});
