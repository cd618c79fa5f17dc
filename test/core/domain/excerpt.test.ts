import fc from 'fast-check';
import { EXCERPT_CHARS_MAX, excerptOf } from '../../../src/core/domain/excerpt.js';

test('a message of usual length is read whole', () => {
  const text = 'I paid €89. '.repeat(200);
  expect(excerptOf(text)).toBe(text);
});

test('of a long one the beginning and the end are read', () => {
  const text = `I paid €89. ${'It is dull. '.repeat(2_000)}My order is KX-20441.`;
  expect(excerptOf(text)).toMatch(/^I paid €89\. [\s\S]*\n[\s\S]* My order is KX-20441\.$/);
});

test.each(['4111 1111 1111 1111 ', '4111-1111-1111-1111, ', 'KX-20441 '])(
  'no half of "%s" stands at the cut, wherever that is',
  (value) => {
    const known = new Set(value.match(/[A-Z\d]+/g));
    for (let before = 2_300; before <= 2_420; before++) {
      const text = `${'x'.repeat(before)} ${value}${'y '.repeat(3_000)}`;
      for (const part of excerptOf(text).match(/\b[A-Z\d]+\b/g) ?? [])
        expect(known).toContain(part);
      const digits = excerptOf(text).replaceAll(/\D/g, '').length;
      expect([0, value.replaceAll(/\D/g, '').length]).toContain(digits);
    }
  },
);

test('for any text it is as long as allowed at most, and begins and ends as the text', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 600, maxLength: 2_000, unit: 'grapheme' }), (text) => {
      const excerpt = excerptOf(text, 600);
      expect(excerpt.length).toBeLessThanOrEqual(601);
      expect(text.startsWith(excerpt.slice(0, 370))).toBe(true);
      expect(text.endsWith(excerpt.slice(-70))).toBe(true);
    }),
    { seed: 3 },
  );
  expect(EXCERPT_CHARS_MAX).toBeGreaterThanOrEqual(1_000);
});
