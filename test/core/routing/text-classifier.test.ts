import { type Example, TextClassifier } from '../../../src/core/routing/text-classifier.js';

const FRUIT = [
  'apple',
  'pear',
  'plum',
  'cherry',
  'lemon',
  'melon',
  'peach',
  'mango',
  'fig',
  'kiwi',
];
const TOOLS = [
  'hammer',
  'saw',
  'drill',
  'wrench',
  'file',
  'chisel',
  'pliers',
  'plane',
  'vice',
  'axe',
];

const EXAMPLES: readonly Example[] = [
  ...FRUIT.flatMap((one) => [
    { text: `i eat a ripe ${one}`, label: 'fruit' },
    { text: `this ${one} tastes sweet`, label: 'fruit' },
  ]),
  ...TOOLS.flatMap((one) => [
    { text: `i work with a heavy ${one}`, label: 'tools' },
    { text: `this ${one} needs oil`, label: 'tools' },
  ]),
];

test('what was learnt is recognised in other words around it', () => {
  const classifier = TextClassifier.fit(EXAMPLES);
  expect(classifier.judge('a sweet and ripe apricot').label).toBe('fruit');
  expect(classifier.judge('a heavy crowbar to work with').label).toBe('tools');
});

test('what is unlike all examples is out of scope', () => {
  const classifier = TextClassifier.fit(EXAMPLES);
  expect(classifier.judge('this lemon tastes ripe').isInScope).toBe(true);
  expect(classifier.judge('zebras gallop through quiet moonlight').isInScope).toBe(false);
});

test('a label with few examples is not drowned by one with many', () => {
  const few = EXAMPLES.filter(({ label }, at) => label === 'fruit' || at % 7 === 0);
  const classifier = TextClassifier.fit(few);
  expect(classifier.judge('i work with a heavy mallet').label).toBe('tools');
});

test('a lean decides what is close, and nothing else', () => {
  const plain = TextClassifier.fit(EXAMPLES);
  const leaning = TextClassifier.fit(EXAMPLES, { lean: { label: 'tools', by: 0.3 } });
  const close = 'i need a ripe hammer';
  expect(plain.judge(close).label).toBe('fruit');
  expect(leaning.judge(close).label).toBe('tools');
  expect(leaning.judge('i eat a sweet ripe plum').label).toBe('fruit');
});

test('the longest line costs no more than its beginning', () => {
  const classifier = TextClassifier.fit(EXAMPLES);
  const line = `i eat a ripe pear ${'and nothing more '.repeat(100)}`;
  expect(classifier.judge(line + 'hammer '.repeat(10_000))).toEqual(classifier.judge(line));
});
