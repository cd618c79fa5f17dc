import fc from 'fast-check';
import {
  calibrated,
  countTokens,
  estimateTokens,
  UNCALIBRATED,
} from '../../../src/core/domain/token-estimate.js';

// Bounds around what byte-pair tokenizers of several vendors count for such texts; the estimate must lie within.
test.each([
  ['English', 'Please send the refund for my two broken chairs to the card I paid with.', 13, 22],
  ['German', 'Bitte erstatten Sie mir den Betrag für die beschädigten Stühle zurück.', 14, 28],
  ['Russian', 'Пожалуйста, верните деньги за два сломанных стула на мою карту.', 14, 34],
  ['Chinese', '请把两把坏椅子的退款退到我的银行卡上。', 14, 28],
  ['Japanese', '壊れた椅子二脚の返金をカードにお願いします。', 16, 32],
  ['Korean', '부서진 의자 두 개를 카드로 환불해 주세요.', 12, 32],
  [
    'Greek',
    'Παρακαλώ επιστρέψτε τα χρήματα για τις δύο σπασμένες καρέκλες στην κάρτα μου.',
    28,
    84,
  ],
  ['emoji', '👍🏽🎉🙏', 6, 16],
  ['code', "if (order.items[0]?.id !== null) { return fetch('/api/v1/' + order.id); }", 18, 36],
  ['digits', '4929 8831 0042 7756', 7, 16],
])('tokens of %s lie where tokenizers count them', (_, text, least, most) => {
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(least);
  expect(estimateTokens(text)).toBeLessThanOrEqual(most);
});

test('nothing takes nothing, and any character something', () => {
  expect(estimateTokens('')).toBe(0);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      expect(estimateTokens(text)).toBeGreaterThan(0);
    }),
    { seed: 1 },
  );
});

test('a longer text never takes less', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, more) => {
      expect(estimateTokens(one + more)).toBeGreaterThanOrEqual(estimateTokens(one));
    }),
    { seed: 2 },
  );
});

const ENGLISH = 'Where is my parcel, it should have been here by now? '.repeat(20);
const RUSSIAN = 'Где моя посылка, она должна была уже прийти? '.repeat(20);

function learn(text: string, actualShare: number, times: number) {
  const actual = estimateTokens(text) * actualShare;
  return Array.from({ length: times }).reduce<typeof UNCALIBRATED>(
    (factors) => calibrated(factors, countTokens(text), actual),
    UNCALIBRATED,
  );
}

test('after some calls the estimate is what the provider counts', () => {
  const actual = estimateTokens(RUSSIAN) * 1.4;
  const factors = learn(RUSSIAN, 1.4, 30);
  expect(Math.abs(estimateTokens(RUSSIAN, factors) / actual - 1)).toBeLessThan(0.05);
});

test('Russian calls leave English as it was', () => {
  const factors = learn(RUSSIAN, 1.4, 30);
  const ratio = estimateTokens(ENGLISH, factors) / estimateTokens(ENGLISH);
  expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
});

test('one odd call changes little', () => {
  const factors = calibrated(UNCALIBRATED, countTokens(ENGLISH), estimateTokens(ENGLISH) * 100);
  expect(estimateTokens(ENGLISH, factors) / estimateTokens(ENGLISH)).toBeLessThan(1.5);
});

test.each([0, -5, Number.NaN])('a count of %d teaches nothing', (actual) => {
  expect(calibrated(UNCALIBRATED, countTokens(ENGLISH), actual)).toBe(UNCALIBRATED);
});

test('an empty text teaches nothing', () => {
  expect(calibrated(UNCALIBRATED, countTokens(''), 50)).toBe(UNCALIBRATED);
});

test('factors stay between a half and three, whatever is counted', () => {
  const calls = fc.array(
    fc.tuple(fc.constantFrom(ENGLISH, RUSSIAN, '请退款', '🎉'), fc.nat({ max: 100_000 })),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(calls, (made) => {
      const factors = made.reduce<typeof UNCALIBRATED>(
        (before, [text, actual]) => calibrated(before, countTokens(text), actual),
        UNCALIBRATED,
      );
      for (const factor of Object.values(factors)) {
        expect(factor).toBeGreaterThanOrEqual(0.5);
        expect(factor).toBeLessThanOrEqual(3);
      }
    }),
    { seed: 3 },
  );
});
