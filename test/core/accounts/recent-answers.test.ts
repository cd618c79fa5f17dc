import { RecentAnswers } from '../../../src/core/accounts/recent-answers.js';

describe('Answers kept for a while', () => {
  test('are there until their time is over', () => {
    const recent = new RecentAnswers<string>();
    recent.keep('carol', 'gold', 1_000);
    expect(recent.find('carol', 999)).toBe('gold');
    expect(recent.find('dan', 999)).toBeNull();
    expect(recent.find('carol', 1_000)).toBeNull();
    recent.keep('carol', 'silver', 2_000);
    recent.keep('carol', 'bronze', 2_000);
    expect(recent.find('carol', 1_500)).toBe('bronze');
  });

  test('make room when they are too many, the one used longest ago first', () => {
    const recent = new RecentAnswers<number>();
    for (let at = 0; at < 10_000; at++) recent.keep(`customer ${at}`, at, 1_000);
    expect(recent.find('customer 0', 1)).toBe(0);
    recent.keep('one more', 1, 1_000);
    expect(recent.find('customer 0', 1)).toBe(0);
    expect(recent.find('customer 1', 1)).toBeNull();
    expect(recent.find('customer 2', 1)).toBe(2);
    expect(recent.find('one more', 1)).toBe(1);
  });
});
