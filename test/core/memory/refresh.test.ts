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
      '- Desk bot (bot): We will send a new drawer.',
      '- Talk ended on 18 Nov 2026.',
      '- Left unanswered, Lena: Can you collect the old one, too?',
      '- Last said, Desk bot (bot): Lamps are on the second shelf.',
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
  expect(text).toContain('- Last said, Ana (agent): It left the depot an hour ago.');
  expect(text).not.toContain('talking with the bot');
});

test('what was decided with a bare yes is told with its question', () => {
  const { messages } = new Script('c').talk('Cancel it?', 'Shall I cancel the order?', 'yes');
  expect(refreshOf('', messages)).toContain(
    '- Desk bot (bot): Shall I cancel the order? Lena: yes',
  );
});

test('words taken back are not told', () => {
  const { messages } = new Script('c').talk('My order is KX-4471', 'It is kept.', 'I paid €89');
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
      '- Lena: The drawer is stuck',
      '- Talk ended on 21 Nov 2026.',
      '- Last said, Desk bot (bot): Please oil it.',
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
  expect(refreshOf(before, later.messages)).toContain('- Desk bot (bot): A refund takes 7 days.');
});

test('who comes back ten times is told of one end only, and of what counted each time', () => {
  let text = '';
  for (let at = 0; at < 10; at++) {
    const talk = new Script('c').later(at * DAY_MS).talk(`I paid €${80 + at}`, 'Noted.');
    text = refreshOf(text, talk.messages) ?? '';
  }
  expect(text.split('\n')).toEqual([
    ...Array.from({ length: 10 }, (_, at) => `- Lena: I paid €${80 + at}`),
    '- Talk ended on 27 Nov 2026.',
  ]);
});

test('who calls themselves the end of a talk keeps their line', () => {
  const { messages } = new Script('c').talk('It came', 'Fine.');
  const before = '- Talk ended on Monday: I paid €89';
  expect(refreshOf(before, messages)).toContain(before);
});

describe('a question of ours that ends the talk', () => {
  test('is told once, with its answer', () => {
    const { messages } = new Script('c').talk('Cancel it?', 'Shall I cancel the order?', 'yes');
    expect(refreshOf('', messages)).toBe(
      [
        '- Lena: Cancel it?',
        '- Desk bot (bot): Shall I cancel the order? Lena: yes',
        '- Talk ended on 18 Nov 2026.',
      ].join('\n'),
    );
  });

  test('is told once, and the question that came back as well', () => {
    const { messages } = new Script('c').talk('A lamp.', 'Which size?', 'What sizes are there?');
    expect(refreshOf('', messages)).toBe(
      [
        '- Lena: A lamp.',
        '- Talk ended on 18 Nov 2026.',
        '- Left unanswered, Lena: What sizes are there?',
        '- Last said, Desk bot (bot): Which size?',
      ].join('\n'),
    );
  });
});

test('a long sentence that stands at the end does not stand in the middle, too', () => {
  const long = `The lamp ${'is '.repeat(75)}on the second shelf.`;
  const { messages } = new Script('c').talk('Where are lamps in here?', long);
  expect(refreshOf('', messages)?.match(/The lamp is/g)).toHaveLength(1);
});

test('card numbers and passwords are not told, at the end neither', () => {
  const { messages } = new Script('c').talk(
    'My card is 4111 1111 1111 1111, cvv 123. Is my password is hunter2 right?',
  );
  const text = refreshOf('', messages);
  expect(text).not.toMatch(/4111|123|hunter2/);
  expect(text).toContain('Left unanswered, Lena: Is my password is [secret] right?');
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
    fc.constantFrom('どこで返品できますか'.repeat(30), `${'🙂'.repeat(300)} where?`),
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
