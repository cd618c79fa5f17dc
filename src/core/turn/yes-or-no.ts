import { plain } from '../domain/plain-line.js';
import type { Language } from '../domain/texts.js';
import { ANSWERS, type Answers } from './answers-in-languages.js';

/** More than any answer has: whoever writes this much says more than a yes or a no. */
const ANSWER_CHARS_MAX = 200;

/**
 * What a line says to a question for a yes, in English or the tenant's language; null when it says something else, or
 * more.
 */
export function yesOrNo(line: string, language: Language = 'en'): 'yes' | 'no' | null {
  const said = plain(line);
  if (said.length > ANSWER_CHARS_MAX) return null;
  const known = answersIn(language);
  if (known.some(({ yes }) => yes.test(said))) return /[?？]\s*$/.test(line) ? null : 'yes';
  return known.some(({ no, cancel }) => no.test(said) || cancel.test(said)) ? 'no' : null;
}

/** Whether a line does nothing but take a wish back. A bare "no" may answer a question and is none of these. */
export function takesBack(line: string, language: Language = 'en'): boolean {
  const said = plain(line);
  return (
    said.length <= ANSWER_CHARS_MAX && answersIn(language).some(({ cancel }) => cancel.test(said))
  );
}

function answersIn(language: Language): readonly Answers[] {
  return language === 'en' ? [ANSWERS.en] : [ANSWERS.en, ANSWERS[language]];
}
