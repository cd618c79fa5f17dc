import fc from 'fast-check';
import { promisesIn } from '../../../src/core/memory/stretch-record.js';
import { growthOf, LONG_RUNS } from '../../support/growth.js';
import { Script } from './said.js';

test.each([
  "I'll refund the €40 by Friday.",
  'We will send you a new drawer.',
  "You'll get an email with the label.",
  'You will receive 10 % off your next order.',
  'I am going to call you back at 15:00.',
  'The engineer comes on Tuesday between 9 and 11.',
  'The van will be there on 3 December.',
  'Your return is approved.',
  'The repair is free of charge.',
  "We won't charge the card again.",
  "I'll check with the warehouse and call you by Monday.",
])('an agent promises: %s', (text) => {
  expect(promisesIn(new Script('c').says('agent', text).messages)).toEqual([text]);
});

test.each([
  'Hi Lena, Ana here.',
  "I'll check.",
  "One moment, I'll have a quick look at it.",
  "I'll be happy to help you with that.",
  'Shall we send you a new one?',
  'Will you be there on Friday?',
  'If you return it, we will refund the €40.',
  'Lamps are on the second shelf.',
  'You will need to restart it.',
  'Did it arrive on Monday?',
])('an agent promises nothing: %s', (text) => {
  expect(promisesIn(new Script('c').says('agent', text).messages)).toEqual([]);
});

test('only the sentence that promises is kept, in the words it was said in', () => {
  const { messages } = new Script('c').says(
    'agent',
    "Sorry about that! I'll have the new drawer sent to Utrecht on Friday. Is the door on the left?",
  );
  expect(promisesIn(messages)).toEqual(["I'll have the new drawer sent to Utrecht on Friday."]);
});

test('what the customer accepts, the bot says or a note has is no promise of the agent', () => {
  const { messages } = new Script('c')
    .says('customer', 'Great, I will be there on Friday, you will get the old one')
    .says('bot', 'We will refund €40.')
    .says('agent', "We'll refund €90, but do not tell", { kind: 'note' });
  expect(promisesIn(messages)).toEqual([]);
});

test('a promise counts as it reads now, and not at all once it is taken back', () => {
  const { messages } = new Script('c')
    .says('agent', "I'll refund €40.")
    .says('agent', "I'll send a courier on Monday.")
    .revises(1, "I'll refund €25.")
    .revises(2, null);
  expect(promisesIn(messages)).toEqual(["I'll refund €25."]);
});

test('of many promises those with a day or an amount are kept, in order and each once', () => {
  const script = new Script('c');
  for (const what of ['a', 'b', 'c', 'd', 'e', 'f'])
    script.says('agent', `I'll send part ${what}.`);
  script.says('agent', "I'll refund €40.").says('agent', "I'll send part f.");
  expect(promisesIn(script.messages)).toEqual([
    "I'll send part c.",
    "I'll send part d.",
    "I'll send part e.",
    "I'll send part f.",
    "I'll refund €40.",
  ]);
});

test('whatever an agent says, at most five lines of 200 characters are kept, each in order', () => {
  const sentence = fc.oneof(
    fc.string({ maxLength: 400 }),
    fc.constantFrom("I'll call on Monday.", 'We will see.', `I will ${'x'.repeat(400)}.`),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), sentence), { maxLength: 30 }), (said) => {
      const script = new Script('c');
      for (const [isAgent, text] of said) script.says(isAgent ? 'agent' : 'customer', text);
      const promises = promisesIn(script.messages);
      expect(promises.length).toBeLessThanOrEqual(5);
      const agents = said.flatMap(([isAgent, text]) => (isAgent ? [text] : [])).join('\n');
      for (const promise of promises) {
        expect(promise.length).toBeLessThanOrEqual(200);
        expect(promise).not.toContain('\n');
        expect(agents.replaceAll(/\s+/g, ' ')).toContain(promise.replace(/…$/, ''));
      }
    }),
    { seed: 6, numRuns: 200 },
  );
});

test('a code in a promise is not kept', () => {
  const { messages } = new Script('c').says('agent', "I'll send it on Friday, the PIN is 4471.");
  expect(promisesIn(messages)).toEqual(["I'll send it on Friday, the PIN is [secret]."]);
});

test.each(LONG_RUNS)(
  'a long run of "%s" takes as long as it is long, not as its square',
  (part) => {
    const work = (text: string) => promisesIn(new Script('c').says('agent', text).messages);
    expect(growthOf(work, part)).toBeLessThan(100);
  },
);
