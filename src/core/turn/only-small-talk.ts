import { plain } from '../domain/plain-line.js';

/** More words than any small talk has. */
const WORDS_MAX = 20;

/** Turns of phrase of small talk, whose words say more elsewhere: "what" asks, "wait" and "back" want something. */
const PHRASES =
  /\b(?:(?:i )?(?:just )?(?:want|wanted|wanna|would like) to (?:thank you|say (?:hi|hello|thanks|thank you|bye))|i (?:have to|gotta|must) go|(?:hi|hello|hey) there(?= )|how(?:s| is) life|that should be (?:it|all)|(?:that|it)(?:s| is) good to hear|glad to talk to you|how are you(?: doing| today)*|hows (?:it going|your day|things)(?: so far| today)*|whats up|how do you do|(?:exactly |just )?what i (?:wanted|needed)(?: to know)?|i will wait|ill wait|no problem(?: at all)?|take (?:your time|care)|talk to you later|see you(?: (?:soon|later|next time|tomorrow|around))?|(?:getting|get) back to me|sorting (?:that|this|it) out|i have no (?:further|other|more) questions|(?:that )?answers (?:it|that|my question)|(?:it|that|this|all) works(?: now)?|you saved me|you made my day|long time no see|nice to (?:meet|hear from) you|pleased to meet you|its me(?: again)?|until next time|we are done(?: here)?|i think (?:that|this|so)|thats all i (?:wanted|needed)|well done|(?:very )?nice service|happy new year|(?:so )?(?:happy|glad) you could help(?: me)?|i see|(?:nothing|anything) (?:else|more)|no more needs|thats all i (?:need|want|require))\b/g;

/** What somebody is thanked for, to the end of it; what asks or wants something there is no part of that. */
const THANKED_FOR =
  /\b(?:(?:i )?(?:just )?(?:want|wanted|wanna|would like) to )?(?:thanks|thank you|thx|grateful)(?: (?:you|so|very|a|much|lot|alot|again|guys|all))*(?: \p{L}+)? for(?: (?!(?:and|but|please|pls|can|could|would|will|is|are|do|does|did|i|my|also|need|want|where|what|when|how|why|which|who|not|no)\b)\p{L}+){1,6}$/u;

/** Names: after a greeting, after thanks, and where somebody says theirs. */
const NAMES: readonly RegExp[] = [
  /\bmy name is \p{L}+(?: \p{L}+)?$|\bthis is \p{L}+ (?:speaking|here)$/u,
  /^\p{L}+ here$|(?<=^(?:hi|hello|hey) )(?:\p{L}+ here|(?:i am|im|its) \p{L}+)$/u,
  /(?<=\b(?:hi|hello|hey|hi there|hello there|hey there|dear|thanks|thx|thank you|alot|bye|goodbye|goodmorning|morning|afternoon|evening|night|anytime|same to you) )\p{L}+(?=$| (?:nice|hope|have|good|how|see|goodbye|bye|thanks)\b)/u,
];

/** "hellooo", "goood". */
const DRAWN_OUT = /(\p{L})\1{2,}/u;

const SMALL = new Set(
  `a again all alright alot am amazing an and answer any appreciate appreciated are at
  awesome baye be been being bonjour brilliant by bye byebye can care casual chance chat chatting cheerio cheers ciao
  clear conversation cool cya danke day days dear did ended enjoy enjoyed enough ever every everyone
  everything excellent explanation fantastic far farewell fast fine folks for from further giving glad gn go gonna
  good goodafternoon goodbye goodevening goodmorning goodnight got gracias grateful great greatly greetings gud guys
  ha haha hai hallo happy have having hear heck hello help helped helpful helping helps helo here hey heya hi hiya hola
  holidays hope how howdy i ill im in is it its ive job just kind kindly know later
  laters lol long lot lots love lovely luck madam many mate max mch me merci merry million morning most mr mrs
  ms much my next nice night no nope nothing now of off oh ohh ok okay on one patience
  perfect please pleasant pleased pleasure quick quickly really rest right same sir so
  solved soon sorted sounds speaking star super support sure ta talk talking tata team thank thanks thanku
  thankyou that thats the then there these this thnx thx time tnx to today too totally truly ty u understood until
  up ur usual valuable very was we week weekend welcome well were will wish with wonderful worries would wow ya yay
  year years yeah yep yes you youre your yours youve afternoon christmas easy sense makes evening lad`
    .trim()
    .split(/\s+/),
);

/** Words that answer a question as often as they are polite. */
const ANSWERS = new Set(
  'yes yeah yep ya no nope ok okay sure fine right please good great alright it is that'.split(' '),
);

/** Whoever ends so has not said the rest, or asks for it. */
const GOES_ON = /\b(?:and|but|or|if)(?: then)?$|\bso then$/;

/** Whether a line has nothing but greetings, thanks, goodbyes and what goes with them: no word of any matter. */
export function isOnlySmallTalk(text: string): boolean {
  const line = plain(text);
  if (GOES_ON.test(line) || line.split(' ').length > WORDS_MAX) return false;
  return text.split(/[.,;:!?\n]+/).every((part) => wordsLeft(plain(part)).every(isSmall));
}

/** The words that are no part of any thanks, name or phrase; names first, as phrases stand around them. */
function wordsLeft(line: string): string[] {
  const thanked = line.replace(THANKED_FOR, 'thanks');
  const unnamed = NAMES.reduce((words, name) => words.replace(name, ''), thanked);
  const rest = unnamed.replace(/ +/g, ' ').trim().replace(PHRASES, ' ');
  return rest.split(' ').filter((word) => word !== '');
}

function isSmall(word: string): boolean {
  const spellings = [word, word.replace(DRAWN_OUT, '$1'), word.replace(DRAWN_OUT, '$1$1')];
  return spellings.some((one) => SMALL.has(one));
}

/** Whether a line may answer a question that was just asked: "yes please", "ok". */
export function mayAnswer(text: string): boolean {
  const words = plain(text).split(' ');
  return words.every((word) => ANSWERS.has(word));
}
