import type { JSONOutputFormat } from '@anthropic-ai/sdk/resources/messages';
import { z } from 'zod';
import { TALK_REASONS } from '../../domain/handoff.js';
import { type Route, TURN_TYPES } from '../../domain/turn.js';
import type { Brief } from '../../ports/mind.js';
import type { Reading } from './claude-calls.js';
import { unusable } from './claude-errors.js';
import type { Reply } from './reply.js';

/** Characters of the line that says why; `explain` shows it as one line. */
const REASON_CHARS_MAX = 300;

const ROUTE = z.object({
  type: z.enum(TURN_TYPES),
  escalation: z.enum(TALK_REASONS).nullable(),
  confidence: z.number().min(0).max(1),
  reason: z.string().trim().min(1),
});

const BRIEF = z.object({
  intent: z.string().trim(),
  summary: z.string().trim(),
  uncertainty: z.string().trim(),
  suggested_next_action: z.string().trim(),
  draft_reply: z.string().trim(),
});

const SUMMARY = z.object({ summary: z.string().trim() });

/**
 * The schema of an object as the API takes it: everything required, nothing else allowed, and no bounds, which it
 * refuses (https://platform.claude.com/docs/en/build-with-claude/structured-outputs). Bounds are checked here instead.
 */
export function strictObject(properties: Readonly<Record<string, unknown>>) {
  return {
    type: 'object' as const,
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

export function text(description: string) {
  return { type: 'string', description };
}

export function oneOf(words: readonly string[], description: string) {
  return { type: 'string', enum: words, description };
}

/** What an agent reads first; the tool `hand_off` asks for the same. */
export const BRIEF_PROPERTIES = {
  intent: text('What the customer wants, in one sentence.'),
  summary: text('How far things have come, in two or three sentences.'),
  uncertainty: text('What is not known or not sure; empty if nothing.'),
  suggested_next_action: text('What the agent should do next, in one sentence.'),
  draft_reply: text("A reply in the customer's language that the agent may send or edit."),
};

export const ROUTE_FORMAT: JSONOutputFormat = {
  type: 'json_schema',
  schema: strictObject({
    reason: text('Why, in one short line without quoting the customer.'),
    type: oneOf(TURN_TYPES, 'The type of the turn.'),
    escalation: {
      anyOf: [{ type: 'string', enum: TALK_REASONS }, { type: 'null' }],
      description: 'Why a person is needed; null unless the type is escalation_candidate.',
    },
    confidence: { type: 'number', description: 'How sure you are, from 0 to 1.' },
  }),
};

export const BRIEF_FORMAT: JSONOutputFormat = {
  type: 'json_schema',
  schema: strictObject(BRIEF_PROPERTIES),
};

/** A form of its own, because only so "nothing worth a line" differs from no answer. */
export const SUMMARY_FORMAT: JSONOutputFormat = {
  type: 'json_schema',
  schema: strictObject({
    summary: text('The lines of the summary; empty if nothing was said that is worth a line.'),
  }),
};

export function readRoute(reply: Reply): Reading<Route> {
  return readJson(reply, ROUTE, ({ type, escalation, confidence, reason }) => {
    const line = reason.replace(/\s+/g, ' ').slice(0, REASON_CHARS_MAX);
    const route = { type, reason: line, confidence };
    if (type !== 'escalation_candidate' || escalation === null) return route;
    return { ...route, escalation };
  });
}

export function readBrief(reply: Reply): Reading<Brief> {
  return readJson(reply, BRIEF, briefOf);
}

/** A summary that was worth its lines stays so, whatever small talk followed. */
export function readSummary(reply: Reply, previous: string | null): Reading<string | null> {
  return readJson(reply, SUMMARY, ({ summary }) => (summary === '' ? previous : summary));
}

export function briefOf(told: z.infer<typeof BRIEF>): Brief {
  return {
    intent: told.intent,
    summary: told.summary,
    uncertainty: told.uncertainty,
    suggestedNextAction: told.suggested_next_action,
    draftReply: told.draft_reply,
  };
}

/** A whole object is asked for, so whatever stopped it early leaves nothing to use. */
export function readJson<Told, Result>(
  reply: Reply,
  schema: z.ZodType<Told>,
  use: (told: Told) => Result,
): Reading<Result> {
  const stopped = unfinished(reply);
  if (stopped !== null) return stopped;
  const told = parsed(reply.text, schema);
  if (told === null) return badAnswer();
  return { kind: 'read', result: use(told), outcome: 'ok' };
}

export function badAnswer(): Reading<never> {
  return fails(
    'model.bad-answer',
    'Claude gave an answer that is not of the form it was asked for',
  );
}

/** The failure of a reply that did not come to its own end; null for one that did. */
export function unfinished(reply: Reply): Reading<never> | null {
  switch (reply.stopReason) {
    case 'end_turn':
      return null;
    case 'refusal':
      return fails('model.refused', 'Claude declined to answer for its safety rules');
    case 'max_tokens':
      return fails('model.cut-off', 'Claude was cut off because it wrote too much');
    case 'model_context_window_exceeded':
      return fails('model.cut-off', 'Claude was cut off because the conversation is too long');
    case 'tool_use':
    case 'stop_sequence':
    case 'pause_turn':
    case null:
      return fails('model.stopped', 'Claude stopped without an answer');
  }
}

export function parsed<Told>(json: string, schema: z.ZodType<Told>): Told | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

function fails(code: Parameters<typeof unusable>[0], said: string): Reading<never> {
  return { kind: 'unusable', failure: unusable(code, said) };
}
