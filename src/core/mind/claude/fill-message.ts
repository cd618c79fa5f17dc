import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { FillRequest } from '../../ports/mind.js';
import { ownLines } from '../own-lines.js';
import { accountOf, joined, listed, talkOf } from './context-message.js';
import { escaped, tagged } from './data-tags.js';

/**
 * What values are read from, as data in the user's role: account facts, and the words of whoever writes now. No passage,
 * no summary and no line of the bot or of an agent is among it, so nothing that an article or another system says can
 * become a value.
 */
export function fillMessage({ context, current }: FillRequest): ContentBlockParam[] {
  const before = [accountOf(context), talkOf('earlier_talk', ownLines(context)), underWay(current)];
  return [
    { type: 'text', text: joined(before) },
    { type: 'text', text: talkOf('new_lines', context.lines) },
  ];
}

function underWay(current: FillRequest['current']): string {
  if (current === null) return '';
  const { name, values, askedFor, stage } = current;
  const known = Object.entries(values).map(([parameter, value]) =>
    tagged('value', escaped(String(value)), { parameter }),
  );
  const attributes = askedFor === null ? { action: name } : { action: name, asked_for: askedFor };
  return tagged('under_way', listed(known), { ...attributes, waits_for: WAITS_FOR[stage] });
}

const WAITS_FOR = {
  collecting: 'a value',
  confirming: 'a yes or no',
  approving: 'a colleague',
  running: 'the outcome',
  done: 'nothing',
  unknown: 'nothing',
} as const;
