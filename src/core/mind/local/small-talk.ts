import { wordsOf } from '../../domain/text-terms.js';

/** Words of a line that carries no question. More than these and it may ask something after all. */
const SMALL_TALK_WORDS_MAX = 16;

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

const THANKS = list('thanks thank thx ty cheers appreciated appreciate grateful');
const BYES = list('bye goodbye byebye cya farewell');
const GLAD =
  list(`great perfect excellent awesome wonderful super brilliant lovely cool nice good fine ok okay alright
  got understood helps helped solved sorted clear works`);
const HELLOS = list('hi hello hey hiya greetings morning afternoon evening howdy');
const HELPS = list('help question questions assist assistance');
const FILLERS =
  list(`a again all alright am an and are be can could day do everything for from have hope i if
  in is it just lot lots me much my need no now oh of one please really see so some somebody someone soon
  take that the there this to too very was we well weekend with would yes yep yeah you your have night right then ll s
  nope sure ask problem welcome glad happy pleasure hear`);

/** What a line of small talk is for. */
export type Tone = 'thanks' | 'bye' | 'glad' | 'hello' | 'help';

/** What a line of pure politeness asks for; null when there is anything else in it. */
export function toneOf(text: string): Tone | null {
  // The longest polite line is far shorter; the rest need not be split into words.
  const words = wordsOf(text.slice(0, 400));
  if (words.length === 0) return /[👍🙏❤😊🙂👌🎉]/u.test(text) ? 'thanks' : null;
  if (words.length > SMALL_TALK_WORDS_MAX || text.length > 400) return null;
  const tones: readonly (readonly [Tone, ReadonlySet<string>])[] = [
    ['thanks', THANKS],
    ['bye', BYES],
    ['hello', HELLOS],
    ['help', HELPS],
    ['glad', GLAD],
  ];
  const isPolite = words.every(
    (word) => FILLERS.has(word) || tones.some(([, known]) => known.has(word)),
  );
  if (!isPolite) return null;
  return tones.find(([, known]) => words.some((word) => known.has(word)))?.[0] ?? null;
}

/** What lines of small talk together are for; null when one of them needs an answer. */
export function commonTone(lines: readonly string[]): Tone | null {
  const tones = lines.map(toneOf);
  if (tones.includes(null)) return null;
  return tones.filter((tone) => tone !== 'hello').at(-1) ?? tones.at(-1) ?? null;
}
