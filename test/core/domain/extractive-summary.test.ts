import fc from 'fast-check';
import {
  extractiveSummary,
  type SummarySource,
} from '../../../src/core/domain/extractive-summary.js';
import { SUMMARY_TOKENS_MAX, usableSummary } from '../../../src/core/domain/summary.js';
import { estimateTokens } from '../../../src/core/domain/token-estimate.js';

function customer(text: string): SummarySource {
  return { author: { kind: 'customer', id: 'c', name: 'Lena' }, text };
}

function bot(text: string): SummarySource {
  return { author: { kind: 'bot', id: 'b', name: 'Desk bot' }, text };
}

test('what must be kept is kept with its speaker, thanks are not', () => {
  const summary = extractiveSummary(null, [
    customer('Hello'),
    customer('My order number is KX-20441. The drawer does not close.'),
    bot('We will send a new drawer.'),
    customer('Thank you!'),
  ]);
  expect(summary).toBe(
    '- Lena: My order number is KX-20441.\n- Lena: The drawer does not close.\n- Desk bot: We will send a new drawer.',
  );
});

test('a bare answer is told with its question', () => {
  const summary = extractiveSummary(null, [bot('Thanks. Shall I cancel it?'), customer('yes')]);
  expect(summary).toContain('- Desk bot: Shall I cancel it? Lena: yes');
});

test('a summary that follows carries on what the one before had to keep', () => {
  const first = extractiveSummary(null, [
    bot('Shall I cancel it?'),
    customer('yes'),
    customer('I paid €89'),
  ]);
  const small = Array.from({ length: 60 }, (_, at) =>
    customer(`The paint number ${'x'.repeat(at)} looks dull to everybody here`),
  );
  const second = extractiveSummary(first, small);
  expect(second).toContain('Lena: I paid €89');
  expect(second).toContain('Lena: yes');
});

test('when not everything fits the newest is kept', () => {
  const many = Array.from({ length: 200 }, (_, at) =>
    customer(`My reference for box ${at} is R-${1_000 + at}`),
  );
  const summary = extractiveSummary(null, many) ?? '';
  expect(summary).toContain('R-1199');
  expect(summary).not.toContain('R-1000');
  expect(estimateTokens(summary)).toBeGreaterThan(200);
});

test.each([[[]], [[customer('thanks'), bot('You are welcome!')]]])(
  'nothing said, no summary',
  (messages) => {
    expect(extractiveSummary(null, messages)).toBeNull();
  },
);

test('what somebody quoted is not told as their own words', () => {
  const told = bot('Ana told you: "I am sorry! I will send it by Friday." She is back on Monday.');
  expect(extractiveSummary(null, [told])?.split('\n')).toEqual([
    '- Desk bot: Ana told you: "I am sorry! I will send it by Friday."',
    '- Desk bot: She is back on Monday.',
  ]);
});

test('a mark for inches keeps no sentences together', () => {
  const said = customer('The desk is 30" wide. It came on Friday. I paid €89.');
  expect(extractiveSummary(null, [said])?.split('\n')).toHaveLength(3);
});

test('a summary that is empty or too long is none', () => {
  expect(usableSummary('  \n ')).toBeNull();
  expect(usableSummary('Lena moved to Ghent. '.repeat(100))).toBeNull();
  expect(usableSummary(' Lena moved to Ghent.\n')).toBe('Lena moved to Ghent.');
});

test('whatever was said, a summary is usable, and one with something to keep is never empty', () => {
  const line = fc.tuple(
    fc.boolean(),
    fc.oneof(fc.string({ maxLength: 900 }), fc.constantFrom('I paid €89', 'ok', 'Shall I?', 'yes')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 80 }), (lines) => {
      const messages = lines.map(([isCustomer, text]) => (isCustomer ? customer(text) : bot(text)));
      const summary = extractiveSummary(null, messages);
      const isPaid = messages.some(
        ({ author, text }) => author.kind === 'customer' && text === 'I paid €89',
      );
      if (isPaid) expect(summary).not.toBeNull();
      if (summary === null) return;
      expect(estimateTokens(summary)).toBeLessThanOrEqual(SUMMARY_TOKENS_MAX);
      expect(extractiveSummary(summary, [])).not.toBeNull();
    }),
    { seed: 4 },
  );
});
