/**
 * People in Slack format with Slack's own marks, and everybody else reads our Markdown
 * (https://docs.slack.dev/messaging/formatting-message-text/). The same signs mean other things there, or nothing.
 */

/** Code, in which no sign means anything, and addresses, whose signs are their own. */
const KEPT = /```([\s\S]+?)```|`([^`\n]+)`|https?:\/\/[^\s<>]+/g;

/** Slack's marks for a stretch of a line, and ours. A mark counts only beside a space or a sign, and around something. */
const MARKS: readonly (readonly [string, string])[] = [
  ['*', '**'],
  ['_', '_'],
  ['~', '~~'],
];

/** Stands for what is kept while the rest is read; nobody can type it, for Slack takes it out. */
const HOLDER = '\u0000';

/** What an agent wrote in Slack, with tokens already read (`readableText`), in Markdown that shows the same. */
export function markdownOf(text: string): string {
  const kept: string[] = [];
  const held = text.replaceAll(HOLDER, '').replace(KEPT, (all, block?: string) => {
    kept.push(block === undefined ? all : `\n\`\`\`\n${block.replace(/^\n|\n$/g, '')}\n\`\`\`\n`);
    return HOLDER;
  });
  const marked = withQuotesApart(held.split('\n')).map(lineOf).join('\n');
  const whole = marked.replaceAll(HOLDER, () => kept.shift() ?? '');
  return whole.replace(/\n*(\n```\n[\s\S]*?\n```\n)\n*/g, '\n$1\n').trim();
}

/** A quotation of Slack's ends with its line, and one behind `>>>` with the message; in Markdown a line would go on. */
function withQuotesApart(lines: readonly string[]): string[] {
  let isLong = false;
  let wasQuote = false;
  return lines.flatMap((line) => {
    const begins = line.startsWith('>>>');
    const words = begins ? line.slice(3).trimStart() : line;
    if (begins) isLong = true;
    const isQuote = isLong || words.startsWith('>');
    const shown = isLong && !(words.startsWith('>') && !begins) ? `> ${words}` : words;
    const apart = wasQuote && !isQuote && words.trim() !== '';
    wasQuote = isQuote;
    return apart ? ['', shown] : [shown];
  });
}

function lineOf(line: string): string {
  const [, quote = '', indent = '', words = ''] = /^((?:> ?)?)([^\S\n]*)(.*)$/s.exec(line) ?? [];
  // Four spaces would make code of it.
  return quote + indent.replace(/\s/g, '\u00a0') + spanOf(words, MARKS).replace(OPENING, '\\$&');
}

/**
 * Signs that make a heading, an item, or a rule of the line they begin. A hyphen and a number make an item as they do
 * for whoever reads them.
 */
const OPENING = /^(?:#(?=#*(?:\s|$))|\+(?=\s|$)|[-=:|](?=[-=:|\s]*$))/;

function spanOf(text: string, marks: readonly (readonly [string, string])[]): string {
  const [first, ...others] = marks;
  if (first === undefined) return literal(text);
  const [theirs, ours] = first;
  const sign = `\\${theirs}`.replace('\\_', '_').replace('\\~', '~');
  const stretch = new RegExp(
    `(?<![\\p{L}\\p{N}${sign}])${sign}(?=[^\\s${sign}])([^${sign}\\n]*[^\\s${sign}])${sign}(?![\\p{L}\\p{N}${sign}])`,
    'gu',
  );
  let from = 0;
  let shown = '';
  for (const found of text.matchAll(stretch)) {
    shown += spanOf(text.slice(from, found.index), others);
    shown += `${ours}${spanOf(found[1] ?? '', others)}${ours}`;
    from = found.index + found[0].length;
  }
  return shown + spanOf(text.slice(from), others);
}

/** Signs that mean something in Markdown and nothing in Slack, or that meant nothing where they stood. */
function literal(text: string): string {
  return text
    .replace(/[\\`*~[<]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&');
}
