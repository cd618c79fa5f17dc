/** What a question may begin with before it asks. */
const LEAD_IN =
  /^(?:(?:and|so|but|or|ok|okay|sure|sorry|thanks|great|well|just to be sure|to be sure|of course|happy to help|gladly|before i answer)\b[,:;!–—-]{0,2}\s{0,3}){0,3}/i;

/** How a question in English begins, by the word that asks or the verb before its subject. */
const ASKING =
  /^(?:(?:at|by|for|from|in|on|since|to|until|with|about|under) )?(?:which|what|what['’]s|when|where|where['’]s|who|who['’]s|whose|whom|how|why)\b|^(?:do|does|did|is|are|was|were|am|have|has|had|can|could|would|will|shall|should|may|might|must|don['’]t|doesn['’]t|didn['’]t|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|haven['’]t|hasn['’]t|can['’]t|couldn['’]t|wouldn['’]t|won['’]t|shouldn['’]t) (?!not?\b)/i;

/** Words by which English is told. None of them is a usual word of another language in these letters. */
const ENGLISH =
  /\b(?:the|you|you['’]re|your|yours|our|its|it|it['’]s|they|we['’]ll|this|that|these|those|and|with|within|would|are|have|has|can|not|from|after|before|free|returns?|refunds?|delivery|shipping)\b/i;

/** Characters of a counter-question in a language whose questions we cannot tell by their beginning. */
const FOREIGN_CHARS_MAX = 120;

/** Figures, money and shares are what a rule is made of. Number words count with what they measure. */
const FIGURES =
  /\p{N}|[$€£¥₹%]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|a|an|half)(?: |-)(?:(?:business|working|calendar) )?(?:minutes?|hours?|days?|weeks?|months?|years?|dollars?|euros?|pounds?|cents?|percent|times)\b|[一二三四五六七八九十百千两]{1,4}(?:天|日|个?月|年|元|小时)/iu;

/** A statement with a question hung on: "..., right?", "..., does that help?" */
const TAG =
  /[,;.–—-] ?(?:(?:and|so|but) )?(?:right|ok|okay|correct|yes|yeah|no|true|fine|clear|alright|got it|agreed|understood|you know|you see|eh|huh|(?:does|did|do|is|are|was|were|would|will|can|could|has|have|isn['’]t|aren['’]t|wasn['’]t|doesn['’]t|didn['’]t|don['’]t|won['’]t|wouldn['’]t|can['’]t|hasn['’]t|haven['’]t) (?:that|this|it|you|they|we|i)\b[^,;]{0,30}|oder|nicht wahr|richtig|gell|stimmt['’]?s?|n['’]est-ce pas|d['’]accord|hein|verdad|vale|no es cierto|vero|giusto|toch|niet waar|né|certo|não é|правда|верно|так)\s?[?？؟]/iu;

/** Asks whether something is known, and so tells it. */
const TELLING =
  /\b(?:you (?:know|aware|realis|realiz|remember)|aware (?:that|of)|did i (?:mention|tell|say)|told you|know that|clear that|help(?:s|ful)? (?:to know|if i (?:said|told))|is(?:n['’]t)? it (?:true|so) that)/i;

/**
 * Whether a short question states nothing on the way, in English by its beginning; in other languages, where that cannot
 * be told, by its shortness. None has figures or a tag. A statement that gets through would reach a customer without a
 * passage that says so, so what is not clear is refused: the model is then asked once again.
 */
export function asksOnly(question: string): boolean {
  const said = question.trim().replace(/^[¿"“„«'‘(\s]{1,4}/, '');
  if (FIGURES.test(said) || TAG.test(said) || TELLING.test(said)) return false;
  if (ASKING.test(said.replace(LEAD_IN, ''))) return true;
  return !ENGLISH.test(said) && said.length <= FOREIGN_CHARS_MAX;
}
