import { articleOf, meansArticle, slugOf } from '../../../src/core/domain/article-name.js';

test.each([
  ['refunds', 'refunds', true],
  ['Gift Cards', 'gift-cards', true],
  ['gift_cards', 'gift-cards', true],
  ['refund', 'refunds', false],
  ['shipping-*', 'shipping-costs', true],
  ['shipping-*', 'shippings', false],
  ['*-costs', 'shipping-costs', true],
  ['s*-*s', 'shipping-costs', true],
  ['a*a', 'a', false],
  ['*', 'anything', true],
  ['', 'refunds', false],
])('%s means the article %s: %s', (pattern, slug, isMeant) => {
  expect(meansArticle(pattern, slug)).toBe(isMeant);
});

test('the key of a passage names its article', () => {
  expect(articleOf(`${slugOf('Gift Cards')}#how-long/2`)).toBe('gift-cards');
});
