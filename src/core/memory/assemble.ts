import { cardAsText } from '../domain/card.js';
import type { Conversation } from '../domain/conversation.js';
import { namesOf } from '../domain/files.js';
import type { Message } from '../domain/message.js';
import type { Passage } from '../ports/knowledge.js';
import type { Context, Line } from '../ports/mind.js';

/** A rough count for Latin text. */
const CHARS_PER_TOKEN = 4;

export interface ContextParts {
  readonly turnId: string;
  readonly turnType: Context['turnType'];
  readonly wording: Context['wording'];
  readonly tenant: Context['tenant'];
  readonly conversation: Conversation;
  /** Earlier texts, oldest first. */
  readonly window: readonly Message[];
  readonly passages: readonly Passage[];
  readonly lines: readonly Message[];
  readonly budgetTokens: number;
}

export interface Assembled {
  readonly context: Context;
  /** What each part takes, for the turn's history. */
  readonly sizes: readonly { readonly part: string; readonly tokens: number }[];
}

export function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

/**
 * What the model is shown in one turn. The new lines always fit in; passages come next, then as much of the window,
 * newest first, as the budget leaves.
 */
export function assemble(parts: ContextParts): Assembled {
  const lines = parts.lines.map(toLine);
  const lineTokens = total(lines);
  const passages = within(parts.passages, parts.budgetTokens - lineTokens, (one) => one.text);
  const passageTokens = sum(passages.map((passage) => tokensOf(passage.text)));
  const spoken = parts.window.filter(isSaid).map(toLine);
  const left = parts.budgetTokens - lineTokens - passageTokens;
  const window = within([...spoken].reverse(), left, (line) => line.text).reverse();
  const { tenant, channel, id: conversationId, customer, episode } = parts.conversation;
  const context: Context = {
    place: { tenant, channel, conversationId, episode: episode.number, turnId: parts.turnId },
    turnType: parts.turnType,
    wording: parts.wording,
    tenant: parts.tenant,
    customer: { id: customer.id, name: customer.name },
    accountFacts: customer.facts ?? [],
    facts: [],
    stretches: parts.conversation.stretches.map((stretch) => ({
      agent: stretch.agent?.name ?? '',
      outcome: stretch.outcome,
      note: stretch.note,
      promises: [],
      atMs: stretch.toMs,
    })),
    summary: null,
    lastTalkAtMs: null,
    recalled: [],
    window,
    passages,
    lines,
  };
  const sizes = [
    { part: 'window', tokens: total(window) },
    { part: 'passages', tokens: passageTokens },
    { part: 'lines', tokens: lineTokens },
  ];
  return { context, sizes };
}

/** Words that still stand: not taken back by whoever said them. */
function isSaid(message: Message): boolean {
  return message.kind === 'text' && message.revised?.isGone !== true;
}

/**
 * Files are named to the model, so that it does not act as if it had seen them; answers that were offered are told, so
 * that "the second one" means something.
 */
function toLine(message: Message): Line {
  const files = message.files ?? [];
  const note = files.length === 0 ? '' : `[files not received: ${namesOf(files)}]`;
  const offered = message.card === undefined ? '' : cardAsText(message.card);
  const text = [message.text, offered, note].filter((part) => part !== '').join('\n');
  return { author: message.author, text, atMs: message.atMs };
}

function within<One>(items: readonly One[], budget: number, textOf: (one: One) => string): One[] {
  let left = budget;
  const kept: One[] = [];
  for (const item of items) {
    left -= tokensOf(textOf(item));
    if (left < 0) break;
    kept.push(item);
  }
  return kept;
}

function total(lines: readonly Line[]): number {
  return sum(lines.map((line) => tokensOf(line.text)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
