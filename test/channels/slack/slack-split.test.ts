import fc from 'fast-check';
import { literal } from '../../../src/channels/slack/slack-escape.js';
import { renderMrkdwn } from '../../../src/channels/slack/slack-render.js';
import {
  shortenForSlack,
  shortenPlain,
  splitForSlack,
} from '../../../src/channels/slack/slack-split.js';
import { anyMarkdown, strayMarkup } from './slack-samples.js';

/** Fixed, so that a rare sequence cannot make one run fail; another seed is a wider search. */
fc.configureGlobal({ seed: Number(process.env['SLACK_SEED'] ?? 20_261_121) });

const HOSTS = new Set(['shop.example']);
/** All that is said, without spaces and fences, which come and go where a text is cut. Too long a link is its words. */
const core = (text: string) => text.replace(/<[^<>|]+\|([^<>]*)>/g, '$1').replace(/[<>`\s]/g, '');
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text) && !/&(?!(?:amp|lt|gt);)/.test(text);

test('a text that fits is one piece, and an empty one none', () => {
  expect(splitForSlack('Hello', 100)).toEqual(['Hello']);
  expect(splitForSlack('', 100)).toEqual([]);
  expect(splitForSlack(' \n ', 100)).toEqual([]);
});

test('it is cut between paragraphs rather than between lines', () => {
  const text = `${'a'.repeat(20)}\n\n${'b'.repeat(10)}\n${'c'.repeat(10)}`;
  expect(splitForSlack(text, 40)).toEqual(['a'.repeat(20), `${'b'.repeat(10)}\n${'c'.repeat(10)}`]);
});

test('it is cut before a list item rather than within one', () => {
  const list = '• first item\n    goes on here\n• second item\n    goes on too';
  expect(splitForSlack(list, 48)).toEqual([
    '• first item\n    goes on here',
    '• second item\n    goes on too',
  ]);
});

test('a code block that goes on is closed and opened again', () => {
  const code = Array.from({ length: 8 }, (_, at) => `line ${at}`).join('\n');
  const pieces = splitForSlack(`\`\`\`\n${code}\n\`\`\``, 40);
  expect(pieces.length).toBeGreaterThan(1);
  for (const piece of pieces) {
    expect(piece).toMatch(/^```\n[^`]+\n```$/);
    expect(piece.length).toBeLessThanOrEqual(40);
  }
  expect(pieces.join('\n').replaceAll('```\n', '').replaceAll('\n```', '')).toBe(code);
});

test('a link stays whole', () => {
  const link = '<https://shop.example/lamps|Our lamps>';
  const pieces = splitForSlack(`${'word '.repeat(10)}${link} and more`, 60);
  expect(pieces.some((piece) => piece.includes(link))).toBe(true);
});

test('a link longer than a piece becomes words', () => {
  const pieces = splitForSlack(`See <https://shop.example/${'a'.repeat(80)}|here> now`, 40);
  expect(pieces.join(' ')).toBe('See here now');
});

test('an escape and an emoji stay whole', () => {
  for (const unit of ['&amp;', '&lt;', '👍', '👩‍👩‍👧', 'e\u0301', '👍🏽']) {
    for (let before = 0; before < 8; before += 1) {
      const pieces = splitForSlack('x'.repeat(before) + unit.repeat(60), 50);
      expect(pieces.join('')).toBe('x'.repeat(before) + unit.repeat(60));
      for (const piece of pieces) expect(piece).toMatch(new RegExp(`^x*(?:${unit})+$`, 'u'));
    }
  }
});

test('whatever is rendered, its pieces fit, are whole, and say all of it', () => {
  fc.assert(
    fc.property(anyMarkdown, fc.integer({ min: 120, max: 400 }), (markdown, max) => {
      const text = renderMrkdwn(markdown, HOSTS);
      const pieces = splitForSlack(text, max);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(max);
        expect(piece.trim()).not.toBe('');
        expect(strayMarkup(piece, HOSTS)).toEqual([]);
        expect((piece.split('```').length - 1) % 2).toBe(0);
      }
      expect(core(pieces.join(''))).toBe(core(text));
    }),
    { numRuns: 500 },
  );
});

test('whatever somebody wrote, its pieces fit and lose no word', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 80 }), fc.integer({ min: 30, max: 200 }), (text, max) => {
      const pieces = splitForSlack(text, max);
      expect(pieces.every((piece) => piece.length <= max)).toBe(true);
      expect(pieces.join(' ').split(/\s+/)).toEqual(text.split(/\s+/));
    }),
  );
});

test('any text at all is cut in the end', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(fc.oneof(text, anyMarkdown), fc.integer({ min: 1, max: 60 }), (raw, max) => {
      const pieces = splitForSlack(literal(raw), max);
      expect(pieces.every((piece) => piece.length <= Math.max(max, 24))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('what is shortened ends in an ellipsis, within its limit', () => {
  expect(shortenForSlack('short', 10)).toBe('short');
  expect(shortenForSlack('one two three four five six seven', 28)).toMatch(/^one two.*…$/);
  expect(shortenForSlack(`\`\`\`\n${'line\n'.repeat(50)}\`\`\``, 60)).toMatch(/\n```\n…$/);
  fc.assert(
    fc.property(anyMarkdown, fc.integer({ min: 60, max: 200 }), (markdown, max) => {
      const text = shortenForSlack(renderMrkdwn(markdown, HOSTS), max);
      expect(text.length).toBeLessThanOrEqual(max);
      expect((text.split('```').length - 1) % 2).toBe(0);
    }),
  );
});

test('plain words are shortened without breaking an escape', () => {
  for (let max = 3; max < 20; max += 1) {
    const text = shortenPlain('a&amp;b&lt;c&gt;d👍👍', max);
    expect(text.length).toBeLessThanOrEqual(Math.max(max, 1));
    expect(isWhole(text)).toBe(true);
  }
});
