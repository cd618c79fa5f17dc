import { plain } from '../domain/plain-line.js';
import type { Language } from '../domain/texts.js';
import { ANSWERS, type Answers } from './answers-in-languages.js';

/** A whole line that agrees, and nothing else: with a condition in it, it is no yes. */
const YES =
  /^(?:(?:ok|okay|oh|well|great|perfect|good|fine|and|all right|alright) )*(?:yes|yep|yeah|yup|ya|y|ok|okay|sure|of course|certainly|absolutely|definitely|go ahead|do it|do that|please do|go for it|confirm|confirmed|i confirm|agreed|i agree|correct|thats (?:right|correct|fine|ok|okay)|that is (?:right|correct|fine)|right|exactly|fine|sounds good|looks good|looks right|all correct|alright|all right)(?: (?:please|pls|thanks|thank you|yes|do|do it|do that|go ahead|go for it|sure|thats (?:right|correct|fine)|that is (?:right|correct)|correct|confirm|exactly|of course|now))*$/;

const NO =
  /^(?:(?:oh|well|sorry|um|hm|ah|wait) )*(?:no|nope|nah|n|no way|rather not|better not|not now|please dont|dont|do not|i dont want (?:that|this|it)|i do not want (?:that|this|it)|not yet)(?: (?:thanks|thank you|please|do it|do that|dont|do not|dont do it|dont do that|no|sorry|not now|not yet|its fine|never mind|nevermind))*$/;

const CANCEL =
  /^(?:(?:oh|ok|okay|well|sorry|no|please|actually|um|wait|then|just) )*(?:cancel|cancel (?:it|that|this)|stop|stop (?:it|that|this)|abort|never ?mind|forget (?:it|that|about it|this)|leave it|leave it (?:be|then)|drop it|skip it|lets (?:leave|forget|drop) it|i (?:have )?changed my mind|ive changed my mind|i dont want (?:it|that|this) (?:any ?more|after all)|no longer needed|not needed any ?more)(?: (?:please|thanks|thank you|then|now|sorry|after all|for now))*$/;

const ENGLISH: Answers = { yes: YES, no: NO, cancel: CANCEL };

/**
 * What a line says to a question for a yes, in English or the tenant's language; null when it says something else, or
 * more.
 */
export function yesOrNo(line: string, language: Language = 'en'): 'yes' | 'no' | null {
  const said = plain(line);
  const known = answersIn(language);
  if (known.some(({ yes }) => yes.test(said))) return /[?？]\s*$/.test(line) ? null : 'yes';
  return known.some(({ no, cancel }) => no.test(said) || cancel.test(said)) ? 'no' : null;
}

/** Whether a line does nothing but take a wish back. A bare "no" may answer a question and is none of these. */
export function takesBack(line: string, language: Language = 'en'): boolean {
  return answersIn(language).some(({ cancel }) => cancel.test(plain(line)));
}

function answersIn(language: Language): readonly Answers[] {
  return language === 'en' ? [ENGLISH] : [ENGLISH, ANSWERS[language]];
}
