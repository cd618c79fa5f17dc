import { plain } from '../../../src/core/domain/plain-line.js';
import { complains } from '../../../src/core/turn/complaint.js';
import { asksForPerson, asksToReach } from '../../../src/core/turn/wish-for-person.js';

describe('Asking for a person', () => {
  test.each([
    'Put me through to your billing team',
    'I’d rather discuss this with a human being',
    'can i speak with one of your colleagues?',
    'Connect to agent',
    'let me talk to the front desk',
    'Get your supervisor on the line',
    'I don’t feel good giving my details to a machine',
    'no more chatbots!!',
    'Ring me back please',
    'could somebody phone me this afternoon',
    'we want to speak to the kitchen',
    'live agent',
  ])('%s', (text) => {
    expect(asksForPerson(plain(text))).toBe(true);
  });

  test.each([
    'Are you a real person?',
    'Do I have to talk to someone to close my account?',
    'No need to transfer me, I found it',
    'You can call me Olga',
    'talk to you later',
    'I sent money to the wrong person, can I transfer it to someone else?',
    'please speak to me in French',
    'I was talking to your colleague yesterday about the invoice',
    'is there a fee per person',
    'update my contact details',
    'what cleaning agent removes rust?',
  ])('is not meant by: %s', (text) => {
    expect(asksForPerson(plain(text)) || asksToReach(plain(text))).toBe(false);
  });
});

test.each([
  'What’s your phone number?',
  'customer care number pls',
  'how can I get in touch with you',
  'do you have a hotline',
])('a way to reach people is asked for by: %s', (text) => {
  expect(asksToReach(plain(text))).toBe(true);
  expect(asksForPerson(plain(text))).toBe(false);
});

describe('Complaining', () => {
  test.each([
    'This conversation is going nowhere',
    'I want to file a complaint',
    'worst service ever',
    'I need urgent help',
    'You keep repeating yourself',
    'hello? is anyone there',
    'this is so frustrating!',
  ])('%s', (text) => {
    expect(complains(plain(text))).toBe(true);
  });

  test.each([
    'I am so angry, the machine kept my card and gave me only half of the cash I asked for',
    'what is your service fee',
    'the quick start guide is missing',
    'my phone is dead',
  ])('is not all there is in: %s', (text) => {
    expect(complains(plain(text))).toBe(false);
  });
});

test('a line made to keep the rules busy is decided at once', () => {
  const line = plain(
    'speak to a real real live human '.repeat(3).replaceAll('human', 'x').padEnd(600, 'real '),
  );
  const startedMs = performance.now();
  for (let count = 0; count < 100; count += 1) asksForPerson(line);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
