import { plain, says } from '../../../src/core/domain/plain-line.js';
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
    'are you a bot? I want to talk to a human please',
    'I spoke to your agent yesterday. I want to talk to a human again now.',
    'Your agent told me to come back, please connect me to a human',
    'I already talked to somebody, connect me to an agent again',
    'are you a robot or can I talk to a human',
    'I want to talk to the agent who was helping me yesterday',
    'I need a person, not a bot',
    'I hate this bot',
    'I do not want to deal with a machine',
    'can I talk to my account manager',
    'could someone call me before noon',
  ])('%s', (text) => {
    expect(asksForPerson(text)).toBe(true);
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
    'I do not like this machine, can I return it?',
    'I hate this machine, it leaks. Can I get a refund?',
    'I dont want a computer, I want a tablet',
    'I am not a robot',
    'Am I talking to a bot?',
    'can I talk to my bank with this app?',
    'I have to speak to my manager first',
    'Can someone call me if I miss the delivery?',
    'Will someone ring me before delivery?',
    'I do not want you to connect me to a human',
    'I dont need to talk to an agent, please just tell me the price',
    'I was talking to your agent, he said it would arrive',
    'I don’t want automated payments',
  ])('is not meant by: %s', (text) => {
    expect(asksForPerson(text) || asksToReach(text)).toBe(false);
  });
});

test.each([
  'What’s your phone number?',
  'customer care number pls',
  'how can I get in touch with you',
  'do you have a hotline',
])('a way to reach people is asked for by: %s', (text) => {
  expect(asksToReach(text)).toBe(true);
  expect(asksForPerson(text)).toBe(false);
});

describe('Complaining', () => {
  test.each(['Is someone available on Sunday', 'I need quick help with my invoice'])(
    'is not meant by: %s',
    (text) => {
      expect(complains(plain(text))).toBe(false);
    },
  );

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

describe('A wish in a long text', () => {
  const told = 'The parcel came on Monday and the lid was loose. ';

  test.each([
    ['at its end', `${told.repeat(20)}I want to talk to a human.`],
    ['in its middle', `${told.repeat(40)}Can I speak to a person? ${told.repeat(40)}`],
    ['at the end of one endless sentence', `${'and so on '.repeat(200)}connect me to an agent`],
  ])('is heard %s', (_where, text) => {
    expect(asksForPerson(text)).toBe(true);
  });

  test('is not made of what stands at both sides of what is left out', () => {
    const text = `${'x '.repeat(296)}Mensch ${'so '.repeat(300)}bitte ${'y '.repeat(296)}`;
    const line = plain(text);
    expect([says(line, 'Mensch'), says(line, 'bitte')]).toEqual([true, true]);
    expect(says(line, 'Mensch bitte')).toBe(false);
  });

  test('a word cut in two is no other word', () => {
    // Six hundred characters from the end stands "agent", the second half of a word.
    const text = `${'a '.repeat(700)}reagent ${'b'.repeat(594)}`;
    expect(text.slice(-600)).toMatch(/^agent /);
    expect(plain(text)).not.toContain('agent');
  });
});

test('a line made to keep the rules busy is decided at once', () => {
  const line = 'speak to a real real live x '.repeat(3).padEnd(16_000, 'real ');
  const startedMs = performance.now();
  for (let count = 0; count < 100; count += 1) asksForPerson(line);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
