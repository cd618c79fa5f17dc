import { ERRORS } from '../../../src/core/domain/errors.js';
import { EN_DESK_ERRORS } from '../../../src/core/domain/texts/en-desk-errors.js';
import {
  CATALOGUES,
  type Language,
  say,
  type TextKey,
  textsUnder,
} from '../../../src/core/domain/texts.js';

const ENGLISH: Readonly<Record<string, string>> = CATALOGUES.en;

const OTHERS = (Object.keys(CATALOGUES) as Language[]).filter((language) => language !== 'en');

/** What may read as in English: names, marks without words, and words that both languages share. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  de: ['Chat', 'Live', 'Details', 'Bot', 'Name', 'Status'],
  fr: [
    'Chat',
    'Conversation',
    'Messages',
    'Assistant',
    'Sources',
    'Bot',
    'Note',
    'Client',
    'Date',
    'Page',
  ],
  es: ['Chat', 'No', 'Bot'],
  pt: ['Chat', 'Bot', 'Status'],
  ja: [],
};

/** Common English words that are no words of the other languages. */
const ENGLISH_WORDS =
  /(?<![\p{L}])(?:the|this|that|you|your|yours|with|were|been|have|has|does|what|who|they|customer|please|again|cannot|could|will|from|there|here|nobody|somebody|write|thanks)(?![\p{L}])/iu;

const marksOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort();

const entriesOf = (language: Language) => Object.entries<string>(CATALOGUES[language]);

describe.each(OTHERS)('The catalogue in %s', (language) => {
  test('has every sentence, and none besides', () => {
    expect(Object.keys(CATALOGUES[language]).sort()).toEqual(Object.keys(ENGLISH).sort());
  });

  test('fills in what the English one does', () => {
    const marks = (texts: Readonly<Record<string, string>>) =>
      Object.entries(texts).map(([key, text]) => [key, ...marksOf(text)]);
    expect(marks(CATALOGUES[language]).sort()).toEqual(marks(ENGLISH).sort());
  });

  test('leaves nothing in English', () => {
    const same = entriesOf(language).filter(
      ([key, text]) =>
        text === ENGLISH[key] &&
        /\p{L}/u.test(text.replace(/\{\w+\}/g, '')) &&
        !SHARED[language]?.includes(text),
    );
    expect(same.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
    const english = entriesOf(language).filter(([, text]) =>
      ENGLISH_WORDS.test(text.replace(/\{\w+\}/g, '')),
    );
    expect(english.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  test('has no sentence that is empty, blank at an end, or doubly spaced', () => {
    const odd = entriesOf(language).filter(
      ([, text]) => text.trim() !== text || /^$| {2}/.test(text),
    );
    expect(odd).toEqual([]);
  });

  test('ends its sentences as the English ones end', () => {
    const kind = (text: string) => {
      const end =
        text
          .trim()
          .replace(/[」»”“")）]+$/u, '')
          .trimEnd()
          .at(-1) ?? '';
      if ('?？'.includes(end)) return 'question';
      return /[…]/.test(end) ? 'dots' : 'other';
    };
    const differing = entriesOf(language).filter(
      ([key, text]) => kind(text) !== kind(ENGLISH[key] ?? ''),
    );
    expect(differing.map(([key]) => key)).toEqual(ASKED_OTHERWISE[language] ?? []);
  });

  test('keeps what stands on buttons and labels short', () => {
    // A button's label in Slack: https://docs.slack.dev/reference/block-kit/block-elements/button-element
    const buttons = entriesOf(language).filter(
      ([key, text]) =>
        /^(?:card\.do|feedback|rating\.\d|action\.(?:yes|no)$)/.test(key) && !/\{/.test(text),
    );
    expect(buttons.filter(([key, text]) => text.length > 40 && !key.endsWith('yours'))).toEqual([]);
    const narrow = entriesOf(language).filter(
      ([key]) => (ENGLISH[key]?.length ?? 0) <= 12 && /^(?:widget|desk|card|fact)\./.test(key),
    );
    expect(narrow.filter(([, text]) => text.length > 36)).toEqual([]);
  });

  test('is not much longer than the English one', () => {
    const long = entriesOf(language).filter(
      ([key, text]) => text.length > 30 + 1.7 * (ENGLISH[key]?.length ?? 0),
    );
    expect(long).toEqual([]);
  });

  test('says the short description of a Teams app in 80 characters', () => {
    expect(CATALOGUES[language]['teams.app.short'].length).toBeLessThanOrEqual(80);
  });

  test('has no straight quotation marks', () => {
    expect(entriesOf(language).filter(([, text]) => /"|'/.test(text))).toEqual([]);
  });
});

/** Asked in English and not in the other language. */
const ASKED_OTHERWISE: Readonly<Record<string, readonly string[]>> = { ja: ['action.ask'] };

test('French has a no-break space before its double marks and within its quotation marks', () => {
  const texts = Object.values<string>(CATALOGUES.fr);
  expect(texts.filter((text) => / [:;?!»]|« /.test(text))).toEqual([]);
  expect(texts.some((text) => text.includes('\u00a0?'))).toBe(true);
});

test('Japanese has no spaces where its own marks stand', () => {
  expect(Object.values<string>(CATALOGUES.ja).filter((text) => /[。、：？] /.test(text))).toEqual(
    [],
  );
});

test('a business may word single sentences otherwise, in any language', () => {
  const overrides = { 'bot.help': 'Aber gern. Worum geht’s?' };
  const wording = { language: 'de', overrides } as const;
  expect(say('bot.help', wording)).toBe('Aber gern. Worum geht’s?');
  expect(say('bot.returned', wording, { agent: 'Ana', day: '3. Mai' })).toBe(
    'Ana hat mir das Gespräch am 3. Mai zurückgegeben.',
  );
  const texts = textsUnder('bot.', wording);
  expect(texts['bot.help']).toBe('Aber gern. Worum geht’s?');
  expect(texts['bot.how-help']).toBe('Wie kann ich Ihnen helfen?');
});

test('agents are told of a refusal what everybody else is', () => {
  const errors: Readonly<Record<string, { readonly text: string }>> = ERRORS;
  for (const [key, text] of Object.entries<string>(EN_DESK_ERRORS)) {
    expect([key, text]).toEqual([key, errors[key.replace('desk.error.', '')]?.text]);
  }
});

test('a key that is known no more is its own name', () => {
  expect(say('bot.gone' as TextKey, { language: 'ja', overrides: {} })).toBe('bot.gone');
});
