import { type AskedQuestion, AskedQuestions } from '../../../src/core/knowledge/asked-questions.js';

const LATE = 0;
const RETURN = 1;
const HOURS = 2;

const EXAMPLES: readonly AskedQuestion[] = [
  { answer: LATE, text: 'Why is it late?' },
  { answer: LATE, text: 'My order has not come yet' },
  { answer: LATE, text: 'Where is my parcel?' },
  { answer: RETURN, text: 'I want to return an item' },
  { answer: RETURN, text: 'How do I send this back?' },
  { answer: HOURS, text: 'When are you open?' },
  { answer: HOURS, text: 'Are you there on Sundays?' },
];

function bestOf(asked: AskedQuestions, query: string): { answer: number; likeness: number } | null {
  let best: { answer: number; likeness: number } | null = null;
  for (const [answer, likeness] of asked.likenesses(query)) {
    if (best === null || likeness > best.likeness) best = { answer, likeness };
  }
  return best;
}

const asked = new AskedQuestions(EXAMPLES);

test.each([
  ['why so late', LATE],
  ['were is my parcell', LATE],
  ['retrun the item', RETURN],
  ['are you open on sunday', HOURS],
])('"%s" is asked like the examples of its answer', (query, answer) => {
  expect(bestOf(asked, query)?.answer).toBe(answer);
});

test('a question word for word scores near 1, another subject far below', () => {
  const same = bestOf(asked, 'Why is it late?')?.likeness ?? 0;
  const other = bestOf(asked, 'Do you sell gift cards to companies?')?.likeness ?? 0;
  expect(same).toBeLessThanOrEqual(1);
  expect(same).toBeGreaterThan(2 * other);
});

test('what no example shares a letter with is like none', () => {
  expect(asked.likenesses('???').size).toBe(0);
  expect(new AskedQuestions([]).likenesses('Where is my parcel?').size).toBe(0);
});

test('many examples of one answer do not take the questions of another', () => {
  const many = Array.from({ length: 40 }, (_, at) => {
    return { answer: LATE, text: `My order number ${at} with the lamp is late` };
  });
  const crowded = new AskedQuestions([...many, ...EXAMPLES]);
  expect(bestOf(crowded, 'I want to return the lamp of my order')?.answer).toBe(RETURN);
});

test('more examples than are learnt from still find their answer by likeness', () => {
  const many = Array.from({ length: 900 }, (_, at) => {
    return { answer: 10 + at, text: `Does shelf ${at} fit hook ${at}?` };
  });
  const large = new AskedQuestions([...many, ...EXAMPLES]);
  expect(bestOf(large, 'were is my parcell')?.answer).toBe(LATE);
  expect(bestOf(large, 'shelf 77 and hook 77')?.answer).toBe(87);
});
