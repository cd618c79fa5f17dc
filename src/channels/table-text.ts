import type { Token, Tokens } from 'marked';
import { plainWords } from './plain-words.js';

const GAP = '  ';

/**
 * A table side by side in fixed-width letters, for a platform that knows no tables; null when it is too wide for that, or when it holds links, which code
 * would not show. Not escaped.
 */
export function tableAsText({ header, rows }: Tokens.Table, columnsMax: number): string | null {
  const all = [header, ...rows];
  if (all.some((row) => row.some(({ tokens }) => hasLink(tokens)))) return null;
  const cells = all.map((row) => row.map(({ tokens, text }) => words(tokens, text)));
  const widths = header.map((_, at) => Math.max(...cells.map((row) => columnsOf(row[at] ?? ''))));
  const total = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  if (total > columnsMax) return null;
  const lines = cells.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0, header[at]?.align ?? null))
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(Math.max(width, 1))).join(GAP);
  return [lines[0] ?? '', rule, ...lines.slice(1)].join('\n');
}

function words(tokens: readonly Token[], text: string): string {
  return plainWords(tokens, text).replace(/\s+/g, ' ').trim();
}

function hasLink(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token) =>
      token.type === 'link' ||
      token.type === 'image' ||
      ('tokens' in token && hasLink(token.tokens ?? [])),
  );
}

function padded(cell: string, width: number, align: 'center' | 'left' | 'right' | null): string {
  const missing = Math.max(0, width - columnsOf(cell));
  const left = align === 'right' ? missing : align === 'center' ? Math.floor(missing / 2) : 0;
  return ' '.repeat(left) + cell + ' '.repeat(missing - left);
}

/** Columns in fixed-width letters: East Asian letters and emoji take two, marks above letters none. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, letter) => {
    if (/[\p{M}\p{Cf}]/u.test(letter)) return sum;
    const isWide =
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
    return sum + (isWide.test(letter) ? 2 : 1);
  }, 0);
}
