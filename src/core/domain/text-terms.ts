/**
 * Words made comparable: what a customer asks with and what an article answers with become the same terms. English,
 * and of shops; words of other languages pass through unstemmed. The index and the local mind must use the same
 * terms, so that a word counts as known exactly when the index has it.
 */

/** A longer run of letters is a token or noise; cutting it bounds the work of the stemmer's patterns. */
const WORD_CHARS_MAX = 32;

// M. F. Porter, "An algorithm for suffix stripping", 1980; https://tartarus.org/martin/PorterStemmer/
const C = '[^aeiou][^aeiouy]*';
const V = '[aeiouy][aeiou]*';
const MEASURED = new RegExp(`^(?:${C})?${V}${C}`);
const MEASURED_ONCE = new RegExp(`^(?:${C})?${V}${C}(?:${V})?$`);
const MEASURED_TWICE = new RegExp(`^(?:${C})?${V}${C}${V}${C}`);
const WITH_VOWEL = new RegExp(`^(?:${C})?[aeiouy]`);
const SHORT = /^[^aeiou][^aeiouy]*[aeiouy][^aeiouwxy]$/;

const LONG_SUFFIXES = pairs(
  'ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ' +
    'ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble logi:log',
);
const MIDDLE_SUFFIXES = pairs('icate:ic ative: alize:al iciti:ic ical:ic ful: ness:');
const LAST_SUFFIX =
  /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function pairs(list: string): readonly (readonly [string, string])[] {
  return list.split(' ').map((pair) => {
    const [suffix = '', instead = ''] = pair.split(':');
    return [suffix, instead] as const;
  });
}

/** Words whose stem is kept: a language has fewer, so that an index stems each of its words once. */
const STEMS_KEPT_MAX = 50_000;

const STEMS = new Map<string, string>();

/** Porter's stem of an English word in lower case: "returned" and "returns" become "return". */
export function stem(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  if (STEMS.size >= STEMS_KEPT_MAX) STEMS.clear();
  const found = stemmed(word);
  STEMS.set(word, found);
  return found;
}

function stemmed(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  // A first y is a consonant; in capitals it is one to the patterns.
  const start = word.startsWith('y') ? `Y${word.slice(1)}` : word;
  const steps = [withoutPlural, withoutPast, withoutY, withoutLong, withoutMiddle, withoutLast];
  return withoutE(steps.reduce((left, step) => step(left), start)).toLowerCase();
}

function withoutPlural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutPast(word: string): string {
  if (word.endsWith('eed')) return MEASURED.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const left = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (left === undefined || !WITH_VOWEL.test(left)) return word;
  if (/(?:at|bl|iz)$/.test(left)) return `${left}e`;
  if (/([^aeiouylsz])\1$/.test(left)) return left.slice(0, -1);
  return SHORT.test(left) ? `${left}e` : left;
}

function withoutY(word: string): string {
  const left = word.slice(0, -1);
  return word.endsWith('y') && WITH_VOWEL.test(left) ? `${left}i` : word;
}

function replaced(word: string, suffixes: readonly (readonly [string, string])[]): string {
  for (const [suffix, instead] of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const left = word.slice(0, -suffix.length);
    return MEASURED.test(left) ? left + instead : word;
  }
  return word;
}

function withoutLong(word: string): string {
  return replaced(word, LONG_SUFFIXES);
}

function withoutMiddle(word: string): string {
  return replaced(word, MIDDLE_SUFFIXES);
}

function withoutLast(word: string): string {
  const left = LAST_SUFFIX.exec(word)?.[1] ?? /^(.+?[st])ion$/.exec(word)?.[1];
  return left !== undefined && MEASURED_TWICE.test(left) ? left : word;
}

function withoutE(word: string): string {
  const left = word.slice(0, -1);
  const isDropped =
    word.endsWith('e') &&
    (MEASURED_TWICE.test(left) || (MEASURED_ONCE.test(left) && !SHORT.test(left)));
  const short = isDropped ? left : word;
  return short.endsWith('ll') && MEASURED_TWICE.test(short) ? short.slice(0, -1) : short;
}

const STOP_WORDS = words(`
  a able about actually after again ago ah all almost already also alright although always am an and any anybody
  anymore anyone anything anyway are aren around as ask asked asking at away be because been before being best better
  between both but by came can cannot come comes coming could couldn day dear did didn do does doesn doing don done
  down during each either else enough especially even ever every everyone everything exactly far few figure fine first
  for from get gets getting give given gives go goes going gone good got great guess guys had hadn happen happened
  happening happens has hasn have haven having he hello help her here hers hey hi him his home hope house how however i if im in
  instead into is isn it its ive just keep kind kindly know last later least let like little ll look looking lot
  made make makes making many may maybe me meant might mine month months more most much must my myself near need needed needs
  never next no nope nor not nothing now obviously of off ok okay on once one ones only onto or other others our ours
  out over own people perhaps please policies policy possible possibly probably problem put procedure question quite rather re really recently
  regarding right rule rules said same saw say saying says see seem seems seen shall she should shouldn simply since so some
  somebody somehow someone something soon sorry still stuff such sure take takes taken taking tell than thank thanks
  that the their theirs them then there these they thing things think this those though through thus time to today
  together tomorrow told too took tried try trying two unfortunately unable until up upon us use using usually ve very via want
  wanted wanting wants was wasn way we week weeks well went were weren what whatever when whenever where wherever whether which
  while who whoever whole whom whose why will wish with within without won wonder wondering would wouldn yeah yes yesterday yet
  you your yours yourself`);

/** Words that are not told apart, first the one they become. */
const SAME_WORDS = sameWords([
  'refund refunds reimburse reimbursed reimbursement',
  'exchange swap swapped swapping trade',
  'package parcel parcels consignment',
  'delivery deliveries shipping ship ships shipment shipments postage deliver delivers delivering courier',
  'shipped dispatched dispatch sent',
  'cost costs price prices priced charge charges fee fees pricing expensive',
  'broken damaged damage cracked crack shattered smashed torn scratched dented',
  'faulty defective defect',
  'buy buys bought buying purchased',
  'signin login',
  'delete deleted erase erased deletion',
  'invoice receipt receipts bill bills',
  'discount coupon coupons promo promotional promotion voucher vouchers',
  'color colour colors colours',
  'installment instalment instalments',
  'shelf shelves shelving',
  'phone telephone call',
  'contact reach',
  'address addresses',
  'assemble assembly assembling assembled install installed installing installation',
  'warranty guarantee guaranteed warranties',
  'password passcode',
  'forgot forget forgotten forgets',
  'choose chosen chose',
  'lost lose losing',
  'pay paid payment payments paying',
  'missing miss absent',
  'email emails mails',
  'duty duties customs tariffs',
  'uk britain england',
  'eu europe',
  'additional another extra further',
  'add added adding adds',
  'express overnight expedited',
  'arrive arrives arrived arriving receive receives received receiving',
  'order purchase purchases',
  'usa america',
  'close closed closes closing closure closures',
  'steal steals stealing stole stolen theft thefts',
]);

/** Two words that say one thing when they stand close: the first, the second, how far apart, what they become. */
const PHRASES: readonly (readonly [string, string, number, readonly string[]])[] = [
  ['send sending sent bring give take ship mail', 'back', 4, ['return']],
  ['money', 'back', 1, ['refund']],
  ['sign signing signed log logging logged', 'in into', 0, ['signin']],
  ['how', 'much', 0, ['cost']],
  ['how', 'expensive', 0, ['cost']],
  ['close closing', 'account', 2, ['delet', 'account']],
  ['united', 'kingdom', 0, ['uk']],
  ['great', 'britain', 0, ['uk']],
  ['united', 'states', 0, ['usa']],
  ['european', 'union', 0, ['eu']],
  ['gift', 'voucher vouchers certificate certificates', 0, ['gift', 'card']],
  ['where', 'my', 1, ['track']],
  ['you', 'open', 0, ['open', 'hour']],
  ['you', 'close', 0, ['open', 'hour']],
  ['opening business working', 'times time', 0, ['open', 'hour']],
  ['in', 'touch', 0, ['contact']],
  ['show shows showed turn turned', 'up', 0, ['arriv']],
  ['stopped', 'working', 0, ['faulti', 'work']],
  ['free', 'charge', 1, ['free']],
];

/** What a word is an example of, for articles that only speak of the kind. */
const BROADER = new Map<string, string>([
  ...kinds(
    'eu',
    `austria belgium bulgaria croatia cyprus czechia denmark estonia finland france germany greece hungary ireland
    italy latvia lithuania luxembourg malta netherlands poland portugal romania slovakia slovenia spain sweden`,
  ),
  ...kinds('uk', 'scotland wales london'),
  ...kinds(
    'furniture',
    'sofa couch chair armchair desk table bookcase wardrobe cabinet bed stool bench sideboard shelf',
  ),
  ...kinds('cushion', 'pillow'),
  ...kinds('cookware', 'pan pot saucepan skillet'),
]);

const PHRASES_BY_FIRST = phrasesByFirst();

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

function sameWords(groups: readonly string[]): ReadonlyMap<string, string> {
  const same = new Map<string, string>();
  for (const group of groups) {
    const [chief = '', ...others] = group.split(' ');
    for (const word of [chief, ...others]) same.set(word, stem(chief));
  }
  return same;
}

function kinds(kind: string, examples: string): [string, string][] {
  return [...words(examples)].map((example) => [stem(example), stem(kind)]);
}

interface Phrase {
  readonly second: ReadonlySet<string>;
  readonly gap: number;
  readonly terms: readonly string[];
}

function phrasesByFirst(): ReadonlyMap<string, readonly Phrase[]> {
  const byFirst = new Map<string, Phrase[]>();
  for (const [first, second, gap, terms] of PHRASES) {
    for (const word of words(first)) {
      const known = byFirst.get(word) ?? [];
      byFirst.set(word, [...known, { second: words(second), gap, terms }]);
    }
  }
  return byFirst;
}

/** The plain words of a text in lower case, without what follows an apostrophe. "US" is told from "us". */
export function wordsOf(text: string): string[] {
  const found = text.match(/[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?/gu) ?? [];
  return found.map((word) => {
    if (word === 'US' || word === 'USA') return 'usa';
    return word.split(/['’]/)[0]?.slice(0, WORD_CHARS_MAX).toLowerCase() ?? '';
  });
}

/**
 * The terms of a text in order, with repetitions: stop words and bare numbers dropped, phrases and words of one
 * meaning made one, the rest stemmed. Work grows with the text's length only.
 */
export function termsOf(text: string): string[] {
  const found = wordsOf(text);
  const terms: string[] = [];
  const taken = new Set<number>();
  for (const [at, word] of found.entries()) {
    if (taken.has(at)) continue;
    const phrase = phraseAt(found, at);
    if (phrase !== null) {
      taken.add(phrase.secondAt);
      terms.push(...phrase.terms);
    } else if (!STOP_WORDS.has(word) && !/^\p{N}+$/u.test(word) && word.length > 1) {
      terms.push(SAME_WORDS.get(word) ?? stem(word));
    }
  }
  return terms;
}

function phraseAt(
  found: readonly string[],
  at: number,
): { readonly secondAt: number; readonly terms: readonly string[] } | null {
  for (const phrase of PHRASES_BY_FIRST.get(found[at] ?? '') ?? []) {
    for (let next = at + 1; next <= at + 1 + phrase.gap; next += 1) {
      if (phrase.second.has(found[next] ?? '')) return { secondAt: next, terms: phrase.terms };
    }
  }
  return null;
}

/** The kind a term is an example of: Germany is in the EU. Null when none is known. */
export function broaderTerm(term: string): string | null {
  return BROADER.get(term) ?? null;
}
