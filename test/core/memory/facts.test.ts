import fc from 'fast-check';
import { factsOf } from '../../../src/core/memory/facts.js';

/** Wednesday, 5 February 2031, 10:00 UTC. */
const AT_MS = 1_928_052_000_000;

const said = (text: string, question: string | null = null) =>
  factsOf({ id: 'm1', text, atMs: AT_MS }, question);

const told = (text: string, question: string | null = null) =>
  said(text, question).map(({ kind, normalized }) => `${kind} ${normalized}`);

test('a fact says what was said, where and when', () => {
  expect(said('Please collect it at 7:30 pm.')).toEqual([
    {
      id: 'm1-time-21',
      kind: 'time',
      value: '7:30 pm.',
      normalized: '19:30',
      span: [21, 29],
      sourceId: 'm1',
      atMs: AT_MS,
      supersededBy: null,
    },
  ]);
});

test.each([
  ['the van can come at quarter to eight in the evening', 'time 19:45'],
  ['any time after 18:00', 'time 18:00'],
  ['half past nine', 'time 9:30'],
  ['at noon', 'time 12:00'],
  ['12:15 a.m. is when the alarm went off', 'time 00:15'],
  ['bring it tomorrow', 'date 2031-02-06'],
  ['it came 2 weeks ago', 'date 2031-01-22'],
  ['deliver it on the 3rd of March 2031', 'date 2031-03-03'],
  ['Thursday, May 8th', 'date --05-08'],
  ['invoiced on 2031/01/28', 'date 2031-01-28'],
  ['next Tuesday', 'date next tuesday'],
  ["hello, I'm Mara Lindqvist", 'name mara lindqvist'],
  ['my name is jonas', 'name jonas'],
  ['It was ordered by August Berg', 'name august berg'],
  ['Odile Ferrant speaking', 'name odile ferrant'],
  ['my order number is KX-20417', 'reference KX-20417'],
  ['write to mara.l@example.org', 'email mara.l@example.org'],
  ['my mobile is +49 170 5550 123', 'phone +491705550123'],
  ['I was charged 1,240.50 euros', 'amount 1240.50 EUR'],
  ['we are 2 adults and 3 kids', 'people 5'],
])('"%s" states %s', (text, fact) => {
  expect(told(text)).toEqual([fact]);
});

test.each([
  ['7', 'What time should the courier come?', 'time 7:00'],
  ['tarik', 'May I have your name?', 'name tarik'],
  ['the 14th', 'Which day suits you?', 'date ---14'],
  ['four', 'How many people will come?', 'people 4'],
  ['25th May?', 'Which day suits you?', 'date --05-25'],
  ['88120 kl', 'Could you give me your order number?', 'reference 88120KL'],
])('"%s" after "%s" is %s', (text, question, fact) => {
  expect(told(text, question)).toEqual([fact]);
});

test.each(['7', 'tarik', 'four', '88120 kl'])('"%s" alone states nothing', (text) => {
  expect(told(text)).toEqual([]);
});

test.each([
  'What if it were on Monday?',
  'Would Friday at 6 pm be cheaper?',
  'If I came at 7 pm, would somebody be there?',
  'Are you open on Sunday?',
  'Suppose we were 8 people, what then',
  'Imagine I paid 500 euros.',
])('"%s" states nothing', (text) => {
  expect(told(text)).toEqual([]);
});

test('a wish in the form of a question is meant', () => {
  expect(told('Could you deliver it on Friday at 5 pm?')).toEqual(['date friday', 'time 17:00']);
});

test.each([
  'Sorry, can I make it Friday?',
  'I was wondering if we could move it to Friday',
  'I would like it on Friday if possible?',
])('"%s" is a wish, too', (text) => {
  expect(told(text)).toEqual(['date friday']);
});

test.each([
  'What time could I come on Friday?',
  'How long would it take, as I need it on Friday?',
  'do you deliver on Friday',
  "why can't I cancel my appointment for Friday",
])('"%s" is only asked', (text) => {
  expect(told(text)).toEqual([]);
});

test('what is denied is not kept', () => {
  expect(told('Make it Thursday, not Friday.')).toEqual(['date thursday']);
});

test('what something is moved away from is not kept', () => {
  expect(told('Please change it from Friday to Monday')).toEqual(['date monday']);
});

test('a question beside a statement does not make the statement one', () => {
  expect(told("I'm Mara Lindqvist. Are you open on Sunday?")).toEqual(['name mara lindqvist']);
});

test('a complaint is nobody’s name', () => {
  expect(told("I'm really disappointed. It's broken and this is ridiculous.")).toEqual([]);
});

test('the number of a payment card is never kept', () => {
  expect(told('my card number is 4111 1111 1111 1111, account number 4111111111111111')).toEqual(
    [],
  );
});

test('sizes, waits and percentages are no times', () => {
  expect(told('size 10 to 12, waiting for 20 minutes, at 15% off')).toEqual([]);
});

test('for any text every fact stands where it says it does, and none overlaps another', () => {
  const words = fc.constantFrom(
    'at',
    '7',
    '7:30',
    'pm',
    'on',
    'May',
    '4th',
    'my name is',
    'Mara',
    'Berg',
    'order',
    '#4711',
    '20 euros',
    'not',
    '?',
    '.',
    'friday',
    '+491705550123',
    'for 4 people',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words, { maxLength: 25 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const facts = said(text);
      for (const { span, value } of facts) expect(text.slice(...span)).toBe(value);
      for (const [index, { span }] of facts.entries()) {
        expect(span[0]).toBeGreaterThanOrEqual(facts[index - 1]?.span[1] ?? 0);
      }
    }),
  );
});

test.each(['1 ', 'A ', "o'b-", '"', '$1,', 'at 5 ', 'my name is ', 'x@', '1-'])(
  'a long run of "%s" takes as long as it is long, not as its square',
  (part) => {
    // The best of several, side by side: the machine may be busy with other things.
    const timeOf = (times: number) => {
      const begunMs = performance.now();
      said(part.repeat(times), 'What name, time and date?');
      return performance.now() - begunMs;
    };
    const tries = Array.from({ length: 5 }, () => [timeOf(250), timeOf(4_000)] as const);
    const short = Math.min(...tries.map(([ms]) => ms));
    const long = Math.min(...tries.map(([, ms]) => ms));
    // Sixteen times as long; squared it would be 256 times. Below a millisecond the clock tells nothing.
    expect(long / Math.max(short, 1)).toBeLessThan(100);
  },
);
