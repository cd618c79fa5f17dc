import fc from 'fast-check';
import { secretsIn, withoutSecrets } from '../../../src/core/domain/secrets.js';
import { growthOf, LONG_RUNS } from '../../support/growth.js';

test.each([
  ['My card is 4111 1111 1111 1111, cvv 123', 'My card is [card number], cvv [secret]'],
  ['4111111111111111', '[card number]'],
  ['5500-0055-5555-5559 and 3782 822463 10005', '[card number] and [card number]'],
  ['2 desks with 4111 1111 1111 1111 12/27', '2 desks with [card number] 12/27'],
  ['the security code is 987', 'the security code is [secret]'],
  ['CVC: 4321', 'CVC: [secret]'],
  ['my PIN for the card is 4471.', 'my PIN for the card is [secret].'],
  ['4471 is my pin', '[secret] is my pin'],
  ['the one-time code is 482 911', 'the one-time code is [secret]'],
  ['password is hunter2', 'password is [secret]'],
  ['My password for the shop is hunter.', 'My password for the shop is [secret].'],
  ['Password: pa$$w0rd!', 'Password: [secret]'],
  ['the password is "correct horse", please', 'the password is "[secret]", please'],
  ['my password was Not-A-Word', 'my password was [secret]'],
  ['password hunter2 does not work', 'password [secret] does not work'],
  ['hunter2 is my password', '[secret] is my password'],
  ['Mein Passwort ist Sommer77', 'Mein Passwort ist [secret]'],
])('of "%s" is kept "%s"', (text, kept) => {
  expect(withoutSecrets(text)).toBe(kept);
});

test.each([
  'My order is KX-20441 and I paid €89 on 3 May.',
  'Call me on +49 170 5550 123.',
  'The parcel is 4111 1111 1111 1112.',
  'The serial number is 9111111111111111.',
  'My password is wrong, what is my password?',
  "The password isn't accepted. The password is not working.",
  'I forgot my password: please help',
  'Is the password case sensitive?',
  'I changed the password 2 weeks ago',
  'Where do I put the PIN? My order is 48213.',
  'the pin and order 48213',
])('"%s" has no secret', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});

test.each([
  ['123', 'What is the CVV on the back?', '[secret]'],
  ['it is 4471, thanks', 'Thanks. Which PIN do you use?', 'it is [secret], thanks'],
  ['hunter2', 'What is your password?', '[secret]'],
  ['48213', 'What is your order number?', '48213'],
  ['wrong', 'Is the password right?', 'wrong'],
  ['123', 'We never ask for a PIN. What is your street number?', '123'],
])('"%s" after "%s" is kept as "%s"', (text, question, kept) => {
  expect(withoutSecrets(text, question)).toBe(kept);
});

test('for any text secrets are in order and apart, and what is masked stays masked', () => {
  const parts = fc.constantFrom(
    'password',
    'is',
    'hunter2',
    '4111 1111 1111 1111',
    'pin',
    'cvv',
    '4471',
    '"',
    ':',
    'my',
    '.',
    '12',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(parts, { maxLength: 20 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      let from = 0;
      for (const { start, end } of secretsIn(text)) {
        expect(start).toBeGreaterThanOrEqual(from);
        expect(end).toBeGreaterThan(start);
        from = end;
      }
      const masked = withoutSecrets(text);
      expect(masked).not.toContain('4111 1111 1111 1111');
      expect(withoutSecrets(masked)).toBe(masked);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test.each(LONG_RUNS)(
  'a long run of "%s" takes as long as it is long, not as its square',
  (part) => {
    expect(growthOf((text) => secretsIn(text, 'What is your PIN?'), part)).toBeLessThan(100);
  },
);
