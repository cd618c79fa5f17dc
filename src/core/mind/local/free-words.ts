import type { ActionParameter } from '../../domain/action.js';
import { VALUE_CHARS_MAX } from '../../domain/action-values.js';
import { termsOf } from '../../domain/text-terms.js';
import { cuesOf } from './parameter-kinds.js';

/** What people say before the words that are asked for. */
const OPENINGS =
  /^(?:(?:ok|okay|sure|yes|yeah|yep|well|so|hi|hello|no|nope|sorry|actually|oh|right|please|alright|correction|wait)\b[,.!:; -]*)+/i;
const INTRODUCTIONS =
  /^(?:(?:it|that|this)(?:['’]?s| is| should be| will be| was)|(?:please )?(?:send|ship|deliver|change|make|set|move) (?:it|that|this|them)(?: (?:to|at))?|i (?:live|moved|mean|meant|said)(?: (?:at|to|in))?|(?:we|i)(?: have|['’]ve)? moved to|(?:make|change) (?:it|that)(?: to)?|to(?= )|because|is|are|:|=)\s*[:,-]?\s*/i;
const THANKS =
  /[\s,.!;-]*\b(?:please|pls|thanks|thank you|thx|cheers|many thanks)(?: (?:a lot|so much|in advance|very much))?[\s.!]*$/i;

/** Where words that were led in to end: at another sentence, or where something else is begun. */
const END =
  /(?<!\b(?:st|rd|ave|apt|no|nr|dr|mr|mrs|ms|blvd|ln|sq|pl|str))[.!?]["”’)]*\s+(?=\p{Lu}|thanks|please|can|could|i\b)|[.!?]*$|\uE000|,?\s+\b(?:because|since|as i|so that|but)\b|,?\s+\band (?:i|we|please|my|the|also|it|is|can|change|cancel|send)\b|\s+\b(?:please|thanks|thank you)\b/iu;

/** Verbs whose "to" leads to another verb, and not to a place. */
const TO_DO =
  /\b(?:want|wants|wanted|like|need|needs|needed|wish|have|has|had|going|trying|tried|able|how|try|love|wanna|ready|asked|told|due|used|hoping|hope|help|possible)$/i;

/** Joining words that are left over before what was taken out. */
const DANGLING =
  /[\s,;:#(-]+$|\s(?:and|for|on|of|with|in|it['’]?s|its|it is|that is|the|my|is|number|no|nr|under|from)$/i;

/** Nothing of what was asked for. */
const NO_ANSWER =
  /^(?:never ?mind|forget (?:it|about it|that)|cancel(?: (?:it|that|this))?|stop|leave it|no(?: thanks| thank you)?|nope|yes|yeah|yep|ok|okay|sure|i changed my mind|(?:i )?(?:do not|don['’]?t|can['’]?t|cannot) (?:know|remember|have|find|recall|want|tell|say)\b.*|not sure|no idea|(?:let me|i(?:['’]?ll| will| have to| need to)) (?:check|look|find|search|think)\b.*|one (?:moment|second|sec)|wait|hold on|hm+|none|nothing|dunno|i(?:['’]?m| am) not sure.*)[\s.!]*$/i;

const QUESTION =
  /\?\s*$|^(?:how|what|where|when|why|who|which|can|could|do|does|did|is|are|will|would|may|should)\b/i;

/** Whether a line asks something instead of answering. */
export function asksBack(line: string): boolean {
  return QUESTION.test(line.trim());
}

/** Whether a line only says that there is no answer. */
export function isNoAnswer(line: string): boolean {
  return NO_ANSWER.test(line.trim());
}

/** A whole answer without what leads in to it; null when it is none. */
export function answeredWords(line: string, parameter: ActionParameter): string | null {
  if (isNoAnswer(line)) return null;
  const opened = line.trim().replace(OPENINGS, '').trim();
  return tidy(unled(opened, parameter));
}

/** Words behind a lead-in that names the parameter: "change my address to 12 Mill Lane". */
export function ledWords(line: string, parameter: ActionParameter): string | null {
  const cues = cuesOf(parameter);
  for (const { 0: lead, 1: named = '', index } of line.matchAll(LEADS)) {
    if (!termsOf(named).some((term) => cues.has(term))) continue;
    const words = tidy(unled(cutAtEnd(line.slice(index + lead.length)), parameter));
    if (words !== null) return words;
  }
  return null;
}

const LEADS =
  /\b((?:\p{L}+ ){0,3}?\p{L}+)(?: (?:is now|is|to be|should be|should read|will be|has to be|to|into|from now on is)(?:\s*:)?|['’]s|\s*[:=])\s+(?=\S)/giu;

/** Words behind a bare "to", for the one parameter that takes words. */
export function wordsAfterTo(line: string): string | null {
  const places = [...line.matchAll(/\s(?:to|into)\s+(?=["“']?(?:\d|\p{Lu}))/gu)].reverse();
  for (const { 0: lead, index } of places) {
    if (TO_DO.test(line.slice(0, index))) continue;
    const words = tidy(cutAtEnd(line.slice(index + lead.length)));
    if (words !== null) return words;
  }
  return null;
}

/** Words that take the place of others: "no, 12 Mill Lane", "make it 12 Mill Lane". */
export function correctedWords(line: string, parameter: ActionParameter): string | null {
  const [opening = ''] = OPENINGS.exec(line.trim()) ?? [];
  const rest = line.trim().slice(opening.length);
  const words = unled(rest, parameter);
  const isLed = words !== rest;
  if (opening === '' && !isLed) return null;
  if (!isLed && !/^["“']?(?:\d|\p{Lu}\p{L}+)/u.test(rest)) return null;
  if (/^(?:i|it|that|this|you|we|wrong|not)\b/i.test(words)) return null;
  return tidy(cutAtEnd(words));
}

function unled(line: string, parameter: ActionParameter): string {
  const [lead = '', named = ''] =
    /^((?:(?:my|the|our|a|new|full|correct|right|actual|should) ){0,3}\p{L}+(?: \p{L}+)?)(?: (?:is|should be|will be|would be)(?: now)?|['’]s|\s*:)\s+/iu.exec(
      line,
    ) ?? [];
  const cues = cuesOf(parameter);
  if (lead !== '' && termsOf(named).some((term) => cues.has(term))) return line.slice(lead.length);
  return line.replace(INTRODUCTIONS, '');
}

function cutAtEnd(text: string): string {
  const end = END.exec(text);
  return end === null ? text : text.slice(0, end.index);
}

function tidy(text: string): string | null {
  let words = text
    .replaceAll(/\s*\uE000+\s*/g, ' ')
    .replaceAll(/\s*\n+\s*/g, ', ')
    .trim();
  words = words.replace(THANKS, '').trim();
  while (DANGLING.test(words)) words = words.replace(DANGLING, '').trimEnd();
  words = words
    .replace(/^["“'](.*)["”']$/u, '$1')
    .replace(/[.!]+$/, '')
    .trim();
  const isUsable = /[\p{L}\p{N}]/u.test(words) && words.length <= VALUE_CHARS_MAX;
  return isUsable ? words : null;
}
