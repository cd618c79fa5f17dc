import { plain } from '../domain/plain-line.js';
import type { Language } from '../domain/texts.js';
import { WISHES } from './wishes-in-languages.js';

/*
 * Explicit wishes for a person, and for a way to reach one. Naming an agent is not enough: somebody has to be asked
 * for. All of it is matched on `plain` sentences: lower case, apostrophes gone, other marks as spaces.
 */

const REAL = '(?:real|live|actual|human|living|proper|physical)';
const ARTICLE = '(?:a|an|the|some|your|ur|another|any|one of your|one of the|this|that)';
/** Whoever is somebody's own is not among those who answer here, but for those a business gives its customers. */
const NOT_OWN =
  '(?!(?:my|our|his|her|their) (?!(?:own )?(?:account|relationship|case|personal) (?:manager|agent|advisor|adviser)))';
const SOMEBODY =
  '(?:persons?|people|humans?(?: being)?|agents?|representatives?|reps?|operators?|advisors?|advisers?|someone|somebody|sum1|sb|anyone|anybody|staff(?: member)?|employees?|colleagues?|team members?|member of (?:staff|your team|the team)|supervisors?|managers?|executives?|specialists?|experts?|consultants?|assistants?|technicians?|boss|worker|team)';
const SERVICE =
  '(?:(?:customer|client|consumer) ?(?:care|services?|support|relations|help)|call ?cent(?:er|re)|contact cent(?:er|re)|help ?desk|service desk|support(?: team| staff| desk)?|reception|front desk)';
const SAY =
  '(?:talk|speak|chat|communicate|converse|discuss (?:this|it)|talking|speaking|chatting|dealing|deal|tlk|tlak|speek)';
const MOVE =
  '(?:connect|transfer|switch|forward|pass|hand|put|redirect|direct|escalate|patch|route|refer|link)';
const WISH =
  '(?:want(?:ed)? to|wanna|need(?: to)?|like to|love to|wish to|rather|prefer(?: to)?|would like|d like|have to|demand to|let me|can i|could i|may i|can we|could we|might i|please|pls|plz|how (?:do|can|could) i|allow me to|help me)';

/** What answers here in the place of a person. */
const BOT =
  '(?:bots?|chatbots?|robots?|ai|virtual (?:agents?|assistants?)|automated (?:answers?|repl(?:y|ies)|messages?|responses?|systems?|chats?|assistants?))';
/** Words for it that also mean a thing people buy: only whoever is talked to is meant. */
const MACHINE = `(?:machines?|computers?|programs?|${BOT})`;
/** Asks what will happen in a case, and for nothing now. "If possible" and "before noon" are about the call. */
const ONLY_IF =
  '(?:(?:if|in case|unless|once|when|before|after) (?:i|we|my|our|the|it|its|there|something|nobody|no)|(?:before|on|upon|during|after) (?:delivery|arrival|dispatch|shipping|installation))\\b';

function pattern(source: string): RegExp {
  return new RegExp(
    source
      .replaceAll('NOT_OWN', NOT_OWN)
      .replaceAll('SAY', SAY)
      .replaceAll('BOT', BOT)
      .replaceAll('MACHINE', MACHINE)
      .replaceAll('MOVE', MOVE)
      .replaceAll('REAL', REAL)
      .replaceAll('ARTICLE', ARTICLE)
      .replaceAll('SOMEBODY', SOMEBODY)
      .replaceAll('SERVICE', SERVICE)
      .replaceAll('WISH', WISH)
      .replaceAll('ONLY_IF', ONLY_IF),
  );
}

/** Said of the past or of somebody else, the same words ask for nobody. */
const TOLD =
  /\b(?:(?:i|we) (?:just |already |have |ve |had |was |were |am |been )*(?:spoke|spoken|talked|chatted|talking|speaking|chatting)|(?:your|the|an?) (?:agent|representative|colleague|manager|operator|person)s? (?:i |who |that |told|said|promised|has|had|was|is|never|did))\b/;

const PERSON_WISHES: readonly RegExp[] = [
  // "talk to a human", "chat with one of your agents", "speak to your support team"
  '\\bSAY (?:directly )?(?:to|with|2)? ?NOT_OWN(?:ARTICLE )?(?:REAL )*(?:\\w+ )?(?:SOMEBODY|SERVICE)\\b',
  // "I want to speak to the restaurant", "can I talk to you"
  '\\bWISH (?:\\w+ )?(?:talk|speak|chat) (?:directly )?(?:to|with) NOT_OWN(?!(?:me|you|u) (?:in|by|later|soon|again|tomorrow)\\b)',
  '^(?:please )?(?:talk|speak|chat) (?:to|with) NOT_OWN(?!me\\b|you (?:later|soon|again|tomorrow)|a whisper|the whisper)',
  '^(?:lets )?(?:talk|chat)(?: please| now| to me)?$',
  // "put me through", "transfer me to billing", "connect to an agent"
  '\\bMOVE (?:me|us|this chat|the chat|this conversation|my call)(?: over| on| through| directly| back)?(?: to| with)? NOT_OWN(?:ARTICLE )?(?:REAL )*(?:\\w+ )?(?:SOMEBODY|SERVICE)\\b',
  '\\bput (?:me|us) through\\b',
  '\\b(?:transfer|connect|redirect|hand) (?:me|us)(?: over)? (?:to|with) NOT_OWN(?!(?:the |a |some |your )?(?:new|wifi|wi fi|internet|network|server|app|account)\\b)',
  '\\b(?:connect|(?:hand|pass|forward|escalate)(?: this| it)?(?: over| on)?)(?: to| with)? (?:ARTICLE )?(?:REAL )*(?:SOMEBODY|SERVICE)\\b',
  '\\b(?:transfer|switch)(?: over)? to (?:ARTICLE )?(?:REAL )*(?:human|agent|representative|operator|manager|supervisor|SERVICE)\\b',
  '\\bescalate (?:this|it|my \\w+)\\b|\\b(?:want|need|like) (?:this |it )?(?:to be )?escalated\\b',
  // "get me a manager", "give me a real person", "I need someone on the line"
  '\\b(?:get|give|send|call|fetch|bring|find)(?: me| us)? (?:to )?(?:ARTICLE )?(?:REAL )*(?:person|human(?: being)?|agent|representative|rep|operator|manager|supervisor|someone else|somebody else|someone real|somebody real|boss)\\b(?! (?:manual|number|fee|name|code))',
  '\\b(?:some(?:one|body)|anyone|person|human|agent|manager)(?: else)? on the (?:line|phone)\\b',
  '\\b(?:i|we) (?:just |really |only |do )*(?:want|need|would like|d like|wish for|demand|prefer|require|insist on) (?:ARTICLE )?(?:REAL )*(?:person|human(?: being)?|agent|representative|operator|manager|supervisor|someone|somebody)(?: now| please| here| instead| to (?:talk|speak|chat|call|contact|take over)| who (?:can|is|understands)| real|$)',
  '\\b(?:want|need|get|give|have|prefer|like)(?: me| us)? (?:to (?:have|get|see|reach) )?(?:a |an )?REAL (?:person|human|agent|representative|rep|being|support|help|operator|assistance|answer from)\\b',
  // the bare word, with or without what goes with it
  '^(?:ARTICLE )?(?:REAL )*(?:person|human|agent|representative|operator|human being|supervisor|manager|advisor)(?: support| help| service| chat)?(?: to (?:talk|chat|answer|speak|help)(?: to| with)?| now| please| pls| plz| available| here| required| needed)*$',
  '\\b(?:live|human|real) (?:agent|person|human|chat|support|operator|representative|assistant)(?: available| to talk| to chat| please|$)',
  '\\bREAL (?:person|people|humans?|agents?) (?:to talk|to speak|to chat|to answer|available|here|there)\\b',
  '\\b(?:need|want) (?:a |an |the )?(?:chat|live|support|human) (?:agent|support)\\b',
  '\\b(?:is there|are there|isnt there|do you have|is) (?:a |an |any )?(?:REAL )*(?:SOMEBODY)(?: here| there| available| real| else)*(?: (?:i|we) (?:can|could)| who (?:can|could)| to) (?:talk|speak|chat|write|call|help|assist|contact)\\b',
  '\\b(?:is there|are there|do you have) (?:a |an |any )?(?:REAL )(?:SOMEBODY)\\b',
  '\\b(?:can|could|would|will) (?:a |an )?(?:real |live |actual |human )*(?:someone|somebody|anyone|anybody|person|human|agent|member of staff|representative|colleague|SERVICE) (?:real |else |from \\w+ \\w+ |please )*(?:take over|join|call|phone|ring|contact|talk|speak|reach out|get back)\\b(?!(?: \\w+){0,3} ONLY_IF)',
].map(pattern);

/** The bot is refused, which asks for a person without naming one. */
const REFUSALS: readonly RegExp[] = [
  // "I don't want to talk to a machine", "no more chatting with robots"
  '\\b(?:not|dont want|dont wanna|stop|no more|hate|sick of|tired of|enough of)(?: to| with| of| be| get| like| want| need)* (?:talk|speak|chat|deal|discuss)(?:ing)?(?: this| it)?(?: to| with)? (?:a |an |this |the |your |any |some |these )?(?:stupid |useless |dumb |damn )?MACHINE\\b',
  // "no more chatbots", "I hate this bot"
  '\\b(?:(?:dont|do not) (?:want|wanna|like|need)|no more|hate|sick of|tired of|enough of)(?: to| with| of| be| get| like| want| need)* (?:a |an |this |the |your |any |some |these )?(?:stupid |useless |dumb |damn )?(?!robots?\\b|ai \\w)BOT\\b',
  // "somebody real and not a computer"
  '\\b(?:person|human|humans|being|people|someone|somebody|agent|real|live)(?: please)?(?: and| but)? not (?:to |with |from |by )?(?:a |an |the |this |your |some )?MACHINE\\b',
  // "I am not comfortable talking about it to a machine"
  '\\b(?:talking|speaking|chatting|dealing|comfortable)(?: \\w+){0,4} (?:with|to) (?:a |an |this |the |your )?MACHINE\\b',
  '\\b(?:time|details|information|money|health)(?: \\w+){0,4} (?:with|to) (?:a |an |this |the |your )?BOT\\b',
  '\\b(?:giv|shar|trust|entrust|discuss)(?:e|ing)?(?: \\w+){0,5} (?:with|to) (?:a |an )MACHINE\\b',
].map(pattern);

/** Somebody is to call or write back. */
const CALLS: readonly RegExp[] = [
  '\\b(?:phone|ring|contact|telephone) (?:me|us)\\b(?! (?:when|if|once|after|before|at the end))',
  '(?<!\\b(?:you|they|people|friends|what|name) (?:can |could |to |do |will |should )?)\\bcall (?:me|us)(?: (?:back|now|please|pls|plz|asap|today|tomorrow|later|again|on|at|about|regarding|in|this|tonight|urgently|immediately|directly|for|0)\\b|$)',
  '\\b(?:call ?backs?|ring back|return call)\\b',
  '\\b(?:give|gimme|get|need|want|request|arrange|schedule|book|have|expecting|receive)(?: me| us)? (?:a |an )?(?:phone |telephone |quick )?(?:call|ring)\\b(?! (?:waiting|forward|detail|histor|minute|option|tone|volume))',
].map(pattern);

/** A number to ring, a line to reach people on. */
const REACHES: readonly RegExp[] = [
  '\\bSERVICE (?:\\w+ )?(?:number|no|nr|phone|contact|line|hotline|email|details|unavailable|not|agent|person|executive)\\b',
  '\\b(?:contact|call|reach|phone|ring|want|need|connect|connect to|connect me to|give me|where is)(?: with| to| me)? (?:ARTICLE )?SERVICE\\b(?! (?:told|said|for|is|to|with|in|on))',
  '^(?:ARTICLE )?(?:(?:customer|consumer) ?(?:care|support|service)|call ?cent(?:er|re)|help ?line|hot ?line)(?: please| pls| plz| now)*$',
  '\\b(?:toll ?free|help ?line|hot ?line)\\b',
  '\\b(?:your|ur|support|contact|helpline|service|care|company|office|store|team)s? (?:tele)?(?:phone |contact |mobile |support |telephone |cell )*(?:number|no|nr|nos|numbers)\\b',
  '\\b(?:a|any|what|which|there|is the|me the|know the) (?:phone|telephone|contact|support|care) (?:number|no)\\b(?! (?:on|in|of|for) my)',
  '^(?:phone|telephone|contact|support) (?:number|no|details|info|information)(?: please| pls)?$',
  '(?<!\\b(?:my|our|updat\\w*|chang\\w*|edit\\w*) (?:\\w+ )?)\\bcontact (?:details|info|information)\\b',
  '\\b(?:where|how|number|when|which number) (?:\\w+ ){0,3}(?:i|we) (?:can |could |do |should )?(?:call|contact|reach|phone|ring)(?: (?:u|you|it|them|now|please|directly))?$',
  '\\b(?:where|how|what number) (?:do|can|could|should|would|to) (?:i |we )?(?:call|contact|reach|phone|ring)(?: out)?(?: to)? (?:you|u|your|someone|somebody|anyone|the (?:team|company|office|shop|store)|SERVICE)\\b',
  '\\b(?:get|be|stay|keep) in (?:touch|contact)(?: with (?:you|u|your|someone|somebody|SERVICE|ARTICLE (?:\\w+ )?(?:SOMEBODY|SERVICE))|$| please| pls)',
  '\\b(?:want|need|like|wish|can i|could i|may i|how do i|how can i|how to) (?:to )?(?:call|contact|phone|reach)(?: out to)? (?:you|u)(?: (?:back|about|on|now|directly|by|for|regarding|please|guys|at|to|today|tomorrow)\\b|$)',
].map(pattern);

/** "Are you a real person?" wants an honest answer first. */
const WHO_SPEAKS =
  /\b(?:are|r) (?:you|u) (?:\w+ ){0,6}(?:person|human|bot|robot|machine|ai)\b|\bam i (?:\w+ ){0,2}(?:talking|speaking|chatting)\b|\byou(?:re| are) (?:a |an )?(?:real|human|actual)\b/;

/** "Do I have to speak to somebody to close it?" asks how things are done. */
const WHETHER = /\bdo (?:i|we) (?:have|need) to (?:talk|speak|call|contact|chat|phone|ring)\b/;

/** "No need to transfer me": the offer is declined. */
const DECLINED =
  /\b(?:dont|do not|didnt|no) (?:need|want|have|wish)(?: you| me)? (?:to )?(?:be )?(?:transfer|connect|put|talk|speak|call)(?:red|ed)?\b(?! (?:to|with) (?:a |the |this |your )?(?:bot|robot|machine|chatbot|computer|ai)\b)/;

const NOT_NOW: readonly RegExp[] = [TOLD, DECLINED, WHO_SPEAKS, WHETHER];

/** Ends of sentences; a dot within a number or an address ends none. */
const SENTENCE_END = /[.!?…]+(?=\s|$)|[。！？]+|\n+/;

/** Where somebody begins to ask for something, after whatever else stands in the sentence. */
const REQUEST_MARK =
  /[,;:–—]\s*(?=(?:now |just |so |then )?(?:connect|transfer|put|get|give|call) )/i;
const REQUEST_WORDS =
  / (?=(?:please|pls|plz|i (?:just |really |now |only )?(?:want|need|wish|demand|prefer)|i (?:would|d) (?:like|rather)|id (?:like|rather)|(?:can|could|may) (?:i|you|we)|let me)\b)/;

/**
 * Whether a text asks for a person to talk to or to be called by, or refuses the bot, in any of its sentences: in
 * English or the tenant's language.
 */
export function asksForPerson(text: string, language: Language = 'en'): boolean {
  return sentencesIn(text).some(
    (sentence) =>
      refuses(plain(sentence)) ||
      isMeant(sentence, [...PERSON_WISHES, ...CALLS]) ||
      (language !== 'en' && isMeantIn(language, plain(sentence))),
  );
}

function isMeantIn(language: Exclude<Language, 'en'>, line: string): boolean {
  const { person, notNow } = WISHES[language];
  return person.some((wish) => wish.test(line)) && !notNow.test(line);
}

/** Whether a text asks for a number or another way to reach people, which an article may hold. */
export function asksToReach(text: string): boolean {
  return sentencesIn(text).some((sentence) => isMeant(sentence, REACHES));
}

function sentencesIn(text: string): string[] {
  return text.split(SENTENCE_END).filter((sentence) => sentence.trim() !== '');
}

/** "Am I talking to a bot?" asks, and refuses nothing. */
function refuses(line: string): boolean {
  return REFUSALS.some((refusal) => refusal.test(line)) && !WHO_SPEAKS.test(line);
}

/**
 * A sentence may tell of the past and then ask: "Your agent told me to come back, please connect me to a human". Where
 * something speaks against its wish, each of its requests is looked at alone.
 */
function isMeant(sentence: string, wishes: readonly RegExp[]): boolean {
  const line = plain(sentence);
  if (!wishes.some((wish) => wish.test(line))) return false;
  if (stands(line, wishes)) return true;
  const requests = sentence.split(REQUEST_MARK).flatMap((part) => plain(part).split(REQUEST_WORDS));
  return requests.length > 1 && requests.some((request) => stands(request, wishes));
}

/** Whether something is wished for before anything speaks against it: "talk to the agent who was here" is a wish. */
function stands(line: string, wishes: readonly RegExp[]): boolean {
  const places = wishes.map((wish) => line.search(wish)).filter((at) => at >= 0);
  if (places.length === 0) return false;
  const first = Math.min(...places);
  return !NOT_NOW.some((sign) => {
    const at = line.search(sign);
    return at >= 0 && at <= first;
  });
}
