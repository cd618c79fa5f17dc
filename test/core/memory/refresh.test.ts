import fc from 'fast-check';
import { extractiveSummary } from '../../../src/core/domain/extractive-summary.js';
import { estimateTokens } from '../../../src/core/domain/token-estimate.js';
import { refreshOf } from '../../../src/core/memory/refresh.js';
import { DAY_MS, Script } from './said.js';

test('who comes back is reminded of what counts, when it was, and where it stopped', () => {
  const { messages } = new Script('c').talk(
    'Hello',
    'Hello, how can I help?',
    'My order number is KX-20441. The drawer does not close.',
    'We will send a new drawer. Lamps are on the second shelf.',
    'Thanks. Can you collect the old one, too?',
  );
  expect(refreshOf('', messages)).toBe(
    [
      '- Lena: My order number is KX-20441.',
      '- Lena: The drawer does not close.',
      '- Desk bot: We will send a new drawer.',
      '- Talk ended on 18 Nov 2026.',
      '- Left unanswered, Lena: Can you collect the old one, too?',
      '- Last said, Desk bot: Lamps are on the second shelf.',
    ].join('\n'),
  );
});

test('a question that was answered is not told as open', () => {
  const { messages } = new Script('c').talk('Do you sell lamps?', 'Yes, on the second shelf.');
  expect(refreshOf('', messages)).not.toContain('unanswered');
});

test('what an agent said last is told, a notice of ours is not', () => {
  const { messages } = new Script('c')
    .says('customer', 'Where is my van?')
    .says('agent', 'It left the depot an hour ago.')
    .says('system', 'You are talking with the bot again.');
  const text = refreshOf('', messages);
  expect(text).toContain('- Last said, Ana: It left the depot an hour ago.');
  expect(text).not.toContain('talking with the bot');
});

test('what was decided with a bare yes is told with its question', () => {
  const { messages } = new Script('c').talk('Cancel it?', 'Shall I cancel the order?', 'yes');
  expect(refreshOf('', messages)).toContain('- Desk bot: Shall I cancel the order? Lena: yes');
});

test('words taken back are not told', () => {
  const { messages } = new Script('c').talk('My PIN is 4471', 'It is kept.', 'I paid €89');
  const revised = { seq: 3, atMs: 0, isGone: true };
  const [first, ...rest] = messages;
  expect(refreshOf('', [{ ...first, revised } as (typeof messages)[0], ...rest])).not.toContain(
    '4471',
  );
});

test('a second return carries on what the first had to keep, and drops what was open then', () => {
  const first = new Script('c').talk('I paid €89', 'Noted.', 'Is the van late?');
  const before = refreshOf('', first.messages) ?? '';
  expect(before).toContain('Left unanswered');
  const { messages } = new Script('d', first.messages[0]?.atMs)
    .later(3 * DAY_MS)
    .talk('The drawer is stuck', 'Please oil it.');
  expect(refreshOf(before, messages)).toBe(
    [
      '- Lena: I paid €89',
      '- Talk ended on 18 Nov 2026.',
      '- Lena: The drawer is stuck',
      '- Talk ended on 21 Nov 2026.',
      '- Last said, Desk bot: Please oil it.',
    ].join('\n'),
  );
});

test.each([
  ['', null],
  ['- Lena: I paid €89', '- Lena: I paid €89'],
])('without any talk the summary "%s" stays as it is', (previous, expected) => {
  expect(refreshOf(previous, [])).toBe(expected);
});

test('thanks after days leave what was told before as it was', () => {
  const first = new Script('c').talk('How long do refunds take?', 'A refund takes 7 days.');
  const before = refreshOf('', first.messages) ?? '';
  const { messages } = new Script('d').later(DAY_MS).talk('Thanks!', 'Just write again here!');
  expect(refreshOf(before, messages)).toBe(before);
  const later = new Script('e').later(2 * DAY_MS).talk('It came', 'Good to hear.');
  expect(refreshOf(before, later.messages)).toContain('- Desk bot: A refund takes 7 days.');
});

test('a yes to a question of ours is no mere pleasantry', () => {
  const { messages } = new Script('c')
    .says('bot', 'Shall I cancel the order?')
    .says('customer', 'yes');
  expect(refreshOf('- Lena: I paid €89', messages)).toContain(
    'Shall I cancel the order? Lena: yes',
  );
});

test('nothing but a greeting leaves nothing to be reminded of, however the bot introduced itself', () => {
  const { messages } = new Script('c').talk('Hello!', 'I am Finch, the assistant of the shop.');
  expect(refreshOf('', messages)).toBeNull();
});

test('nothing but thanks leaves nothing to be reminded of', () => {
  expect(refreshOf('', new Script('c').talk('thanks', 'You are welcome!').messages)).toBeNull();
});

test("a model's summary in one paragraph is kept by its sentences, not lost whole", () => {
  const filler = 'The customer looked at paint of many kinds and liked it. '.repeat(16);
  const previous = `Lena ordered the oak desk. ${filler}Ana promised a refund of €40.`;
  const { messages } = new Script('c').talk('The drawer is stuck', 'Please oil it.');
  expect(refreshOf(previous, messages)).toContain('Ana promised a refund of €40.');
  expect(extractiveSummary(previous, [])).toContain('Ana promised a refund of €40.');
});

test('whatever was said, it takes at most 250 tokens and is the same every time', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 900 }),
    fc.constantFrom('I paid €89', 'ok', 'Shall I?', 'yes', 'Where is it? And when?'),
    fc.integer({ min: 1, max: 999 }).map((n) => `My reference for box ${n} is R-${n}`),
  );
  const line = fc.tuple(
    fc.constantFrom('customer' as const, 'bot' as const, 'agent' as const),
    text,
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 60 }),
      fc.string({ maxLength: 1_500 }),
      (said, before) => {
        const script = new Script('c');
        for (const [kind, words] of said) script.says(kind, words);
        const refresh = refreshOf(before, script.messages);
        expect(refreshOf(before, script.messages)).toBe(refresh);
        if (refresh === null || refresh === before) return;
        expect(estimateTokens(refresh)).toBeLessThanOrEqual(250);
        expect(refresh).toContain('Talk ended on 18 Nov 2026.');
      },
    ),
    { seed: 8, numRuns: 200 },
  );
});
