import { LINE_CHARS_MAX } from './on-record.js';

/**
 * What people write to a machine so that it obeys, and never to have something done: marks, code and forms of data, a
 * role to speak in, orders about its orders.
 */
const PRETENCES: readonly RegExp[] = [
  /<\/?[a-z!|][^>]{0,200}>|&lt;|```|\{\s*["'{]|\[\/?(?:inst|system|tool|assistant|user)\b/i,
  /^\W{0,6}(?:system|assistant|tool|developer|admin|webhook|function|operator)(?: (?:message|note|prompt|result|update|override|notice|output))?\s?[:>\]=]/im,
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines|polic(?:y|ies))\b/i,
  /\b(?:system|developer|admin|debug|god|root|maintenance) ?(?:prompt|mode|message|override)\b|\bjailbreak|\bprompt injection\b/i,
  /\b(?:you are|act as|pretend (?:to be|you are)|play) (?:now |a |an |the |my |no longer )*(?:admin|system|agent|developer|root|dan|manager|machine|bot|ai|grandma|actor|function|terminal|shell)\b/i,
  /\b(?:call|invoke|execute|trigger) (?:the |this |an? )?(?:action|tool|function|webhook|api)\b|\b(?:return|output) (?:the |this |only )?(?:json|values)\b/i,
];

/** Whether a line is written for a machine to obey. Nothing is read out of it. */
export function isPretence(text: string): boolean {
  const read = text.slice(0, LINE_CHARS_MAX);
  return PRETENCES.some((pretence) => pretence.test(read));
}
