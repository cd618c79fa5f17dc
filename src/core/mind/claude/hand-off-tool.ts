import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import { z } from 'zod';
import { TALK_REASONS } from '../../domain/handoff.js';
import type { Answer } from '../../ports/mind.js';
import type { Reading } from './claude-calls.js';
import { unusable } from './claude-errors.js';
import type { ToolCall } from './reply.js';
import {
  BRIEF_PROPERTIES,
  briefOf,
  oneOf,
  parsed,
  strictObject,
  text,
} from './structured-outputs.js';

const NAME = 'hand_off';

/** The only way in which Claude gives a conversation to a person. What it writes never does (design, section 5). */
export const HAND_OFF: Tool = {
  name: NAME,
  description:
    'Gives the conversation to a person of the support team. Call it instead of answering, whenever an answer would ' +
    'not rest on the passages or account facts, or a person is needed or wished for. Write nothing before it: the ' +
    'customer is told by us. The texts are for the agent, except draft_reply.',
  strict: true,
  input_schema: strictObject({
    reason: oneOf(
      TALK_REASONS,
      'policy_risk: safety, law, privacy, abuse or a threat. missing_evidence: passages and facts do not answer it. ' +
        'frustrated_user: the customer is upset or stuck. high_value_action: something must be done or decided on ' +
        'the account. user_request: the customer wants a person. unsupported: outside of what this team does.',
    ),
    why: text('Why you stop here, in one sentence.'),
    ...BRIEF_PROPERTIES,
    confidence: {
      type: 'number',
      description: 'How sure you are, from 0 to 1, that the draft reply is right.',
    },
  }),
};

const INPUT = z.object({
  reason: z.enum(TALK_REASONS),
  why: z.string().trim().catch(''),
  intent: z.string().trim(),
  summary: z.string().trim(),
  uncertainty: z.string().trim(),
  suggested_next_action: z.string().trim(),
  draft_reply: z.string().trim(),
  // A handoff is not lost for a figure out of bounds.
  confidence: z.number().min(0).max(1).nullable().catch(null),
});

/** The escalation that is called for; null when none is. Of several calls the first that can be read counts. */
export function readHandOff(calls: readonly ToolCall[]): Reading<Answer> | null {
  const handOffs = calls.filter(({ name }) => name === NAME);
  if (handOffs.length === 0) return null;
  const inputs = handOffs.map(({ json }) => parsed(json, INPUT));
  const input = inputs.find((one) => one !== null);
  if (input === undefined) {
    const said = 'Claude handed off without saying why';
    return { kind: 'unusable', failure: unusable('model.bad-answer', said) };
  }
  const { reason, confidence } = input;
  const why = input.why || `Claude handed off: ${reason}.`;
  const result: Answer = { kind: 'escalate', reason, confidence, why, ...briefOf(input) };
  return { kind: 'read', result, outcome: 'ok' };
}
