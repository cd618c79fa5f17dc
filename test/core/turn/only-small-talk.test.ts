import { join } from 'node:path';
import { loadRoutingExamples } from '../../../src/core/config/routing-examples.js';
import { isOnlySmallTalk } from '../../../src/core/turn/only-small-talk.js';

const SHIPPED = join(__dirname, '../../../config/routing');

describe('Small talk', () => {
  test.each([
    'hellooo',
    'hi, Priya here',
    'hello, my name is Tobias',
    'Good morning Drew!',
    'hey there Jesse',
    'I want to thank you for helping',
    'thanks for fixing the invoice so fast',
    'nothing else, thank you, have a nice day',
    'how are you today?',
  ])('is all there is in: %s', (text) => {
    expect(isOnlySmallTalk(text)).toBe(true);
  });

  test.each([
    'thank you, I also need an invoice',
    'ok and then',
    'ok so what now',
    'thanks but it is still broken',
    'hi I need help',
    'thanks for your help can you send the invoice',
    'hello, cancel it',
    'good morning I want to book a table',
    `thanks ${'and thanks '.repeat(20)}`,
  ])('is not all there is in: %s', (text) => {
    expect(isOnlySmallTalk(text)).toBe(false);
  });

  test('is what the shipped examples of it are, and nearly none of the others', async () => {
    const examples = await loadRoutingExamples(SHIPPED);
    const isWrong = ({ text, type }: (typeof examples)[number]) =>
      isOnlySmallTalk(text) !== (type === 'greeting');
    const wrong = examples.filter(isWrong).map(({ text }) => text);
    // Its words are small talk, all of them; the classifier has to know better.
    expect(wrong).toEqual(['are you in love']);
  });
});
