import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Card, choicesOf } from '../../src/core/domain/card.js';
import { isForCustomer, type Message, type Owner } from '../../src/core/domain/message.js';
import type { TurnRecord } from '../../src/core/domain/turn.js';
import type { MemoryHouse } from './memory-house.js';

const DOCS = path.resolve(__dirname, '../../docs');
const COLUMNS = 110;
const TEXT_CHARS_MAX = 300;
const INDENT = '      ';

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

const OWNERS: Record<Owner, (agent: string) => string> = {
  bot: () => 'the bot answers again',
  waiting: () => 'waiting for a person',
  agent: (agent) => `${agent} takes over`,
};

const KINDS = { none: 'nothing', narrative: 'a summary', facts: 'only what must be kept' };

/** A talk as a person reads it, with what the mind was shown in each turn and what memory held in between. */
export class Transcript {
  private readonly lines: string[] = [];
  private seq = 0;
  private day = '';

  constructor(
    private readonly house: MemoryHouse,
    private readonly conversationId: string,
    /** Beside the words: what they cost, or what can be pressed. */
    private readonly beside: 'tokens' | 'buttons' = 'tokens',
  ) {}

  get text(): string {
    return this.lines.join('\n');
  }

  /** What was said since. */
  async goesOn(): Promise<void> {
    const { house, conversationId } = this;
    const page = { after: this.seq, limit: 500 };
    const said = await house.stores.archive.page(conversationId, page);
    const turns = new Map((await house.turns(conversationId)).map((turn) => [turn.id, turn]));
    for (const [at, message] of said.entries()) {
      this.tell(message);
      const turn = turns.get(message.turnId ?? '');
      if (this.beside === 'buttons') this.buttons(message);
      else if (turn !== undefined && said[at + 1]?.turnId !== turn.id) this.size(turn);
    }
    this.seq = said.at(-1)?.seq ?? this.seq;
  }

  /** What stands for older talk now, and the facts that hold. */
  async remembers(): Promise<void> {
    const { memory, facts } = await this.house.now(this.conversationId);
    const { kind, text, coveredSeq } = memory;
    if (coveredSeq === 0) this.add('[memory: all of the talk is still shown word for word]');
    else this.add(`[memory of the talk up to message ${coveredSeq}: ${KINDS[kind]}]`);
    if (kind !== 'none') for (const line of text.split('\n')) this.add(line, '  ');
    const known = facts
      .filter(({ supersededBy }) => supersededBy === null)
      .map((fact) => `${fact.kind} ${fact.value} (${SHORT_DAY.format(fact.atMs)})`);
    this.add(`[facts: ${known.length === 0 ? 'none' : known.join(', ')}]`);
  }

  /** What happened beside the talk. */
  note(text: string): void {
    this.lines.push(...(this.lines.length > 0 ? [''] : []), `(${text})`, '');
  }

  /** What an agent sees at the desk. */
  sees(title: string, card: Card): void {
    this.note(title);
    this.add(card.title.toUpperCase());
    for (const block of card.blocks) for (const line of linesOf(block)) this.add(line);
    this.lines.push('');
  }

  /** Leaves out what was said since. */
  async skips(text: string): Promise<void> {
    this.seq = (await this.house.now(this.conversationId)).lastSeq;
    this.note(text);
  }

  private tell(message: Message): void {
    if (!isForCustomer(message)) return;
    const day = DAY.format(message.atMs);
    if (day !== this.day) {
      if ((this.lines.at(-1) ?? '') !== '') this.lines.push('');
      this.lines.push(day, '');
    }
    this.day = day;
    const time = TIME.format(message.atMs);
    const { author, text, change } = message;
    const words =
      change === undefined
        ? `${author.kind === 'system' ? 'Notice' : author.name}: ${shortened(text)}`
        : `-- ${OWNERS[change.owner](change.agent ?? '')} --`;
    this.lines.push(...wrapped(`${time} ${words}`, INDENT));
  }

  private buttons({ card }: Message): void {
    const labels = choicesOf(card)
      .filter(({ id }) => id.startsWith('action-'))
      .map(({ label }) => `[${label}]`);
    if (labels.length > 0) this.add(labels.join(' '));
  }

  private size(turn: TurnRecord): void {
    const { context, outcome, route } = turn;
    const parts = context.filter(({ tokens }) => tokens > 0);
    const all = parts.reduce((sum, { tokens }) => sum + tokens, 0);
    const told = parts.map(({ part, tokens }) => `${part} ${tokens}`).join(', ');
    this.add(`[${route.type}, ${outcome}; shown ${all} tokens: ${told}]`);
  }

  private add(line: string, more = ''): void {
    this.lines.push(...wrapped(`${INDENT}${more}${line}`, `${INDENT}${more}  `));
  }
}

/** Holds that the page tells what happened; with UPDATE_TRANSCRIPTS set, the page is written instead. */
export function expectOnPage(name: string, transcript: Transcript, file = 'memory.md'): void {
  const where = path.join(DOCS, file);
  const block = `<!-- transcript: ${name} -->\n\n\`\`\`text\n${transcript.text}\n\`\`\`\n\n<!-- end -->`;
  const page = readFileSync(where, 'utf8');
  const form = new RegExp(`<!-- transcript: ${name} -->[\\s\\S]*?<!-- end -->`);
  if (process.env['UPDATE_TRANSCRIPTS'] !== undefined) {
    writeFileSync(
      where,
      page.replace(form, () => block),
    );
    return;
  }
  expect(form.exec(page)?.[0]).toBe(block);
}

/** One part of a card as lines of text. */
function linesOf(block: Card['blocks'][number]): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'section':
      return [`${block.title}: ${block.text}`];
    case 'quote':
      return [`${block.author}: “${block.text}”`];
    case 'facts':
      return [`${block.title}`, ...block.facts.map(({ name, value }) => `  ${name}: ${value}`)];
    case 'buttons':
      return [block.buttons.map(({ label }) => `[${label}]`).join(' ')];
    case 'choices':
      return [block.choices.map(({ label }) => `[${label}]`).join(' ')];
    case 'input':
      return [`${block.label}: ____`];
  }
}

/** Of a long text its beginning and its end; the page is about what becomes of it. */
function shortened(text: string): string {
  if (text.length <= TEXT_CHARS_MAX) return text;
  const end = TEXT_CHARS_MAX / 3;
  return `${text.slice(0, 2 * end)} [… ${text.length.toLocaleString('en')} characters …] ${text.slice(-end)}`;
}

function wrapped(text: string, indent: string): string[] {
  const [first = '', ...others] = text.split('\n');
  return [row(first, indent), ...others.map((line) => row(`${indent}${line}`, indent))].flat();
}

function row(line: string, indent: string): string[] {
  const rows: string[] = [];
  let left = line;
  while (left.length > COLUMNS) {
    const at = left.lastIndexOf(' ', COLUMNS);
    rows.push(left.slice(0, at));
    left = `${indent}${left.slice(at + 1)}`;
  }
  return [...rows, left];
}
