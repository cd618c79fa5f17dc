import fc from 'fast-check';
import { renderTeams, teamsLink } from '../../../src/channels/teams/teams-render.js';
import { splitForTeams } from '../../../src/channels/teams/teams-split.js';

/** Fixed, so that a rare sequence cannot make one run fail; another seed is a wider search. */
fc.configureGlobal({ seed: Number(process.env['TEAMS_SEED'] ?? 20_261_121) });

const HOSTS: ReadonlySet<string> = new Set(['shop.example']);
const PIECES = [
  '<at>x</at>',
  '<b>',
  '</script>',
  '<',
  '>',
  '&lt;',
  '&',
  '[a](https://evil.example)',
  '](',
  '[',
  ']',
  '(',
  ')',
  'https://evil.example/a_b',
  'https://shop.example/c',
  'www.evil.example',
  '**',
  '*',
  '_',
  '__',
  '~~',
  '`',
  '```',
  '\n```\n',
  '\n',
  '\n\n',
  '# ',
  '- ',
  '1. ',
  '> ',
  '    ',
  '|',
  '|---|',
  '\\',
  '!',
  'word',
  'wörd',
  '漢字',
  '「',
  '」',
  '👨‍👩‍👧',
  '\u202e',
  '\u200b',
  '\u0000',
  '![x](https://evil.example/p.png)',
  '<https://evil.example>',
  '<!--',
  '&#60;b&#62;',
  'mailto:a@evil.example',
  ' ',
];
const anyMarkdown = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 30 })
  .map((pieces) => pieces.join(''));

/** Tags, and links to other places than those allowed, whatever stands around them. */
function stray(text: string): string[] {
  const tags = text.match(/<\/?[a-z!?]/gi) ?? [];
  const outsideCode = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const links = [...outsideCode.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target = '']) => target);
  const foreign = links.filter((target) => !target.startsWith('https://shop.example/'));
  const bare =
    outsideCode
      .replace(/\[(?:\\.|[^\]\\])*\]\([^)]*\)/g, '')
      .match(/(?:https?:\/\/|\bwww\.)evil/g) ?? [];
  return [...tags, ...foreign, ...bare];
}

test.each(['message', 'card'] as const)(
  'nothing becomes a tag, a mention or a foreign link in a %s',
  (place) => {
    fc.assert(
      fc.property(anyMarkdown, (text) => {
        expect(stray(renderTeams(text, HOSTS, place))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  },
);

test('every word of a text is in what is shown of it', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const text = fc.array(word, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(text, fc.constantFrom(' ', '\n', '\n\n- ', '\n\n> ', ' **'), (words, between) => {
      const shown = renderTeams(words.join(between), HOSTS).match(/[a-z]+/g);
      expect(shown).toEqual(words);
    }),
  );
});

test('a text that nobody could parse is shown as it is', () => {
  expect(renderTeams(`${'>'.repeat(20_000)} <at>x</at>`, HOSTS)).not.toMatch(/<at/);
  expect(renderTeams(`# ${'a'.repeat(41_000)}`, HOSTS)).toMatch(/^\\# a/);
});

test('the face of a link cannot end it', () => {
  expect(teamsLink('https://shop.example/a)b', 'x](https://evil.example)')).toBe(
    '[x\\](https://evil.example)](https://shop.example/a%29b)',
  );
});

describe('splitting', () => {
  const short = (text: string, max = 200) => splitForTeams(text, max);

  test('a short text is one piece, no text is none', () => {
    expect(short('a\n\nb')).toEqual(['a\n\nb']);
    expect(short(' \n ')).toEqual([]);
  });

  test('it is cut between paragraphs', () => {
    const paragraphs = ['a', 'b', 'c'].map((letter) => `${letter} `.repeat(50).trim());
    expect(short(paragraphs.join('\n\n'))).toEqual(paragraphs);
  });

  test('a code block that goes on is closed and opened again', () => {
    const code = Array.from({ length: 60 }, (_, at) => `line ${at}`);
    const pieces = short(`Before:\n\n\`\`\`\n${code.join('\n')}\n\`\`\`\n\nAfter.`);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect((piece.match(/```/g) ?? []).length % 2).toBe(0);
    expect(pieces.join('\n').match(/line \d+/g)).toEqual(code);
    expect(pieces.at(-1)).toMatch(/After\.$/);
  });

  test('a link, an escaped sign and an emoji are not cut', () => {
    const link = '[some words here](https://shop.example/some/where)';
    const pieces = short(`${link} \\*&lt;👨‍👩‍👧 `.repeat(30), 100);
    expect(
      pieces.join('').match(/\[some words here\]\(https:\/\/shop\.example\/some\/where\)/g),
    ).toHaveLength(30);
    expect(pieces.join('').match(/\\\*&lt;👨‍👩‍👧/gu)).toHaveLength(30);
    for (const piece of pieces) expect(piece).not.toMatch(/\\$|&l?t?$/);
  });

  test('no piece is too long and no sign is lost, whatever the text', () => {
    const bare = (text: string) => text.replace(/[\s`]|\\/g, '');
    fc.assert(
      fc.property(anyMarkdown, fc.integer({ min: 64, max: 300 }), (markdown, max) => {
        const text = renderTeams(markdown.repeat(8), HOSTS);
        const pieces = splitForTeams(text, max);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(max);
        expect(bare(pieces.join(''))).toBe(bare(text));
      }),
      { numRuns: 400 },
    );
  });
});
