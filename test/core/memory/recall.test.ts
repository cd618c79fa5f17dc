import fc from 'fast-check';
import type { AuthorKind } from '../../../src/core/domain/message.js';
import { recall } from '../../../src/core/memory/recall.js';
import { byEpisode, pastEpisodes, type Said } from '../../../src/core/memory/recall-episode.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let ids = 0;

/** An episode of `day`: the customer and the bot by turns, the customer first. */
function talk(day: number, ...texts: string[]): Said[] {
  return texts.map((text, at) =>
    said(at % 2 === 0 ? 'customer' : 'bot', text, day * DAY_MS + at * MINUTE_MS),
  );
}

function said(kind: AuthorKind, text: string, atMs: number): Said {
  ids += 1;
  return { id: `m${ids}`, kind: 'text', author: { kind, id: kind, name: kind }, text, atMs };
}

function recalled(talks: readonly (readonly Said[])[], question: string, budgetTokens = 120) {
  const past = talks.flatMap((messages) => pastEpisodes(messages));
  return recall(past, { question, budgetTokens });
}

function textsOf(found: ReturnType<typeof recall>): string[] {
  return found.episodes.flatMap(({ messages }) => messages.map(({ text }) => text));
}

const LAMP = talk(
  1,
  'My floor lamp flickers since I plugged it in',
  'Which room is it in?',
  'The study upstairs',
  'Please try another bulb of at most 40 watts.',
);
const SOFA = talk(
  3,
  'I would like the sofa delivered',
  'On which day should it come?',
  'Thursday please',
  'At what time?',
  'Not before 10:30',
  'Done, the van is booked.',
);
const CHAIRS = talk(
  9,
  'Two of my chairs arrived scratched',
  'Shall we send new ones?',
  'Yes, to my office in Utrecht',
  'They leave our warehouse on Monday.',
);

test('an answer is found by what the talk around it was about', () => {
  const texts = textsOf(recalled([LAMP, SOFA, CHAIRS], 'What time did I say for the sofa?', 55));
  expect(texts).toContain('Not before 10:30');
  expect(texts).not.toContain('Thursday please');
  expect(texts).not.toContain('The study upstairs');
});

test('an answer comes with its question', () => {
  const texts = textsOf(recalled([LAMP, SOFA, CHAIRS], 'What time did I say for the sofa?', 55));
  expect(texts.indexOf('At what time?')).toBe(texts.indexOf('Not before 10:30') - 1);
});

test('other forms of a word are the same word', () => {
  expect(textsOf(recalled([LAMP, SOFA], 'Was anything flickering?'))).toContain(
    'My floor lamp flickers since I plugged it in',
  );
});

test('episodes come oldest first, each dated once, in the order they were said', () => {
  const later = talk(12, 'The sofa has a stain', 'How large is the stain on the sofa?', 'A hand');
  const found = recalled([LAMP, SOFA, CHAIRS, later], 'the sofa', 400);
  expect(found.episodes.map(({ atMs }) => atMs / DAY_MS)).toEqual([3, 12]);
  const times = found.episodes.flatMap(({ messages }) => messages.map(({ atMs }) => atMs));
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

const FIRST = talk(1, 'Please bring the parcel to Bergen Street', 'It will be brought there.');
const SECOND = talk(5, 'Please bring the parcel to Harbour Lane', 'It will be brought there.');
const ROOM_FOR_ONE = 40;

test('of two alike the newer one is recalled', () => {
  const texts = textsOf(
    recalled([FIRST, SECOND], 'Where should the parcel be brought?', ROOM_FOR_ONE),
  );
  expect(texts).toContain('Please bring the parcel to Harbour Lane');
  expect(texts).not.toContain('Please bring the parcel to Bergen Street');
});

test('a question about the first time recalls the older one', () => {
  const texts = textsOf(
    recalled([FIRST, SECOND], 'Where was the parcel first brought?', ROOM_FOR_ONE),
  );
  expect(texts).toContain('Please bring the parcel to Bergen Street');
});

test('what was said twice is told once', () => {
  const again = talk(20, 'My gate code is 4471', 'Noted.');
  const texts = textsOf(
    recalled([talk(2, 'My gate code is 4471', 'Noted.'), again], 'gate code', 500),
  );
  expect(texts.filter((text) => text === 'My gate code is 4471')).toHaveLength(1);
});

test('thanks and greetings take no room, a yes to a question does', () => {
  const order = talk(
    2,
    'hello',
    'Shall I order the oak desk?',
    'yes',
    'Ordered, the desk is yours.',
    'thank you',
  );
  const texts = textsOf(recalled([order], 'the desk', 500));
  expect(texts).toEqual(['Shall I order the oak desk?', 'yes', 'Ordered, the desk is yours.']);
});

test('notes, notices and words taken back are never recalled', () => {
  const open = talk(2, 'The boiler drips', 'An engineer looks at the boiler on Friday.');
  const [first] = open;
  if (first === undefined) throw new Error('no talk');
  const hidden: Said[] = [
    { ...first, id: 'note', kind: 'note', text: 'boiler: difficult customer' },
    { ...first, id: 'gone', text: '' },
    said('system', 'The boiler conversation was passed on', first.atMs),
  ];
  expect(textsOf(recalled([[...open, ...hidden]], 'the boiler', 500))).toEqual(
    open.map(({ text }) => text),
  );
});

test('what is shown anyway is not told again', () => {
  const past = pastEpisodes(SOFA);
  const shown = new Set(SOFA.map(({ id }) => id));
  expect(recall(past, { question: 'the sofa', budgetTokens: 500, shown }).episodes).toEqual([]);
  const last = new Set(SOFA.slice(-1).map(({ id }) => id));
  const found = recall(past, { question: 'the sofa', budgetTokens: 500, shown: last });
  expect(textsOf(found)).toEqual(SOFA.slice(0, -1).map(({ text }) => text));
});

test('nothing is recalled for words that were never said', () => {
  const none = { episodes: [], tokens: 0 };
  expect(recalled([LAMP, SOFA, CHAIRS], 'Do you sell aquariums?', 500)).toEqual(none);
  expect(recalled([], 'the sofa', 500)).toEqual(none);
});

test('of what surrounds it, the nearest comes with what was asked about', () => {
  const garden = talk(
    4,
    'The gate squeaks',
    'Oil helps there.',
    'The hedge is brown',
    'It wants water.',
    'And my awning is torn',
    'A tailor mends such.',
  );
  const texts = textsOf(recalled([LAMP, garden], 'What about the awning?', 55));
  expect(texts).toEqual([
    'The hedge is brown',
    'It wants water.',
    'And my awning is torn',
    'A tailor mends such.',
  ]);
});

test('a talk that never pauses is told by its parts', () => {
  const chat = Array.from({ length: 17 }, () => ['Is grey sold out?', 'Grey is there.']).flat();
  const orders = ['paint', 'tiles'].map((thing, at) => [
    `Please bring the ${thing}`,
    'To which door?',
    'The side door',
    'At what time?',
    at === 0 ? 'Around 14:15' : 'Around 16:40',
    'Noted.',
    ...chat,
  ]);
  const found = recalled([talk(1, ...orders.flat())], 'What time did I say for the tiles?', 50);
  expect(textsOf(found)).toContain('Around 16:40');
  expect(found.episodes).toHaveLength(1);
});

test('a whole conversation is cut where it was silent for long enough', () => {
  const cut = byEpisode([...LAMP, ...SOFA, ...CHAIRS], DAY_MS);
  expect(cut).toEqual([LAMP, SOFA, CHAIRS]);
  expect(byEpisode([...LAMP, ...SOFA], 30 * DAY_MS)).toEqual([[...LAMP, ...SOFA]]);
});

const WORDS = [
  'sofa',
  'lamp',
  'Thursday',
  'invoice',
  '10:30',
  'thanks',
  'what',
  'blue?',
  'yes',
  'Oslo',
  '',
];
const anyTalk = fc
  .array(
    fc.array(fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }), { minLength: 1, maxLength: 6 }),
    { maxLength: 8 },
  )
  .map((days) => days.map((texts, day) => talk(day + 1, ...texts.map((words) => words.join(' ')))));

test('whatever was said, the budget holds, nothing is told twice or out of order', () => {
  fc.assert(
    fc.property(
      anyTalk,
      fc.constantFrom('When does the sofa come?', 'lamp invoice', 'Which day?'),
      fc.integer({ min: 0, max: 300 }),
      (talks, question, budgetTokens) => {
        const { episodes, tokens } = recalled(talks, question, budgetTokens);
        expect(tokens).toBeLessThanOrEqual(budgetTokens);
        const texts = episodes.flatMap(({ messages }) => messages.map(({ text }) => text));
        const least = texts.reduce((sum, text) => sum + text.length / 5 + 4, 8 * episodes.length);
        expect(least).toBeLessThanOrEqual(budgetTokens);
        const told = episodes.flatMap(({ messages }) => messages.map(({ id }) => id));
        const order = talks.flat().map(({ id }) => id);
        expect(told).toEqual(order.filter((id) => told.includes(id)));
        expect(new Set(episodes.map(({ atMs }) => atMs)).size).toBe(episodes.length);
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});
