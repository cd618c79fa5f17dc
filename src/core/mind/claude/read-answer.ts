import { say, type Wording } from '../../domain/texts.js';
import type { Answer, Brief } from '../../ports/mind.js';
import type { CitablePassages } from './citable-passages.js';
import type { Reading } from './claude-calls.js';
import { unusable } from './claude-errors.js';
import { readHandOff } from './hand-off-tool.js';
import type { Reply } from './reply.js';
import { unfinished } from './structured-outputs.js';

/**
 * Claude does not say how sure it is of an answer; whether it could point at a passage says most of it. Without one it
 * asked back, or spoke from account facts or from what was said before (where it must cite, see evidence.ts).
 */
const CONFIDENCE_CITED = 0.9;
const CONFIDENCE_UNCITED = 0.5;

const NO_BRIEF: Brief = {
  intent: '',
  summary: '',
  uncertainty: '',
  suggestedNextAction: '',
  draftReply: '',
};

/**
 * What a whole reply comes to:
 *
 * | stop reason | answer | entry's outcome |
 * |---|---|---|
 * | `end_turn` with text | answered | `ok` |
 * | `end_turn` without text | none: `model.bad-answer` | the same |
 * | `tool_use` of `hand_off` | escalate, as called for; text and other calls beside it are dropped | `ok` |
 * | `tool_use` that cannot be read | none: `model.bad-answer` | the same |
 * | `refusal` | escalate `policy_risk` | `model.refused` |
 * | `max_tokens`, `model_context_window_exceeded` | escalate `model_unavailable`; the cut text is the draft, unless a tool call was cut | `model.cut-off` |
 * | `pause_turn`, `stop_sequence`, any we do not know | none: `model.stopped` | the same |
 */
export function readAnswer(
  reply: Reply,
  passages: CitablePassages,
  wording: Wording,
): Reading<Answer> {
  switch (reply.stopReason) {
    case 'tool_use':
      return readHandOff(reply.toolCalls) ?? unfinishedOr(reply);
    case 'end_turn':
      return readHandOff(reply.toolCalls) ?? answered(reply, passages);
    case 'refusal':
      return { kind: 'read', result: declined(reply, wording), outcome: 'model.refused' };
    case 'max_tokens':
      return cutOff(reply, say('brief.cut-off', wording), wording);
    case 'model_context_window_exceeded':
      return cutOff(reply, say('brief.context-full', wording), wording);
    case 'pause_turn':
    case 'stop_sequence':
    case null:
      return unfinishedOr(reply);
  }
}

function answered(reply: Reply, passages: CitablePassages): Reading<Answer> {
  const text = reply.text.trim();
  if (text === '') {
    const failure = unusable('model.bad-answer', 'Claude gave an empty answer');
    return { kind: 'unusable', failure };
  }
  const citations = passages.cited(reply.citations);
  const count = citations.length;
  const result: Answer = {
    kind: 'answered',
    text,
    citations,
    confidence: count > 0 ? CONFIDENCE_CITED : CONFIDENCE_UNCITED,
    why: `Claude answered and cited ${count === 1 ? '1 passage' : `${count || 'no'} passages`}.`,
  };
  return { kind: 'read', result, outcome: 'ok' };
}

function declined(reply: Reply, wording: Wording): Answer {
  const rules = reply.refusal ?? 'safety';
  return {
    ...NO_BRIEF,
    kind: 'escalate',
    reason: 'policy_risk',
    confidence: null,
    why: say('brief.declined', wording, { rules }),
    suggestedNextAction: say('brief.next.declined', wording),
  };
}

function cutOff(reply: Reply, why: string, wording: Wording): Reading<Answer> {
  // What was written before a tool call was not meant to be sent.
  const draftReply = reply.toolCalls.length > 0 ? '' : reply.text.trim();
  const isBegun = draftReply !== '';
  const result: Answer = {
    ...NO_BRIEF,
    kind: 'escalate',
    reason: 'model_unavailable',
    confidence: null,
    why,
    uncertainty: isBegun ? say('brief.draft-cut', wording) : '',
    suggestedNextAction: say(
      isBegun ? 'brief.next.finish-draft' : 'brief.next.model_unavailable',
      wording,
    ),
    draftReply,
  };
  return { kind: 'read', result, outcome: 'model.cut-off' };
}

function unfinishedOr(reply: Reply): Reading<Answer> {
  const failure = unusable('model.stopped', 'Claude stopped without an answer');
  return unfinished(reply) ?? { kind: 'unusable', failure };
}
