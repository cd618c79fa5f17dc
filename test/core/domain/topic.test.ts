import { topicOf, topicsIn } from '../../../src/core/domain/topic.js';

test.each([
  ['Refunds!', 'refund'],
  ['Gift cards', 'gift card'],
  ['Returned', 'return'],
])('%s and %s are one topic', (one, other) => {
  expect(topicOf(one)).toBe(topicOf(other));
});

test.each([
  ['I want my money refunded', ['refund'], true],
  ['two gift cards were wrong', ['gift card'], true],
  ['a gift for a card player', ['gift card'], false],
  ['refundable?', ['fund'], false],
  ['anything', ['!!!'], false],
  ['', ['refund'], false],
])('%s on %j: %s', (line, topics, isMet) => {
  expect(topicsIn([line], topics).length > 0).toBe(isMet);
});

test('of several topics all that are met are told, in the order they are given', () => {
  expect(topicsIn(['my refund', 'a gift card'], ['gift card', 'invoice', 'refund'])).toEqual([
    'gift card',
    'refund',
  ]);
});
