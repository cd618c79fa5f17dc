import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's root. */
export const ROOT = path.resolve(__dirname, '../..');

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Every page for readers, as paths below the root. Articles of the demo shop are not about the project. */
export function pages(): string[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  const below = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return [...top, ...below.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
}

/** The part of a page under one heading, up to the next heading of the same level or a higher one. */
export function section(page: string, heading: string): string {
  const lines = readText(page).split('\n');
  const from = lines.indexOf(heading);
  if (from < 0) throw new Error(`${page} has no heading "${heading}".`);
  const level = heading.indexOf(' ');
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return rest.slice(0, to < 0 ? undefined : to).join('\n');
}

/** The body rows of all tables in a text, as trimmed cells. */
export function tableRows(text: string): string[][] {
  const rows: string[][] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const isBody = line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1] ?? '');
    if (isBody) rows.push(cellsOf(line));
  }
  return rows;
}

function isRule(line: string): boolean {
  return /^\|[-| :]+\|$/.test(line);
}

/** A bar inside a cell is written `\|`. */
function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** What stands between single backticks. */
export function codeSpans(text: string): string[] {
  const plain = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...plain.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
}
