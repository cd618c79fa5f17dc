import { CATALOGUES, type Language } from '../../../src/core/domain/texts.js';
import { ANSWERS } from '../../../src/core/turn/answers-in-languages.js';
import { routeByRule } from '../../../src/core/turn/route.js';
import { WISHES } from '../../../src/core/turn/wishes-in-languages.js';
import { takesBack, yesOrNo } from '../../../src/core/turn/yes-or-no.js';
import { readTwoWays, repeatedGroups } from '../../support/repeated-groups.js';

/** What customers write runs through these on the one thread there is: no line may keep it busy. */
const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ...Object.entries(ANSWERS).flatMap(([language, { yes, no, cancel }]) => [
    [`${language} yes`, yes] as const,
    [`${language} no`, no] as const,
    [`${language} cancel`, cancel] as const,
  ]),
  ...Object.entries(WISHES).flatMap(([language, { person, notNow, startOver, talk, greeting }]) => [
    ...person.map((wish, index) => [`${language} person ${index}`, wish] as const),
    [`${language} not now`, notNow] as const,
    [`${language} start over`, startOver] as const,
    [`${language} talk`, talk] as const,
    [`${language} greeting`, greeting] as const,
  ]),
];

test.each(PATTERNS)('%s: what may be repeated can be read in one way only', (_, pattern) => {
  expect(
    repeatedGroups(pattern)
      .map(readTwoWays)
      .filter((line) => line !== null),
  ).toEqual([]);
});

test.each([
  ['(?:a|aa)*', 'a'],
  ['(?:x )?(?:tag(?: noch)?|noch|abend)+$', null],
  ['(?:(?:tag(?: noch)?|noch)(?: |$))+$', 'noch$'],
  ['(?:do it|dont|dont do it)*', null],
  ['(?: (?:do it|dont|dont do it))*', ' do it'],
  ['(?:ok|[oa]k)*', 'ok'],
])('of /%s/ that can be told', (source, line) => {
  const found = repeatedGroups(new RegExp(source, 'u')).map(readTwoWays);
  expect(found).toEqual([line]);
});

test('of one endless group within another it is said', () => {
  expect(() => repeatedGroups(/^(?:(?:あ+|えっと) ?)*$/u)).toThrow('Endless within endless');
});

describe.each(Object.keys(CATALOGUES) as Language[])('In %s', (language) => {
  const gap = language === 'ja' ? '' : ' ';
  const over = (word: string) => `${word}${gap}`.repeat(201 / word.length + 1).trim();
  const words = {
    en: ['ok', 'cancel please', 'hello'],
    de: ['ok', 'abbrechen bitte', 'hallo'],
    fr: ['ok', 'annuler merci', 'bonjour'],
    es: ['ok', 'cancelar gracias', 'hola'],
    pt: ['ok', 'cancelar obrigado', 'oi'],
    ja: ['はい', 'やめます', 'どうも'],
  } as const;
  const [yes, cancel, hello] = words[language];
  const ended = (word: string) => {
    const [core = '', tail] = word.split(' ');
    return tail === undefined ? `${'あ'.repeat(201)}${core}` : `${core} ${over(tail)}`;
  };

  test('a line far longer than any answer or greeting is none', () => {
    expect(yesOrNo(yes, language)).toBe('yes');
    expect(yesOrNo(over(yes), language)).toBeNull();
    expect(takesBack(cancel, language)).toBe(true);
    expect(takesBack(ended(cancel), language)).toBe(false);
    const phrases = { language, person: [], greeting: [], patterns: [] };
    const author = { kind: 'customer', id: 'c', name: 'Visitor' } as const;
    const route = (text: string) => routeByRule({ lines: [{ author, text, atMs: 0 }] }, phrases);
    expect(route(hello)?.type).toBe('greeting');
    expect(route(over(hello))).toBeNull();
  });
});
